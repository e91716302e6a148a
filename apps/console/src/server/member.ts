import { queryOptions } from '@tanstack/react-query';
import { api } from '../api-client/index.js';

export const memberQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'members', 'one', id],
    queryFn: ({ signal }) => api.members.read({ workspace, id, signal }),
  });
