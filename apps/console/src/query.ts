import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './server/problem.js';

/** What is worth asking again by itself: nothing that was refused. */
const isPassing = (error: unknown) => isProblem(error) && (error.status === 0 || error.status >= 500);

/** @param onSignedOut called when the server no longer knows the session */
export function createQueryClient(onSignedOut: (code: string) => void): QueryClient {
  const notice = (error: unknown) => {
    if (isProblem(error, 'unauthenticated', 'session_ended')) onSignedOut(error.code);
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && isPassing(error),
        staleTime: 5_000,
      },
    },
  });
}
