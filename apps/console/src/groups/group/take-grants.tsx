import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { grants as s } from './strings/grants.js';
import { grantCountQuery, useGroupDeed } from './use-group.js';

const bar = 'flex flex-wrap items-center gap-2 rounded-md bg-accent-quiet px-3 py-2';

interface TakeChosenProps {
  readonly chosen: ReadonlySet<string>;
  readonly onNone: () => void;
}

/** What is done with those that were chosen. */
export function TakeChosen({ chosen, onNone }: TakeChosenProps) {
  const [asks, setAsks] = useState(false);
  const take = useGroupDeed({
    run: (workspace, ids: readonly string[]) => takeEach(workspace, ids),
    onDone: (deleted) => {
      setAsks(false);
      onNone();
      toast.done(s.taken(deleted));
    },
  });
  return (
    <section aria-label={s.chosen(chosen.size)} className={bar}>
      <p role="status" className="min-w-0 flex-1 text-accent-text">
        {s.chosen(chosen.size)}
      </p>
      <Button size="sm" variant="quiet" onPress={onNone}>
        {s.clear}
      </Button>
      <Button size="sm" onPress={() => setAsks(true)}>
        {s.take(chosen.size)}
      </Button>
      {asks && (
        <Confirm
          title={s.takeTitle(chosen.size)}
          text={s.takeText}
          action={s.takeAction}
          isPending={take.isPending}
          onConfirm={() => take.mutate([...chosen])}
          onClose={() => setAsks(false)}
        />
      )}
    </section>
  );
}

/** As many as the API takes at once. */
const MOST_AT_ONCE = 1000;

async function takeEach(workspace: string, ids: readonly string[]): Promise<number> {
  let taken = 0;
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const body = { ids: ids.slice(at, at + MOST_AT_ONCE) };
    taken += (await api.groupGrants.take({ workspace, body })).deleted;
  }
  return taken;
}

interface TakeAllProps {
  readonly member: { readonly id: string; readonly name: string };
  /** Only what was given as this one. */
  readonly role: { readonly id: string; readonly name: string } | undefined;
  readonly onTaken: () => void;
}

/** How much one person was given, and the way to take it away as a whole, however much it is. */
export function TakeAll({ member, role, onTaken }: TakeAllProps) {
  const standing = useMyStanding();
  const [asks, setAsks] = useState(false);
  const which = { member_id: member.id, ...(role && { role_id: role.id }) };
  const { data } = useQuery(grantCountQuery(useWorkspaceId(), which));
  const take = useGroupDeed({
    run: (workspace, body: typeof which) => api.groupGrants.take({ workspace, body }),
    onDone: ({ deleted }) => {
      setAsks(false);
      onTaken();
      toast.done(s.taken(deleted));
    },
  });
  const total = data?.total ?? 0;
  if (total === 0) return null;
  return (
    <section aria-label={s.heldBy(member.name)} className={bar}>
      <p role="status" className="min-w-0 flex-1 break-words text-accent-text">
        {s.held(member.name, total, role?.name)}
      </p>
      {/* Nobody takes from themselves: the server would refuse it. */}
      {standing.may('group_grants:delete') && member.id !== standing.memberId && (
        <Button size="sm" onPress={() => setAsks(true)}>
          {s.takeAll}
        </Button>
      )}
      {asks && (
        <Confirm
          title={s.takeAllTitle(member.name, total, role?.name)}
          text={s.takeAllText}
          action={s.takeAction}
          isPending={take.isPending}
          onConfirm={() => take.mutate(which)}
          onClose={() => setAsks(false)}
        />
      )}
    </section>
  );
}
