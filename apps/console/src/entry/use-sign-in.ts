import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AuthSignInBody, api } from '../api-client/index.js';

/** Afterwards nothing of another person is left in memory. */
export function useSignIn(then: () => unknown) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AuthSignInBody) => api.auth.signIn({ body }),
    onSuccess: () => {
      queryClient.clear();
      return then();
    },
  });
}
