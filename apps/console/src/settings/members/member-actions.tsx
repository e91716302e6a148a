import { useState } from 'react';
import { Ellipsis, LogOut, UserMinus } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useMyStanding } from '../../shell/use-workspace.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { toast } from '../../ui/toast.js';
import LeaveDialog from './leave-dialog.js';
import { type Member, fullName, mayLeave, mayRemove } from './roles.js';
import { members as s } from './strings.js';
import { useDeed } from './use-members.js';

/** What may be done with a member; no menu where there is nothing. */
export function MemberActions({ member }: { member: Member }) {
  const standing = useMyStanding();
  const [asks, setAsks] = useState(false);
  const isMe = member.id === standing.memberId;
  if (isMe ? !mayLeave(standing) : !mayRemove(standing, member)) return null;
  const name = fullName(member);
  return (
    <>
      <Menu label={s.actionsFor(name)} trigger={<IconButton icon={Ellipsis} label={s.actionsFor(name)} />}>
        <MenuItem icon={isMe ? LogOut : UserMinus} isDestructive onAction={() => setAsks(true)}>
          {isMe ? s.leave : s.remove}
        </MenuItem>
      </Menu>
      {asks && isMe && <LeaveDialog onClose={() => setAsks(false)} />}
      {asks && !isMe && <RemoveDialog member={member} onClose={() => setAsks(false)} />}
    </>
  );
}

function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const name = fullName(member);
  const remove = useDeed({
    run: (workspace, id: string) => api.members.remove({ workspace, id }),
    onDone: () => {
      onClose();
      toast.done(s.removed(name));
    },
    became: ({ id }) => ({ id, row: 'gone' }),
  });
  return (
    <Confirm
      title={s.removeTitle(name)}
      text={s.removeText}
      action={s.removeAction}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate(member.id)}
      onClose={onClose}
    />
  );
}
