import { type KeyboardEvent, memo, useCallback, useId, useMemo, useState } from 'react';
import { type Action, grantable } from '@bailiwick/rbac';
import { Checkbox } from '../../ui/checkbox.js';
import { SearchBox } from '../../ui/search-box.js';
import { type Line, isAbout, filterLines, sectionsOf } from '../roles/matrix.js';
import { PermissionLine } from '../roles/permission-line.js';
import { type Limits, findWiderScope, lockOf, nameOfScope, pickScope, wideScopes } from './scopes.js';
import { create as c, scopes as s } from './strings.js';

interface ScopePickerProps {
  readonly chosen: ReadonlySet<string>;
  readonly limits: Limits;
  /** Something has to be chosen, and is not. */
  readonly isMissing: boolean;
  readonly onChange: (change: (chosen: ReadonlySet<string>) => ReadonlySet<string>) => void;
}

const all = sectionsOf(new Set(grantable));

/** What a key may do: at once over everything, or box by box. */
export function ScopePicker({ chosen, limits, isMissing, onChange }: ScopePickerProps) {
  const [search, setSearch] = useState('');
  const title = useId();
  const pick = useCallback(
    (scope: string, isChosen: boolean) => onChange((last) => pickScope(last, scope, isChosen)),
    [onChange],
  );
  const sections = useMemo(() => filterLines(all, isAbout(search)), [search]);
  return (
    <section aria-labelledby={title} className="flex flex-col gap-2">
      <div>
        <h3 id={title} className="text-sm font-medium">
          {c.scopes}
        </h3>
        <p className="text-xs text-muted">
          {c.scopesHint} <span aria-live="polite">{chosen.size > 0 && s.chosen(chosen.size)}</span>
        </p>
        {isMissing && (
          <p role="alert" className="text-xs text-danger">
            {c.scopesNeeded}
          </p>
        )}
      </div>
      <div onKeyDown={keepFromSaving}>
        <SearchBox label={s.search} value={search} onSearch={setSearch} />
      </div>
      <div className="rounded-md border border-line">
        {search === '' && <Wide chosen={chosen} limits={limits} onPick={pick} />}
        {sections.map(({ name, lines }) => (
          <section key={name} aria-label={name}>
            <h4 className="border-y border-line bg-sunken px-4 py-1.5 text-xs font-medium text-muted">
              {name}
            </h4>
            <ul>
              {lines.map((line) => (
                <ScopeLine
                  key={line.resource}
                  line={line}
                  state={stateOf(line, chosen, limits)}
                  isOpen={search !== ''}
                  onPick={pick}
                />
              ))}
            </ul>
          </section>
        ))}
        {sections.length === 0 && <p className="px-4 py-6 text-center text-muted">{s.none}</p>}
      </div>
    </section>
  );
}

interface WideProps {
  readonly chosen: ReadonlySet<string>;
  readonly limits: Limits;
  readonly onPick: (scope: string, isChosen: boolean) => void;
}

function Wide({ chosen, limits, onPick }: WideProps) {
  const text = useId();
  return (
    <div role="group" aria-label={s.wideTitle} className="px-4 py-2">
      <p className="text-xs font-medium text-muted">{s.wideTitle}</p>
      <div className="grid gap-x-2 sm:grid-cols-2">
        {wideScopes.map((scope) => {
          const locked = lockedBecause(scope, chosen, limits);
          return (
            <div key={scope}>
              <Checkbox
                describedBy={`${text}${scope}`}
                isSelected={chosen.has(scope) || findWiderScope(chosen, scope) !== undefined}
                isDisabled={Boolean(locked)}
                onChange={(isChosen) => onPick(scope, isChosen)}
              >
                {nameOfScope(scope)}
              </Checkbox>
              <p id={`${text}${scope}`} className="ps-6 text-xs text-muted">
                {locked ?? (scope === 'all:all' ? s.wideMeaning : '')}
              </p>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function lockedBecause(scope: string, chosen: ReadonlySet<string>, limits: Limits): string | undefined {
  const wider = findWiderScope(chosen, scope);
  if (wider) return s.contained(nameOfScope(wider));
  const lock = lockOf(scope, limits);
  return lock && s.locks[lock];
}

const scopesOf = ({ resource, cells }: Line): readonly string[] => [
  `${resource}:all`,
  ...cells.map(({ permission }) => permission),
];

/** As text, so that a line is drawn anew only when something in it has changed. */
const stateOf = (line: Line, chosen: ReadonlySet<string>, limits: Limits): string =>
  JSON.stringify(
    scopesOf(line).map((scope) => [
      chosen.has(scope) || findWiderScope(chosen, scope) !== undefined,
      lockedBecause(scope, chosen, limits),
    ]),
  );

interface ScopeLineProps {
  readonly line: Line;
  readonly state: string;
  readonly isOpen: boolean;
  readonly onPick: (scope: string, isChosen: boolean) => void;
}

const ScopeLine = memo(function ScopeLine({ line, state, isOpen, onPick }: ScopeLineProps) {
  const [whole, ...each] = JSON.parse(state) as [boolean, string | null][];
  const { resource, cells, name } = line;
  return (
    <PermissionLine
      name={name}
      isOpen={isOpen}
      isNarrow
      choices={cells.map(({ action, sentence }, at) => ({
        action,
        sentence,
        isSelected: each[at]?.[0] ?? false,
        locked: each[at]?.[1] ?? undefined,
      }))}
      whole={
        cells.length > 1
          ? {
              isSelected: whole?.[0] ?? false,
              isMixed: !whole?.[0] && each.some(([isChosen]) => isChosen),
              locked: whole?.[1] ?? undefined,
              onChange: (isChosen) => onPick(`${resource}:all`, isChosen),
            }
          : undefined
      }
      onChange={(action: Action, isChosen) => onPick(`${resource}:${action}`, isChosen)}
    />
  );
});

/** Enter in the search is for the search. */
function keepFromSaving(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
