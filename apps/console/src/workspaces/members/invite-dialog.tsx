import { useState } from 'react';
import { FileUp } from 'lucide-react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { type InvitationsInviteMany, type InvitationsInviteManyBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { parseCsv } from './csv.js';
import { type Draft, MOST_AT_ONCE, draftsFromRows, draftsFromText, withVerdicts } from './drafts.js';
import { InvitePreview } from './invite-preview.js';
import { rolesToGive } from './roles.js';
import { invitations as s } from './strings.js';
import { useDeed, useGiver } from './use-members.js';
import { systemRoles } from '@bailiwick/rbac';

interface FromFile {
  readonly name: string;
  readonly drafts: readonly Draft[];
}

export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const giver = useGiver();
  const choices = rolesToGive(giver);
  const usual = choices.find(({ id }) => id === systemRoles.editor.id) ?? choices[0];
  const [text, setText] = useState('');
  const [file, setFile] = useState<FromFile>();
  const [role, setRole] = useState(usual?.id ?? '');
  const [hours, setHours] = useState('168');
  const [verdicts, setVerdicts] = useState<InvitationsInviteMany['items']>([]);
  const drafts = withVerdicts(file?.drafts ?? draftsFromText(text), verdicts);
  const ready = drafts.filter(({ problem }) => !problem);
  const invite = useDeed({
    run: (workspace, body: InvitationsInviteManyBody) => api.invitations.inviteMany({ workspace, body }),
    onDone: ({ items }) => {
      const sent = new Set(items.filter(({ result }) => result === 'invited').map(({ email }) => email));
      if (sent.size > 0) toast.done(s.sent(sent.size));
      // What could not be sent stays, to be put right.
      const left = drafts.filter(({ email, problem }) => problem ?? !sent.has(email.toLocaleLowerCase()));
      if (left.length === 0) onClose();
      setVerdicts(items);
      setText(left.map(({ email }) => email).join('\n'));
      setFile(file && { ...file, drafts: left });
    },
    isForm: true,
  });
  const read = async ([chosen]: readonly File[]) => {
    if (!chosen) return;
    const rows = parseCsv(await chosen.text());
    const found = draftsFromRows(rows, { choices, roles: giver.roles });
    if (found.length === 0) toast.failed(s.fileEmpty);
    else setFile({ name: chosen.name, drafts: found });
    setVerdicts([]);
  };
  return (
    <Dialog title={s.invite} isOpen onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={invite.error}
        isPending={invite.isPending}
        onSubmit={() => {
          if (ready.length === 0 || drafts.length > MOST_AT_ONCE) return;
          const rows = ready.map(({ email, roleIds }) => ({
            email,
            ...(roleIds.length > 0 && { role_ids: [...roleIds] }),
          }));
          invite.mutate({ rows, role_ids: [role], expires_in_hours: Number(hours) });
        }}
      >
        <DialogBody>
          {file ? (
            <FileName file={file} onDrop={() => setFile(undefined)} />
          ) : (
            <Field
              name="emails"
              label={s.emails}
              description={s.emailsHint}
              rows={3}
              value={text}
              onChange={(typed) => {
                setText(typed);
                setVerdicts([]);
              }}
              inputMode="email"
              autoFocus
              isRequired
            />
          )}
          <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
            <Select
              name="role_ids"
              label={s.role}
              value={role}
              onChange={setRole}
              options={choices.map(({ id, name, sentence }) => ({
                id,
                name: nameOfRole(name),
                description: sentence,
              }))}
            />
            <Select
              label={s.expires}
              value={hours}
              onChange={setHours}
              options={Object.entries(s.terms).map(([id, name]) => ({ id, name }))}
            />
          </div>
          {!file && (
            <ChooseFile onFiles={(files) => void read(files).catch(() => toast.failed(s.fileFailed))} />
          )}
          {drafts.length > MOST_AT_ONCE && (
            <p role="alert" className="text-sm text-danger">
              {s.tooMany(drafts.length)}
            </p>
          )}
          <InvitePreview drafts={drafts} showsAll={file !== undefined} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={invite.isPending}
            isDisabled={drafts.length > MOST_AT_ONCE}
          >
            {s.send(ready.length)}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const ChooseFile = ({ onFiles }: { onFiles: (files: File[]) => void }) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <FileTrigger
      acceptedFileTypes={['.csv', 'text/csv', 'text/plain']}
      onSelect={(files) => onFiles([...(files ?? [])])}
    >
      <Button size="sm">
        <FileUp aria-hidden className="size-4" />
        {s.file}
      </Button>
    </FileTrigger>
    <p className="min-w-0 flex-1 basis-48 text-xs text-muted">{s.fileHint}</p>
  </div>
);

const FileName = ({ file: { name, drafts }, onDrop }: { file: FromFile; onDrop: () => void }) => (
  <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-sunken px-3 py-2">
    <p className="min-w-0 break-words">{s.fromFile(name, drafts.length)}</p>
    <Button size="sm" variant="quiet" onPress={onDrop}>
      {s.noFile}
    </Button>
  </div>
);
