import { type ReactNode, useEffect, useRef } from 'react';
import { CircleAlert } from 'lucide-react';
import { Form as AriaForm } from 'react-aria-components/Form';
import { type Problem, isProblem } from '../server/problem.js';
import { passwordMinLength } from '../page-data.js';

interface FormProps {
  readonly onSubmit: (values: Readonly<Record<string, string>>) => void;
  /** What the server said the last time; its details go to the fields they name. */
  readonly error?: unknown;
  readonly isPending: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Form({ onSubmit, error, isPending, className = 'flex flex-col gap-4', children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error)
      form.current?.querySelector<HTMLElement>('[data-invalid] input, [data-invalid] textarea')?.focus();
  }, [error]);
  return (
    <AriaForm
      ref={form}
      className={className}
      {...(isProblem(error) && { validationErrors: byField(error) })}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending) return;
        onSubmit(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>);
      }}
    >
      {Boolean(error) && <FormError error={error} />}
      {children}
    </AriaForm>
  );
}

/** What cannot be said beside a field. */
function FormError({ error }: { error: unknown }) {
  const problem = isProblem(error) ? error : undefined;
  if (problem && problem.details.length > 0) return null;
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-danger-quiet px-3 py-2 text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{problem?.message ?? 'Something went wrong here. Try again.'}</span>
    </p>
  );
}

function byField({ details }: Problem): Record<string, string> {
  // The first complaint about a field is the one to act on.
  const entries = details
    .toReversed()
    .map(({ path, code, message }) => [path, sentences[code]?.(path) ?? message]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** The API speaks to programmers; these are for people. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
  too_small: () => 'Fill this in.',
  required: () => 'Fill this in.',
  invalid_type: () => 'Fill this in.',
  too_big: () => 'This is too long.',
  invalid_format: (path) =>
    path.includes('email') ? 'This is not an e-mail address.' : 'This is not valid.',
  password_too_short: () => `Use at least ${passwordMinLength} characters.`,
  password_too_common: () => 'This password is too easy to guess. A few random words work well.',
};
