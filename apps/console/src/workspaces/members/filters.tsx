import { useNavigate, useSearch } from '@tanstack/react-router';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { optionalText } from '../../ui/search-params.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { SearchBox } from '../../ui/search-box.js';
import { Select } from '../../ui/select.js';
import { members as s } from './strings.js';
import { type Filter, useGiver } from './use-members.js';

export const HERE = '/w/$workspaceId/settings/members';
export type Tab = keyof typeof s.tabs;
type Status = keyof typeof s.statuses;

const statusesOf: Readonly<Record<Tab, readonly Status[]>> = {
  members: ['active', 'suspended'],
  invitations: ['pending', 'needs_confirmation'],
};

interface Found {
  readonly tab: Tab;
  readonly search: string;
  readonly filter: Filter;
}

/** What the address says is shown. A status of the other list is none. */
export function useFilter(): Found {
  const { tab: named, search = '', status, role } = useSearch({ from: HERE });
  const tab: Tab = named === 'invitations' ? named : 'members';
  const known = statusesOf[tab].find((one) => one === status);
  const filter = {
    accepted: tab === 'members' ? 'true' : 'false',
    ...(search && { search }),
    ...(known && { status: known }),
    ...(role && { role_id: role }),
  } as const;
  return { tab, search, filter };
}

export const isNarrowed = ({ status, role_id }: Filter): boolean => Boolean(status ?? role_id);

type Change = Partial<Record<'tab' | 'search' | 'status' | 'role', string | undefined>>;

/** Whoever is shown beside the list stays. The first tab is what one gets without asking. */
export function useFiltering(): (change: Change) => void {
  const navigate = useNavigate();
  const before = useSearch({ strict: false });
  return (change) => {
    const { tab, ...search } = { ...before, ...change };
    void navigate({
      to: '.',
      search: optionalText({ ...search, tab: tab === 'members' ? undefined : tab }) as never,
      replace: true,
      resetScroll: false,
    });
  };
}

const ANY = 'any';

export function Filters() {
  const workspaceId = useWorkspaceId();
  const { tab, search, filter } = useFilter();
  const { roles } = useGiver();
  const change = useFiltering();
  return (
    <search aria-label={s.filter} className="flex w-full flex-wrap gap-2 sm:w-auto">
      <Select
        label={s.status}
        isLabelHidden
        value={filter.status ?? ANY}
        options={[
          { id: ANY, name: s.anyStatus },
          ...statusesOf[tab].map((id) => ({ id, name: s.statuses[id] })),
        ]}
        onChange={(status) => change({ status: status === ANY ? undefined : status })}
        className="w-32 max-sm:flex-1"
      />
      <Select
        label={s.role}
        isLabelHidden
        value={filter.role_id ?? ANY}
        options={[
          { id: ANY, name: s.anyRole },
          ...roles.map(({ id, name }) => ({ id, name: nameOfRole(name) })),
        ]}
        onChange={(role) => change({ role: role === ANY ? undefined : role })}
        className="w-32 max-sm:flex-1"
      />
      <SearchBox
        key={`${workspaceId} ${tab}`}
        label={s.search[tab]}
        value={search}
        onSearch={(text) => change({ search: text })}
        className="w-full sm:w-56"
      />
    </search>
  );
}

export function ClearFilters() {
  const change = useFiltering();
  return (
    <Button onPress={() => change({ status: undefined, role: undefined })}>{common.clearFilters}</Button>
  );
}
