import { CircleAlert, CircleCheck } from 'lucide-react';
import { type ProfileActivity, api } from '../../api-client/index.js';
import { Time } from '../../ui/time.js';
import { usePages } from '../../ui/use-pages.js';
import { lineOf } from './activity-lines.js';
import { deviceOf } from './device.js';
import { List } from '../../ui/list.js';
import { activityKey } from './mine.js';
import { Section } from '../../ui/section.js';
import { activity as s } from './strings.js';

export function ActivitySection() {
  const pages = usePages(activityKey, ({ starting_after, signal }) =>
    api.profile.activity({ query: { limit: 8, starting_after }, signal }),
  );
  return (
    <Section title={s.title} text={s.text}>
      <List label={s.title} pages={pages} keyOf={({ id }) => id}>
        {(record) => <ActivityLine record={record} />}
      </List>
    </Section>
  );
}

function ActivityLine({ record }: { record: ProfileActivity['items'][number] }) {
  const isDone = record.outcome === 'done';
  const Icon = isDone ? CircleCheck : CircleAlert;
  return (
    <>
      <Icon
        aria-hidden
        className={`size-5 shrink-0 ${isDone ? 'text-muted' : 'text-warning'}`}
        strokeWidth={1.5}
      />
      <div className="min-w-0 flex-1">
        <p className="break-words">{lineOf(record)}</p>
        <p className="text-sm break-words text-muted">
          <Time at={record.timestamp} as="moment" /> · {record.ip_address} ·{' '}
          {deviceOf(record.user_agent).name}
        </p>
      </div>
    </>
  );
}
