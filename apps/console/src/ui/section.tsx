import { type ReactNode, useId } from 'react';
import { Card } from './card.js';

interface SectionProps {
  readonly title: string;
  readonly text?: string | undefined;
  /** How it stands, beside the name. */
  readonly status?: ReactNode;
  /** What can be done about it as a whole. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A part of the page with a name, and what it is for. */
export function Section({ title, text, status, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Card>
        <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 p-5">
          <div className="min-w-0 flex-1 basis-64">
            <div className="flex flex-wrap items-center gap-x-2">
              <h2 id={id} className="text-lg font-semibold">
                {title}
              </h2>
              {status}
            </div>
            {text && <p className="mt-0.5 text-muted text-pretty">{text}</p>}
          </div>
          {actions}
        </header>
        {children}
      </Card>
    </section>
  );
}

export const SectionFooter = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</footer>
);
