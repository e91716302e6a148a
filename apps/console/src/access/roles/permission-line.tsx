import { type ReactNode, useId, useState } from 'react';
import type { Action } from '@bailiwick/rbac';
import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { allActions, nameOfAction } from '../../words/resources.js';
import { Checkbox } from '../../ui/checkbox.js';
import { classes } from '../../ui/classes.js';
import { matrix as s } from './strings.js';

/** One box of a line. */
interface Choice {
  readonly action: Action;
  readonly sentence: string;
  readonly isSelected: boolean;
  /** Why it cannot be chosen. */
  readonly locked?: string | undefined;
  /** What is to be said of it besides. */
  readonly note?: ReactNode;
}

/** The box that stands for the whole line. */
interface Whole {
  readonly isSelected: boolean;
  readonly isMixed: boolean;
  readonly locked?: string | undefined;
  readonly onChange: (isSelected: boolean) => void;
}

interface PermissionLineProps {
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly whole: Whole | undefined;
  readonly isReadOnly?: boolean;
  /** Its sentences are to be seen, whatever was closed. */
  readonly isOpen: boolean;
  /** In a dialog there is room for one column only. */
  readonly isNarrow?: boolean;
  readonly onChange: (action: Action, isSelected: boolean) => void;
}

const columns = 'lg:grid-cols-[minmax(0,1fr)_4.5rem_repeat(4,6.25rem)]';
const wideUnless = (isNarrow: boolean, style: string) => !isNarrow && style;

/** What may be done with one kind of thing: a box for each, and a sentence for each. */
export function PermissionLine(props: PermissionLineProps) {
  const { name, choices, isOpen, isNarrow = false } = props;
  const [opened, open] = useState(false);
  const id = useId();
  const isShown = opened || isOpen;
  return (
    <li
      aria-labelledby={`${id}name`}
      className={classes(
        'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line px-4 py-1 last:border-0',
        wideUnless(isNarrow, columns),
      )}
    >
      <NameButton name={name} id={id} isShown={isShown} onPress={() => open(!opened)} />
      <WholeBox {...props} />
      <Boxes {...props} id={id} />
      <Sentences id={id} choices={choices} isShown={isShown} />
    </li>
  );
}

interface NameButtonProps {
  readonly name: string;
  readonly id: string;
  readonly isShown: boolean;
  readonly onPress: () => void;
}

/** Shows the sentences below, and hides them. */
const NameButton = ({ name, id, isShown, onPress }: NameButtonProps) => (
  <Button
    aria-label={s.explain(name)}
    aria-expanded={isShown}
    aria-controls={`${id}sentences`}
    onPress={onPress}
    className="-ms-1 flex min-h-8 min-w-0 items-center gap-1 rounded-md px-1 text-start hovered:bg-hover pointer-coarse:min-h-10"
  >
    <ChevronDown
      aria-hidden
      className={classes('size-3.5 shrink-0 text-muted transition-transform', !isShown && '-rotate-90')}
    />
    <span id={`${id}name`} className="min-w-0 truncate font-medium">
      {name}
    </span>
  </Button>
);

const WholeBox = ({ name, whole, isReadOnly = false }: PermissionLineProps) => (
  <div>
    {whole && (
      <Checkbox
        label={s.everyOf(name)}
        isSelected={whole.isSelected}
        isMixed={whole.isMixed}
        isReadOnly={isReadOnly}
        isDisabled={Boolean(whole.locked)}
        onChange={whole.onChange}
      >
        <span className="text-sm text-muted">{s.every}</span>
      </Checkbox>
    )}
  </div>
);

type BoxesProps = PermissionLineProps & { readonly id: string };

/** One for each action; where there is no such permission, its column stays empty. */
const Boxes = ({ name, choices, id, isReadOnly = false, isNarrow = false, onChange }: BoxesProps) => (
  <div
    className={classes(
      'col-span-2 grid grid-cols-2 gap-x-2 ps-4.5 sm:grid-cols-4',
      wideUnless(isNarrow, 'lg:contents'),
    )}
  >
    {allActions.map((action) => {
      const choice = choices.find((one) => one.action === action);
      if (!choice)
        return <span key={action} className={classes('hidden', wideUnless(isNarrow, 'lg:block'))} />;
      return (
        <Checkbox
          key={action}
          label={s.actionOf(nameOfAction[action], name)}
          describedBy={`${id}${action}`}
          isSelected={choice.isSelected}
          isReadOnly={isReadOnly}
          isDisabled={Boolean(choice.locked)}
          onChange={(isSelected) => onChange(action, isSelected)}
        >
          <span className="min-w-0 text-sm leading-tight">
            {nameOfAction[action]}
            {choice.note}
          </span>
        </Checkbox>
      );
    })}
  </div>
);

interface SentencesProps {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly isShown: boolean;
}

const Sentences = ({ id, choices, isShown }: SentencesProps) => (
  <ul
    id={`${id}sentences`}
    hidden={!isShown}
    className="col-span-full flex flex-col gap-0.5 ps-4.5 pb-1.5 text-sm text-muted"
  >
    {choices.map(({ action, sentence, locked }) => (
      <li key={action} id={`${id}${action}`}>
        <strong className="font-medium text-text">{nameOfAction[action]}:</strong> {sentence}
        {locked && <em className="not-italic"> {locked}</em>}
      </li>
    ))}
  </ul>
);
