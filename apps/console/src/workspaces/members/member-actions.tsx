import { useState } from 'react';
import { Ellipsis, LogOut, UserMinus } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import LeaveDialog from './leave-dialog.js';
import { RemoveDialog } from './remove-dialog.js';
import { type Member, mayLeave, mayRemove } from './roles.js';
import { fullName } from '../../words/people.js';
import { members as s } from './strings.js';
import { useGiver } from './use-members.js';

/** The way out, for those who may; no menu where there is none. The rest stands beside the list. */
export function MemberActions({ member }: { member: Member }) {
  const giver = useGiver();
  const [asks, setAsks] = useState(false);
  const isMe = member.id === giver.memberId;
  if (isMe ? !mayLeave(giver) : !mayRemove(giver, member)) return null;
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
