/** The source of the API client, from the API document. */
export function clientSource(document: object): string;
