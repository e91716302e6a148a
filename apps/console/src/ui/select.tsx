import { Check, ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { classes } from './classes.js';
import { FieldLabel, FieldNotes } from './field.js';
import { itemStyle, popoverStyle } from './menu.js';

export interface Option {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

interface SelectProps {
  readonly label: string;
  /** The label is read out and not shown: the value says enough. */
  readonly isLabelHidden?: boolean;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly name?: string;
  /** What stands there as long as nothing is chosen. */
  readonly placeholder?: string;
  readonly className?: string;
}

export function Select({
  label,
  isLabelHidden,
  options,
  value,
  onChange,
  name,
  placeholder,
  className,
}: SelectProps) {
  return (
    <AriaSelect
      {...(name && { name })}
      {...(isLabelHidden && { 'aria-label': label })}
      value={value}
      onChange={(key) => onChange(String(key))}
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      {!isLabelHidden && <FieldLabel>{label}</FieldLabel>}
      <Button className="flex h-8 w-full items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-start hovered:border-muted pointer-coarse:h-10">
        <SelectValue className="min-w-0 truncate">
          {({ selectedText }) => selectedText || placeholder}
        </SelectValue>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Button>
      <FieldNotes />
      <Popover
        className={classes(popoverStyle, 'w-max max-w-[min(24rem,calc(100vw-2rem))] min-w-(--trigger-width)')}
      >
        <ListBox items={options} className="max-h-80 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.name} className={itemStyle}>
              {({ isSelected }) => (
                <>
                  <OptionText option={option} />
                  <Check aria-hidden className={classes('size-4 shrink-0', !isSelected && 'invisible')} />
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export const OptionText = ({ option: { name, description } }: { option: Option }) => (
  <span className="min-w-0 flex-1">
    <Text slot="label" className="block">
      {name}
    </Text>
    {description && (
      <Text slot="description" className="block text-xs break-words text-muted">
        {description}
      </Text>
    )}
  </span>
);
