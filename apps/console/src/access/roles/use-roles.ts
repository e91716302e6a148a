import { useEffect, useMemo, useState } from 'react';
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import type { Actor } from '@bailiwick/rbac';
import { type AccessSimulateBody, api } from '../../api-client/index.js';
import { everyPage } from '../../server/every-page.js';
import { permissionsQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { usePages } from '../../ui/use-pages.js';
import { asPolicy } from './rights.js';

const rolesKey = (workspace: string) => ['workspace', workspace, 'roles'] as const;

/** All of them: to compare with, to give, to take another's place. */
const allRolesQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...rolesKey(workspace), 'all'],
    queryFn: ({ signal }) => everyPage((query) => api.roles.list({ workspace, query, signal })),
  });

/** Page after page, for the list. */
export function useRoles() {
  const workspace = useWorkspaceId();
  return usePages([...rolesKey(workspace), 'list'], ({ starting_after, signal }) =>
    api.roles.list({ workspace, query: { limit: 100, starting_after }, signal }),
  );
}

/** All roles, as far as one may see them. */
export function useAllRoles() {
  const may = useMyStanding().may('roles:read');
  return useQuery({ ...allRolesQuery(useWorkspaceId()), enabled: may });
}

/** The roles one holds oneself, by id. */
export function useMyRoles(): ReadonlySet<string> {
  const { data } = useSuspenseQuery(permissionsQuery(useWorkspaceId()));
  return useMemo(() => new Set(data.roles.map(({ id }) => id)), [data]);
}

/** Who I am to the policy: by my permissions, and by what my roles say may be given. */
export function useActor(): Actor {
  const { permissions } = useMyStanding();
  const mine = useMyRoles();
  const { data = [] } = useAllRoles();
  return { permissions, roles: data.filter(({ id }) => mine.has(id)).map(asPolicy) };
}

interface Deed<Input, Output> {
  readonly run: (workspace: string, input: Input) => Promise<Output>;
  /** Before the lists are read again: the row from which it was done may then be gone. */
  readonly onDone?: (output: Output) => void;
}

/** A deed on roles: the lists are read again, and so is what depends on roles. */
export function useRoleDeed<Input, Output>({ run, onDone }: Deed<Input, Output>) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(workspace, input),
    onSuccess: (output) => {
      onDone?.(output);
      for (const queryKey of [['workspace', workspace, 'members'], permissionsQuery(workspace).queryKey])
        void queryClient.invalidateQueries({ queryKey });
      return queryClient.invalidateQueries({ queryKey: rolesKey(workspace) });
    },
  });
}

export const simulationQuery = (workspace: string, body: AccessSimulateBody) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'simulation', body],
    queryFn: ({ signal }) => api.access.simulate({ workspace, body, signal }),
    staleTime: 0,
  });

/** What would follow from a change, once it has stopped changing. Not asked without a change, or where one may not see people. */
export function useSimulation(body: AccessSimulateBody | undefined) {
  const workspace = useWorkspaceId();
  const may = useMyStanding().may('workspace_members:read');
  const settled = useSettled(body);
  const query = useQuery({
    ...simulationQuery(workspace, settled ?? {}),
    enabled: may && settled !== undefined,
    placeholderData: keepPreviousData,
  });
  const isStale = query.isPlaceholderData || JSON.stringify(body) !== JSON.stringify(settled);
  return { ...query, isStale, isAsked: may && body !== undefined };
}

const PAUSE_MS = 300;

/** What a value has been for a while; nothing at once, where it is nothing. */
function useSettled<T>(value: T | undefined): T | undefined {
  const text = value === undefined ? undefined : JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return useMemo(
    () => (text === undefined || settled === undefined ? undefined : (JSON.parse(settled) as T)),
    [text, settled],
  );
}
