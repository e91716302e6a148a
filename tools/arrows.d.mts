export const leansOn: Readonly<Record<string, readonly string[]>>;
export function resolveImport(from: string, named: string): string;
export function arrowFinding(from: string, to: string): string | undefined;
