import type { ReactNode } from 'react';
import { Check, Minus } from 'lucide-react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { classes } from './classes.js';

interface CheckboxProps {
  /** What it is called, where its text alone does not say enough; the text is contained in it. */
  readonly label?: string;
  /** What it means, as the id of a text. */
  readonly describedBy?: string;
  readonly isSelected: boolean;
  /** Some of what it stands for is chosen. */
  readonly isMixed?: boolean;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly onChange?: (isSelected: boolean) => void;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** Chosen or not. A tick or a dash says it, not the colour alone. */
export function Checkbox({ label, describedBy, isMixed, className, children, ...props }: CheckboxProps) {
  const Mark = isMixed ? Minus : Check;
  return (
    <CheckboxField
      {...props}
      {...(isMixed && { isIndeterminate: true })}
      {...(label && { 'aria-label': label })}
      {...(describedBy && { 'aria-describedby': describedBy })}
      {...(className && { className })}
    >
      <CheckboxButton className="group relative flex min-h-7 cursor-default items-center gap-2 rounded-sm disabled:text-muted focus-ring:outline-2 focus-ring:outline-offset-2 focus-ring:outline-focus pointer-coarse:min-h-10">
        <span
          aria-hidden
          className={classes(
            'grid size-4 shrink-0 place-items-center rounded-sm border text-on-accent transition-colors group-disabled:opacity-50',
            isMixed
              ? 'border-transparent bg-accent'
              : 'border-line-strong bg-surface group-hovered:border-muted group-selected:border-transparent group-selected:bg-accent',
          )}
        >
          <Mark
            className={classes('size-3', !isMixed && 'opacity-0 group-selected:opacity-100')}
            strokeWidth={3}
          />
        </span>
        {children}
      </CheckboxButton>
    </CheckboxField>
  );
}
