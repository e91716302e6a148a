import { FileUp } from 'lucide-react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { nameOfRole } from '../../words/roles.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { InvitePreview } from './invite-preview.js';
import { invitations as s } from './strings.js';
import { type FromFile, useInvite } from './use-invite.js';

export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const state = useInvite(onClose);
  const { file, drafts, ready, isTooMany, invite } = state;
  return (
    <FormDialog
      title={s.invite}
      error={invite.error}
      isPending={invite.isPending}
      onSubmit={state.send}
      action={s.send(ready.length)}
      isDisabled={isTooMany}
      onClose={onClose}
    >
      {file ? <FileName file={file} onDrop={state.dropFile} /> : <Addresses state={state} />}
      <Terms state={state} />
      {!file && (
        <ChooseFile onFiles={(files) => void state.read(files).catch(() => toast.failed(s.fileFailed))} />
      )}
      {isTooMany && (
        <p role="alert" className="text-sm text-danger">
          {s.tooMany(drafts.length)}
        </p>
      )}
      <InvitePreview drafts={drafts} showsAll={file !== undefined} />
    </FormDialog>
  );
}

interface PartProps {
  readonly state: ReturnType<typeof useInvite>;
}

const Addresses = ({ state: { text, changeText } }: PartProps) => (
  <Field
    name="emails"
    label={s.emails}
    description={s.emailsHint}
    rows={3}
    value={text}
    onChange={changeText}
    inputMode="email"
    autoFocus
    isRequired
  />
);

/** As what they come in, and for how long the invitation is open. */
const Terms = ({ state: { choices, role, setRole, hours, setHours } }: PartProps) => (
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
);

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
