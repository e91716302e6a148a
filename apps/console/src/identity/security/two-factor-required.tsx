import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useParams, useRouter } from '@tanstack/react-router';
import { EntryLayout } from '../../ui/entry-layout.js';
import { twoFactorQuery } from '../../server/second-factor.js';
import { workspacesQuery } from '../../server/session.js';
import { Button } from '../../ui/button.js';
import { linkStyle } from '../../ui/link-button.js';
import { required as s } from './strings.js';
import SetUpDialog from './set-up-dialog.js';
import { OtherWorkspaces, SignOut } from './ways-out.js';

/** Instead of a workspace that asks for a second factor, to somebody who has none: the way to get one, and in. */
export default function TwoFactorRequired() {
  const { workspaceId } = useParams({ strict: false });
  const { data: workspaces = [] } = useQuery(workspacesQuery);
  const name = workspaces.find(({ id }) => id === workspaceId)?.name ?? '';
  return (
    <EntryLayout title={s.title} text={s.text(name)} footer={<OtherWorkspaces />}>
      <div className="flex flex-col gap-2">
        <WayIn />
        <SignOut />
      </div>
    </EntryLayout>
  );
}

function WayIn() {
  const [setsUp, setSetsUp] = useState(false);
  const { data: factor } = useQuery(twoFactorQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const { href: next } = useLocation();
  const enter = async () => {
    await queryClient.invalidateQueries(twoFactorQuery);
    await router.invalidate();
  };
  if (factor?.enabled && !setsUp)
    return (
      <>
        <p className="text-muted">{s.signInAgain}</p>
        <Link to="/sign-in" search={{ next }} className={linkStyle}>
          {s.signIn}
        </Link>
      </>
    );
  return (
    <>
      <Button variant="primary" size="large" autoFocus onPress={() => setSetsUp(true)}>
        {s.start}
      </Button>
      {setsUp && <SetUpDialog onDone={() => void enter()} onClose={() => setSetsUp(false)} />}
    </>
  );
}
