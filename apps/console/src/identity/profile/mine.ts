import type { QueryClient } from '@tanstack/react-query';

export const sessionsKey = ['me', 'sessions'] as const;
export const activityKey = ['me', 'activity'] as const;

/** After whatever changes how I sign in: other sessions have ended, and the log says why. */
export function mineChanged(queryClient: QueryClient): void {
  for (const queryKey of [['me', 'two-factor'], sessionsKey, activityKey])
    void queryClient.invalidateQueries({ queryKey });
}
