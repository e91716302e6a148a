import {
  type InfiniteData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { type MembersList, type MembersListQuery, api } from '../../api-client/index.js';
import { everyPage } from '../../server/every-page.js';
import { permissionsQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { toast } from '../../ui/toast.js';
import { usePages } from '../../ui/use-pages.js';
import { type Giver, type KnownRole, type Member, giverOf, knownSystemRoles, roleFrom } from './roles.js';

const membersKey = (workspace: string) => ['workspace', workspace, 'members'] as const;
const listsOf = (workspace: string) => [...membersKey(workspace), 'list'] as const;
const countsOf = (workspace: string) => [...membersKey(workspace), 'count'] as const;
export const grantsKey = (workspace: string) => ['workspace', workspace, 'grants'] as const;

export interface Filter extends Pick<MembersListQuery, 'search' | 'status' | 'role_id'> {
  /** Members, or those invited. */
  readonly accepted: 'true' | 'false';
}

export function useMembers(filter: Filter) {
  const workspace = useWorkspaceId();
  const query: MembersListQuery = { ...filter, limit: 100 };
  return usePages([...listsOf(workspace), query], ({ starting_after, signal }) =>
    api.members.list({ workspace, query: { ...query, starting_after }, signal }),
  );
}

/** "12", or "10,000+" where counting on is not worth it. */
export function useCount(accepted: 'true' | 'false'): string | undefined {
  const workspace = useWorkspaceId();
  const { data } = useQuery({
    queryKey: [...countsOf(workspace), accepted],
    queryFn: ({ signal }) =>
      api.members.list({ workspace, query: { accepted, limit: 1, count: 'true' }, signal }),
  });
  return data?.total === undefined
    ? undefined
    : `${data.total.toLocaleString()}${data.total_is_exact ? '' : '+'}`;
}

export const memberQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: [...membersKey(workspace), 'one', id],
    queryFn: ({ signal }) => api.members.read({ workspace, id, signal }),
  });

/** All of them: whether one may give a role is told by what is in it. */
const rolesQuery = (workspace: string, mayRead: boolean) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'roles', 'known', mayRead],
    queryFn: async ({ signal }): Promise<readonly KnownRole[]> => {
      if (!mayRead) return knownSystemRoles;
      return (await everyPage((query) => api.roles.list({ workspace, query, signal }))).map(roleFrom);
    },
    staleTime: 30_000,
  });

/** Who I am to the people here. */
export function useGiver(): Giver {
  const workspace = useWorkspaceId();
  const standing = useMyStanding();
  const { data: mine } = useSuspenseQuery(permissionsQuery(workspace));
  const { data: roles } = useSuspenseQuery(rolesQuery(workspace, standing.may('roles:read')));
  return giverOf(standing, mine.roles, roles);
}

/** What became of a row of the lists; `gone` when it is not in them any more. */
interface Became {
  readonly id: string;
  readonly row: Partial<Member> | 'gone';
}

interface Deed<Input, Output> {
  readonly run: (workspace: string, input: Input) => Promise<Output>;
  readonly onDone: (output: Output, input: Input) => void;
  /** Where it is known, the lists are changed in place: one of thousands is not read again for one row. */
  readonly became?: (output: Output) => Became;
  /** What went wrong is said by the form it was sent from. */
  readonly isForm?: boolean;
}

/** A deed on people: afterwards the lists show it, and what happened is said. */
export function useDeed<Input, Output>({ run, onDone, became, isForm = false }: Deed<Input, Output>) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(workspace, input),
    onSuccess: (output, input) => {
      const change = became?.(output);
      if (change) {
        queryClient.setQueriesData<Lists>({ queryKey: listsOf(workspace) }, (lists) =>
          changed(lists, change),
        );
        void queryClient.invalidateQueries({ queryKey: countsOf(workspace) });
      } else void queryClient.invalidateQueries({ queryKey: membersKey(workspace) });
      if (change?.row === 'gone') queryClient.removeQueries(memberQuery(workspace, change.id));
      else if (change) void queryClient.invalidateQueries(memberQuery(workspace, change.id));
      void queryClient.invalidateQueries({ queryKey: grantsKey(workspace) });
      onDone(output, input);
    },
    ...(!isForm && { onError: toast.failed }),
  });
}

type Lists = InfiniteData<MembersList, string | undefined>;

function changed(lists: Lists | undefined, { id, row }: Became): Lists | undefined {
  if (!lists) return undefined;
  const items = (page: MembersList): Member[] =>
    row === 'gone'
      ? page.items.filter((one) => one.id !== id)
      : page.items.map((one) => (one.id === id ? { ...one, ...row } : one));
  return { ...lists, pages: lists.pages.map((page) => ({ ...page, items: items(page) })) };
}
