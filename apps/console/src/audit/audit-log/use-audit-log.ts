import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { activities } from '../../api-client/activities.js';
import { type AuditLogListQuery, api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { type Pages, usePages } from '../../ui/use-pages.js';
import type { AuditRecord } from '../sentences/sentence.js';
import { isActivityName } from '../sentences/sentences.js';

export interface Filters {
  readonly search?: string;
  readonly activity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly user?: string;
}

const PAGE = 100;
const LOOK_EVERY_MS = 3_000;

/** The log, and what has been sealed since it was read. */
export function useAuditLog(filters: Filters): Pages<AuditRecord> {
  const workspace = useWorkspaceId();
  const query = toQuery(filters);
  const key = ['workspace', workspace, 'audit-log', query];
  const pages = usePages(key, ({ starting_after, signal }) =>
    api.auditLog.list({ workspace, query: { ...query, limit: PAGE, starting_after }, signal }),
  );
  const newest = useQuery({
    queryKey: [...key, 'newest'],
    queryFn: ({ signal }) => api.auditLog.list({ workspace, query: { ...query, limit: PAGE }, signal }),
    enabled: !pages.isLoading && !pages.error && !pages.isStale,
    refetchInterval: LOOK_EVERY_MS,
  });
  const found = newest.data?.items ?? [];
  useCatchingUp(found, pages);
  return { ...pages, rows: joined(found, pages.rows) };
}

/** More may have come than one look shows; then the log is read anew, so that no record is missing in between. */
function useCatchingUp(newest: readonly AuditRecord[], { rows, retry }: Pages<AuditRecord>): void {
  const oldest = newest.length === PAGE ? newest.at(-1)?.sequence : undefined;
  const isBehind = oldest !== undefined && oldest > (rows[0]?.sequence ?? 0);
  useEffect(() => {
    if (isBehind) retry();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `retry` is new each time; having fallen behind is what matters
  }, [isBehind]);
}

function joined(newest: readonly AuditRecord[], read: readonly AuditRecord[]): readonly AuditRecord[] {
  const first = read[0]?.sequence ?? 0;
  return [...newest.filter(({ sequence }) => sequence > first), ...read];
}

const toQuery = ({ search, activity, from, to, user }: Filters): AuditLogListQuery => ({
  search,
  activity_type: activity && isActivityName(activity) ? activities[activity] : undefined,
  start_date: from,
  end_date: to,
  user_id: user,
});
