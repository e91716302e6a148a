import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { workspacesQuery } from '../../server/session.js';
import { recentFirst } from '../../shell/recents.js';
import { useSignOut } from '../../shell/use-sign-out.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { linkStyle } from '../../ui/link-button.js';
import { required as s } from './strings.js';

const MOST_OTHERS = 3;

/** As somebody else one may get in. */
export function SignOut() {
  const signOut = useSignOut();
  return (
    <Button variant="quiet" size="large" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
      {common.signOut}
    </Button>
  );
}

/** Where else one may go; nothing, where there is nowhere. */
export function OtherWorkspaces() {
  const { workspaceId } = useParams({ strict: false });
  const { data: workspaces = [] } = useQuery(workspacesQuery);
  const others = recentFirst(workspaces.filter(({ id }) => id !== workspaceId)).slice(0, MOST_OTHERS);
  if (others.length === 0) return null;
  return (
    <span className="flex flex-wrap justify-center gap-x-3 gap-y-1">
      {s.others}
      {others.map(({ id, name }) => (
        <Link key={id} to="/w/$workspaceId" params={{ workspaceId: id }} className={linkStyle}>
          {name}
        </Link>
      ))}
    </span>
  );
}
