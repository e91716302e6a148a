import { type Permission, isPermission } from '@bailiwick/rbac';
import type {
  AccessList,
  BlocksList,
  GroupGrantsList,
  GroupInvitationsShow,
  GroupOverviewImpact,
  GroupOverviewMembers,
  GroupOverviewSubs,
  GroupOverviewSummary,
  GuardrailsRead,
  LeaversRemove,
  LinksInviteBody,
  AdoptionsList,
  LinksRead,
} from '../../api-client/index.js';

/** What the API says about groups of workspaces, by the names used here. */
export type Link = LinksRead;
export type CeilingRequest = NonNullable<Link['ceiling_request']>;
export type Authority = Omit<LinksInviteBody, 'sub_workspace_id'>;
export type Announced = GuardrailsRead['announced'][number];
export type Rules = Omit<Announced, 'from'>;
export type GroupInvitation = GroupInvitationsShow;
export type Adoptions = AdoptionsList;
export type Summary = GroupOverviewSummary;
export type Sub = GroupOverviewSubs['items'][number];
export type GroupPerson = GroupOverviewMembers['items'][number];
export type GroupGrant = GroupGrantsList['items'][number];
export type Receipt = LeaversRemove;
export type Taken = Receipt['taken'][number];
export type Impact = GroupOverviewImpact;
export type Block = BlocksList['items'][number];
export type Holder = AccessList['items'][number];

/** Of what a link lists, what this console knows of. */
export const permissionsIn = (listed: readonly string[]): Permission[] => listed.filter(isPermission);
