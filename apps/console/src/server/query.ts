import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem.js';

/** What is worth asking again by itself: nothing that was refused. */
const isPassing = (error: unknown) => isProblem(error) && (error.status === 0 || error.status >= 500);

interface Notices {
  /** The server no longer knows the session, or a workspace has ended it. */
  readonly onSignedOut: (code: string) => void;
  /** The workspace asks for more than the session has shown, where it did not before. */
  readonly onShutOut: (workspaceId: string) => void;
}

export function createQueryClient({ onSignedOut, onShutOut }: Notices): QueryClient {
  const notice = (error: unknown) => {
    if (isProblem(error, 'unauthenticated', 'session_ended')) onSignedOut(error.code);
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey: [, workspaceId] }) => {
        notice(error);
        if (isProblem(error, 'two_factor_required', 'guardrail')) onShutOut(String(workspaceId));
      },
    }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && isPassing(error),
        staleTime: 5_000,
      },
    },
  });
}
