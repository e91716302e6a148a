import { type Letter, readableTime } from './layout.js';
import type { Letters, Occasion, TemplateName, Templates } from './templates.js';

type About<T> = T extends Occasion ? T : never;
export type NoticeName = { [N in TemplateName]: About<Templates[N]> extends never ? never : N }[TemplateName];

/** Acts on an account, for its owner, who must learn of them when another person did them. */
export const notices: Letters<NoticeName> = {
  password_changed: (data, product) =>
    notice(data, {
      subject: `Your password for ${product} was changed`,
      lead: `The password of your account at ${product} was changed.`,
    }),
  new_device: (data, product) =>
    notice(data, {
      subject: `New sign-in to ${product}`,
      lead: `A browser that is new to your account at ${product} signed in to it.`,
    }),
  two_factor_enabled: (data, product) =>
    notice(data, {
      subject: `Two-factor sign-in for ${product} is on`,
      lead: `Two-factor sign-in was turned on for your account at ${product}. From now on, each sign-in also asks for a code.`,
    }),
  two_factor_replaced: (data, product) =>
    notice(data, {
      subject: `Your two-factor app for ${product} was replaced`,
      lead: `The app that makes the sign-in codes for your account at ${product} was replaced. Codes of the earlier app no longer work.`,
    }),
  two_factor_disabled: (data, product) =>
    notice(data, {
      subject: `Two-factor sign-in for ${product} is off`,
      lead: `Two-factor sign-in was turned off for your account at ${product}. Now your password alone is enough.`,
    }),
  recovery_codes_generated: (data, product) =>
    notice(data, {
      subject: `New recovery codes for ${product}`,
      lead: `New recovery codes were made for your account at ${product}. The earlier codes no longer work.`,
    }),
  recovery_code_used: (data, product) =>
    notice(data, {
      subject: `A recovery code for ${product} was used`,
      lead: `One of your recovery codes for ${product} was used in place of a code from your app. Each works once; ${remaining(data.left)}`,
    }),
};

/** A new password helps against every such act, so the link always leads there. */
const notice = (
  { link, when, where }: { link: string } & Occasion,
  words: Pick<Letter, 'subject' | 'lead'>,
): Letter => ({
  ...words,
  facts: [
    ['When', readableTime(when)],
    ['Where', where],
  ],
  ask: 'If it was you, you need to do nothing. If it was not you, choose a new password at once:',
  link: { url: link, label: 'It was not me' },
  rest: [
    'A new password ends every session of your account. Then check your other settings, above all your second factor and your recovery codes.',
  ],
});

function remaining(left: number): string {
  if (left === 0) return 'this was the last one. Make new ones soon, in your security settings.';
  if (left === 1) return '1 is left. Make new ones soon, in your security settings.';
  return `${left} are left.`;
}
