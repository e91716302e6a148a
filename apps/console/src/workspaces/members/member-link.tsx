import { Link } from '@tanstack/react-router';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { classes } from '../../ui/classes.js';
import { type Member } from './roles.js';
import { fullName } from '../../words/people.js';

/** Opens the person beside the list, which stays as it is. */
export function MemberLink({ member, className }: { member: Member; className?: string }) {
  const workspaceId = useWorkspaceId();
  return (
    <Link
      id={linkIdOf(member.id)}
      to="/w/$workspaceId/settings/members/$memberId"
      params={{ workspaceId, memberId: member.id }}
      search={({ tab, search, status, role }) => ({ tab, search, status, role }) as never}
      resetScroll={false}
      preload={false}
      className={classes(
        'truncate rounded-sm font-medium underline-offset-2 hover:underline aria-[current=page]:underline',
        className,
      )}
    >
      {fullName(member)}
    </Link>
  );
}

/** Where the focus returns to. */
export const linkIdOf = (memberId: string): string => `member-${memberId}`;
