import { useState } from 'react';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { SearchBox } from '../../ui/search-box.js';
import { withToggled } from '../../ui/use-toggled.js';
import { grants as s } from './strings/grants.js';
import { useSubs } from './use-group.js';

interface SubPickerProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Found by a part of the name: of thousands one ticks the thirty that are meant. */
export function SubPicker({ chosen, onChange }: SubPickerProps) {
  const [search, setSearch] = useState('');
  const pages = useSubs({ sort: 'name', direction: 'asc', ...(search && { search }) }, 50);
  const found = pages.rows.map(({ workspace_group_member_id: id }) => id);
  return (
    <div className="flex flex-col gap-2">
      <div onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}>
        <SearchBox label={s.searchSubs} value={search} onSearch={setSearch} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-sm text-muted">
          {s.chosenSubs(chosen.size)}
        </p>
        {found.some((id) => !chosen.has(id)) && (
          <Button size="sm" variant="quiet" onPress={() => onChange(new Set([...chosen, ...found]))}>
            {s.chooseFound}
          </Button>
        )}
      </div>
      <SubBoxes pages={pages} chosen={chosen} onToggle={(id) => onChange(withToggled(chosen, id))} />
    </div>
  );
}

interface SubBoxesProps {
  readonly pages: ReturnType<typeof useSubs>;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

const SubBoxes = ({ pages, chosen, onToggle }: SubBoxesProps) => (
  <ul
    aria-label={s.subs}
    className="max-h-56 shrink-0 overflow-y-auto rounded-md border border-line px-3 py-1"
  >
    {pages.rows.map(({ workspace_group_member_id: id, name }) => (
      <li key={id}>
        <Checkbox isSelected={chosen.has(id)} onChange={() => onToggle(id)}>
          <span className="min-w-0 break-words">{name}</span>
        </Checkbox>
      </li>
    ))}
    {!pages.isLoading && pages.rows.length === 0 && (
      <li className="py-2 text-center text-muted">{s.noSubs}</li>
    )}
    {pages.hasMore && (
      <li className="text-center">
        <Button size="sm" variant="quiet" isPending={pages.isLoadingMore} onPress={pages.loadMore}>
          {common.showMore}
        </Button>
      </li>
    )}
  </ul>
);
