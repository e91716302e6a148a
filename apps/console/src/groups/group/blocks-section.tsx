import { useState } from 'react';
import { Ban } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { usePages } from '../../ui/use-pages.js';
import { List } from '../../ui/list.js';
import { Section } from '../../ui/section.js';
import { blocks as s } from './strings/above.js';
import { groupKey, useMayConsent } from '../../server/group.js';
import { useGroupDeed } from './use-group.js';
import type { Block } from './types.js';

/** Whose invitations this workspace does not take. Nothing at all where everybody may ask, as almost everywhere. */
export function BlocksSection() {
  const workspace = useWorkspaceId();
  const pages = usePages([...groupKey(workspace), 'blocks'], ({ starting_after, signal }) =>
    api.blocks.list({ workspace, query: { limit: 20, starting_after }, signal }),
  );
  if (pages.rows.length === 0 && !pages.error) return null;
  return (
    <Section title={s.title} text={s.text} status={<Ban aria-hidden className="size-4 text-muted" />}>
      <List label={s.title} pages={pages} keyOf={({ admin_workspace_id: id }) => id}>
        {(block) => <Blocked block={block} />}
      </List>
    </Section>
  );
}

function Blocked({ block }: { block: Block }) {
  const { admin_workspace_id: id, admin_workspace_name, timestamp_created: at } = block;
  const name = admin_workspace_name || id;
  const decides = useMayConsent();
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-muted">
          {s.since} <Time at={at} as="day" />
        </p>
      </div>
      {decides && <Unblock id={id} name={name} />}
    </div>
  );
}

function Unblock({ id, name }: { id: string; name: string }) {
  const [asks, setAsks] = useState(false);
  const lift = useGroupDeed({
    run: (workspace, admin: string) => api.blocks.lift({ workspace, id: admin }),
    onDone: () => {
      setAsks(false);
      toast.done(s.unblocked(name));
    },
  });
  return (
    <>
      <Button size="sm" aria-label={s.unblockOf(name)} onPress={() => setAsks(true)}>
        {s.unblock}
      </Button>
      {asks && (
        <Confirm
          title={s.unblockTitle(name)}
          text={s.unblockText}
          action={s.unblock}
          isPending={lift.isPending}
          onConfirm={() => lift.mutate(id)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
