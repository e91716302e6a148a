import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CircleAlert } from 'lucide-react';
import { Form as AriaForm } from 'react-aria-components/Form';
import { Cancelled, type Problem, isProblem } from '../server/problem.js';
import { passwordMinLength } from './page-data.js';

export interface FormProps {
  readonly onSubmit: (values: Readonly<Record<string, string>>) => void;
  /** What the server said the last time; its details go to the fields they name. */
  readonly error?: unknown;
  /** The field a refusal is about, where the refusal itself names none. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  readonly isPending: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Form({
  onSubmit,
  error,
  fieldOf = {},
  isPending,
  className = 'flex flex-col gap-4',
  children,
}: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { errors, correct } = useFieldErrors(error, fieldOf);
  useEffect(() => {
    if (error)
      form.current?.querySelector<HTMLElement>('[data-invalid] input, [data-invalid] textarea')?.focus();
  }, [error]);
  return (
    <AriaForm
      ref={form}
      className={className}
      validationErrors={errors}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending) return;
        onSubmit(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>);
      }}
    >
      <div className="contents" onInput={correct}>
        {Boolean(error) && !saidAtField(error, fieldOf) && <FormError error={error} />}
        {children}
      </div>
    </AriaForm>
  );
}

/**
 * What is typed into is no longer called wrong. Were it said until the field is left, it would go away under the click on
 * the button, the button would move, and the click would be lost.
 */
function useFieldErrors(error: unknown, fieldOf: Readonly<Record<string, string>>) {
  const [corrected, setCorrected] = useState<{ of: unknown; fields: readonly string[] }>();
  const fields = corrected?.of === error ? (corrected?.fields ?? []) : [];
  const all = isProblem(error) ? byField(error, fieldOf) : {};
  const errors = Object.fromEntries(Object.entries(all).filter(([field]) => !fields.includes(field)));
  const correct = ({ target }: { target: EventTarget }) => {
    const { name } = target as HTMLInputElement;
    if (name in errors) setCorrected({ of: error, fields: [...fields, name] });
  };
  return { errors, correct };
}

function saidAtField(error: unknown, fieldOf: Readonly<Record<string, string>>): boolean {
  if (error instanceof Cancelled) return true;
  return isProblem(error) && (error.details.length > 0 || error.code in fieldOf);
}

const FormError = ({ error }: { error: unknown }) => (
  <p role="alert" className="flex items-start gap-2 rounded-md bg-danger-quiet px-3 py-2 text-danger">
    <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
    <span className="min-w-0">
      {isProblem(error) ? error.message : 'Something went wrong here. Try again.'}
    </span>
  </p>
);

function byField(problem: Problem, fieldOf: Readonly<Record<string, string>>): Record<string, string> {
  const field = fieldOf[problem.code];
  if (field) return { [field]: problem.message };
  // The first complaint about a field is the one to act on.
  const entries = problem.details
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
