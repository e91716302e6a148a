import { delegable, isPermission } from '@bailiwick/rbac';
import { ChevronDown } from 'lucide-react';
import { nameOfAction } from '../../words/resources.js';
import { nameOfRole } from '../../words/roles.js';
import { type Line, sectionsOf } from './matrix.js';
import { ceiling as s } from './strings.js';

interface CeilingListProps {
  readonly label: string;
  readonly ceiling: readonly string[];
}

/** What may be done, by what it is done to; the sentences to each on request. */
export function CeilingList({ label, ceiling }: CeilingListProps) {
  const lines = sectionsOf(new Set(ceiling.filter(isPermission))).flatMap((section) => section.lines);
  if (lines.length === 0) return <p className="text-muted">{s.nothing}</p>;
  return (
    <ul aria-label={label} className="flex flex-col rounded-md border border-line">
      {lines.map((line) => (
        <CeilingLine key={line.resource} line={line} />
      ))}
    </ul>
  );
}

const CeilingLine = ({ line: { name, cells } }: { line: Line }) => (
  <li className="border-b border-line last:border-0">
    <details className="group">
      <summary className="flex min-h-8 cursor-default list-none flex-wrap items-center justify-between gap-x-3 rounded-sm px-3 py-1 hover:bg-hover pointer-coarse:min-h-10">
        <span className="flex min-w-0 items-center gap-1.5 font-medium">
          <ChevronDown
            aria-hidden
            className="size-3.5 shrink-0 -rotate-90 text-muted transition-transform group-open:rotate-0"
          />
          {name}
        </span>
        <span className="ms-auto text-end text-sm text-muted">
          {cells.map(({ action }) => nameOfAction[action].toLocaleLowerCase()).join(', ')}
        </span>
      </summary>
      <ul className="flex flex-col gap-0.5 ps-8 pe-3 pb-2 text-sm text-muted">
        {cells.map(({ permission, sentence }) => (
          <li key={permission}>{sentence}</li>
        ))}
      </ul>
    </details>
  </li>
);

/** "As admin, 84 of 87 permissions": what it was called when it was asked for says only so much. */
export const ceilingInShort = (ceiling: readonly string[], label: string | null): string =>
  s.short(label && nameOfRole(label), ceiling.length, delegable.length);

/** What is asked for besides what is held. */
export const permissionsBeyond = (asked: readonly string[], held: readonly string[]): readonly string[] =>
  asked.filter((one) => !held.includes(one));
