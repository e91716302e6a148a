import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { common } from '../../words/common.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { meQuery, workspacesQuery } from '../../server/session.js';
import { Button } from '../../ui/button.js';
import { otherAddress as s } from './strings.js';
import { OtherWorkspaces, SignOut } from './ways-out.js';

/** Instead of a workspace that lets in addresses of certain domains, to somebody whose address is of another. */
export default function OtherAddress() {
  const { workspaceId } = useParams({ strict: false });
  const { data: workspaces = [] } = useQuery(workspacesQuery);
  const { data: me } = useQuery(meQuery);
  const router = useRouter();
  const name = workspaces.find(({ id }) => id === workspaceId)?.name ?? '';
  return (
    <EntryLayout title={s.title} text={s.text(name, me?.email ?? '')} footer={<OtherWorkspaces />}>
      <p className="text-muted text-pretty">{s.more}</p>
      <div className="flex flex-col gap-2">
        <Button variant="primary" size="large" autoFocus onPress={() => void router.invalidate()}>
          {common.tryAgain}
        </Button>
        <SignOut />
      </div>
    </EntryLayout>
  );
}
