import { useMutation } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { RecoveryCodes } from '../security/recovery-codes.js';
import { recoveryCodes } from '../security/strings.js';
import { Confirm } from '../../ui/confirm.js';
import { Dialog } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { twoFactor as s } from './strings.js';

interface NewCodesDialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks first, since the codes of before are then good for nothing. */
export default function NewCodesDialog({ onDone, onClose }: NewCodesDialogProps) {
  const renew = useMutation({ mutationFn: () => api.twoFactor.renewCodes(), onError: toast.failed });
  if (renew.data)
    return (
      <Dialog title={recoveryCodes.title} isOpen staysOpen onClose={onDone}>
        <RecoveryCodes codes={renew.data.recovery_codes} onDone={onDone} />
      </Dialog>
    );
  return (
    <Confirm
      title={s.newCodesTitle}
      text={s.newCodesText}
      action={s.newCodesAction}
      isPending={renew.isPending}
      onConfirm={() => renew.mutate()}
      onClose={onClose}
    />
  );
}
