import { useState } from 'react';
import { ChevronDown, CornerDownRight, KeyRound, X } from 'lucide-react';
import { useMyStanding } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { classes } from '../../ui/classes.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Card } from '../../ui/card.js';
import { KeyActions } from './key-actions.js';
import { type ApiKey, isOver } from './keys.js';
import { inShort, meaningOf, nameOfScope } from './scopes.js';
import { apiKeys as s } from './strings.js';
import { useKeys, useOwner } from './use-api-keys.js';

interface KeyListProps {
  /** Only the keys of this one. */
  readonly member: string | undefined;
  readonly onShowAll: () => void;
}

export function KeyList({ member, onShowAll }: KeyListProps) {
  const pages = useKeys(member);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen(new Set(open.has(id) ? [...open].filter((one) => one !== id) : [...open, id]));
  const names = new Map(pages.rows.map(({ id, name }) => [id, name]));
  return (
    <>
      {member && <OnlyOf member={member} onShowAll={onShowAll} />}
      <Card>
        <DataTable
          label={s.list}
          pages={pages}
          columns={columnsFor(names, open, toggle)}
          layout="grid-cols-[minmax(0,1fr)_4.5rem] lg:grid-cols-[minmax(0,1.2fr)_8.5rem_minmax(0,1fr)_6.5rem_6.5rem_4.5rem]"
          keyOf={({ id }) => id}
          empty={<EmptyState icon={KeyRound} {...(member ? s.noneOf : s.none)} />}
          detail={(key) => open.has(key.id) && <Scopes apiKey={key} />}
        />
      </Card>
    </>
  );
}

function OnlyOf({ member, onShowAll }: { member: string; onShowAll: () => void }) {
  const { name } = useOwner(member);
  return (
    <Button className="self-start" aria-label={name ? s.showAll(name) : s.onlyOne} onPress={onShowAll}>
      {name ? s.only(name) : s.onlyOne}
      <X aria-hidden className="size-3.5" />
    </Button>
  );
}

const columnsFor = (
  names: ReadonlyMap<string, string>,
  open: ReadonlySet<string>,
  toggle: (id: string) => void,
): readonly Column<ApiKey>[] => [
  { name: s.columns.key, cell: (key) => <Key apiKey={key} names={names} /> },
  {
    name: s.columns.owner,
    className: 'max-lg:hidden',
    cell: ({ member_id }) => <Owner memberId={member_id} />,
  },
  {
    name: s.columns.scopes,
    className: 'max-lg:hidden text-sm text-muted',
    cell: ({ scopes }) => inShort(scopes),
  },
  {
    name: s.columns.expires,
    className: 'max-lg:hidden text-muted',
    cell: (key) => <Expires apiKey={key} never={s.never} />,
  },
  {
    name: s.columns.used,
    className: 'max-lg:hidden text-muted',
    cell: ({ last_used_at: at }) => (at ? <Time at={at} /> : s.unused),
  },
  {
    name: common.actions,
    isNameHidden: true,
    className: 'flex justify-end',
    cell: (key) => (
      <>
        <Expander apiKey={key} isOpen={open.has(key.id)} onToggle={() => toggle(key.id)} />
        <KeyActions apiKey={key} />
      </>
    ),
  },
];

function Key({ apiKey, names }: { apiKey: ApiKey; names: ReadonlyMap<string, string> }) {
  const { name, key, parent_id, previous_valid_until: until } = apiKey;
  const maker = parent_id ? names.get(parent_id) : undefined;
  return (
    <div className={classes('flex min-w-0 gap-1.5', parent_id !== null && 'ps-3')}>
      {parent_id && <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />}
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate font-mono text-xs text-muted">{key}</p>
        {parent_id && <p className="text-xs text-muted">{maker ? s.madeBy(maker) : s.madeByAnother}</p>}
        {until && !isOver(until) && (
          <p className="text-xs text-warning">
            {s.overlap} <Time at={until} as="moment" />
          </p>
        )}
        <InBrief apiKey={apiKey} />
      </div>
    </div>
  );
}

/** Where there is no room for columns. */
const InBrief = ({ apiKey }: { apiKey: ApiKey }) => (
  <div className="text-sm text-muted lg:hidden">
    <Owner memberId={apiKey.member_id} />
    <p className="text-pretty">{inShort(apiKey.scopes)}</p>
    <p>
      {apiKey.expires_at ? (
        <>
          {s.expires} <Expires apiKey={apiKey} never="" />
        </>
      ) : (
        s.neverExpires
      )}
      {' · '}
      {apiKey.last_used_at ? (
        <>
          {s.used} <Time at={apiKey.last_used_at} />
        </>
      ) : (
        s.neverUsed
      )}
    </p>
  </div>
);

function Owner({ memberId }: { memberId: string }) {
  const { memberId: mine } = useMyStanding();
  const { name, isService } = useOwner(memberId);
  return (
    <div className="min-w-0">
      <p className="truncate">{memberId === mine ? s.me : name}</p>
      {isService && <p className="truncate text-xs text-muted">{s.service}</p>}
    </div>
  );
}

function Expires({ apiKey: { expires_at: at }, never }: { apiKey: ApiKey; never: string }) {
  if (!at) return never;
  return isOver(at) ? <Badge tone="danger">{s.expired}</Badge> : <Time at={at} />;
}

interface ExpanderProps {
  readonly apiKey: ApiKey;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

const Expander = ({ apiKey, isOpen, onToggle }: ExpanderProps) => (
  <Button
    variant="quiet"
    size="icon"
    aria-label={s.details(apiKey.name)}
    aria-expanded={isOpen}
    onPress={onToggle}
  >
    <ChevronDown
      aria-hidden
      className={classes('size-4 text-muted transition-transform', isOpen && 'rotate-180')}
    />
  </Button>
);

const Scopes = ({ apiKey: { name, scopes } }: { apiKey: ApiKey }) => (
  <div role="cell" className="border-t border-line bg-sunken px-4 py-3">
    <ul aria-label={s.details(name)} className="flex flex-col gap-1.5 text-sm">
      {scopes.map((scope) => (
        <li key={scope} className="grid gap-x-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <span className="min-w-0">
            {nameOfScope(scope)} <code className="block font-mono text-xs text-muted">{scope}</code>
          </span>
          <span className="text-muted">{meaningOf(scope)}</span>
        </li>
      ))}
    </ul>
  </div>
);
