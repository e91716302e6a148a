import { expand, isSubset } from '@bailiwick/rbac';
import type { ApiKeysList, ServicePrincipalsList } from '../../api-client/index.js';
import type { Standing } from '../../server/session.js';

export type ApiKey = ApiKeysList['items'][number];
export type Service = ServicePrincipalsList['items'][number];

/** All keys that die with this one: those it made, and those that these made. Children come after their makers. */
export function idsBelow(keys: readonly Pick<ApiKey, 'id' | 'parent_id'>[], id: string): readonly string[] {
  const dead = new Set([id]);
  for (const one of keys) if (one.parent_id && dead.has(one.parent_id)) dead.add(one.id);
  dead.delete(id);
  return [...dead];
}

interface Ownership {
  readonly standing: Pick<Standing, 'memberId' | 'permissions' | 'may'>;
  readonly isService: boolean;
}

/** A new secret is made like a new key: for oneself or a program, of what one holds. */
export function mayRotate({ member_id, scopes }: ApiKey, { standing, isService }: Ownership): boolean {
  return (
    standing.may('api_keys:create') &&
    (member_id === standing.memberId || isService) &&
    isSubset(expand(scopes), standing.permissions)
  );
}

/** By the clock of whoever looks at it; the server goes by its own. */
export const isOver = (time: string): boolean => Date.parse(time) < Date.now();

const DAY_MS = 86_400_000;

/** Up to when a key counts, by the choice of a term; nothing for ever. */
export function endOf(term: string, day: string, now = Date.now()): string | null {
  if (term === 'never') return null;
  if (term !== 'date') return new Date(now + Number(term) * DAY_MS).toISOString();
  // Until the end of that day, where one is.
  return new Date(`${day}T23:59:59`).toISOString();
}

/** A day as a field for dates takes it. */
export function dayField(time: string | number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
