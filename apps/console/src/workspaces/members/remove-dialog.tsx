import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { type MembersLegacy, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { countOf, legacyOf, queryOf, type Ticked } from './legacy.js';
import { type Member } from './roles.js';
import { fullName } from '../../words/people.js';
import { members, removal as s } from './strings.js';
import { useDeed } from './use-members.js';

interface RemoveDialogProps {
  readonly member: Member;
  readonly onRemoved?: () => void;
  readonly onClose: () => void;
}

/** Asks first, and shows what stands because of them and what becomes of it. The way out has the focus. */
export function RemoveDialog({ member, onRemoved, onClose }: RemoveDialogProps) {
  const workspace = useWorkspaceId();
  const name = fullName(member);
  const [ticked, setTicked] = useState<Ticked>({});
  const legacy = useQuery({
    queryKey: ['workspace', workspace, 'legacy', member.id],
    queryFn: ({ signal }) => api.members.legacy({ workspace, id: member.id, signal }),
    staleTime: 0,
  });
  const remove = useDeed({
    run: (at, id: string) => api.members.remove({ workspace: at, id, query: queryOf(ticked) }),
    onDone: () => {
      onClose();
      toast.done(members.removed(name));
      onRemoved?.();
    },
    became: ({ id }) => ({ id, row: 'gone' }),
  });
  return (
    <Dialog title={s.title(name)} isOpen role="alertdialog" onClose={onClose}>
      <DialogBody>
        <p className="text-muted">{s.text}</p>
        {legacy.error && <ErrorState error={legacy.error} onRetry={() => void legacy.refetch()} />}
        {legacy.isPending && <Loading />}
        {legacy.data && <Legacy legacy={legacy.data} ticked={ticked} onTick={setTicked} />}
      </DialogBody>
      <DialogActions>
        <Button autoFocus onPress={onClose}>
          {common.cancel}
        </Button>
        <Button variant="danger" isPending={remove.isPending} onPress={() => remove.mutate(member.id)}>
          {s.action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const Loading = () => (
  <div role="status" aria-label={s.loading} className="flex flex-col gap-2">
    <Skeleton className="w-64" />
    <Skeleton className="w-48" />
  </div>
);

interface LegacyProps {
  readonly legacy: MembersLegacy;
  readonly ticked: Ticked;
  readonly onTick: (ticked: Ticked) => void;
}

function Legacy({ legacy, ticked, onTick }: LegacyProps) {
  const { invitations, grants, serviceKeys, ownKeys } = legacyOf(legacy);
  const tick = (which: keyof Ticked) => (is: boolean) => onTick({ ...ticked, [which]: is });
  if ([invitations, grants, serviceKeys, ownKeys].every(({ items }) => items.length === 0))
    return <p>{s.nothing}</p>;
  return (
    <section aria-label={s.leaves} className="flex flex-col gap-4">
      <h3 className="font-medium">{s.leaves}</h3>
      <Left
        title={s.invitations(countOf(invitations))}
        names={invitations.items.map(({ email }) => email)}
        text={s.invitationsText}
        choice={s.keepInvitations}
        isTicked={ticked.keepInvitations}
        onTick={tick('keepInvitations')}
      />
      <Left
        title={s.grants(countOf(grants))}
        names={grants.items.map(({ member_name, role }) => s.holds(member_name, nameOfRole(role.name)))}
        text={s.grantsText}
        choice={s.takeGrants}
        isTicked={ticked.takeGrants}
        onTick={tick('takeGrants')}
      />
      <Left
        title={s.serviceKeys(countOf(serviceKeys))}
        names={serviceKeys.items.map(({ name }) => name)}
        text={s.keysText}
        choice={s.revokeKeys}
        isTicked={ticked.revokeKeys}
        onTick={tick('revokeKeys')}
      />
      <Left title={s.ownKeys(countOf(ownKeys))} names={ownKeys.items.map(({ name }) => name)} />
    </section>
  );
}

interface LeftProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly text?: string;
  /** What becomes of it otherwise; nothing, where there is no choice. */
  readonly choice?: string;
  readonly isTicked?: boolean | undefined;
  readonly onTick?: (is: boolean) => void;
}

const FEW = 3;

function Left({ title, names, text, choice, isTicked = false, onTick }: LeftProps) {
  if (names.length === 0) return null;
  const list = (
    <ul className="text-sm break-words text-muted">
      {names.map((name, at) => (
        <li key={at}>{name}</li>
      ))}
    </ul>
  );
  return (
    <div className="flex flex-col gap-1">
      {names.length > FEW ? (
        <details>
          <summary className="cursor-default rounded-sm">{title}</summary>
          <div className="max-h-40 overflow-y-auto ps-4">{list}</div>
        </details>
      ) : (
        <>
          <p>{title}</p>
          <div className="ps-4">{list}</div>
        </>
      )}
      {text && <p className="text-xs text-muted">{text}</p>}
      {choice && onTick && (
        <Checkbox isSelected={isTicked} onChange={onTick}>
          {choice}
        </Checkbox>
      )}
    </div>
  );
}
