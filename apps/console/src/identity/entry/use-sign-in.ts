import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { type AuthSignInBody, api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';

/** The password and, where there is a second factor, a code. */
export function useSignIn(then: () => unknown) {
  const [challenge, setChallenge] = useState<string>();
  const password = useMutation({
    mutationFn: (body: AuthSignInBody) => api.auth.signIn({ body }),
    onSuccess: (answer) => ('next' in answer ? setChallenge(answer.challenge) : then()),
  });
  const code = useMutation({
    mutationFn: (code: string) => api.auth.secondStep({ body: { challenge: challenge ?? '', code } }),
    onSuccess: then,
    onError: (error) => isProblem(error, 'challenge_ended') && setChallenge(undefined),
  });
  return {
    password,
    code,
    /** The password was right, and a code is asked for. */
    asksCode: challenge !== undefined,
    startOver: () => {
      setChallenge(undefined);
      password.reset();
      code.reset();
    },
  };
}

export type SignIn = ReturnType<typeof useSignIn>;
