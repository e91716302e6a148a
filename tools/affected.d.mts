export function affectedBy(
  paths: readonly string[],
): { readonly server: readonly string[]; readonly browser: readonly string[] } | undefined;
export function changedFiles(root: string): string[];
