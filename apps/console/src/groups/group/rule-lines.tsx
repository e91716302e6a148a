import { Time } from '../../ui/time.js';
import { guardrails as s } from './strings/guardrails.js';
import type { Announced, Rules } from './types.js';

interface RuleLinesProps {
  readonly label: string;
  readonly rules: Partial<Rules>;
}

/** The rules there are, each in a sentence. */
export function RuleLines({ label, rules }: RuleLinesProps) {
  const lines = linesOf(rules);
  if (lines.length === 0) return <p className="text-muted">{s.none}</p>;
  return (
    <ul aria-label={label} className="flex list-disc flex-col gap-0.5 ps-5">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface UpcomingProps {
  readonly from: string;
  readonly announced: readonly Announced[];
}

/** What is announced, in the order in which it begins to count. */
export const Upcoming = ({ from, announced }: UpcomingProps) =>
  announced.map((rules) => (
    <div
      key={rules.from}
      className="mx-5 mb-4 flex flex-col gap-2 rounded-md bg-warning-quiet p-3 text-warning"
    >
      <p>
        {from} <Time at={rules.from} as="moment" />:
      </p>
      <RuleLines label={from} rules={rules} />
    </div>
  ));

export const linesOf = (rules: Partial<Rules>): readonly string[] => {
  const { two_factor_required, email_domains = [], session_hours, invitation_hours, keys_allowed } = rules;
  return [
    ...(two_factor_required ? [s.lines.twoFactor] : []),
    ...(email_domains.length > 0 ? [s.lines.domains(email_domains.join(', '))] : []),
    ...(session_hours ? [s.lines.session(session_hours)] : []),
    ...(invitation_hours ? [s.lines.invitation(invitation_hours)] : []),
    ...(keys_allowed === false ? [s.lines.keys] : []),
  ];
};
