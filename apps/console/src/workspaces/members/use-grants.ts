import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { everyPage } from '../../server/every-page.js';
import { grantsKey } from './use-members.js';

export const grantsQuery = (workspace: string, member_id: string) =>
  queryOptions({
    queryKey: [...grantsKey(workspace), member_id],
    queryFn: ({ signal }) =>
      everyPage((page) => api.grants.list({ workspace, query: { ...page, member_id }, signal })),
  });
