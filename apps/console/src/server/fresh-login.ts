import { Cancelled } from './problem.js';

interface Question {
  readonly answer: Promise<void>;
  readonly settle: (isProven: boolean) => void;
}

let asked: Question | undefined;
const listeners = new Set<() => void>();

function change(next: Question | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

/**
 * Asks whoever is at the screen to prove that it is them. Several acts that wait share one question.
 * @throws Cancelled
 */
export function askFreshLogin(): Promise<void> {
  if (!asked) change(newQuestion());
  return (asked as Question).answer;
}

function newQuestion(): Question {
  let settle: Question['settle'] = () => undefined;
  const answer = new Promise<void>((resolve, reject) => {
    settle = (isProven) => {
      change(undefined);
      if (isProven) resolve();
      else reject(new Cancelled());
    };
  });
  return { answer, settle };
}

/** What the dialog knows of it. */
export const freshLogin = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  isAsked: () => asked !== undefined,
  settle: (isProven: boolean) => asked?.settle(isProven),
};

let renewals = 0;
let renewing: Promise<unknown> = Promise.resolve();

/** How often the session got another token; ask before sending. */
export const renewalsSoFar = (): number => renewals;

/** A login within the session gives it another token: what was on its way with the old one may be turned away. */
export async function renew<T>(login: Promise<T>): Promise<T> {
  renewing = login.catch(() => undefined);
  const answer = await login;
  renewals += 1;
  return answer;
}

export async function wasRenewedSince(count: number): Promise<boolean> {
  await renewing;
  return renewals > count;
}
