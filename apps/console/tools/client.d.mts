/** The source of the API client, as it should stand in `src/api-client/index.ts`. */
export function clientSource(): Promise<string>;
