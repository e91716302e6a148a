import { Field } from '../../ui/field.js';
import type { Grant } from './grants.js';
import { dayFor, endOfDay } from './moments.js';
import { grants as s } from './strings.js';

type Given = Pick<Grant, 'expires_at' | 'reason'>;

/** Until when, and why. */
export const GrantFields = ({ expires_at, reason }: Partial<Given>) => (
  <>
    <Field
      name="expires_at"
      type="date"
      label={s.end}
      description={s.endHint}
      defaultValue={expires_at ? dayFor(expires_at) : ''}
      // Said at once: were it said until the field is left, the button would move away under the click.
      validationBehavior="aria"
      validate={(day) => (day !== '' && day < dayFor(new Date()) ? s.notPast : null)}
    />
    <Field
      name="reason"
      label={s.reason}
      description={s.reasonHint}
      defaultValue={reason ?? ''}
      maxLength={500}
    />
  </>
);

export const givenBy = ({
  expires_at: day = '',
  reason = '',
}: Readonly<Partial<Record<'expires_at' | 'reason', string>>>): Given => ({
  expires_at: day === '' ? null : endOfDay(day),
  reason: reason.trim() || null,
});
