import type { ReactNode } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { workspacesQuery } from '../../server/session.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Time } from '../../ui/time.js';
import { type AuditRecord, actorOf } from './sentences.js';
import { auditLog as s } from './strings.js';

/** All the record holds. */
export function RecordDetail({ record, onPerson }: { record: AuditRecord; onPerson?: (id: string) => void }) {
  const { user_id, changes, erased } = record;
  return (
    <div role="cell" className="flex flex-col gap-4 border-t border-line bg-sunken px-4 py-4 md:ps-13">
      {erased && <p className="text-muted">{s.detail.erased}</p>}
      <Facts record={record} />
      {Object.keys(changes).length > 0 && <Changes changes={changes} />}
      {user_id && onPerson && (
        <Button size="sm" className="self-start" onPress={() => onPerson(user_id)}>
          {s.showAll(actorOf(record))}
        </Button>
      )}
    </div>
  );
}

function Facts({ record }: { record: AuditRecord }) {
  const { user_email, timestamp, ip_address, user_agent, activity, activity_type, request_id, sequence } =
    record;
  const permission = record.audit_metadata['permission'];
  return (
    <dl className="grid gap-x-8 gap-y-2 text-sm lg:grid-cols-2">
      <Fact name={s.detail.actor}>
        {actorOf(record)}
        {user_email && ` · ${user_email}`}
      </Fact>
      <Fact name={s.detail.time}>
        <Time at={timestamp} as="full" />
      </Fact>
      <Fact name={s.detail.ip}>{ip_address}</Fact>
      {user_agent && <Fact name={s.detail.browser}>{user_agent}</Fact>}
      <Fact name={s.detail.activity}>
        <code className="font-mono">{activity}</code> ({activity_type})
      </Fact>
      {typeof permission === 'string' && (
        <Fact name={s.detail.permission}>
          <code className="font-mono">{permission}</code>
        </Fact>
      )}
      <Elsewhere record={record} />
      <Fact name={s.detail.sequence}>{sequence.toLocaleString()}</Fact>
      <Fact name={s.detail.request}>
        <span className="inline-flex max-w-full items-center gap-1">
          <code className="truncate font-mono">{request_id}</code>
          <CopyButton value={request_id} label={s.copyRequest} />
        </span>
      </Fact>
    </dl>
  );
}

/** What was done by way of a group stands in two logs, and each names the other. */
function Elsewhere({ record: { audit_metadata: metadata } }: { record: AuditRecord }) {
  const { acted_in: there, acting_from: from, content_hash: hash } = metadata;
  return (
    <>
      {typeof there === 'string' && (
        <Fact name={s.detail.actedIn}>
          <WorkspaceName id={there} />
        </Fact>
      )}
      {typeof hash === 'string' && (
        <Fact name={s.detail.hash}>
          <code className="font-mono break-all">{hash}</code>
        </Fact>
      )}
      {typeof from === 'string' && (
        <Fact name={s.detail.actingFrom}>
          <WorkspaceName id={from} fallback={s.detail.adminWorkspace} />
        </Fact>
      )}
    </>
  );
}

/** By its name where it is one of one's own, and else by what it is, and its id. */
function WorkspaceName({ id, fallback }: { id: string; fallback?: string }) {
  const { data } = useSuspenseQuery(workspacesQuery);
  const name = data.find((one) => one.id === id)?.name ?? fallback;
  return (
    <>
      {name && `${name} · `}
      <code className="font-mono text-xs break-all">{id}</code>
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-2">
    <dt className="text-muted">{name}</dt>
    <dd className="break-words">{children}</dd>
  </div>
);

function Changes({ changes }: Pick<AuditRecord, 'changes'>) {
  return (
    <table className="w-full max-w-3xl text-start text-sm">
      <caption className="sr-only">{s.detail.changes}</caption>
      <thead className="text-muted">
        <tr>
          {[s.detail.field, s.detail.before, s.detail.after].map((name) => (
            <th key={name} scope="col" className="pe-4 pb-1 text-start font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(changes).map(([field, change]) => (
          <tr key={field} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pe-4 text-start font-mono font-normal">
              {field}
            </th>
            <td className="py-1.5 pe-4 break-words text-muted">{shown(change.before)}</td>
            <td className="py-1.5 break-words">{shown(change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
