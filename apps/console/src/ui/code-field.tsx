import { Field, type FieldProps } from './field.js';

interface CodeFieldProps extends Pick<FieldProps, 'label' | 'description' | 'autoFocus'> {
  /** Longer, and of letters too. */
  readonly isRecovery?: boolean;
}

const FORM = /^\s*\d{3}\s?\d{3}\s*$/;

/** Phones offer the digits and fill in a code they know of. Its name is `code`. */
export const CodeField = ({ isRecovery = false, ...props }: CodeFieldProps) => (
  <Field
    {...props}
    name="code"
    inputMode={isRecovery ? 'text' : 'numeric'}
    autoComplete={isRecovery ? 'off' : 'one-time-code'}
    autoCorrect="off"
    spellCheck="false"
    maxLength={64}
    validate={(code) => (isRecovery || FORM.test(code) ? null : 'A code has six digits.')}
    className="[&_input]:font-mono"
    isRequired
  />
);
