import type { GrantsList } from '../../api-client/index.js';

export type Grant = GrantsList['items'][number];

export const isOver = ({ expires_at }: Pick<Grant, 'expires_at'>, now = Date.now()): boolean =>
  expires_at !== null && Date.parse(expires_at) <= now;
