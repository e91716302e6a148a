/** The source of the API client, from the API document. */
export function clientSource(document: object): string;
/** The activities of the audit log, from the same document. */
export function activitiesSource(document: object): string;
