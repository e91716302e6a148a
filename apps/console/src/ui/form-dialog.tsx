import type { ReactNode } from 'react';
import { common } from '../words/common.js';
import { Button } from './button.js';
import { Dialog, DialogActions, DialogBody } from './dialog.js';
import { Form, type FormProps } from './form.js';

interface FormDialogProps extends Omit<FormProps, 'className'> {
  readonly title: string;
  /** What the button says that sends it. */
  readonly action: string;
  readonly variant?: 'primary' | 'danger';
  readonly isDisabled?: boolean;
  /** What cannot be taken back begins with the focus on the way out. */
  readonly isCancelFocused?: boolean;
  /** Beside the buttons. */
  readonly note?: ReactNode;
  readonly onClose: () => void;
}

/** A form in a dialog: what it asks, a way out, and a button that sends it. */
export function FormDialog({
  title,
  action,
  variant = 'primary',
  isDisabled = false,
  isCancelFocused = false,
  note,
  onClose,
  children,
  ...form
}: FormDialogProps) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form {...form} className="flex min-h-0 flex-col">
        <DialogBody>{children}</DialogBody>
        <DialogActions>
          {note}
          <Button autoFocus={isCancelFocused} onPress={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" variant={variant} isPending={form.isPending} isDisabled={isDisabled}>
            {action}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
