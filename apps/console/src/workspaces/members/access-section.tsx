import { useState } from 'react';
import { api } from '../../api-client/index.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { InvitationActions } from './invitation-list.js';
import LeaveDialog from './leave-dialog.js';
import { Part } from '../../ui/part.js';
import { RemoveDialog } from './remove-dialog.js';
import { type Member, isInvited, mayLeave, mayRemove, maySuspend } from './roles.js';
import { fullName } from '../../words/people.js';
import { access as s, members } from './strings.js';
import { useDeed, useGiver } from './use-members.js';
import { LastWord } from './waiting-list.js';

interface AccessSectionProps {
  readonly member: Member;
  /** They are no longer here. */
  readonly onGone: () => void;
}

/** Whether they are in, and the way out. */
export function AccessSection({ member, onGone }: AccessSectionProps) {
  const giver = useGiver();
  const isMe = member.id === giver.memberId;
  if (member.status === 'needs_confirmation')
    return (
      <Part title={s.title}>
        <LastWord member={member} onGone={onGone} />
      </Part>
    );
  if (isInvited(member))
    return (
      <Part title={s.title}>
        <div className="flex items-center gap-2">
          <InvitationActions member={member} onGone={onGone} />
        </div>
      </Part>
    );
  const mayGo = isMe ? mayLeave(giver) : mayRemove(giver, member);
  if (!maySuspend(giver, member) && !mayGo) return null;
  return (
    <Part title={s.title} {...(member.status === 'suspended' && { text: s.suspendedNote })}>
      <div className="flex flex-wrap gap-2">
        {maySuspend(giver, member) && <Suspension member={member} />}
        {mayGo && <WayOut member={member} isMe={isMe} onGone={onGone} />}
      </div>
    </Part>
  );
}

function Suspension({ member }: { member: Member }) {
  const [asks, setAsks] = useState(false);
  const name = fullName(member);
  const { id } = member;
  const suspend = useDeed({
    run: (workspace) => api.members.suspend({ workspace, id }),
    onDone: () => {
      setAsks(false);
      toast.done(s.suspended(name));
    },
    became: (row) => ({ id, row }),
  });
  const reinstate = useDeed({
    run: (workspace) => api.members.reinstate({ workspace, id }),
    onDone: () => toast.done(s.reinstated(name)),
    became: (row) => ({ id, row }),
  });
  if (member.status === 'suspended')
    return (
      <Button isPending={reinstate.isPending} onPress={() => reinstate.mutate(undefined)}>
        {s.reinstate}
      </Button>
    );
  return (
    <>
      <Button onPress={() => setAsks(true)}>{s.suspend}</Button>
      {asks && (
        <Confirm
          title={s.suspendTitle(name)}
          text={s.suspendText}
          action={s.suspend}
          isPending={suspend.isPending}
          onConfirm={() => suspend.mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

function WayOut({ member, isMe, onGone }: AccessSectionProps & { isMe: boolean }) {
  const [asks, setAsks] = useState(false);
  const close = () => setAsks(false);
  return (
    <>
      <Button onPress={() => setAsks(true)}>{isMe ? members.leave : members.remove}</Button>
      {asks && isMe && <LeaveDialog onClose={close} />}
      {asks && !isMe && <RemoveDialog member={member} onRemoved={onGone} onClose={close} />}
    </>
  );
}
