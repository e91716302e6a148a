import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';

const LOOK_EVERY_MS = 60_000;

/** The workspace itself. Looked at now and then: that it goes, or passes on, concerns everybody in it. */
export const workspaceQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'itself'],
    queryFn: ({ signal }) => api.workspaces.read({ workspace, signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
