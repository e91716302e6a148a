import { guardrails as s } from './strings.js';
import type { Rules } from './types.js';

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
