const KEY = 'recent-workspaces';
const REMEMBERED = 8;

/** Ids of the workspaces visited in this browser, newest first. Storage may be forbidden; then none. */
export function recentWorkspaces(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberWorkspace(workspaceId: string): void {
  const ids = [workspaceId, ...recentWorkspaces().filter((id) => id !== workspaceId)].slice(0, REMEMBERED);
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Not remembered, then.
  }
}

/** The workspace to open when none was named, of those that are mine. */
export const lastVisited = (mine: readonly string[]): string | undefined =>
  recentWorkspaces().find((id) => mine.includes(id)) ?? mine[0];

/** Those visited lately first, the others as they come. */
export function recentFirst<W extends { readonly id: string }>(workspaces: readonly W[]): readonly W[] {
  const order = recentWorkspaces();
  const rank = ({ id }: W) => (order.includes(id) ? order.indexOf(id) : order.length);
  return workspaces.toSorted((a, b) => rank(a) - rank(b));
}
