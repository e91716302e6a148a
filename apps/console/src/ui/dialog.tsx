import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './icon-button.js';
import { common } from '../words/common.js';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly role?: 'dialog' | 'alertdialog';
  /** Only a button inside closes it: what it shows is not shown again. */
  readonly staysOpen?: boolean;
  readonly children: ReactNode;
}

/** Above everything; Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  role = 'dialog',
  staysOpen = false,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => open || onClose()}
      isDismissable={role === 'dialog' && !staysOpen}
      isKeyboardDismissDisabled={staysOpen}
      className="fixed inset-0 z-20 flex items-end justify-center overflow-y-auto bg-[#0000004d] sm:items-start sm:p-4 sm:pt-[12vh]"
    >
      <Modal className="appear w-full max-w-lg rounded-t-lg border border-line bg-raised shadow-overlay sm:rounded-lg">
        <AriaDialog role={role} className="flex max-h-[85dvh] flex-col outline-none">
          <header className="flex items-center justify-between gap-2 ps-5 pe-3 pt-3">
            <Heading slot="title" className="min-w-0 text-lg font-semibold break-words">
              {title}
            </Heading>
            {!staysOpen && <IconButton icon={X} label={common.close} onPress={onClose} />}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-col gap-4 overflow-y-auto px-5 pt-2 pb-5">{children}</div>
);

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</footer>
);
