import { describe, expect, it } from 'vitest';
import { type ActivityName, activities, activityName, activityOf } from './activities.js';

const names = Object.keys(activities) as ActivityName[];

/** Numbers whose meaning others fixed: 13 to 17 were never used, ours begin at 1001. */
const shared: Readonly<Record<number, string>> = {
  1: 'User login',
  2: 'Lead deletion',
  3: 'Campaign deletion',
  4: 'Campaign launch',
  5: 'Campaign pause',
  6: 'Account addition',
  7: 'Account deletion',
  8: 'Lead moved',
  9: 'Lead added',
  10: 'Lead merged',
  11: 'Campaign update',
  12: 'Subsequence update',
  18: 'Webhook created',
  19: 'Webhook updated',
  20: 'Webhook marked as error',
  21: 'Webhook resumed',
  22: 'TOTP enrollment started',
  23: 'TOTP enabled',
  24: 'TOTP replacement started',
  25: 'TOTP replaced',
  26: 'TOTP disabled',
  27: 'MFA recovery codes generated',
  28: 'MFA recovery code used',
  29: 'MFA login challenge failed',
  30: 'MFA login challenge failed too many times',
  31: 'MFA login succeeded',
  32: 'Subscriber import started',
  33: 'Subscriber import cancelled',
  34: 'Lead exported',
  35: 'SuperSearch enrichment created',
  36: 'Account update',
  37: 'API key created',
  38: 'API key deleted',
};
/** What we call those of them that we have. */
const sharedNames: Readonly<Record<string, string>> = {
  'user.signed_in': 'User login',
  'two_factor.enrolment_started': 'TOTP enrollment started',
  'two_factor.enabled': 'TOTP enabled',
  'two_factor.replacement_started': 'TOTP replacement started',
  'two_factor.replaced': 'TOTP replaced',
  'two_factor.disabled': 'TOTP disabled',
  'two_factor.recovery_codes_generated': 'MFA recovery codes generated',
  'two_factor.recovery_code_used': 'MFA recovery code used',
  'two_factor.challenge_failed': 'MFA login challenge failed',
  'two_factor.challenge_ended': 'MFA login challenge failed too many times',
  'two_factor.signed_in': 'MFA login succeeded',
  'api_key.created': 'API key created',
  'api_key.revoked': 'API key deleted',
};

/** Sealed records hold these: a number given out means one thing for ever. */
const givenOut = {
  'user.signed_in': 1,
  'two_factor.enrolment_started': 22,
  'two_factor.enabled': 23,
  'two_factor.replacement_started': 24,
  'two_factor.replaced': 25,
  'two_factor.disabled': 26,
  'two_factor.recovery_codes_generated': 27,
  'two_factor.recovery_code_used': 28,
  'two_factor.challenge_failed': 29,
  'two_factor.challenge_ended': 30,
  'two_factor.signed_in': 31,
  'api_key.created': 37,
  'api_key.revoked': 38,
  'workspace.created': 1001,
  'workspace.updated': 1002,
  'workspace.sessions_ended': 1003,
  'workspace.settings_updated': 1004,
  'member.invited': 1010,
  'member.updated': 1011,
  'member.removed': 1012,
  'member.left': 1013,
  'member.suspended': 1014,
  'member.reinstated': 1015,
  'member.exported': 1016,
  'invitation.resent': 1020,
  'invitation.revoked': 1021,
  'invitation.declined': 1022,
  'invitation.accepted': 1023,
  'invitation.waits_for_confirmation': 1024,
  'invitation.confirmed': 1025,
  'role.created': 1030,
  'role.updated': 1031,
  'role.deleted': 1032,
  'workspace.owner_change_started': 1040,
  'workspace.owner_change_withdrawn': 1041,
  'workspace.owner_changed': 1042,
  'workspace.owner_change_reversed': 1043,
  'workspace.removal_scheduled': 1050,
  'workspace.removal_cancelled': 1051,
  'workspace.restored': 1052,
  'api_key.updated': 1060,
  'api_key.rotated': 1061,
  'api_key.ended': 1062,
  'service_principal.created': 1070,
  'service_principal.updated': 1071,
  'service_principal.removed': 1072,
  'grant.created': 1080,
  'grant.updated': 1081,
  'grant.revoked': 1082,
  'grant.ended': 1083,
  'grant.extension_requested': 1084,
  'group.invited': 1088,
  'group.invitation_withdrawn': 1089,
  'group.joined': 1090,
  'group.rejected': 1091,
  'group.left': 1092,
  'group.removed': 1093,
  'group.ceiling_changed': 1094,
  'group.ceiling_requested': 1095,
  'group.ceiling_request_ended': 1096,
  'group.adopted': 1097,
  'group.sub_created': 1098,
  'access.refused': 1099,
  'group_grant.created': 1100,
  'group_grant.revoked': 1101,
  'group_grant.ended': 1102,
  'group.person_removed': 1103,
  'guardrails.updated': 1130,
  'role.published': 1131,
  'role.unpublished': 1132,
  'role.publication_changed': 1133,
  'role.publication_accepted': 1134,
  'group.hand_over_offered': 1150,
  'group.hand_over_withdrawn': 1151,
  'group.handed_over': 1152,
  'group.unblocked': 1153,
  'account.created': 1201,
  'account.updated': 1202,
  'account.signed_in': 1203,
  'account.sign_in_failed': 1204,
  'account.signed_out': 1205,
  'account.password_changed': 1206,
  'account.password_reset_requested': 1207,
  'account.password_reset': 1208,
  'account.session_ended': 1209,
  'account.sessions_ended': 1210,
  'account.reauthenticated': 1211,
} as const;

describe('the numbers of activities', () => {
  it('are each used once', () => {
    expect(new Set(names.map((name) => activities[name].number)).size).toBe(names.length);
  });

  it.each(Object.entries(givenOut))('never change: %s is %i', (name, number) => {
    expect(activityName(number)).toBe(name);
  });

  it('below 1001 mean what they mean in the shared format', () => {
    const borrowed = names.filter((name) => activities[name].number < 1001);
    expect(Object.fromEntries(borrowed.map((name) => [name, shared[activities[name].number]]))).toEqual(
      sharedNames,
    );
  });

  it.each([0, 13, 17, 39, 1000, -1, NaN])('that were never given out name nothing: %d', (number) => {
    expect(activityName(number)).toBeUndefined();
  });
});

describe('every activity', () => {
  it.each(names)('is done to something: %s', (name) => {
    expect(activityOf(name).target).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  it.each(names)('has no field that is both kept aside and masked: %s', (name) => {
    const { personal = [], masked = [] } = activityOf(name);
    expect(personal.filter((field) => masked.includes(field))).toEqual([]);
  });

  it.each(names.filter((name) => /member|account/.test(activityOf(name).target)))(
    'about a person keeps the address apart, where it can be erased: %s',
    (name) => {
      expect(activityOf(name).personal).toContain('email');
    },
  );

  it.each(names.filter((name) => activityOf(name).target === 'workspace_member'))(
    'about a member never keeps the nickname: %s',
    (name) => {
      expect(activityOf(name).masked).toContain('nickname');
    },
  );
});
