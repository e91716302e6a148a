/** The version stands in the path and nowhere else. */
export const api = (path: string): string => `api/v2/${path}`;
