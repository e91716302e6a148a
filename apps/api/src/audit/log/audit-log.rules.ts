/** What is looked for, as the texts hold it. */
export const searchPattern = (search: string): string =>
  `%${JSON.stringify(search)
    .slice(1, -1)
    .replace(/[\\%_]/g, (wild) => `\\${wild}`)}%`;
