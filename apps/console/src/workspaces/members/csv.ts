/** Spreadsheets differ by the language they speak: what comes first in the first line is it. */
const separatorOf = (text: string): string => {
  const [first = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1);
  return /[,;\t]/.exec(first)?.[0] ?? ',';
};

/** The rows of a CSV file, each with its cells; lines with nothing in them are left out. Quotes as in RFC 4180. */
export function parseCsv(text: string): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell.trim());
    cell = '';
  };
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted && sign === '"' && text.charAt(at + 1) === '"') cell += text.charAt((at += 1));
    else if (sign === '"' && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted;
    else if (isQuoted) cell += sign;
    else if (sign === separator) endCell();
    else if (sign === '\n') {
      endCell();
      rows.push([]);
    } else cell += sign;
  }
  endCell();
  return rows.filter((row) => row.some((one) => one !== ''));
}
