import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './icon-button.js';
import { common } from '../words/common.js';

interface DrawerProps {
  readonly title: string;
  /** Below the title. */
  readonly about?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** All there is to one thing of a list, at the edge of the window; Escape closes it, and the focus goes back. */
export function Drawer({ title, about, onClose, children }: DrawerProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => open || onClose()}
      className="fixed inset-0 z-20 flex justify-end bg-[#0000004d]"
    >
      <Modal className="appear h-dvh w-full max-w-lg border-line bg-raised shadow-overlay sm:border-s">
        <AriaDialog className="flex h-full flex-col outline-none">
          <header className="flex items-start justify-between gap-2 ps-5 pe-3 pt-3 pb-3">
            <div className="min-w-0 pt-1">
              <Heading slot="title" className="text-lg font-semibold break-words">
                {title}
              </Heading>
              {about}
            </div>
            <IconButton icon={X} label={common.close} onPress={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto pb-8">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
