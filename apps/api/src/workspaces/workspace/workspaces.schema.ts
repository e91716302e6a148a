import type { Workspace } from '@bailiwick/tenancy';
import { z } from 'zod';
import { answer } from '../../http/body/answer.js';
import { email, line, patchOf, queryFlag, text, time } from '../../http/body/shapes.js';

/** Parsers of URLs pass over white space; what is stored is read by others, so it has none. */
const isWebUrl = (value: string) =>
  URL.canParse(value) && !/\s/.test(value) && ['https:', 'http:'].includes(new URL(value).protocol);

const logoUrl = text(2000).refine(isWebUrl, { error: 'must be an http(s) URL' }).nullable();

const writable = { name: line(100), org_logo_url: logoUrl };

export const createWorkspace = z.strictObject({ name: writable.name, org_logo_url: logoUrl.optional() });
export type CreateWorkspace = z.output<typeof createWorkspace>;

export const updateWorkspace = patchOf(writable);
export type UpdateWorkspace = z.output<typeof updateWorkspace>;

/** The Workspace of the shared format. */
export const workspace = z.strictObject({
  id: z.guid(),
  timestamp_created: time,
  timestamp_updated: time,
  owner: z.guid(),
  /** The next owner, whom the owner chose, until they confirm it. */
  pending_owner: z.guid().nullable(),
  name: z.string(),
  scheduled_for_removal_at: time.nullable(),
  org_logo_url: z.string().nullable(),
  org_client_domain: z.string().nullable(),
  plan_id: z.string().nullable(),
  plan_id_bundle: z.null(),
  plan_id_leadfinder: z.null(),
  plan_id_crm: z.null(),
  plan_id_website_visitor: z.null(),
  plan_id_inbox_placement: z.null(),
  add_unsub_to_block: z.null(),
  default_opportunity_value: z.null(),
});
export type WorkspaceView = z.output<typeof workspace>;

export const settings = z.strictObject({
  /** A person without a second factor can enter the workspace only once they have set one up. */
  two_factor_required: z.boolean(),
  /**
   * Only people with an address of one of these domains can enter; an empty list lets everyone in. The owner always
   * can.
   */
  email_domains: z.array(z.string()),
  timestamp_updated: time,
});
export type SettingsView = z.output<typeof settings>;

const domain = z
  .string()
  .trim()
  .max(253)
  .transform((value) => value.toLowerCase().normalize('NFC'))
  .refine((value) => email.safeParse(`a@${value}`).success, { error: 'must be a domain' });

export const domains = z
  .array(domain)
  .max(50)
  .transform((all) => [...new Set(all)].sort());

export const updateSettings = patchOf({ two_factor_required: z.boolean(), email_domains: domains });
export type UpdateSettings = z.output<typeof updateSettings>;

/** Sessions always; keys too, where another person perhaps knows them. */
export const endSessions = z.strictObject({
  api_keys: queryFlag.optional(),
  /** Also the sessions of all workspaces of the group. */
  subs: queryFlag.optional(),
});
export type EndSessions = z.output<typeof endSessions>;

export const endedSessions = z.strictObject({
  timestamp_sessions_valid_from: time,
  api_keys_revoked: z.number().int(),
  /** In how many workspaces of the group this happened, too. */
  subs: z.number().int(),
});
export type EndedSessions = z.output<typeof endedSessions>;

export const toSettings = answer(settings);

/** There is one plan, since the host product bills; the other fields of the format have no meaning here. */
const plans = {
  plan_id: 'self_hosted',
  plan_id_bundle: null,
  plan_id_leadfinder: null,
  plan_id_crm: null,
  plan_id_website_visitor: null,
  plan_id_inbox_placement: null,
  add_unsub_to_block: null,
  default_opportunity_value: null,
};

/** As far as this machine's clock knows; whether it can still be confirmed, the database's decides. */
const awaits = ({ pending_owner_until: until }: Workspace): boolean => until !== null && until > new Date();

export const toWorkspace = answer(workspace, (row: Workspace) => ({
  owner: row.owner_id,
  pending_owner: awaits(row) ? row.pending_owner_id : null,
  org_client_domain: null,
  ...plans,
}));
