import { z } from 'zod';
import type { HttpReply } from '../gate/request.js';

/** A CSV file, as the schema of an answer declares it. */
export const csvFile = z.string();

/** Tells the client to keep the answer as a file of this name. */
export function replyWithCsv(reply: HttpReply, name: string): void {
  void reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`);
}

export type Cell = string | number | boolean | Date | null;

/**
 * RFC 4180, for spreadsheets. An apostrophe stands before a cell that a spreadsheet would take for a formula: the
 * person who chooses a name must not choose what another person's machine calculates.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(value: Cell): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
