import { Field } from '../../ui/field.js';
import { FilterChip } from '../../ui/filter-chip.js';
import { SearchBox } from '../../ui/search-box.js';
import { Select } from '../../ui/select.js';
import { Tip } from '../../ui/tip.js';
import { Focusable } from 'react-aria-components/Focusable';
import { activityNames, nameOfActivity } from '../sentences/sentences.js';
import { auditLog as s } from './strings.js';
import type { Filters as Filtered } from './use-audit-log.js';

interface FiltersProps {
  readonly filters: Filtered;
  /** The name of the person it is filtered by, once a record has told it. */
  readonly person: string | undefined;
  readonly onFilter: (change: Partial<Record<keyof Filtered, string | undefined>>) => void;
}

const ANY = 'any';
/** Account acts have a log of their own. */
const activities = activityNames
  .filter((activity) => !activity.startsWith('account.'))
  .map((id) => ({ id, name: nameOfActivity(id) }));

export function Filters({ filters, person, onFilter }: FiltersProps) {
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <search aria-label={s.title} className="flex flex-wrap items-end gap-3">
      <SearchBox
        key={isFiltered ? 'filtered' : 'all'}
        label={s.search}
        value={filters.search ?? ''}
        onSearch={(search) => onFilter({ search })}
        className="w-full min-w-0 sm:w-auto sm:flex-1 sm:basis-64"
      />
      <Select
        label={s.activity}
        isLabelHidden
        value={filters.activity ?? ANY}
        options={[{ id: ANY, name: s.anyActivity }, ...activities]}
        onChange={(activity) => onFilter({ activity: activity === ANY ? undefined : activity })}
        className="w-full sm:w-48"
      />
      <Day label={s.from} value={filters.from} onChange={(from) => onFilter({ from })} />
      <Day label={s.to} value={filters.to} onChange={(to) => onFilter({ to })} />
      {filters.user && (
        <FilterChip
          name={person ?? s.byNobody}
          text={person ? s.by(person) : s.byNobody}
          onRemove={() => onFilter({ user: undefined })}
        />
      )}
    </search>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

const Day = ({ label, value, onChange }: DayProps) => (
  <Field
    label={label}
    type="date"
    value={value ?? ''}
    onChange={onChange}
    className="flex-1 sm:flex-none sm:flex-row sm:items-center sm:gap-2 sm:[&_input]:w-36"
  />
);

export const LiveMark = () => (
  <Tip text={s.liveHint}>
    <Focusable>
      <span
        role="img"
        aria-label={`${s.live}: ${s.liveHint}`}
        className="flex items-center gap-2 rounded-sm px-1 text-sm text-muted"
      >
        <span aria-hidden className="shimmer size-2 rounded-full bg-success" />
        {s.live}
      </span>
    </Focusable>
  </Tip>
);
