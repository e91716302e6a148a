import { nameOfRole } from '../../words/roles.js';
import { Badge } from '../../ui/badge.js';
import type { Draft, Problem } from './drafts.js';
import { invitations as s } from './strings.js';

interface InvitePreviewProps {
  readonly drafts: readonly Draft[];
  /** Also those of whom nothing is to be said. */
  readonly showsAll: boolean;
}

/** More than one looks through before sending. */
const MOST_SHOWN = 50;

/** Before they are sent: what is wrong first, and how many are right. */
export function InvitePreview({ drafts, showsAll }: InvitePreviewProps) {
  const wrong = drafts.filter(isWrong);
  const right = drafts.filter((draft) => !isWrong(draft));
  return (
    <>
      {wrong.length > 0 && <LeftOut drafts={wrong} />}
      {showsAll && right.length > 0 && <Ready drafts={right} />}
    </>
  );
}

type Wrong = Draft & { readonly problem: Problem };
const isWrong = (draft: Draft): draft is Wrong => draft.problem !== undefined;

const LeftOut = ({ drafts }: { drafts: readonly Wrong[] }) => (
  <div role="alert" className="rounded-md bg-warning-quiet px-3 py-2 text-sm text-warning">
    <p className="font-medium">{s.leftOut(drafts.length)}</p>
    <ul className="max-h-40 overflow-y-auto" tabIndex={drafts.length > 5 ? 0 : undefined}>
      {drafts.map(({ email, role, problem, code }, at) => (
        <li key={at} className="break-words">
          <strong className="font-medium">{email || '–'}</strong>
          {role && ` (${role})`} {s.problems[problem]}
          {code && s.codes[code] && `: ${s.codes[code]}`}
        </li>
      ))}
    </ul>
  </div>
);

const Ready = ({ drafts }: { drafts: readonly Draft[] }) => (
  <section aria-label={s.preview}>
    <ul
      className="max-h-48 overflow-y-auto rounded-md border border-line"
      tabIndex={0}
      aria-label={s.preview}
    >
      {drafts.slice(0, MOST_SHOWN).map(({ email, role }) => (
        <li
          key={email}
          className="flex items-center justify-between gap-2 border-b border-line px-3 py-1.5 text-sm last:border-0"
        >
          <span className="min-w-0 break-words">
            {email}
            {role && <span className="text-muted"> · {nameOfRole(role)}</span>}
          </span>
          <Badge tone="success">{s.ready}</Badge>
        </li>
      ))}
    </ul>
    {drafts.length > MOST_SHOWN && (
      <p className="mt-1 text-xs text-muted">{s.moreRows(drafts.length - MOST_SHOWN)}</p>
    )}
  </section>
);
