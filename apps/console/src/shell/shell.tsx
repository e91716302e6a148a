import { type ReactNode, Suspense, lazy, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Dialog } from 'react-aria-components/Dialog';
import { IconButton } from '../ui/icon-button.js';
import { ActingBar } from './acting-bar.js';
import { Sidebar } from './sidebar.js';
import { rememberWorkspace } from './recents.js';
import { shell as s } from './strings.js';
import { useMyWorkspace, useWorkspaceId } from '../server/use-workspace.js';

const Palette = lazy(() => import('./palette.js'));

/** What stands around every page of a workspace; the notices above the page are those of the systems. */
export function Shell({ notices }: { notices: ReactNode }) {
  const workspaceId = useWorkspaceId();
  const [searches, setSearches] = useState(false);
  useEffect(() => rememberWorkspace(workspaceId), [workspaceId]);
  useShortcut('k', () => setSearches(true));
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <aside className="sticky top-0 hidden h-dvh border-e border-line md:block">
        <Sidebar onSearch={() => setSearches(true)} />
      </aside>
      <TopBar onSearch={() => setSearches(true)} />
      <Content notices={notices} />
      <Suspense>{searches && <Palette onClose={() => setSearches(false)} />}</Suspense>
    </div>
  );
}

const SkipLink = () => (
  <a
    href="#content"
    className="sr-only focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-10 focus:rounded-md focus:border focus:border-line focus:bg-raised focus:px-3 focus:py-2"
  >
    {s.skip}
  </a>
);

/** A new page begins at its own beginning, for eyes and for screen readers alike. */
function Content({ notices }: { notices: ReactNode }) {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);
  return (
    <main id="content" ref={main} tabIndex={-1} className="min-w-0 outline-none">
      <ActingBar />
      <Suspense>{notices}</Suspense>
      <Outlet />
    </main>
  );
}

/** On a phone: where one is, and the way to the navigation. */
function TopBar({ onSearch }: { onSearch: () => void }) {
  const { name } = useMyWorkspace();
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  const close = () => setOpenAt(undefined);
  return (
    <header className="sticky top-0 z-10 flex h-12 items-center gap-1 border-b border-line bg-canvas px-2 md:hidden">
      <IconButton icon={MenuIcon} label={s.openNavigation} onPress={() => setOpenAt(pathname)} />
      <p className="min-w-0 truncate font-medium">{name}</p>
      <ModalOverlay
        isOpen={openAt === pathname}
        onOpenChange={(open) => open || close()}
        isDismissable
        className="fixed inset-0 z-20 bg-[#0000004d]"
      >
        <Modal className="h-full w-72 max-w-[85vw] border-e border-line bg-canvas">
          <Dialog aria-label={s.navigation} className="h-full outline-none">
            <Sidebar
              onSearch={() => {
                close();
                onSearch();
              }}
            />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </header>
  );
}

/** Ctrl with a letter, or ⌘ on a Mac. */
function useShortcut(letter: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== letter || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [letter]);
}
