import type { ReactNode } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workspacesQuery } from '../../server/session.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { linkStyle } from '../../ui/link-button.js';
import { Time } from '../../ui/time.js';
import type { AuditRecord } from '../sentences/sentence.js';
import { actedIn, actorOf } from '../sentences/sentences.js';
import { auditLog as s } from './strings.js';
import type { KnownSub } from './use-known-subs.js';

interface RecordDetailProps {
  readonly record: AuditRecord;
  /** Where it was done, if that was in a workspace of the group and one may know it. */
  readonly sub?: KnownSub | undefined;
  readonly onPerson?: (id: string) => void;
}

/** All the record holds. */
export function RecordDetail({ record, sub, onPerson }: RecordDetailProps) {
  const { user_id, changes, erased } = record;
  return (
    <div role="cell" className="flex flex-col gap-4 border-t border-line bg-sunken px-4 py-4 md:ps-13">
      {erased && <p className="text-muted">{s.detail.erased}</p>}
      <Facts record={record} sub={sub} />
      {Object.keys(changes).length > 0 && <Changes changes={changes} />}
      {user_id && onPerson && (
        <Button size="sm" className="self-start" onPress={() => onPerson(user_id)}>
          {s.showAll(actorOf(record))}
        </Button>
      )}
    </div>
  );
}

function Facts({ record, sub }: Pick<RecordDetailProps, 'record' | 'sub'>) {
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
      <Elsewhere record={record} sub={sub} />
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
function Elsewhere({ record, sub }: Pick<RecordDetailProps, 'record' | 'sub'>) {
  const { acting_from: from, content_hash: hash } = record.audit_metadata;
  const there = actedIn(record);
  return (
    <>
      {there && (
        <Fact name={s.detail.actedIn}>
          <SubName id={there} sub={sub} />
        </Fact>
      )}
      {typeof hash === 'string' && (
        <Fact name={s.detail.hash}>
          <code className="font-mono break-all">{hash}</code>
        </Fact>
      )}
      {typeof from === 'string' && (
        <Fact name={s.detail.actingFrom}>
          <AdminName id={from} />
        </Fact>
      )}
    </>
  );
}

/** By its name where one knows it, and leading there where one is let in. */
const SubName = ({ id, sub }: { id: string; sub: KnownSub | undefined }) => (
  <>
    {sub?.mayOpen && (
      <Link to="/w/$workspaceId" params={{ workspaceId: id }} className={linkStyle}>
        {s.detail.open(sub.name)}
      </Link>
    )}
    {sub && (sub.mayOpen ? ' · ' : `${sub.name} · `)}
    <WorkspaceId id={id} />
  </>
);

/** By its name where it is one of one's own, and else by what it is. */
function AdminName({ id }: { id: string }) {
  const { data } = useSuspenseQuery(workspacesQuery);
  const name = data.find((one) => one.id === id)?.name ?? s.detail.adminWorkspace;
  return (
    <>
      {name} · <WorkspaceId id={id} />
    </>
  );
}

const WorkspaceId = ({ id }: { id: string }) => (
  <code className="inline-block max-w-full font-mono text-xs break-all">{id}</code>
);

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
