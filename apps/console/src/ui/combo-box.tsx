import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { classes } from './classes.js';
import { FieldLabel, FieldNotes, inputStyle } from './field.js';
import { itemStyle, popoverStyle } from './menu.js';
import { type Option, OptionText } from './select.js';

interface ComboBoxProps {
  readonly label: string;
  /** The label is read out and not shown: the placeholder says enough. */
  readonly isLabelHidden?: boolean;
  readonly description?: string;
  readonly placeholder?: string;
  /** Those that match what is typed: who shows it knows how to find them. */
  readonly options: readonly Option[];
  /** What was chosen; it closes the list when it changes. */
  readonly value: string | null;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (id: string) => void;
  /** Said when nothing matches. */
  readonly none: string;
  readonly name?: string;
  readonly className?: string;
}

/** One of many, found by typing a part of it. */
export function ComboBox({
  label,
  isLabelHidden,
  description,
  placeholder,
  options,
  text,
  onText,
  onChoose,
  none,
  className,
  ...props
}: ComboBoxProps) {
  return (
    <AriaComboBox
      {...props}
      {...(isLabelHidden && { 'aria-label': label })}
      items={options}
      inputValue={text}
      onInputChange={onText}
      onChange={(key) => key !== null && onChoose(String(key))}
      menuTrigger="focus"
      allowsEmptyCollection
      allowsCustomValue
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      {!isLabelHidden && <FieldLabel>{label}</FieldLabel>}
      <div className="relative">
        <Input
          {...(placeholder && { placeholder })}
          className={classes(inputStyle, 'h-8 pe-8 pointer-coarse:h-10')}
        />
        <Button className="absolute inset-y-0 end-0 grid w-8 place-items-center rounded-md text-muted hovered:text-text">
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      </div>
      <FieldNotes description={description} />
      <Popover className={classes(popoverStyle, 'w-(--trigger-width)')}>
        <ListBox
          renderEmptyState={() => <p className="px-2 py-4 text-center text-muted">{none}</p>}
          className="max-h-72 overflow-auto p-1 outline-none"
        >
          {(option: Option) => (
            <ListBoxItem id={option.id} textValue={option.name} className={itemStyle}>
              <OptionText option={option} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
