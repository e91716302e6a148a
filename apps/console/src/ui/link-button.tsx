import { Link, type LinkProps } from '@tanstack/react-router';
import { buttonStyle } from './button.js';
import { classes } from './classes.js';

type LinkButtonProps = LinkProps & {
  readonly variant?: Parameters<typeof buttonStyle>[0];
  readonly size?: Parameters<typeof buttonStyle>[1];
  readonly className?: string;
};

/** Looks like a button and is a link: it leads somewhere. */
export const LinkButton = ({ variant = 'secondary', size = 'md', className, ...props }: LinkButtonProps) => (
  <Link {...props} className={classes(buttonStyle(variant, size), className)} />
);

export const linkStyle = 'rounded-sm font-medium text-accent-text underline-offset-2 hover:underline';
