import type { AccessSimulate } from '../../api-client/index.js';
import { inOrder } from '../../words/resources.js';
import type { Permission } from '@bailiwick/rbac';

export interface Alike {
  readonly names: readonly string[];
  readonly gains: readonly Permission[];
  readonly loses: readonly Permission[];
}

/** People to whom the same happens, together: most who hold a role hold nothing else. The largest group first. */
export function groupAlike(affected: AccessSimulate['affected']): readonly Alike[] {
  const groups = new Map<string, { names: string[]; gains: Permission[]; loses: Permission[] }>();
  for (const { name, gains, loses } of affected) {
    const key = `${gains.join()} ${loses.join()}`;
    const group = groups.get(key) ?? { names: [], gains, loses };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ names, gains, loses }) => ({ names, gains: inOrder(gains), loses: inOrder(loses) }))
    .toSorted((a, b) => b.names.length - a.names.length);
}

export const someLose = ({ affected }: Pick<AccessSimulate, 'affected'>): boolean =>
  affected.some(({ loses }) => loses.length > 0);
