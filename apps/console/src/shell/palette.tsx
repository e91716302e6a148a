import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { ReactNode } from 'react';
import { workspacesQuery } from '../server/session.js';
import { Avatar } from '../ui/avatar.js';
import { itemStyle } from '../ui/menu.js';
import { filterByName } from '../ui/matching.js';
import { pagesFor } from './pages.js';
import { recentFirst } from './recents.js';
import { SearchInput } from './search-input.js';
import { shell as s } from './strings.js';
import { useMyStanding, useWorkspaceId } from '../server/use-workspace.js';

interface Place {
  readonly id: string;
  readonly name: string;
  readonly icon: ReactNode;
}

/** To any page and any workspace without leaving the keyboard. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const groups = usePlaces(text);
  const go = (path: string) => {
    onClose();
    router.history.push(path);
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => open || onClose()}
      className="fixed inset-0 z-20 flex items-start justify-center bg-[#0000004d] p-3 pt-[12vh]"
    >
      <Modal className="appear w-full max-w-lg overflow-hidden rounded-lg border border-line bg-raised shadow-overlay">
        <Dialog aria-label={s.palette} className="outline-none">
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchInput label={s.palette} />
            <ListBox
              aria-label={s.palette}
              onAction={(key) => go(String(key))}
              renderEmptyState={() => <p className="px-2 py-8 text-center text-muted">{s.paletteNothing}</p>}
              className="max-h-[50vh] overflow-auto p-1 outline-none"
            >
              {groups.map(({ name, places }) => (
                <ListBoxSection key={name} id={name}>
                  <Header className="px-2 pt-2 pb-1 text-xs font-medium text-muted">{name}</Header>
                  {places.map((place) => (
                    <ListBoxItem key={place.id} id={place.id} textValue={place.name} className={itemStyle}>
                      {place.icon}
                      <span className="truncate">{place.name}</span>
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ))}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const MOST_SHOWN = 20;

function usePlaces(text: string): readonly { name: string; places: readonly Place[] }[] {
  const workspaceId = useWorkspaceId();
  const standing = useMyStanding();
  const { data } = useSuspenseQuery(workspacesQuery);
  const pages = pagesFor(standing).map(({ to, name, icon: Icon }): Place => ({
    id: to.replace('$workspaceId', workspaceId),
    name,
    icon: <Icon aria-hidden className="size-4 text-muted" />,
  }));
  const newOne = {
    id: '/new-workspace',
    name: s.newWorkspace,
    icon: <Plus aria-hidden className="size-4 text-muted" />,
  };
  const workspaces = recentFirst(data).map(({ id, name }): Place => ({
    id: `/w/${id}`,
    name,
    icon: <Avatar name={name} shape="square" size="sm" />,
  }));
  return [
    { name: s.palettePages, places: filterByName([...pages, newOne], text) },
    { name: s.paletteWorkspaces, places: filterByName(workspaces, text).slice(0, MOST_SHOWN) },
  ].filter(({ places }) => places.length > 0);
}
