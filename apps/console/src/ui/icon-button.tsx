import type { LucideIcon } from 'lucide-react';
import { Button, type ButtonProps } from './button.js';
import { Tip } from './tip.js';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** Its name, for everybody: shown as a tip, read by screen readers. */
  readonly label: string;
}

export function IconButton({
  icon: Icon,
  label,
  variant = 'quiet',
  size = 'icon',
  ...props
}: IconButtonProps) {
  return (
    <Tip text={label}>
      <Button {...props} aria-label={label} variant={variant} size={size}>
        <Icon aria-hidden className="size-4" />
      </Button>
    </Tip>
  );
}
