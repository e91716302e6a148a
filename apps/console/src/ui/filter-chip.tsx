import { X } from 'lucide-react';
import { Button } from './button.js';

interface FilterChipProps {
  /** Whom or what a list is narrowed to. */
  readonly name: string;
  /** Where the name alone does not say it. */
  readonly text?: string;
  /** It takes the place of the field in which one chose. */
  readonly autoFocus?: boolean;
  readonly onRemove: () => void;
}

/** What a list is narrowed to, and the way back to all of it. */
export const FilterChip = ({ name, text = `Only ${name}`, autoFocus = false, onRemove }: FilterChipProps) => (
  <Button
    autoFocus={autoFocus}
    aria-label={`Stop showing only ${name}`}
    onPress={onRemove}
    className="max-w-full"
  >
    <span className="truncate">{text}</span>
    <X aria-hidden className="size-3.5 shrink-0" />
  </Button>
);
