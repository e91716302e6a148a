import { useState } from 'react';
import { api } from '../../api-client/index.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Select } from '../../ui/select.js';
import { KeyShown } from './key-shown.js';
import type { ApiKey } from './keys.js';
import { rotate as s } from './strings.js';
import { useKeyDeed } from './use-api-keys.js';

/** Another secret for the same key. */
export default function RotateDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const [hours, setHours] = useState('24');
  const rotate = useKeyDeed({
    run: (workspace, overlap_hours: number) =>
      api.apiKeys.rotate({ workspace, id: apiKey.id, body: { overlap_hours } }),
    isForm: true,
  });
  if (rotate.data) return <KeyShown made={rotate.data} onDone={onClose} />;
  return (
    <FormDialog
      title={s.title(apiKey.name)}
      error={rotate.error}
      isPending={rotate.isPending}
      onSubmit={() => rotate.mutate(Number(hours))}
      action={s.action}
      onClose={onClose}
    >
      <p className="text-muted">{s.text}</p>
      <Select
        label={s.overlap}
        value={hours}
        onChange={setHours}
        options={(['24', '0'] as const).map((id) => ({ id, ...s.overlaps[id] }))}
      />
      <p className="text-sm text-muted">{s.overlaps[hours === '0' ? '0' : '24'].description}</p>
    </FormDialog>
  );
}
