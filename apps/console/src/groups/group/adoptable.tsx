import { Checkbox } from '../../ui/checkbox.js';
import { nameOfRole, roleText } from '../../words/roles.js';
import { sub as s } from './strings/above.js';
import type { Adoptions } from './types.js';

/** What goes with the link unless it is kept. */
type Part = 'members' | 'grants' | 'api_keys';
const parts: readonly Part[] = ['members', 'grants', 'api_keys'];
export type Ticked = Readonly<Record<Part, ReadonlySet<string>>>;

export const nothingTicked: Ticked = { members: new Set(), grants: new Set(), api_keys: new Set() };
export const countOf = (ticked: Ticked): number => parts.reduce((sum, part) => sum + ticked[part].size, 0);
export const isEmpty = (left: Adoptions): boolean =>
  [...parts, 'roles' as const].every((part) => left[part].items.length === 0);

/** Whoever is kept is kept with the roles that are shown of them, and no others. */
const withRoles = (ticked: Ticked, { grants }: Adoptions): Ticked => {
  const theirs = grants.items.filter(({ member_id }) => ticked.members.has(member_id));
  return { ...ticked, grants: new Set([...ticked.grants, ...theirs.map(({ id }) => id)]) };
};

/** By what was ticked, as the API wants it. */
export function bodyOf(some: Ticked, left: Adoptions): Record<string, readonly string[]> {
  const ticked = withRoles(some, left);
  return Object.fromEntries(
    parts.filter((part) => ticked[part].size > 0).map((part) => [part, [...ticked[part]]]),
  );
}

/** Whoever ticks all means those as well that are not shown. */
export function queryOf(some: Ticked, left: Adoptions): Record<string, string> {
  const ticked = withRoles(some, left);
  return Object.fromEntries(
    parts
      .filter((part) => ticked[part].size > 0)
      .map((part) => {
        const isAll = !left[part].is_complete && ticked[part].size === left[part].items.length;
        return [`adopt_${part}`, isAll ? 'all' : [...ticked[part]].join(',')];
      }),
  );
}

interface Line {
  readonly id: string;
  readonly name: string;
}

/** Members are kept with the roles they have; roles of others stand for themselves. */
function linesOf({ members, grants, api_keys }: Adoptions, part: Part): readonly Line[] {
  const rolesOf = (member: string) =>
    roleText(grants.items.filter(({ member_id }) => member_id === member).map(({ role }) => role));
  if (part === 'members')
    return members.items.map(({ id, name, email }) => {
      const held = rolesOf(id);
      const called = name.trim() || email;
      return { id, name: held ? s.holds(called, held) : called };
    });
  if (part === 'grants')
    return grants.items
      .filter(({ member_id }) => !members.items.some(({ id }) => id === member_id))
      .map(({ id, member_name, role }) => ({ id, name: s.holds(member_name, nameOfRole(role.name)) }));
  return api_keys.items;
}

interface AdoptableProps {
  readonly left: Adoptions;
  readonly ticked: Ticked;
  readonly onTick: (ticked: Ticked) => void;
}

/** A key is kept with whoever it belongs to, where they would go as well: neither is ticked without the other. */
function together(before: Ticked, part: Part, ids: ReadonlySet<string>, left: Adoptions): Ticked {
  const lent = new Set(left.members.items.map(({ id }) => id));
  const keys = left.api_keys.items.filter(({ member_id }) => lent.has(member_id));
  if (part === 'api_keys') {
    const owners = keys.filter(({ id }) => ids.has(id)).map(({ member_id }) => member_id);
    return { ...before, api_keys: ids, members: new Set([...before.members, ...owners]) };
  }
  if (part !== 'members') return { ...before, [part]: ids };
  const ownerless = new Set(keys.filter(({ member_id }) => !ids.has(member_id)).map(({ id }) => id));
  return {
    ...before,
    members: ids,
    api_keys: new Set([...before.api_keys].filter((id) => !ownerless.has(id))),
  };
}

/** Everything that was made through the group, to be ticked one by one or kind by kind. */
export function Adoptable({ left, ticked, onTick }: AdoptableProps) {
  return (
    <div className="flex flex-col gap-4">
      {parts.map((part) => (
        <PartList
          key={part}
          title={s.kinds[part]}
          lines={linesOf(left, part)}
          isComplete={left[part].is_complete}
          ticked={ticked[part]}
          onTick={(ids) => onTick(together(ticked, part, ids, left))}
        />
      ))}
      {left.roles.items.length > 0 && (
        <section aria-label={s.kinds.roles}>
          <h3 className="font-medium">{s.kinds.roles}</h3>
          <p className="text-sm text-muted">{s.rolesStay}</p>
          <ul className="text-sm break-words">
            {left.roles.items.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface PartListProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly isComplete: boolean;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
}

function PartList({ title, lines, isComplete, ticked, onTick }: PartListProps) {
  if (lines.length === 0) return null;
  const isAll = ticked.size === lines.length;
  return (
    <section aria-label={title}>
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 className="font-medium">{title}</h3>
        {lines.length > 1 && (
          <Checkbox
            label={`${s.all}: ${title}`}
            isSelected={isAll}
            isMixed={ticked.size > 0 && !isAll}
            onChange={(is) => onTick(new Set(is ? lines.map(({ id }) => id) : []))}
          >
            <span className="text-sm text-muted">{s.all}</span>
          </Checkbox>
        )}
      </div>
      <ul className="max-h-56 overflow-y-auto">
        {lines.map(({ id, name }) => (
          <li key={id}>
            <Checkbox
              isSelected={ticked.has(id)}
              onChange={(is) =>
                onTick(new Set(is ? [...ticked, id] : [...ticked].filter((one) => one !== id)))
              }
            >
              <span className="min-w-0 break-words">{name}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {!isComplete && <p className="text-sm text-muted">{s.partial}</p>}
    </section>
  );
}
