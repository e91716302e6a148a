import { ChevronDown } from 'lucide-react';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { classes } from '../../ui/classes.js';
import { Time } from '../../ui/time.js';
import { Button } from '../../ui/button.js';
import type { AuditRecord, Part } from '../sentences/sentence.js';
import { actorOf, sentenceOf } from '../sentences/sentences.js';
import { auditLog as s } from './strings.js';

/** Who did what; on a phone also when and from where. */
export function Sentence({ record, sub }: { record: AuditRecord; sub?: string | undefined }) {
  const { timestamp, ip_address, outcome } = record;
  return (
    <div className="flex min-w-0 items-start gap-3 py-1">
      <Avatar name={actorOf(record)} size="sm" />
      <div className="min-w-0">
        <p className="py-0.5 break-words text-muted">
          <strong className="font-medium text-text">{actorOf(record)}</strong>{' '}
          {sentenceOf(record, sub).map((part, at) => (
            <Words key={at} part={part} />
          ))}
          {outcome !== 'done' && <Outcome record={record} />}
        </p>
        <p className="text-sm text-muted md:hidden">
          <Time at={timestamp} as="moment" /> · {ip_address}
        </p>
      </div>
    </div>
  );
}

const Words = ({ part }: { part: Part }) =>
  typeof part === 'string' ? part : <strong className="font-medium text-text">{part.strong}</strong>;

function Outcome({ record: { outcome, audit_metadata } }: { record: AuditRecord }) {
  const reason = s.reasons[String(audit_metadata['code'])];
  return (
    <>
      {reason && `: ${reason}`}{' '}
      <Badge tone={outcome === 'refused' ? 'warning' : 'danger'}>
        {s[outcome === 'refused' ? 'refused' : 'failed']}
      </Badge>
    </>
  );
}

interface ExpanderProps {
  readonly record: AuditRecord;
  readonly sub?: string | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function Expander({ record, sub, isOpen, onToggle }: ExpanderProps) {
  const words = sentenceOf(record, sub).map((part) => (typeof part === 'string' ? part : part.strong));
  return (
    <Button
      variant="quiet"
      size="icon"
      aria-label={s.details(`${actorOf(record)} ${words.join('')}`)}
      aria-expanded={isOpen}
      onPress={onToggle}
    >
      <ChevronDown
        aria-hidden
        className={classes('size-4 text-muted transition-transform', isOpen && 'rotate-180')}
      />
    </Button>
  );
}
