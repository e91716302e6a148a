import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { AvatarMenu } from './avatar-menu.js';
import { type Page, pagesFor } from './pages.js';
import { shell as s } from './strings.js';
import { Switcher } from './switcher.js';
import { useMyStanding, useWorkspaceId } from '../server/use-workspace.js';

export function Sidebar({ onSearch }: { onSearch: () => void }) {
  const pages = pagesFor(useMyStanding());
  return (
    <div className="flex h-full flex-col gap-2 bg-sunken p-2">
      <Switcher />
      <SearchButton onPress={onSearch} />
      <nav aria-label={s.navigation} className="mt-2 flex flex-1 flex-col gap-4 overflow-y-auto">
        {(['account', 'workspace'] as const).map((group) => (
          <Group key={group} name={s.groups[group]} pages={pages.filter((page) => page.group === group)} />
        ))}
      </nav>
      <AvatarMenu />
    </div>
  );
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const SearchButton = ({ onPress }: { onPress: () => void }) => (
  <Button
    onPress={onPress}
    aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
    className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-muted hovered:border-line-strong pointer-coarse:h-10"
  >
    <Search aria-hidden className="size-4" />
    <span className="flex-1 text-start">{s.paletteHint}</span>
    <kbd aria-hidden className="font-sans text-xs pointer-coarse:hidden">
      {isMac ? '⌘K' : 'Ctrl K'}
    </kbd>
  </Button>
);

function Group({ name, pages }: { name: string; pages: readonly Page[] }) {
  const workspaceId = useWorkspaceId();
  if (pages.length === 0) return null;
  return (
    <section>
      <h2 className="px-2 pb-1 text-xs font-medium text-muted">{name}</h2>
      <ul className="flex flex-col gap-px">
        {pages.map(({ to, name: page, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ workspaceId }}
              className="flex h-8 items-center gap-2 rounded-md px-2 text-muted transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text pointer-coarse:h-10"
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              <span className="truncate">{page}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
