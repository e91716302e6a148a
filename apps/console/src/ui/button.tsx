import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classes } from './classes.js';
import { Spinner } from './spinner.js';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  readonly children: ReactNode;
  readonly variant?: keyof typeof variants;
  readonly size?: keyof typeof sizes;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

const variants = {
  primary:
    'border-transparent bg-accent text-on-accent hovered:bg-[color-mix(in_oklab,var(--accent),var(--text)_12%)]',
  secondary:
    'border-line-strong bg-surface text-text hovered:bg-[color-mix(in_oklab,var(--surface),var(--text)_5%)]',
  quiet: 'border-transparent bg-transparent text-text hovered:bg-hover',
  danger:
    'border-transparent bg-danger text-on-danger hovered:bg-[color-mix(in_oklab,var(--danger),var(--text)_12%)]',
};

const sizes = {
  md: 'h-8 gap-1.5 px-3 whitespace-nowrap pointer-coarse:h-10',
  sm: 'h-7 gap-1.5 px-2 text-sm whitespace-nowrap pointer-coarse:h-9',
  icon: 'size-8 justify-center pointer-coarse:size-10',
  large: 'min-h-9 w-full justify-center gap-2 px-4 py-1.5 text-center pointer-coarse:min-h-11',
};

export const buttonStyle = (variant: keyof typeof variants, size: keyof typeof sizes): string =>
  classes(
    'inline-flex shrink-0 cursor-default items-center justify-center rounded-md border font-medium transition-colors duration-100 select-none',
    'pressed:scale-[0.985] disabled:opacity-50',
    variants[variant],
    sizes[size],
  );

/**
 * While `isPending` it does nothing, keeps its width and its focus, and says so. react-aria's own way of saying so
 * leaves an image without a name behind when the button goes away meanwhile.
 */
export function Button({
  children,
  variant = 'secondary',
  size = 'md',
  className,
  isPending,
  ...props
}: ButtonProps) {
  return (
    <AriaButton
      {...props}
      {...(isPending && { type: 'button', onPress: () => undefined })}
      className={classes(buttonStyle(variant, size), className)}
    >
      {isPending && (
        <>
          <Spinner />
          <span className="sr-only">Working</span>
        </>
      )}
      {children}
    </AriaButton>
  );
}
