import { useMemo, useState } from 'react';
import { type PermissionSet, permissionsOf } from '@bailiwick/rbac';
import { type ApiKeysCreateBody, api } from '../../api-client/index.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { asPolicy } from '../roles/rights.js';
import { useAllRoles } from '../roles/use-roles.js';
import type { Expiry } from './expiry-fields.js';
import { type Service, endOf } from './keys.js';
import { lockOf } from './scopes.js';
import { useAllServices, useKeyDeed } from './use-api-keys.js';

/** One's own, in the choice of whom a key is for. */
export const ME = 'me';

/** What a new key is to be, for whom, and how it is made. */
export function useCreateKey(memberId: string | undefined) {
  const { service, limits, chooseOwner } = useOwner(memberId);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set());
  const [expiry, setExpiry] = useState<Expiry>({ term: '90', day: '' });
  const [isSent, setSent] = useState(false);
  const create = useKeyDeed({
    run: (workspace, body: ApiKeysCreateBody) => api.apiKeys.create({ workspace, body }),
    isForm: true,
  });
  const allowed = [...scopes].filter((scope) => !lockOf(scope, limits));
  const submit = () => {
    setSent(true);
    if (allowed.length === 0) return;
    create.mutate({
      name,
      scopes: allowed as ApiKeysCreateBody['scopes'],
      expires_at: endOf(expiry.term, expiry.day),
      ...(service && { member_id: service.id }),
    });
  };
  const isMissing = isSent && allowed.length === 0;
  const fields = { name, setName, expiry, setExpiry, allowed, setScopes };
  return { ...fields, service, limits, chooseOwner, isMissing, create, submit };
}

/** Whom the key is for, and so what can be in it. */
function useOwner(memberId: string | undefined) {
  const { data: services = [] } = useAllServices();
  const mine = useMyStanding().permissions;
  const [chosen, chooseOwner] = useState(memberId ?? ME);
  const service = services.find(({ id }) => id === chosen);
  const owners = useOwnersPermissions(service);
  return { service, limits: { mine, owners }, chooseOwner };
}

/** What a program may do; nothing is known of it where one may not see what is in its roles. */
function useOwnersPermissions(service: Service | undefined): PermissionSet | undefined {
  const { data: roles } = useAllRoles();
  return useMemo(() => {
    if (!service || !roles) return undefined;
    const ids = new Set(service.roles.map(({ id }) => id));
    return permissionsOf(roles.filter(({ id }) => ids.has(id)).map(asPolicy));
  }, [service, roles]);
}
