import { Field } from '../../ui/field.js';
import { type Option, Select } from '../../ui/select.js';
import { dayField } from './keys.js';
import { expiry as s } from './strings.js';

export interface Expiry {
  /** `never`, a number of days, `date`, or `keep`. */
  readonly term: string;
  readonly day: string;
}

interface ExpiryFieldsProps {
  readonly value: Expiry;
  readonly onChange: (value: Expiry) => void;
  /** How it is now, where it may stay so. */
  readonly kept?: string;
}

const terms: readonly Option[] = (['never', '30', '90', '365', 'date'] as const).map((id) => ({
  id,
  name: s.terms[id],
}));

export function ExpiryFields({ value: { term, day }, onChange, kept }: ExpiryFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={s.label}
        value={term}
        onChange={(next) => onChange({ term: next, day })}
        options={kept === undefined ? terms : [{ id: 'keep', name: s.keep, description: kept }, ...terms]}
      />
      {term === 'date' && (
        <Field
          name="expires_at"
          label={s.day}
          type="date"
          value={day}
          onChange={(next) => onChange({ term, day: next })}
          validate={(next) => (next < dayField(Date.now()) ? s.past : null)}
          isRequired
        />
      )}
    </div>
  );
}
