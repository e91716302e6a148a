import { useEffect, useRef, useState } from 'react';
import { Search, X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { classes } from './classes.js';
import { inputStyle } from './field.js';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  /** Called when one pauses, not at every letter. */
  readonly onSearch: (text: string) => void;
  readonly className?: string;
}

const PAUSE_MS = 250;

export function SearchBox({ label, value, onSearch, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const change = (typed: string) => {
    setText(typed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onSearch(typed.trim()), PAUSE_MS);
  };
  return (
    <SearchField aria-label={label} value={text} onChange={change} className={classes('relative', className)}>
      {({ isEmpty }) => (
        <>
          <Search
            aria-hidden
            className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
          />
          <Input
            placeholder={label}
            maxLength={200}
            className={classes(
              inputStyle,
              'h-8 ps-8 pe-8 pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden',
            )}
          />
          {!isEmpty && (
            <Button className="absolute inset-y-0 end-0 grid w-8 place-items-center rounded-md text-muted hovered:text-text">
              <X aria-hidden className="size-3.5" />
            </Button>
          )}
        </>
      )}
    </SearchField>
  );
}
