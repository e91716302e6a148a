import type { ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog, DialogActions, DialogBody } from './dialog.js';

interface ConfirmProps {
  /** Names the thing: "Remove Edith Ellis?" */
  readonly title: string;
  readonly text: string;
  /** The deed, as a verb: "Remove". */
  readonly action: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What else is to be decided. */
  readonly children?: ReactNode;
}

/** Before something that cannot be taken back. The way out has the focus. */
export function Confirm({ title, text, action, isPending, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Dialog title={title} isOpen role="alertdialog" onClose={onClose}>
      <DialogBody>
        <p className="text-muted">{text}</p>
        {children}
      </DialogBody>
      <DialogActions>
        <Button autoFocus onPress={onClose}>
          Cancel
        </Button>
        <Button variant="danger" isPending={isPending} onPress={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
