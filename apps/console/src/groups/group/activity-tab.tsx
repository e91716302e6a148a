import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { ComboBox } from '../../ui/combo-box.js';
import { FilterChip } from '../../ui/filter-chip.js';
import { SearchBox } from '../../ui/search-box.js';
import { RecordList } from '../../audit/audit-log/record-list.js';
import { activity as s } from './strings/group.js';
import { linkQuery, useRecords, useSubs } from './use-group.js';
import { useView } from './view.js';

/** What happened in the workspaces below, as far as these let it be read. */
export default function ActivityTab() {
  const workspaceId = useWorkspaceId();
  const { view, show } = useView();
  const { hidden, ...pages } = useRecords(view.only, view.search);
  const isFiltered = Boolean(view.only ?? view.search);
  return (
    <>
      <p className="text-muted">
        {s.text} {hidden > 0 && s.hidden(hidden)}
      </p>
      <search aria-label={s.list} className="flex flex-wrap items-end gap-2">
        <SearchBox
          key={`${workspaceId} ${String(isFiltered)}`}
          label={s.search}
          value={view.search ?? ''}
          onSearch={(search) => show({ search })}
          className="w-full sm:w-96"
        />
        {view.only ? (
          <Only id={view.only} onAll={() => show({ only: undefined })} />
        ) : (
          <SubChoice onChoose={(only) => show({ only })} />
        )}
      </search>
      <RecordList
        label={s.list}
        pages={pages}
        where={{ name: s.columns.where, cell: ({ workspace_name: name }) => name }}
        isWhereShownSmall
        layout="md:grid-cols-[minmax(0,1fr)_12rem_9rem_2rem]"
        empty={isFiltered ? s.noneFound : s.none}
        onClear={isFiltered ? () => show({ only: undefined, search: undefined }) : undefined}
      />
    </>
  );
}

function Only({ id, onAll }: { id: string; onAll: () => void }) {
  const { data } = useQuery(linkQuery(useWorkspaceId(), id));
  const name = data?.sub_workspace_name ?? s.oneSub;
  return <FilterChip name={name} onRemove={onAll} />;
}

/** One of thousands is found by a part of its name. */
function SubChoice({ onChoose }: { onChoose: (linkId: string) => void }) {
  const [text, setText] = useState('');
  const search = text.trim();
  const { rows } = useSubs({ sort: 'name', direction: 'asc', ...(search && { search }) }, 20);
  return (
    <ComboBox
      label={s.columns.where}
      isLabelHidden
      placeholder={s.anySub}
      none={s.noSub}
      options={rows.map(({ workspace_group_member_id: id, name }) => ({ id, name }))}
      value={null}
      text={text}
      onText={setText}
      onChoose={onChoose}
      className="w-full sm:w-56"
    />
  );
}
