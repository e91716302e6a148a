import type { ReactNode } from 'react';
import { type LucideIcon, CircleAlert } from 'lucide-react';
import { isProblem } from '../server/problem.js';
import { Button } from './button.js';
import { common } from '../words/common.js';

interface StateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: ReactNode;
}

/** Says why there is nothing here, and what to do about it. */
export function EmptyState({ icon: Icon, title, text, children }: StateProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      <Icon aria-hidden className="mb-2 size-6 text-muted" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {text && <p className="max-w-sm text-balance text-muted">{text}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

/** What went wrong, a way to try again, and the number to quote when asking for help. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const problem = isProblem(error) ? error : undefined;
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={problem?.status === 0 ? 'The server cannot be reached' : 'This could not be loaded'}
        text={problem?.status === 0 ? 'Check your connection, then try again.' : problem?.message}
      >
        {onRetry && <Button onPress={onRetry}>{common.tryAgain}</Button>}
      </EmptyState>
      {problem?.requestId && (
        <p className="-mt-8 pb-8 text-center text-xs text-muted">
          Request <code className="font-mono select-all">{problem.requestId}</code>
        </p>
      )}
    </div>
  );
}
