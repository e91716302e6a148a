import type { ReactNode } from 'react';
import { useMyWorkspace } from '../server/use-workspace.js';
import { classes } from '../ui/classes.js';
import { useTitle } from '../ui/use-title.js';

interface PageLayoutProps {
  readonly title: string;
  readonly text?: string;
  readonly actions?: ReactNode;
  /** Lists use the width there is; forms are as wide as one reads. */
  readonly width?: 'form' | 'list';
  readonly children: ReactNode;
}

export function PageLayout({ title, text, actions, width = 'list', children }: PageLayoutProps) {
  useTitle(title, useMyWorkspace().name);
  return (
    <div
      className={classes(
        'mx-auto flex max-w-6xl flex-col gap-6 px-4 py-6 md:px-8 md:py-8',
        width === 'form' && '*:max-w-2xl',
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {text && <p className="mt-0.5 text-muted text-pretty">{text}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
