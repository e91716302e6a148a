import { type InfiniteData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type MembersList, type MembersListQuery, api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../shell/use-workspace.js';
import { toast } from '../../ui/toast.js';
import { usePages } from '../../ui/use-pages.js';
import type { Member } from './roles.js';

const keyOf = (workspace: string) => ['workspace', workspace, 'members'] as const;
const listsOf = (workspace: string) => [...keyOf(workspace), 'list'] as const;
const countsOf = (workspace: string) => [...keyOf(workspace), 'count'] as const;

/** Members or, not `accepted`, invitations. */
export function useMembers(accepted: 'true' | 'false', search: string) {
  const workspace = useWorkspaceId();
  const query: MembersListQuery = { accepted, limit: 100, ...(search && { search }) };
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

/** What became of a row of the lists; `gone` when it is not in them any more. */
export interface Became {
  readonly id: string;
  readonly row: Partial<Member> | 'gone';
}

interface Deed<Input, Output> {
  readonly run: (workspace: string, input: Input) => Promise<Output>;
  readonly onDone: (output: Output, input: Input) => void;
  /** Where it is known, the lists are changed in place: one of thousands is not read again for one row. */
  readonly became?: (output: Output) => Became;
}

/** A deed on people: afterwards the lists show it, and what happened is said. */
export function useDeed<Input, Output>({ run, onDone, became }: Deed<Input, Output>) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(workspace, input),
    onSuccess: (output, input) => {
      if (became) {
        const change = became(output);
        queryClient.setQueriesData<Lists>({ queryKey: listsOf(workspace) }, (lists) =>
          changed(lists, change),
        );
      }
      void queryClient.invalidateQueries({ queryKey: became ? countsOf(workspace) : keyOf(workspace) });
      onDone(output, input);
    },
    onError: toast.failed,
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
