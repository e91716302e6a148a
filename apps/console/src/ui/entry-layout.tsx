import type { ReactNode } from 'react';
import { productName } from './page-data.js';
import { classes } from './classes.js';
import { useTitle } from './use-title.js';

interface EntryLayoutProps {
  readonly title: string;
  readonly text?: string | undefined;
  /** Where there is more to read than a form. */
  readonly width?: 'form' | 'wide';
  readonly children: ReactNode;
  /** Where else one may want to go. */
  readonly footer?: ReactNode;
}

/** What stands before the shell: one thing to do, in the middle of the page. */
export function EntryLayout({ title, text, width = 'form', children, footer }: EntryLayoutProps) {
  useTitle(title);
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] sm:grid-rows-[1fr_auto_2fr]">
      <header className="flex items-end justify-center px-4 pt-8 pb-6">
        <p className="text-base font-semibold tracking-tight">{productName}</p>
      </header>
      <main
        className={classes(
          'mx-auto flex w-full flex-col px-4 pb-10',
          width === 'wide' ? 'max-w-xl' : 'max-w-[26rem]',
        )}
      >
        <div className="flex flex-col gap-5 rounded-lg border border-line bg-surface p-6">
          <div className="flex flex-col gap-1">
            <h1 className="text-xl font-semibold tracking-tight text-balance break-words">{title}</h1>
            {text && <p className="text-muted text-pretty break-words">{text}</p>}
          </div>
          {children}
        </div>
        {footer && <p className="mt-4 text-center text-muted">{footer}</p>}
      </main>
    </div>
  );
}

/** Something one should know before filling in the form. */
export const EntryNote = ({ children }: { children: ReactNode }) => (
  <p role="status" className="rounded-md bg-accent-quiet px-3 py-2 text-accent-text">
    {children}
  </p>
);
