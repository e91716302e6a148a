import { useState } from 'react';
import { systemRoles } from '@bailiwick/rbac';
import { type GroupGrantsGiveBody, api } from '../../api-client/index.js';
import { toast } from '../../ui/toast.js';
import { givenBy } from '../../workspaces/members/grant-fields.js';
import type { Member } from '../../workspaces/members/roles.js';
import { givableRoles } from '../../access/roles/rights.js';
import { useActor, useAllRoles } from '../../access/roles/use-roles.js';
import { grants as s } from './strings/grants.js';
import { useGroupDeed } from './use-group.js';

export type Place = keyof typeof s.places;
export type Audience = keyof typeof s.audiences;

/** To whom a role is given and where, and how that is sent. `links`: workspaces that are chosen from the start. */
export function useGiveGrants(links: readonly string[] | undefined, onDone: () => void) {
  const recipients = useRecipients(links);
  const { audience, people, place, subs } = recipients;
  const [isTried, setTried] = useState(false);
  const { roles, roleId, setRole } = useRoleChoice();
  const give = useGroupDeed({
    run: (workspace, body: GroupGrantsGiveBody) => api.groupGrants.give({ workspace, body }),
    onDone: ({ created, existing }) => {
      onDone();
      toast.done(s.given(created, existing));
    },
    isForm: true,
  });
  const lacksPeople = audience === 'people' && people.length === 0;
  const lacksSubs = audience === 'people' && place === 'chosen' && subs.size === 0;
  const submit = (values: Readonly<Record<string, string>>) => {
    setTried(true);
    if (lacksPeople || lacksSubs || !roleId) return;
    const given = { role_id: roleId, ...givenBy(values) };
    const member_ids = people.map(({ id }) => id);
    give.mutate(
      audience === 'people'
        ? { ...given, member_ids, subs: place === 'all' ? 'all' : [...subs] }
        : { ...given, holders_of: audience, subs: 'all' },
    );
  };
  const missing = { missesPeople: isTried && lacksPeople, missesSubs: isTried && lacksSubs };
  return { ...recipients, ...missing, roles, roleId, setRole, give, submit };
}

function useRecipients(links: readonly string[] | undefined) {
  const [audience, setAudience] = useState<Audience>('people');
  const [people, setPeople] = useState<readonly Member[]>([]);
  const [place, setPlace] = useState<Place>(links ? 'chosen' : 'all');
  const [subs, setSubs] = useState<ReadonlySet<string>>(new Set(links));
  return { audience, setAudience, people, setPeople, place, setPlace, subs, setSubs };
}

/** Those one may give at home, so that nobody hands out elsewhere what they do not hold. */
function useRoleChoice() {
  const actor = useActor();
  const { data = [] } = useAllRoles();
  const [chosen, setRole] = useState<string>();
  const roles = givableRoles(actor, data).filter(({ id }) => id !== systemRoles.client.id);
  const usual = roles.find(({ id }) => id === systemRoles.editor.id) ?? roles[0];
  return { roles, roleId: chosen ?? usual?.id, setRole };
}
