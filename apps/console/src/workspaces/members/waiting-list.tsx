import { useState } from 'react';
import { UserCheck } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { roleText } from '../../words/roles.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { List } from '../../ui/list.js';
import { Section } from '../../ui/section.js';
import { MemberLink } from './member-link.js';
import { type Member, mayRemove, mayVouch } from './roles.js';
import { fullName } from '../../words/people.js';
import { waiting as s } from './strings.js';
import { useDeed, useGiver, useMembers } from './use-members.js';

/** Those who accepted, and whose inviter could by then no longer have invited them. No list where nobody waits. */
export function WaitingList() {
  const pages = useMembers({ accepted: 'false', status: 'needs_confirmation' });
  if (pages.rows.length === 0) return null;
  const count = `${pages.rows.length.toLocaleString()}${pages.hasMore ? '+' : ''}`;
  return (
    <Section
      title={s.title(count)}
      text={s.text}
      status={<UserCheck aria-hidden className="size-4 text-warning" />}
    >
      <List label={s.list} pages={pages} keyOf={({ id }) => id}>
        {(member) => <Waiting member={member} />}
      </List>
    </Section>
  );
}

const Waiting = ({ member }: { member: Member }) => (
  <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
    <div className="min-w-0 flex-1 basis-48">
      <p className="truncate">
        <MemberLink member={member} />
      </p>
      <p className="truncate text-sm text-muted">
        {member.user_email ?? member.email} · {roleText(member.roles)}
      </p>
    </div>
    <LastWord member={member} />
  </div>
);

interface LastWordProps {
  readonly member: Member;
  /** They were declined. */
  readonly onGone?: () => void;
}

/** In, or not. */
export function LastWord({ member, onGone }: LastWordProps) {
  const giver = useGiver();
  return (
    <div className="flex gap-2">
      {mayRemove(giver, member) && <Decline member={member} {...(onGone && { onGone })} />}
      {mayVouch(giver, member) && <LetIn member={member} />}
    </div>
  );
}

function LetIn({ member: { id, email } }: { member: Member }) {
  const letIn = useDeed({
    run: (workspace, invitation: string) => api.acceptances.confirm({ workspace, id: invitation }),
    onDone: (joined) => toast.done(s.letInDone(fullName(joined))),
  });
  return (
    <Button
      size="sm"
      aria-label={`${s.letIn}: ${email}`}
      isPending={letIn.isPending}
      onPress={() => letIn.mutate(id)}
    >
      {s.letIn}
    </Button>
  );
}

function Decline({ member, onGone }: LastWordProps) {
  const { id, email } = member;
  const [asks, setAsks] = useState(false);
  const decline = useDeed({
    run: (workspace, invitation: string) => api.invitations.withdraw({ workspace, id: invitation }),
    onDone: () => {
      setAsks(false);
      toast.done(s.declined(fullName(member)));
      onGone?.();
    },
  });
  return (
    <>
      <Button size="sm" variant="quiet" aria-label={`${s.decline}: ${email}`} onPress={() => setAsks(true)}>
        {s.decline}
      </Button>
      {asks && (
        <Confirm
          title={s.declineTitle(fullName(member))}
          text={s.declineText}
          action={s.decline}
          isPending={decline.isPending}
          onConfirm={() => decline.mutate(id)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
