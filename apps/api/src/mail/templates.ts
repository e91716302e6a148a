import type { Letter } from './layout.js';

/** When and from where an act on an account came: an ISO time, and a line such as `whereOf` makes. */
export interface Occasion {
  when: string;
  where: string;
}

/**
 * The data of each mail. `link` is made from the path when the mail is sent. The sender chooses where it leads, and it
 * has to fit the words of the letter.
 */
export interface Templates {
  verify_email: { link: string };
  account_exists: { link: string };
  sign_up_again: { link: string };
  invitation: { link: string; workspace: string; inviter: string; role: string };

  /** Leads to choosing a new password, with the token. */
  reset_password: { link: string };

  /** The notices lead to asking for a new password, without a token: people may read them long afterwards. */
  password_changed: { link: string } & Occasion;
  new_device: { link: string } & Occasion;
  two_factor_enabled: { link: string } & Occasion;
  two_factor_replaced: { link: string } & Occasion;
  two_factor_disabled: { link: string } & Occasion;
  recovery_codes_generated: { link: string } & Occasion;
  recovery_code_used: { link: string; left: number } & Occasion;

  /** To the owner of the workspace; leads to its members. */
  admin_added: { link: string; workspace: string; person: string; role: string; by: string };
  /** To the maker of the key and to the owner; leads to the API keys. */
  key_created: { link: string; workspace: string; key: string; owner: string; by: string };
  /** To the member who gave the role and to the owner; leads to the member. */
  extension_requested: { link: string; workspace: string; person: string; role: string; reason: string };
  /** To the member who holds the role; leads to asking for more time. */
  grant_expiring: { link: string; workspace: string; role: string; when: string };
  /** To the member to whom the key belongs, or to the owner; leads to the API keys. */
  key_expiring: { link: string; workspace: string; key: string; when: string };
  /** To the owner, when an administering member is kept out or let in again; leads to the members. */
  admin_suspended: { link: string; workspace: string; person: string; by: string };
  /** To the owner, when a file holds many people; leads to the audit log. */
  big_export: { link: string; workspace: string; what: string; count: number; by: string };
  /** To the person; leads to the workspace. */
  became_admin: { link: string; workspace: string; role: string; by: string };

  /** Ownership. To the member who was chosen; leads to where they confirm. */
  ownership_offered: { link: string; workspace: string; by: string; when: string };
  /** To the owner who chose them; leads to where the owner withdraws the offer. */
  ownership_offer_sent: { link: string; workspace: string; person: string; when: string };
  /** To the member who was chosen. */
  ownership_withdrawn: { link: string; workspace: string; by: string };
  /** To the new owner. */
  ownership_taken_over: { link: string; workspace: string; person: string };
  /** To the old owner; leads to reversing it, with the token. */
  ownership_handed_over: { link: string; workspace: string; person: string; when: string };
  /** To both. */
  ownership_reversed: { link: string; workspace: string; person: string };

  /** Groups. To the owner of the invited workspace; leads to consenting, with the token. */
  group_invitation: { link: string; workspace: string; admin: string; authority: string; by: string };
  /** To the owners of both workspaces; lead to the group. */
  group_joined: { link: string; workspace: string; admin: string; authority: string; by: string };
  group_ended: { link: string; workspace: string; admin: string; by: string };
  group_ceiling: { link: string; workspace: string; admin: string; authority: string; by: string };
  /** To the owner of an admin workspace, who owns the new sub; leads to the group. */
  group_sub_made: { link: string; workspace: string; admin: string; by: string };
  /** To the owner of an admin workspace, and to the person who now administers subs. */
  group_admin_added: {
    link: string;
    admin: string;
    person: string;
    role: string;
    places: string;
    by: string;
  };
  group_became_admin: { link: string; admin: string; role: string; places: string; by: string };
  /** To the owner of the admin workspace; leads to the group. */
  group_turned_down: { link: string; admin: string };
  /** To the owner of the sub; leads to where they accept it. */
  group_more_asked: { link: string; workspace: string; admin: string; authority: string; by: string };
  /** To the chosen new owner of the workspace; leads to taking it, with the token. */
  group_hand_over: { link: string; workspace: string; admin: string; by: string };
  /** To the new owner and to the owner of the admin workspace. */
  group_handed_over: { link: string; workspace: string; admin: string; person: string };
  /** To the owner of the sub; leads to the group. */
  guardrails_tightened: {
    link: string;
    workspace: string;
    admin: string;
    rules: string;
    by: string;
    when: string;
  };
  /** To the owner of the sub; leads to the role. */
  role_published_change: {
    link: string;
    workspace: string;
    admin: string;
    role: string;
    change: string;
    by: string;
  };

  /** Removal. To the owner and to everyone who can cancel it; leads to where they do so. */
  removal_scheduled: { link: string; workspace: string; by: string; when: string };
  removal_soon: { link: string; workspace: string; when: string };
  removal_cancelled: { link: string; workspace: string; by: string };
}
export type TemplateName = keyof Templates;

/** How each mail is written. */
export type Letters<Names extends TemplateName = TemplateName> = {
  readonly [N in Names]: (data: Templates[N], product: string) => Letter;
};
