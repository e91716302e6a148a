import { useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { optionalText } from '../../search.js';
import { Button } from '../../ui/button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Card, PageLayout } from '../page-layout.js';
import { Filters, LiveMark } from './filters.js';
import { RecordDetail } from './record-detail.js';
import { Expander, Sentence } from './record-line.js';
import type { AuditRecord } from './sentences.js';
import { auditLog as s } from './strings.js';
import { type Filters as Filtered, useAuditLog } from './use-audit-log.js';

const HERE = '/w/$workspaceId/settings/audit-logs';

export function AuditLogPage() {
  const filters = useSearch({ from: HERE });
  const navigate = useNavigate({ from: HERE });
  const pages = useAuditLog(filters);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const filter = (change: Partial<Record<keyof Filtered, string | undefined>>) =>
    void navigate({ search: optionalText({ ...filters, ...change }), replace: true });
  const person = pages.rows.find(({ user_id }) => user_id === filters.user)?.user_name ?? undefined;
  return (
    <PageLayout title={s.title} text={s.text} actions={<LiveMark />}>
      <Filters filters={filters} person={person} onFilter={filter} />
      <Card>
        <DataTable
          label={s.title}
          pages={pages}
          columns={columnsFor(open, (id) => setOpen(toggled(open, id)))}
          layout="grid-cols-[minmax(0,1fr)_2rem] md:grid-cols-[minmax(0,1fr)_9rem_9rem_2rem]"
          keyOf={({ id }) => id}
          empty={
            <EmptyState icon={ScrollText} {...s.empty}>
              <Button onPress={() => void navigate({ search: {}, replace: true })}>{s.clear}</Button>
            </EmptyState>
          }
          detail={(record) =>
            open.has(record.id) && <RecordDetail record={record} onPerson={(user) => filter({ user })} />
          }
        />
      </Card>
    </PageLayout>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

const columnsFor = (
  open: ReadonlySet<string>,
  toggle: (id: string) => void,
): readonly Column<AuditRecord>[] => [
  { name: s.columns.what, cell: (record) => <Sentence record={record} /> },
  {
    name: s.columns.when,
    className: 'max-md:hidden text-muted',
    cell: ({ timestamp }) => <Time at={timestamp} as="moment" />,
  },
  {
    name: s.columns.where,
    className: 'max-md:hidden truncate text-muted tabular-nums',
    cell: ({ ip_address }) => ip_address,
  },
  {
    name: s.columns.more,
    isNameHidden: true,
    cell: (record) => (
      <Expander record={record} isOpen={open.has(record.id)} onToggle={() => toggle(record.id)} />
    ),
  },
];
