import { useRef, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type WorkspacesUpdateBody, api } from '../../api-client/index.js';
import { permissionsQuery, workspacesQuery } from '../../server/session.js';
import { useMyStanding, useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { IconButton } from '../../ui/icon-button.js';
import { toast } from '../../ui/toast.js';
import { Card } from '../../ui/card.js';
import { workspaceQuery } from './itself.js';
import { workspace as s } from './strings.js';

export function IdentitySection() {
  const id = useWorkspaceId();
  const listed = useMyWorkspace();
  const { data } = useQuery(workspaceQuery(id));
  const name = data?.name ?? listed.name;
  const mayChange = useMyStanding().may('workspaces:update');
  return (
    <section aria-label={s.identity}>
      <Card>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3 p-5">
          <Avatar name={name} shape="square" size="lg" />
          <Name name={name} isEditable={mayChange} />
          <div className="flex min-w-0 items-center gap-1 max-sm:w-full">
            <div className="min-w-0">
              <p className="text-xs text-muted">{s.id}</p>
              <p className="truncate font-mono text-sm">{id}</p>
            </div>
            <CopyButton value={id} label={s.copyId} />
          </div>
        </div>
        {mayChange && data && <Logo logo={data.org_logo_url} />}
      </Card>
    </section>
  );
}

/** Edited where it stands: Enter saves, Escape leaves it as it was, and the focus returns to the pencil. */
function Name({ name, isEditable }: { name: string; isEditable: boolean }) {
  const [edits, setEdits] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEdits(false);
    requestAnimationFrame(() => pencil.current?.focus());
  };
  if (edits) return <NameForm name={name} onClose={close} />;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1">
      <p className="min-w-0 text-lg font-semibold break-words">{name}</p>
      {isEditable && (
        <IconButton ref={pencil} icon={Pencil} label={s.rename} onPress={() => setEdits(true)} />
      )}
    </div>
  );
}

function NameForm({ name, onClose }: { name: string; onClose: () => void }) {
  const rename = useChange((changed) => {
    if (changed.name !== name) toast.done(s.renamed(changed.name));
    onClose();
  });
  return (
    <Form
      className="min-w-0 flex-1 basis-64"
      error={rename.error}
      isPending={rename.isPending}
      onSubmit={({ name: to = '' }) => rename.mutate({ name: to })}
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field
          name="name"
          label={s.name}
          defaultValue={name}
          maxLength={100}
          autoFocus
          isRequired
          className="min-w-48 flex-1"
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
        />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" isPending={rename.isPending}>
            {common.save}
          </Button>
          <Button onPress={onClose}>{common.cancel}</Button>
        </div>
      </div>
    </Form>
  );
}

function Logo({ logo }: { logo: string | null }) {
  const save = useChange(() => toast.done(s.logoSaved));
  return (
    <Form
      className="border-t border-line p-5"
      error={save.error}
      isPending={save.isPending}
      onSubmit={({ org_logo_url: typed = '' }) => save.mutate({ org_logo_url: typed.trim() || null })}
    >
      <div className="flex flex-wrap items-start gap-2">
        <Field
          name="org_logo_url"
          type="url"
          label={s.logo}
          description={s.logoHint}
          defaultValue={logo ?? ''}
          maxLength={2000}
          className="min-w-48 flex-1"
        />
        <Button type="submit" className="mt-5.5" isPending={save.isPending}>
          {common.save}
        </Button>
      </div>
    </Form>
  );
}

function useChange(onDone: (changed: { readonly name: string }) => void) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: WorkspacesUpdateBody) => api.workspaces.update({ workspace, body }),
    onSuccess: (changed) => {
      queryClient.setQueryData(workspaceQuery(workspace).queryKey, changed);
      for (const { queryKey } of [workspacesQuery, permissionsQuery(workspace)])
        void queryClient.invalidateQueries({ queryKey });
      onDone(changed);
    },
  });
}
