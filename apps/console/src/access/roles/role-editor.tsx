import { useCallback, useMemo, useState } from 'react';
import { type PermissionSet, grantable, permissions } from '@bailiwick/rbac';
import { useNavigate } from '@tanstack/react-router';
import { Info } from 'lucide-react';
import { nameOfRole } from '../../words/roles.js';
import { useAbove, useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Card } from '../../ui/card.js';
import { PageLayout } from '../../shell/page-layout.js';
import { AssignableRoles } from './assignable-roles.js';
import { ComparedMatrix } from './compared-matrix.js';
import type { Draft } from './draft.js';
import { changeHeld } from './matrix.js';
import type { Change } from './permission-matrix.js';
import { OfferSection } from './offer-section.js';
import { type Bar, type FullRole, isPublished, mayHold, whyReadOnly } from './rights.js';
import { RoleActions } from './role-actions.js';
import { SaveBar } from './save-bar.js';
import { role as s } from './strings.js';
import { useMyRoles } from './use-roles.js';
import { useSave } from './use-save.js';

interface RoleEditorProps {
  /** None while it is being made. */
  readonly role?: FullRole;
  /** What a new one is a copy of. */
  readonly origin?: FullRole | undefined;
  readonly roles: readonly FullRole[];
  readonly from: Draft;
}

const offeredToAll: PermissionSet = new Set(grantable);
/** The owner's role alone holds what is in no other. */
const offeredFor = (role?: FullRole): PermissionSet =>
  role?.permissions.some((one) => !offeredToAll.has(one)) ? new Set(permissions) : offeredToAll;

export function RoleEditor({ role, origin, roles, from }: RoleEditorProps) {
  const standing = useMyStanding();
  const mine = useMyRoles();
  const [draft, setDraft] = useState(from);
  const change = useCallback<Change>(
    (those, isHeld) =>
      setDraft((last) => ({ ...last, permissions: changeHeld(last.permissions, those, isHeld) })),
    [],
  );
  const leave = useLeaving();
  const save = useSave({ role, draft, onMade: leave });
  const offered = useMemo(() => offeredFor(role), [role]);
  const bar = whyReadOnly(standing, role);
  const isOwn = !bar && role !== undefined && mine.has(role.id);
  const isLocked = bar !== undefined || isOwn;
  // What is only looked at changes elsewhere.
  const shown = bar ? from : draft;
  return (
    <PageLayout
      title={role ? nameOfRole(role.name) : s.newTitle}
      text={role ? role.description : s.newText}
      actions={<RoleActions role={role} onGone={leave} />}
    >
      <Notes role={role} bar={bar} isOwn={isOwn} copied={origin && copiedFrom(origin, from)} />
      <Form
        className="flex flex-col gap-6"
        error={save.error}
        fieldOf={{ role_exists: 'name' }}
        isPending={save.isPending}
        onSubmit={save.submit}
      >
        {!bar && <Names draft={draft} onChange={setDraft} isNew={!role} />}
        <ComparedMatrix
          role={role}
          roles={roles}
          offered={offered}
          held={shown.permissions}
          choosable={mayHold(standing)}
          isReadOnly={isLocked}
          onChange={change}
        />
        <AssignableRoles
          roles={roles.filter(({ id }) => id !== role?.id)}
          chosen={shown.assignable}
          isReadOnly={bar !== undefined}
          onChange={(assignable) => setDraft((last) => ({ ...last, assignable }))}
        />
        {!bar && (
          <SaveBar
            role={role}
            draft={draft}
            save={save}
            onDiscard={() => (role ? setDraft(from) : leave())}
          />
        )}
      </Form>
      {save.confirm}
    </PageLayout>
  );
}

interface NotesProps {
  readonly role: FullRole | undefined;
  readonly bar: Bar | undefined;
  readonly isOwn: boolean;
  readonly copied: string | undefined;
}

/** What one should know before changing it, and why one cannot. */
const Notes = ({ role, bar, isOwn, copied }: NotesProps) => (
  <>
    {bar && <WhyReadOnly bar={bar} />}
    {role?.offered_permissions && <OfferSection role={role} offered={role.offered_permissions} />}
    {!bar && isPublished(role) && <Note text={s.published} />}
    {isOwn && <Note text={s.own} />}
    {copied !== undefined && <Note text={copied} />}
  </>
);

interface NamesProps {
  readonly draft: Draft;
  readonly isNew: boolean;
  readonly onChange: (change: (last: Draft) => Draft) => void;
}

const Names = ({ draft, isNew, onChange }: NamesProps) => (
  <Card>
    <div className="grid gap-4 p-5 sm:grid-cols-2">
      <Field
        name="name"
        label={s.name}
        value={draft.name}
        onChange={(name) => onChange((last) => ({ ...last, name }))}
        maxLength={60}
        autoFocus={isNew}
        isRequired
      />
      <Field
        name="description"
        label={s.description}
        description={s.descriptionHint}
        value={draft.description}
        onChange={(description) => onChange((last) => ({ ...last, description }))}
        maxLength={500}
      />
    </div>
  </Card>
);

function WhyReadOnly({ bar }: { bar: Bar }) {
  const admin = useAbove()?.name ?? '';
  return <Note text={bar === 'kept' ? s.readOnly.kept(admin) : s.readOnly[bar]} />;
}

const Note = ({ text }: { text: string }) => (
  <p className="flex items-start gap-2 rounded-md bg-accent-quiet px-3 py-2">
    <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
    <span className="min-w-0">{text}</span>
  </p>
);

function copiedFrom(origin: FullRole, from: Draft): string {
  const left = origin.permissions.length - from.permissions.size;
  const words = s.copied(nameOfRole(origin.name));
  return left > 0 ? `${words} ${s.leftOut(left)}` : words;
}

function useLeaving() {
  const navigate = useNavigate();
  const workspaceId = useWorkspaceId();
  return (roleId?: string) =>
    void (roleId
      ? navigate({
          to: '/w/$workspaceId/settings/roles/$roleId',
          params: { workspaceId, roleId },
          replace: true,
        })
      : navigate({ to: '/w/$workspaceId/settings/roles', params: { workspaceId } }));
}
