import { queryOptions } from '@tanstack/react-query';
import { api } from '../api-client/index.js';

export const twoFactorQuery = queryOptions({
  queryKey: ['me', 'two-factor'],
  queryFn: ({ signal }) => api.twoFactor.read({ signal }),
});
