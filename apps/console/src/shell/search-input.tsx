import { Search } from 'lucide-react';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';

/** What narrows the list below it. */
export const SearchInput = ({ label }: { label: string }) => (
  <SearchField aria-label={label} autoFocus className="flex items-center gap-2 border-b border-line px-3">
    <Search aria-hidden className="size-4 shrink-0 text-muted" />
    {/* The list stands below for good: a search that controls it is a combobox which is always open. */}
    <Input
      role="combobox"
      aria-expanded
      aria-haspopup="listbox"
      placeholder={label}
      className="h-10 w-full min-w-0 bg-transparent outline-none placeholder:text-muted pointer-coarse:h-12 pointer-coarse:text-lg [&::-webkit-search-cancel-button]:hidden"
    />
  </SearchField>
);
