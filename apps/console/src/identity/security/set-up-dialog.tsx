import { useState } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SetUp } from './set-up.js';
import { recoveryCodes, setUp as s } from './strings.js';

interface SetUpDialogProps {
  readonly isReplacement?: boolean;
  /** It is on, and the recovery codes were seen. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** From the secret to the recovery codes, which nothing but their own button closes. */
export default function SetUpDialog({ isReplacement = false, onDone, onClose }: SetUpDialogProps) {
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes)
    return (
      <Dialog title={recoveryCodes.title} isOpen staysOpen onClose={onDone}>
        <RecoveryCodes codes={codes} onDone={onDone} />
      </Dialog>
    );
  return (
    <Dialog title={isReplacement ? s.replaceTitle : s.title} isOpen onClose={onClose}>
      <SetUp
        isReplacement={isReplacement}
        onDone={(made) => (made.length > 0 ? setCodes(made) : onDone())}
        onCancel={onClose}
      />
    </Dialog>
  );
}
