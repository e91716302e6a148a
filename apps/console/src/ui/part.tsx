import { type ReactNode, useId } from 'react';

interface PartProps {
  readonly title: string;
  readonly text?: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A part of what there is to a person. */
export function Part({ title, text, actions, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        {actions}
      </div>
      {text && <p className="-mt-2 text-sm text-muted text-pretty">{text}</p>}
      {children}
    </section>
  );
}
