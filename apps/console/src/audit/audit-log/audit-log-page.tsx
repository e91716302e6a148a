import { useNavigate, useSearch } from '@tanstack/react-router';
import { optionalText } from '../../ui/search-params.js';
import { PageLayout } from '../../shell/page-layout.js';
import { Filters, LiveMark } from './filters.js';
import { RecordList } from './record-list.js';
import { auditLog as s } from './strings.js';
import { type Filters as Filtered, useAuditLog } from './use-audit-log.js';

const HERE = '/w/$workspaceId/settings/audit-logs';

export function AuditLogPage() {
  const filters = useSearch({ from: HERE });
  const navigate = useNavigate({ from: HERE });
  const pages = useAuditLog(filters);
  const filter = (change: Partial<Record<keyof Filtered, string | undefined>>) =>
    void navigate({ search: optionalText({ ...filters, ...change }), replace: true });
  const person = pages.rows.find(({ user_id }) => user_id === filters.user)?.user_name ?? undefined;
  return (
    <PageLayout title={s.title} text={s.text} actions={<LiveMark />}>
      <Filters filters={filters} person={person} onFilter={filter} />
      <RecordList
        label={s.title}
        pages={pages}
        where={{
          name: s.columns.where,
          className: 'text-muted tabular-nums',
          cell: ({ ip_address: ip }) => ip,
        }}
        layout="md:grid-cols-[minmax(0,1fr)_9rem_9rem_2rem]"
        empty={s.empty}
        onClear={() => void navigate({ search: {}, replace: true })}
        onPerson={(user) => filter({ user })}
      />
    </PageLayout>
  );
}
