import { type KeyboardEvent, useMemo, useState } from 'react';
import { type Permission, type PermissionSet, delegable } from '@bailiwick/rbac';
import { SearchBox } from '../../ui/search-box.js';
import { type Line, changeHeld, isAbout, filterLines, sectionsOf } from '../../access/roles/matrix.js';
import { PermissionLine } from '../../access/roles/permission-line.js';
import { authority as s } from './strings/group.js';

interface PermissionChoiceProps {
  readonly offered?: PermissionSet;
  readonly chosen: PermissionSet;
  /** Chosen for good. */
  readonly kept?: PermissionSet;
  readonly onChange: (chosen: ReadonlySet<Permission>) => void;
}

const all: PermissionSet = new Set(delegable);
const none: PermissionSet = new Set();

/** Box by box, what a group may do in a workspace. */
export function PermissionChoice({ offered = all, chosen, kept = none, onChange }: PermissionChoiceProps) {
  const [search, setSearch] = useState('');
  const sections = useMemo(() => sectionsOf(offered), [offered]);
  const found = filterLines(sections, isAbout(search));
  return (
    <div className="flex flex-col gap-2">
      <div onKeyDown={keepFromSending}>
        <SearchBox label={s.search} value={search} onSearch={setSearch} />
      </div>
      <div className="rounded-md border border-line">
        {found.map(({ name, lines }) => (
          <section key={name} aria-label={name}>
            <h3 className="border-b border-line bg-sunken px-4 py-1.5 text-xs font-medium text-muted">
              {name}
            </h3>
            <ul>
              {lines.map((line) => (
                <ChoiceLine
                  key={line.resource}
                  line={line}
                  chosen={chosen}
                  kept={kept}
                  isOpen={search !== ''}
                  onChange={(those, is) => onChange(changeHeld(chosen, those, is))}
                />
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && <p className="px-4 py-6 text-center text-muted">{s.nothingFound}</p>}
      </div>
    </div>
  );
}

interface ChoiceLineProps {
  readonly line: Line;
  readonly chosen: PermissionSet;
  readonly kept: PermissionSet;
  readonly isOpen: boolean;
  readonly onChange: (those: readonly Permission[], is: boolean) => void;
}

function ChoiceLine({ line: { name, cells }, chosen, kept, isOpen, onChange }: ChoiceLineProps) {
  const free = cells.map(({ permission }) => permission).filter((one) => !kept.has(one));
  const count = cells.filter(({ permission }) => chosen.has(permission)).length;
  return (
    <PermissionLine
      name={name}
      isOpen={isOpen}
      isNarrow
      choices={cells.map(({ action, permission, sentence }) => ({
        action,
        sentence,
        isSelected: chosen.has(permission),
        locked: kept.has(permission) ? s.kept : undefined,
      }))}
      whole={
        cells.length > 1
          ? {
              isSelected: count === cells.length,
              isMixed: count > 0 && count < cells.length,
              locked: free.length === 0 ? s.kept : undefined,
              onChange: (is) => onChange(free, is),
            }
          : undefined
      }
      onChange={(action, is) =>
        onChange(
          cells.filter((cell) => cell.action === action).map(({ permission }) => permission),
          is,
        )
      }
    />
  );
}

/** Enter in the search is for the search. */
function keepFromSending(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
