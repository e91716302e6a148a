import { z } from 'zod';
import type { HttpReply } from '../gate/request.js';

/** A file of lines, as an answer declares it. */
export const csvFile = z.string();

/** Tells the client that the answer is a file to keep under this name. */
export function replyWithCsv(reply: HttpReply, name: string): void {
  void reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`);
}

export type Cell = string | number | boolean | Date | null;

/**
 * RFC 4180, for spreadsheets. A cell that a spreadsheet would take for a formula begins with an apostrophe instead: who
 * chooses a name shall not choose what is calculated on somebody else's machine.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(value: Cell): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
