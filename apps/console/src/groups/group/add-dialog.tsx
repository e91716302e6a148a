import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { type MyWorkspace, workspacesQuery } from '../../server/session.js';
import { filterByName } from '../../ui/matching.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { ComboBox } from '../../ui/combo-box.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toast } from '../../ui/toast.js';
import { AuthorityPicker, authorityOf, usualAuthority } from './authority-picker.js';
import { isWorkspaceId } from './ids.js';
import { adding as s } from './strings/subs.js';
import { authority } from './strings/group.js';
import { useGroupDeed } from './use-group.js';
import type { Authority } from './types.js';

/** Which workspace, and what for: its owner decides. */
export default function AddDialog({ onClose }: { onClose: () => void }) {
  const [sub, setSub] = useState<string>();
  const [asked, setAsked] = useState(usualAuthority);
  const [isTried, setTried] = useState(false);
  const invite = useGroupDeed({
    run: (workspace, body: Authority & { sub_workspace_id: string }) => api.links.invite({ workspace, body }),
    onDone: () => {
      onClose();
      toast.done(s.done);
    },
    isForm: true,
  });
  const wanted = authorityOf(asked);
  const said = isProblem(invite.error) ? s.problems[invite.error.code] : undefined;
  const missing = isTried && !sub ? s.needed : said;
  return (
    <FormDialog
      title={s.title}
      error={said ? undefined : invite.error}
      isPending={invite.isPending}
      onSubmit={() => {
        setTried(true);
        if (sub && wanted) invite.mutate({ sub_workspace_id: sub, ...wanted });
      }}
      action={s.action}
      onClose={onClose}
    >
      <p className="text-muted">{s.text}</p>
      <div className="flex flex-col gap-1">
        <WorkspacePicker
          value={sub}
          onChange={(chosen) => {
            setSub(chosen);
            invite.reset();
          }}
        />
        {missing && (
          <p role="alert" className="text-xs text-danger">
            {missing}
          </p>
        )}
      </div>
      <AuthorityPicker asked={asked} onChange={setAsked} />
      {isTried && !wanted && (
        <p role="alert" className="text-xs text-danger">
          {authority.none}
        </p>
      )}
    </FormDialog>
  );
}

const MOST_OFFERED = 20;

interface WorkspacePickerProps {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** One of one's own by its name, any other by its id. */
function WorkspacePicker({ value, onChange }: WorkspacePickerProps) {
  const here = useWorkspaceId();
  const { data } = useSuspenseQuery(workspacesQuery);
  const [text, setText] = useState('');
  const mine = data.filter(({ id }) => id !== here);
  const nameOf = (id: string) => mine.find((one) => one.id === id)?.name ?? id;
  const isChosen = value !== undefined && nameOf(value) === text;
  return (
    <ComboBox
      label={s.sub}
      description={s.subHint}
      placeholder={s.placeholder}
      none={s.none}
      options={isChosen ? mine.slice(0, MOST_OFFERED).map(asOption) : offered(mine, text)}
      value={value ?? null}
      text={text}
      onText={(typed) => {
        setText(typed);
        // What was just chosen comes as if it was typed.
        if (!value || nameOf(value) !== typed)
          onChange(isWorkspaceId(typed) ? typed.trim().toLowerCase() : undefined);
      }}
      onChoose={(id) => {
        setText(nameOf(id));
        onChange(id);
      }}
    />
  );
}

const asOption = ({ id, name }: MyWorkspace) => ({ id, name, description: id });

function offered(mine: readonly MyWorkspace[], typed: string) {
  if (!isWorkspaceId(typed)) return filterByName(mine, typed).slice(0, MOST_OFFERED).map(asOption);
  const id = typed.trim().toLowerCase();
  return [{ id, name: mine.find((one) => one.id === id)?.name ?? s.byId, description: id }];
}
