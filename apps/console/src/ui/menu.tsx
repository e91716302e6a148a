import type { ReactElement, ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import { classes } from './classes.js';

export const popoverStyle =
  'appear rounded-lg border border-line bg-raised text-text shadow-overlay outline-none';
export const itemStyle =
  'flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 outline-none select-none focused:bg-hover disabled:opacity-50 pointer-coarse:py-2.5';

interface MenuProps {
  /** What opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly placement?: PopoverProps['placement'];
  readonly header?: ReactNode;
  readonly children: ReactNode;
}

export function Menu({ trigger, label, placement = 'bottom end', header, children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} className={classes(popoverStyle, 'min-w-48')}>
        {header}
        <AriaMenu aria-label={label} className="max-h-96 overflow-auto p-1 outline-none">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

interface MenuItemProps {
  readonly icon?: LucideIcon;
  readonly children: string;
  readonly isDestructive?: boolean;
  readonly href?: string;
  readonly hint?: ReactNode;
  readonly onAction?: () => void;
}

export function MenuItem({ icon: Icon, children, isDestructive, href, hint, onAction }: MenuItemProps) {
  return (
    <AriaMenuItem
      textValue={children}
      {...(href && { href })}
      {...(onAction && { onAction })}
      className={classes(itemStyle, isDestructive && 'text-danger')}
    >
      {Icon && <Icon aria-hidden className={classes('size-4 shrink-0', !isDestructive && 'text-muted')} />}
      <span className="flex-1">{children}</span>
      {hint}
    </AriaMenuItem>
  );
}
