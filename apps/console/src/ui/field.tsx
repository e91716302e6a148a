import { type ReactNode, useState } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField, type TextFieldProps } from 'react-aria-components/TextField';
import { classes } from './classes.js';

export interface FieldProps extends Omit<TextFieldProps, 'className' | 'children' | 'style'> {
  readonly label: string;
  readonly description?: string | undefined;
  /** Several lines. */
  readonly rows?: number;
  readonly placeholder?: string;
  readonly className?: string;
}

export const inputStyle =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 text-text placeholder:text-muted transition-colors hovered:border-muted invalid:border-danger disabled:opacity-60 read-only:bg-sunken focused:outline-2 focused:outline-focus focused:-outline-offset-1 invalid:focused:outline-danger pointer-coarse:text-lg';

/** A label, a line to type in, what to type, and what was wrong with it. */
export function Field({ label, description, rows, placeholder, className, ...props }: FieldProps) {
  return (
    <TextField {...props} className={classes('flex min-w-0 flex-col gap-1', className)}>
      <FieldLabel>{label}</FieldLabel>
      {rows ? (
        <TextArea rows={rows} className={classes(inputStyle, 'resize-y py-1.5')} />
      ) : (
        <Input
          {...(placeholder && { placeholder })}
          className={classes(inputStyle, 'h-8 pointer-coarse:h-10')}
        />
      )}
      <FieldNotes description={description} />
    </TextField>
  );
}

/** A password can be looked at; managers and pasting work as everywhere. */
export function PasswordField({ label, description, className, ...props }: FieldProps) {
  const [shown, show] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      className={classes('flex flex-col gap-1', className)}
    >
      <FieldLabel>{label}</FieldLabel>
      <div className="relative">
        <Input className={classes(inputStyle, 'h-8 pe-9 pointer-coarse:h-10')} />
        <Button
          slot={null}
          aria-label={shown ? 'Hide the password' : 'Show the password'}
          aria-pressed={shown}
          onPress={() => show(!shown)}
          className="absolute inset-y-0 end-0 grid w-9 place-items-center rounded-md text-muted hovered:text-text"
        >
          <Icon aria-hidden className="size-4" />
        </Button>
      </div>
      <FieldNotes description={description} />
    </TextField>
  );
}

export const FieldLabel = ({ children }: { children: ReactNode }) => (
  <Label className="text-sm font-medium">{children}</Label>
);

export const FieldNotes = ({ description }: { description?: string | undefined }) => (
  <>
    {description && (
      <Text slot="description" className="text-xs text-muted">
        {description}
      </Text>
    )}
    <FieldError className="text-xs text-danger" />
  </>
);
