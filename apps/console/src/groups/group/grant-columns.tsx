import { nameOfRole } from '../../words/roles.js';
import { Checkbox } from '../../ui/checkbox.js';
import type { Column } from '../../ui/data-table.js';
import { Time } from '../../ui/time.js';
import { grants as s } from './strings/grants.js';
import type { GroupGrant } from './types.js';

const whoOf = ({ member, holders_of }: GroupGrant): string =>
  member?.name ?? s.holders[holders_of?.name ?? ''] ?? '';
const whereOf = ({ sub }: GroupGrant): string => sub?.name ?? s.all;

interface Choice {
  readonly isChosen: (grant: GroupGrant) => boolean;
  /** Whether it is one's to take away. */
  readonly mayChoose: (grant: GroupGrant) => boolean;
  readonly onChoose: (grant: GroupGrant) => void;
}

export const choiceColumn = ({ isChosen, mayChoose, onChoose }: Choice): Column<GroupGrant> => ({
  name: s.columns.choose,
  isNameHidden: true,
  className: 'self-start max-md:row-span-2',
  cell: (grant) =>
    mayChoose(grant) && (
      <Checkbox
        label={s.choose(whoOf(grant), nameOfRole(grant.role.name), whereOf(grant))}
        isSelected={isChosen(grant)}
        onChange={() => onChoose(grant)}
      />
    ),
});

const secondary = 'max-md:hidden text-muted';

export const grantColumns: readonly Column<GroupGrant>[] = [
  {
    name: s.columns.who,
    cell: (grant) => (
      <>
        <p className="font-medium break-words">{whoOf(grant)}</p>
        {grant.member && <p className="truncate text-sm text-muted">{grant.member.email}</p>}
        <p className="text-sm text-muted md:hidden">
          {nameOfRole(grant.role.name)} · {whereOf(grant)}
          {grant.expires_at && (
            <>
              {' '}
              · {s.columns.until.toLocaleLowerCase()} <Time at={grant.expires_at} as="day" />
            </>
          )}
        </p>
      </>
    ),
  },
  { name: s.columns.role, className: 'max-md:hidden break-words', cell: ({ role }) => nameOfRole(role.name) },
  {
    name: s.columns.where,
    className: 'max-md:hidden break-words',
    cell: (grant) => (
      <>
        {whereOf(grant)}
        {!grant.sub && <span className="block text-sm text-muted">{s.allHint}</span>}
      </>
    ),
  },
  {
    name: s.columns.until,
    className: secondary,
    cell: ({ expires_at: at }) => (at ? <Time at={at} as="day" /> : s.forGood),
  },
  {
    name: s.columns.by,
    className: `${secondary} break-words`,
    cell: ({ granted_by_name: by, reason }) => (
      <>
        {by ?? s.system}
        {reason && <span className="block text-sm">{reason}</span>}
      </>
    ),
  },
];
