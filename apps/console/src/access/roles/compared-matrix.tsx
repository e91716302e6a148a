import { type KeyboardEvent, useId } from 'react';
import { type PermissionSet, isPermission } from '@bailiwick/rbac';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { nameOfRole } from '../../words/roles.js';
import { optionalText } from '../../ui/search-params.js';
import { SearchBox } from '../../ui/search-box.js';
import { Select } from '../../ui/select.js';
import { Switch } from '../../ui/switch.js';
import { Card } from '../../ui/card.js';
import { markOf } from './matrix.js';
import { type Change, PermissionMatrix } from './permission-matrix.js';
import type { FullRole } from './rights.js';
import { matrix as s } from './strings.js';

const HERE = '/w/$workspaceId/settings/roles/$roleId';
const SAVED = 'saved';
const NONE = 'none';

interface ComparedMatrixProps {
  readonly role: FullRole | undefined;
  readonly roles: readonly FullRole[];
  readonly offered: PermissionSet;
  readonly held: PermissionSet;
  readonly choosable: PermissionSet;
  readonly isReadOnly: boolean;
  readonly onChange: Change;
}

/** The permissions of a role, beside those of another. What is looked for stands in the address. */
export function ComparedMatrix(props: ComparedMatrixProps) {
  const { role, roles, offered, held, choosable, isReadOnly, onChange } = props;
  const { search = '', compare, differs } = useSearch({ from: HERE });
  const other = comparedWith(compare, role, roles);
  const title = useId();
  const isSomeLocked = !isReadOnly && [...offered].some((one) => !choosable.has(one));
  return (
    <section aria-labelledby={title}>
      <Card>
        <div className="flex flex-col gap-3 p-5">
          <h2 id={title} className="text-lg font-semibold">
            {s.title}
          </h2>
          {isSomeLocked && <p className="text-muted">{s.someLocked}</p>}
          <Tools role={role} roles={roles} isCompared={Boolean(other)} />
          {other && (
            <p aria-live="polite" className="text-sm text-muted">
              {difference(other, offered, held)}
            </p>
          )}
        </div>
        <PermissionMatrix
          offered={offered}
          held={held}
          choosable={choosable}
          isReadOnly={isReadOnly}
          other={other?.permissions}
          search={search}
          onlyDifferent={differs === 'true'}
          onChange={onChange}
        />
      </Card>
    </section>
  );
}

interface Other {
  readonly name: string;
  readonly permissions: PermissionSet;
}

function comparedWith(
  compare: string | undefined,
  role: FullRole | undefined,
  roles: readonly FullRole[],
): Other | undefined {
  const other = compare === SAVED ? role : roles.find(({ id }) => id === compare);
  if (!other) return undefined;
  return {
    name: compare === SAVED ? s.compareSavedName : nameOfRole(other.name),
    permissions: new Set(other.permissions.filter(isPermission)),
  };
}

function difference({ name, permissions }: Other, offered: PermissionSet, held: PermissionSet): string {
  const marks = [...offered].map((one) => markOf(one, held, permissions));
  const count = (which: 'added' | 'missing') => marks.filter((mark) => mark === which).length;
  return s.compared(name, count('added'), count('missing'));
}

interface ToolsProps {
  readonly role: FullRole | undefined;
  readonly roles: readonly FullRole[];
  readonly isCompared: boolean;
}

function Tools({ role, roles, isCompared }: ToolsProps) {
  const view = useSearch({ from: HERE });
  const navigate = useNavigate({ from: HERE });
  const show = (change: Partial<Record<keyof typeof view, string | undefined>>) =>
    void navigate({ search: optionalText({ ...view, ...change }), replace: true });
  const others = roles.filter(({ id }) => id !== role?.id);
  return (
    <div className="flex flex-wrap items-end gap-3" onKeyDown={keepFromSaving}>
      <SearchBox
        label={s.search}
        value={view.search ?? ''}
        onSearch={(search) => show({ search })}
        className="w-full sm:w-auto sm:flex-1 sm:basis-56"
      />
      <Select
        label={s.compare}
        value={view.compare ?? NONE}
        onChange={(id) => show(id === NONE ? { compare: undefined, differs: undefined } : { compare: id })}
        options={[
          { id: NONE, name: s.compareNone },
          ...(role && !role.is_system ? [{ id: SAVED, name: s.compareSaved }] : []),
          ...others.map(({ id, name }) => ({ id, name: nameOfRole(name) })),
        ]}
        className="w-full sm:w-52"
      />
      {isCompared && (
        <div className="flex h-8 items-center gap-2 pointer-coarse:h-10">
          <Switch
            label={s.differs}
            isSelected={view.differs === 'true'}
            onChange={(on) => show({ differs: on ? 'true' : undefined })}
          />
          <span aria-hidden>{s.differs}</span>
        </div>
      )}
    </div>
  );
}

/** Enter in the search is for the search. */
function keepFromSaving(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
