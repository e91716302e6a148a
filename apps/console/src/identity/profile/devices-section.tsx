import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Laptop, type LucideIcon, Smartphone } from 'lucide-react';
import { type SessionsList, api } from '../../api-client/index.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { usePages } from '../../ui/use-pages.js';
import { type Device, deviceOf } from './device.js';
import { List } from '../../ui/list.js';
import { mineChanged, sessionsKey } from './mine.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { devices as s } from './strings.js';

type Session = SessionsList['items'][number];

export function DevicesSection() {
  const pages = usePages(sessionsKey, ({ starting_after, signal }) =>
    api.sessions.list({ query: { limit: 20, starting_after }, signal }),
  );
  return (
    <Section title={s.title} text={s.text}>
      <List label={s.title} pages={pages} keyOf={({ id }) => id}>
        {(session) => <SessionLine session={session} />}
      </List>
      <SectionFooter>
        <LogOutEverywhere />
      </SectionFooter>
    </Section>
  );
}

function SessionLine({ session }: { session: Session }) {
  const { ip_address, is_current, timestamp_last_seen } = session;
  const device = deviceOf(session.user_agent);
  const Icon = icons[device.kind];
  return (
    <>
      <Icon aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={1.5} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {device.name}
          {is_current && <Badge tone="success">{s.current}</Badge>}
        </p>
        <p className="text-sm break-words text-muted">
          {ip_address} · {s.lastSeen} <Time at={timestamp_last_seen} />
        </p>
      </div>
      {!is_current && <EndSession session={session} name={device.name} />}
    </>
  );
}

const icons: Readonly<Record<Device['kind'], LucideIcon>> = { computer: Laptop, phone: Smartphone };

function EndSession({ session: { id, ip_address }, name }: { session: Session; name: string }) {
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.sessions.endOne({ id }),
    onSuccess: () => toast.done(s.ended(name)),
    onError: toast.failed,
    // Also when it had ended by itself meanwhile.
    onSettled: () => mineChanged(queryClient),
  });
  return (
    <Button
      size="sm"
      isPending={end.isPending}
      aria-label={s.endOne(name, ip_address)}
      onPress={() => end.mutate()}
    >
      {s.end}
    </Button>
  );
}

function LogOutEverywhere() {
  const [asks, setAsks] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const endAll = useMutation({
    mutationFn: () => api.sessions.endAll(),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { reason: 'signed-out' } });
      queryClient.clear();
    },
    onError: toast.failed,
  });
  return (
    <>
      <Button onPress={() => setAsks(true)}>{s.endAll}</Button>
      {asks && (
        <Confirm
          title={s.endAllTitle}
          text={s.endAllText}
          action={s.endAllAction}
          isPending={endAll.isPending}
          onConfirm={() => endAll.mutate()}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
