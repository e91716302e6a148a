import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { email, time, uuid } from '../../http/body/shapes.js';

/** What they made for others or for programs, and what nobody would answer for any more. Roles they gave stay. */
const legacies = z.enum(['invitations', 'service_keys']);

export const removePerson = z
  .strictObject({
    user_id: uuid.optional(),
    email: email.optional(),
    remove_from_admin: z.boolean().default(false),
    /** Left standing, of what otherwise goes with them. */
    keep: z.array(legacies).max(legacies.options.length).default([]),
  })
  .refine(({ user_id, email: address }) => (user_id === undefined) !== (address === undefined), {
    path: ['user_id'],
    error: 'name either user_id or email',
  });
export type RemovePerson = z.output<typeof removePerson>;

const taken = z.strictObject({
  workspace_id: z.guid(),
  name: z.string(),
  /**
   * Was a member and is none; was invited and is not; is a member still, and holds nothing in the group alone; was no
   * member, and made objects there through the group.
   */
  member: z.enum(['removed', 'uninvited', 'stays', 'acted']),
  grants: z.number().int(),
  api_keys: z.number().int(),
  /** Roles over workspaces of the group; of the admin workspace alone. */
  group_grants: z.number().int(),
  /** Open ones that they sent. */
  invitations: z.number().int(),
  /** Keys they made for programs, and those below. */
  service_keys: z.number().int(),
});
export type TakenMembership = z.output<typeof taken>;
export type MadeCounts = Pick<TakenMembership, 'invitations' | 'service_keys'>;

const kept = z.strictObject({
  workspace_id: z.guid(),
  name: z.string(),
  /** The code with which an attempt there would be refused; `holds_role`: they are what all who hold their role are. */
  reason: z.string(),
});
export type KeptMembership = z.output<typeof kept>;

/** What became of a person in the group. */
export const receipt = z.strictObject({
  id: z.guid(),
  person: z.strictObject({ user_id: z.guid(), name: z.string(), email: z.string() }),
  at: time,
  removed_by: z.guid(),
  taken: z.array(taken),
  kept: z.array(kept),
  /** Workspaces of the group in which the caller may not see this. */
  hidden_subs: z.number().int(),
});
export type ReceiptView = z.output<typeof receipt>;

interface Written {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly timestamp_created: Date;
}

export const toReceipt = answer(receipt, ({ user_id, name, email, timestamp_created }: Written) => ({
  person: { user_id, name, email },
  at: timestamp_created,
}));
export type ReceiptRow = RowOf<typeof toReceipt>;
