import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { Confirm } from '../../ui/confirm.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { leaving as s } from './strings/people.js';
import { useGroupDeed } from './use-group.js';
import type { GroupPerson, Receipt } from './types.js';

interface LeaverDialogProps {
  readonly person: GroupPerson;
  readonly onClose: () => void;
}

/** Out of everything in one act, and afterwards what was taken, to be kept. */
export default function LeaverDialog({ person, onClose }: LeaverDialogProps) {
  const [isHere, setHere] = useState(false);
  const [takesMade, setTakesMade] = useState(true);
  const name = person.name || person.email;
  const [receipt, setReceipt] = useState<Receipt>();
  const remove = useGroupDeed({
    run: (workspace, user_id: string) =>
      api.leavers.remove({
        workspace,
        body: {
          user_id,
          ...(isHere && { remove_from_admin: true }),
          ...(!takesMade && { keep: ['invitations', 'service_keys'] }),
        },
      }),
    onDone: setReceipt,
  });
  if (receipt) return <Taken name={name} receipt={receipt} onClose={onClose} />;
  return (
    <Confirm
      title={s.title(name)}
      text={s.text}
      action={s.action}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate(person.user_id)}
      onClose={onClose}
    >
      <Checkbox isSelected={isHere} onChange={setHere}>
        {s.here}
      </Checkbox>
      <Checkbox isSelected={takesMade} onChange={setTakesMade}>
        {s.made}
      </Checkbox>
    </Confirm>
  );
}

interface TakenProps {
  readonly name: string;
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

function Taken({ name, receipt: { id, at, taken, kept, hidden_subs: hidden }, onClose }: TakenProps) {
  return (
    <Dialog title={s.receipt(name)} isOpen onClose={onClose}>
      <DialogBody>
        <p className="text-muted">
          <Time at={at} as="full" />
        </p>
        {taken.length === 0 ? (
          <p>{s.nothing}</p>
        ) : (
          <Lines title={s.taken} lines={taken.map((one) => [one.name, s.what(one)])} />
        )}
        {kept.length > 0 && (
          <Lines
            title={s.kept}
            lines={kept.map(({ name: sub, reason }) => [sub, s.reasons[reason] ?? reason])}
          />
        )}
        {hidden > 0 && <p className="text-muted">{s.hidden(hidden)}</p>}
      </DialogBody>
      <DialogActions>
        <DownloadButton id={id} />
        <Button variant="primary" autoFocus onPress={onClose}>
          {common.done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const Lines = ({ title, lines }: { title: string; lines: readonly (readonly [string, string])[] }) => (
  <section aria-label={title}>
    <h3 className="font-medium">{title}</h3>
    <ul className="text-sm">
      {lines.map(([name, what], at) => (
        <li
          key={at}
          className="flex flex-wrap justify-between gap-x-4 border-b border-line py-1.5 last:border-0"
        >
          <span className="min-w-0 break-words">{name}</span>
          <span className="text-muted">{what}</span>
        </li>
      ))}
    </ul>
  </section>
);

function DownloadButton({ id }: { id: string }) {
  const workspace = useWorkspaceId();
  const fetchFile = useMutation({
    mutationFn: () => api.leavers.csv({ workspace, id }),
    onSuccess: (file) => {
      download(file, s.file);
      toast.done(s.downloaded);
    },
    onError: toast.failed,
  });
  return (
    <Button isPending={fetchFile.isPending} onPress={() => fetchFile.mutate()}>
      <Download aria-hidden className="size-4" />
      {s.download}
    </Button>
  );
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
