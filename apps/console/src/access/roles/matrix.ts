import { type Action, type Permission, type PermissionSet, type Resource, resources } from '@bailiwick/rbac';
import { allActions, nameOfResource, sectionNames } from '../../words/resources.js';

interface Cell {
  readonly action: Action;
  readonly permission: Permission;
  readonly sentence: string;
}

/** A resource and what can be done with it. */
export interface Line {
  readonly resource: Resource;
  readonly name: string;
  readonly cells: readonly Cell[];
}

interface Section {
  readonly name: string;
  readonly lines: readonly Line[];
}

/** Those of the permissions that are offered, by what they are about, in the catalogue's order. */
export function sectionsOf(offered: PermissionSet): readonly Section[] {
  const found: { name: string; lines: Line[] }[] = [];
  for (const [resource, actions] of Object.entries(resources) as [Resource, Sentences][]) {
    const begins = sectionNames[resource];
    if (begins) found.push({ name: begins, lines: [] });
    const line = { resource, name: nameOfResource[resource], cells: cellsOf(resource, actions, offered) };
    if (line.cells.length > 0) found.at(-1)?.lines.push(line);
  }
  return found.filter(({ lines }) => lines.length > 0);
}

type Sentences = Partial<Record<Action, string>>;

const cellsOf = (resource: Resource, sentences: Sentences, offered: PermissionSet): readonly Cell[] =>
  allActions.flatMap((action) => {
    const [permission, sentence] = [`${resource}:${action}` as Permission, sentences[action]];
    return sentence && offered.has(permission) ? [{ action, permission, sentence }] : [];
  });

/** The sections without the lines that are not wanted, and without those left empty. */
export const filterLines = (all: readonly Section[], isWanted: (line: Line) => boolean): readonly Section[] =>
  all
    .map(({ name, lines }) => ({ name, lines: lines.filter(isWanted) }))
    .filter(({ lines }) => lines.length > 0);

/** Every word is somewhere in the name of the resource, its sentences or its permissions. */
export function isAbout(text: string): (line: Line) => boolean {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return ({ name, cells }) => {
    const all = [name, ...cells.flatMap(({ sentence, permission }) => [sentence, permission])]
      .join(' ')
      .toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  };
}

export type Mark = 'added' | 'missing';

/** How a set differs in one permission from the one it is compared to. */
export function markOf(permission: Permission, held: PermissionSet, other: PermissionSet): Mark | undefined {
  if (held.has(permission) === other.has(permission)) return undefined;
  return held.has(permission) ? 'added' : 'missing';
}

export const linesThatDiffer =
  (held: PermissionSet, other: PermissionSet) =>
  ({ cells }: Line): boolean =>
    cells.some(({ permission }) => markOf(permission, held, other));

/** The set with these added, or taken out. */
export function changeHeld(
  held: PermissionSet,
  those: readonly Permission[],
  isHeld: boolean,
): ReadonlySet<Permission> {
  const next = new Set(held);
  for (const one of those)
    if (isHeld) next.add(one);
    else next.delete(one);
  return next;
}

export const isSame = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));
