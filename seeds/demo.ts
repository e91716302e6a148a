import { systemRoleNames } from '@bailiwick/rbac';
import { AGENCY, CLIENT_WORKSPACES, type Character, PASSWORD, cast } from './cast.js';
import { Visitor } from './visitor.js';

/** How to sign in to the demo, strongest first. */
export const demoLogins: readonly string[] = [
  ...systemRoleNames.map((role) => `${cast[role].email.padEnd(24)} ${role}`),
  `password for all: ${PASSWORD}`,
];

/**
 * An agency with a member in every role, and workspaces of three of its clients, who let it work there. Made as people make it, by
 * the API and its mails, so that the audit log tells how it came about. What stands already is left alone.
 */
export async function plantDemo(api: string): Promise<void> {
  const owner = await account(api, cast.owner);
  const agency = await workspace(owner, AGENCY);
  for (const role of systemRoleNames.filter((name) => name !== 'owner'))
    await member(owner, agency, cast[role], role);
  for (const name of CLIENT_WORKSPACES) await belowAgency(owner, agency, await workspace(owner, name));
}

/** The owner of both asks, and consents. */
async function belowAgency(owner: Visitor, agency: string, sub: string): Promise<void> {
  const { items } = await owner
    .in(sub)
    .get<{ items: { id: string; status: string }[] }>('workspace-group-members?side=sub');
  const [standing] = items;
  if (standing?.status === 'accepted') return;
  const { id } =
    standing ??
    (await owner.in(agency).post<{ id: string }>('workspace-group-members', { sub_workspace_id: sub }));
  await owner.in(sub).post(`workspace-group-members/${id}/acceptance`);
}

async function account(api: string, person: Character): Promise<Visitor> {
  const visitor = new Visitor(api);
  if (await visitor.signIn(person.email, PASSWORD)) return visitor;
  await visitor.post('auth/sign-up', { ...person, password: PASSWORD });
  const token = await visitor.mailedToken(person.email, 'verify-email');
  await visitor.post(`auth/email-verifications/${token}`);
  await visitor.signIn(person.email, PASSWORD);
  return visitor;
}

async function workspace(owner: Visitor, name: string): Promise<string> {
  const { items } = await owner.get<{ items: { id: string; name: string }[] }>('workspaces');
  const standing = items.find((one) => one.name === name);
  return standing?.id ?? (await owner.post<{ id: string }>('workspaces', { name })).id;
}

async function member(owner: Visitor, workspaceId: string, person: Character, role: string): Promise<void> {
  const inside = owner.in(workspaceId);
  const { items } = await inside.get<{ items: { id: string; accepted: boolean }[] }>(
    `workspace-members?search=${encodeURIComponent(person.email)}`,
  );
  const [standing] = items;
  if (standing?.accepted) return;
  if (standing) await inside.post(`invitations/${standing.id}/resend`);
  else await inside.post('workspace-members', { email: person.email, role });
  const token = await owner.mailedToken(person.email, 'invitations');
  const { first_name, last_name } = person;
  await new Visitor(owner.api).post(`invitations/by-token/${token}/acceptance`, {
    first_name,
    last_name,
    password: PASSWORD,
  });
}
