import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { everyPage } from '../../server/every-page.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { toast } from '../../ui/toast.js';
import { usePages } from '../../ui/use-pages.js';
import { memberQuery } from '../../server/member.js';
import { fullName } from '../../words/people.js';

const keysKey = (workspace: string) => ['workspace', workspace, 'api-keys'] as const;
const servicesKey = (workspace: string) => ['workspace', workspace, 'service-principals'] as const;

export function useKeys(member_id: string | undefined) {
  const workspace = useWorkspaceId();
  return usePages([...keysKey(workspace), 'list', member_id ?? ''], ({ starting_after, signal }) =>
    api.apiKeys.list({ workspace, query: { limit: 100, starting_after, member_id }, signal }),
  );
}

/** All of them, so that what dies with one can be counted. */
export function useAllKeys() {
  const workspace = useWorkspaceId();
  return useQuery({
    queryKey: [...keysKey(workspace), 'all'],
    queryFn: ({ signal }) => everyPage((query) => api.apiKeys.list({ workspace, query, signal })),
    staleTime: 0,
  });
}

export function useServices() {
  const workspace = useWorkspaceId();
  return usePages([...servicesKey(workspace), 'list'], ({ starting_after, signal }) =>
    api.servicePrincipals.list({ workspace, query: { limit: 100, starting_after }, signal }),
  );
}

const allServicesQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...servicesKey(workspace), 'all'],
    queryFn: ({ signal }) => everyPage((query) => api.servicePrincipals.list({ workspace, query, signal })),
  });

/** The programs there are, as far as one may see them. */
export function useAllServices() {
  const may = useMyStanding().may('service_principals:read');
  return useQuery({ ...allServicesQuery(useWorkspaceId()), enabled: may });
}

/** Whose a key is. People are asked for one by one: few of them have keys. */
export function useOwner(memberId: string): {
  readonly name: string | undefined;
  readonly isService: boolean;
} {
  const workspace = useWorkspaceId();
  const standing = useMyStanding();
  const services = useAllServices();
  const service = services.data?.find(({ id }) => id === memberId);
  const isPerson = !service && (services.isSuccess || !standing.may('service_principals:read'));
  const person = useQuery({
    ...memberQuery(workspace, memberId),
    enabled: isPerson && standing.may('workspace_members:read'),
    staleTime: 60_000,
  });
  return {
    name: service?.name ?? (person.data && fullName(person.data)),
    isService: service !== undefined,
  };
}

function changed(queryClient: QueryClient, workspace: string): Promise<unknown> {
  return Promise.all(
    [keysKey(workspace), servicesKey(workspace)].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

interface Deed<Input, Output> {
  readonly run: (workspace: string, input: Input) => Promise<Output>;
  readonly onDone?: (output: Output) => void;
  /** A form says itself what was wrong. */
  readonly isForm?: boolean;
}

/** A deed on keys or on programs: the lists show it. What it answers is kept by nobody, since it may be a secret. */
export function useKeyDeed<Input, Output>({ run, onDone, isForm = false }: Deed<Input, Output>) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (input: Input) => run(workspace, input),
    onSuccess: (output) => {
      void changed(queryClient, workspace);
      onDone?.(output);
    },
    onError: (error) => isForm || toast.failed(error),
  });
}
