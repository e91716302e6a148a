import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { Check, Plus } from 'lucide-react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { type MyWorkspace, workspacesQuery } from '../server/session.js';
import { roleText } from '../words/roles.js';
import { Avatar } from '../ui/avatar.js';
import { classes } from '../ui/classes.js';
import { itemStyle } from '../ui/menu.js';
import { filterByName } from '../ui/matching.js';
import { recentFirst } from './recents.js';
import { SearchInput } from './search-input.js';
import { shell as s } from './strings.js';
import { useWorkspaceId } from '../server/use-workspace.js';

/** More than one looks through: whoever has more types. */
const MOST_SHOWN = 50;

export default function WorkspaceChoice({ close }: { close: () => void }) {
  const { data } = useSuspenseQuery(workspacesQuery);
  const [text, setText] = useState('');
  const router = useRouter();
  const found = filterByName(recentFirst(data), text);
  const go = (workspaceId: string) => {
    close();
    void router.navigate({ to: '/w/$workspaceId', params: { workspaceId } });
  };
  return (
    <>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchInput label={s.find} />
        <ListBox
          aria-label={s.paletteWorkspaces}
          items={found.slice(0, MOST_SHOWN)}
          onAction={(key) => go(String(key))}
          renderEmptyState={() => <p className="px-2 py-4 text-center text-muted">{s.noWorkspace}</p>}
          className="max-h-80 overflow-auto p-1 outline-none"
        >
          {(workspace) => <Item workspace={workspace} />}
        </ListBox>
      </Autocomplete>
      {found.length > MOST_SHOWN && (
        <p className="px-3 pb-2 text-xs text-muted">{s.more((found.length - MOST_SHOWN).toLocaleString())}</p>
      )}
      <footer className="border-t border-line p-1">
        <Link to="/new-workspace" className={classes(itemStyle, 'hover:bg-hover')}>
          <span className="grid size-6 place-items-center">
            <Plus aria-hidden className="size-4 text-muted" />
          </span>
          {s.newWorkspace}
        </Link>
      </footer>
    </>
  );
}

function Item({ workspace: { id, name, roles } }: { workspace: MyWorkspace }) {
  const isHere = useWorkspaceId() === id;
  return (
    <ListBoxItem id={id} textValue={name} className={itemStyle}>
      <Avatar name={name} shape="square" size="sm" />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <span className="text-xs text-muted">{roleText(roles)}</span>
      <Check aria-hidden className={classes('size-4 shrink-0', !isHere && 'invisible')} />
    </ListBoxItem>
  );
}
