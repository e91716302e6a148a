import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { Adoptable, type Ticked, isEmpty, nothingTicked, queryOf } from './adoptable.js';
import { ImpactNote } from './impact-note.js';
import { sub as s } from './strings/above.js';
import { adoptionsQuery, useGroupDeed, useImpact } from './use-group.js';
import type { Link } from './types.js';

/** Asks first, and shows what goes with it and can be kept. The way out has the focus. */
export default function LeaveGroupDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const { id, admin_workspace_name } = link;
  const admin = admin_workspace_name ?? '';
  const left = useQuery(adoptionsQuery(useWorkspaceId(), id));
  const impact = useImpact({ act: 'leave', workspace_group_member_id: id });
  const [ticked, setTicked] = useState(nothingTicked);
  const leave = useGroupDeed({
    run: (workspace, kept: Ticked) =>
      api.links.end({ workspace, id, ...(left.data && { query: queryOf(kept, left.data) }) }),
    onDone: () => {
      onClose();
      toast.done(s.leftDone(admin));
    },
  });
  return (
    <Dialog title={s.leaveTitle(admin)} isOpen role="alertdialog" onClose={onClose}>
      <DialogBody>
        <p className="text-muted">{s.leaveText}</p>
        <ImpactNote impact={impact} isAboutPeople />
        {left.error && <ErrorState error={left.error} onRetry={() => void left.refetch()} />}
        {left.isPending && (
          <div role="status" aria-label={s.loading} className="flex flex-col gap-2">
            <Skeleton className="w-64" />
            <Skeleton className="w-48" />
          </div>
        )}
        {left.data &&
          (isEmpty(left.data) ? (
            <p>{s.leftNone}</p>
          ) : (
            <>
              <p>{s.leaveDies}</p>
              <Adoptable left={left.data} ticked={ticked} onTick={setTicked} />
            </>
          ))}
      </DialogBody>
      <DialogActions>
        <Button autoFocus onPress={onClose}>
          {common.cancel}
        </Button>
        <Button variant="danger" isPending={leave.isPending} onPress={() => leave.mutate(ticked)}>
          {s.leaveAction}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
