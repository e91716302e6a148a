/**
 * Every activity: its number, its target, and which fields of its diff are personal (kept beside the record,
 * erasable) or masked (never kept). Numbers 1-38 come from the shared format, ours begin at 1001. A number never
 * changes its meaning.
 */
export interface Activity {
  readonly number: number;
  /**
   * `workspace`: the workspace's sealed log. `account`: the person's own log. `both`: the person's own log, and the
   * log of each workspace with the person as a direct member.
   */
  readonly log: 'workspace' | 'account' | 'both';
  readonly target: string;
  readonly personal?: readonly string[];
  readonly masked?: readonly string[];
}

const workspace = { log: 'workspace', target: 'workspace' } as const;
const member = {
  log: 'workspace',
  target: 'workspace_member',
  personal: ['email', 'name'],
  masked: ['nickname'],
} as const;
const account = {
  log: 'account',
  target: 'account',
  personal: ['email', 'first_name', 'last_name'],
} as const;

const ownership = { ...workspace, personal: ['owner_name', 'pending_owner_name'] } as const;
const role = { log: 'workspace', target: 'role' } as const;
const grant = { log: 'workspace', target: 'grant', personal: ['name'] } as const;
const key = { log: 'workspace', target: 'api_key' } as const;
const service = { log: 'workspace', target: 'service_principal' } as const;
const group = { log: 'workspace', target: 'group_link' } as const;
const handOver = { ...group, personal: ['email', 'owner_name'] } as const;
/** By the shared format, a workspace should know of these. */
const factor = { ...account, log: 'both', personal: [...account.personal, 'name'] } as const;

export const activities = {
  'user.signed_in': { number: 1, log: 'workspace', target: 'session' },
  'two_factor.enrolment_started': { number: 22, ...factor },
  'two_factor.enabled': { number: 23, ...factor },
  'two_factor.replacement_started': { number: 24, ...factor },
  'two_factor.replaced': { number: 25, ...factor },
  'two_factor.disabled': { number: 26, ...factor },
  'two_factor.recovery_codes_generated': { number: 27, ...factor },
  'two_factor.recovery_code_used': { number: 28, ...factor },
  'two_factor.challenge_failed': { number: 29, ...factor },
  'two_factor.challenge_ended': { number: 30, ...factor },
  'two_factor.signed_in': { number: 31, ...factor },
  'api_key.created': { number: 37, ...key, personal: ['owner'] },
  'api_key.revoked': { number: 38, ...key },
  'workspace.created': { number: 1001, ...workspace },
  'workspace.updated': { number: 1002, ...workspace },
  'workspace.sessions_ended': { number: 1003, ...workspace },
  'workspace.settings_updated': { number: 1004, ...workspace },
  'member.invited': { number: 1010, ...member },
  'member.updated': { number: 1011, ...member },
  'member.removed': { number: 1012, ...member },
  'member.left': { number: 1013, ...member },
  'member.suspended': { number: 1014, ...member },
  'member.reinstated': { number: 1015, ...member },
  'member.exported': { number: 1016, log: 'workspace', target: 'workspace' },
  'invitation.resent': { number: 1020, ...member },
  'invitation.revoked': { number: 1021, ...member },
  'invitation.declined': { number: 1022, ...member },
  'invitation.accepted': { number: 1023, ...member },
  'invitation.waits_for_confirmation': { number: 1024, ...member },
  'invitation.confirmed': { number: 1025, ...member },
  'role.created': { number: 1030, ...role },
  'role.updated': { number: 1031, ...role },
  'role.deleted': { number: 1032, ...role },
  'workspace.owner_change_started': { number: 1040, ...ownership },
  'workspace.owner_change_withdrawn': { number: 1041, ...ownership },
  'workspace.owner_changed': { number: 1042, ...ownership },
  'workspace.owner_change_reversed': { number: 1043, ...ownership },
  'workspace.removal_scheduled': { number: 1050, ...workspace },
  'workspace.removal_cancelled': { number: 1051, ...workspace },
  'workspace.restored': { number: 1052, ...workspace },
  'api_key.updated': { number: 1060, ...key },
  'api_key.rotated': { number: 1061, ...key },
  'api_key.ended': { number: 1062, ...key },
  'service_principal.created': { number: 1070, ...service },
  'service_principal.updated': { number: 1071, ...service },
  'service_principal.removed': { number: 1072, ...service },
  'grant.created': { number: 1080, ...grant },
  'grant.updated': { number: 1081, ...grant },
  'grant.revoked': { number: 1082, ...grant },
  'grant.ended': { number: 1083, ...grant },
  'grant.extension_requested': { number: 1084, ...grant },
  'group.invited': { number: 1088, ...group },
  'group.invitation_withdrawn': { number: 1089, ...group },
  'group.joined': { number: 1090, ...group },
  'group.rejected': { number: 1091, ...group },
  'group.left': { number: 1092, ...group },
  'group.removed': { number: 1093, ...group },
  'group.ceiling_changed': { number: 1094, ...group },
  'group.ceiling_requested': { number: 1095, ...group },
  'group.ceiling_request_ended': { number: 1096, ...group },
  'group.adopted': { number: 1097, ...group },
  'group.sub_created': { number: 1098, ...group },
  /** A refused request to a route that has no activity of its own. */
  'access.refused': { number: 1099, log: 'workspace', target: 'route' },
  'group_grant.created': { number: 1100, ...grant, target: 'group_grant' },
  'group_grant.revoked': { number: 1101, ...grant, target: 'group_grant' },
  'group_grant.ended': { number: 1102, ...grant, target: 'group_grant' },
  'group.person_removed': { number: 1103, log: 'workspace', target: 'person', personal: ['email', 'name'] },
  'guardrails.updated': { number: 1130, log: 'workspace', target: 'guardrails' },
  'role.published': { number: 1131, ...role },
  'role.unpublished': { number: 1132, ...role },
  'role.publication_changed': { number: 1133, ...role },
  'role.publication_accepted': { number: 1134, ...role },
  'group.hand_over_offered': { number: 1150, ...handOver },
  'group.hand_over_withdrawn': { number: 1151, ...handOver },
  'group.handed_over': { number: 1152, ...handOver },
  'group.unblocked': { number: 1153, ...group },
  'account.created': { number: 1201, ...account },
  'account.updated': { number: 1202, ...account },
  'account.signed_in': { number: 1203, ...account },
  'account.sign_in_failed': { number: 1204, ...account },
  'account.signed_out': { number: 1205, ...account },
  'account.password_changed': { number: 1206, ...account },
  'account.password_reset_requested': { number: 1207, ...account },
  'account.password_reset': { number: 1208, ...account },
  'account.session_ended': { number: 1209, ...account },
  'account.sessions_ended': { number: 1210, ...account },
  'account.reauthenticated': { number: 1211, ...account },
} as const satisfies Record<string, Activity>;

export type ActivityName = keyof typeof activities;

type InLog<L extends Activity['log']> = {
  [N in ActivityName]: (typeof activities)[N]['log'] extends L ? N : never;
}[ActivityName];
export type WorkspaceActivity = InLog<'workspace' | 'both'>;
export type AccountActivity = InLog<'account' | 'both'>;
export type SharedActivity = InLog<'both'>;

export const activityOf = (name: ActivityName): Activity => activities[name];

const byNumber = new Map<number, ActivityName>(
  (Object.keys(activities) as ActivityName[]).map((name) => [activities[name].number, name]),
);

export const activityName = (number: number): ActivityName | undefined => byNumber.get(number);
