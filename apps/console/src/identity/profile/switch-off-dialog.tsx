import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { twoFactor as s } from './strings.js';

interface SwitchOffDialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export default function SwitchOffDialog({ onDone, onClose }: SwitchOffDialogProps) {
  const queryClient = useQueryClient();
  const disable = useMutation({
    mutationFn: () => api.twoFactor.disable(),
    onSuccess: () => {
      onDone();
      // A workspace that asks for a second factor has just shut its door.
      void queryClient.invalidateQueries({ queryKey: ['workspace'] });
    },
    onError: toast.failed,
  });
  return (
    <Confirm
      title={s.switchOffTitle}
      text={s.switchOffText}
      action={s.switchOffAction}
      isPending={disable.isPending}
      onConfirm={() => disable.mutate()}
      onClose={onClose}
    />
  );
}
