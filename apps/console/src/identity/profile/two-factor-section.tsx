import { Suspense, lazy, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TwoFactorRead } from '../../api-client/index.js';
import { twoFactorQuery } from '../../server/second-factor.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { mineChanged } from './mine.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { twoFactor as s } from './strings.js';

const SetUpDialog = lazy(() => import('../security/set-up-dialog.js'));
const NewCodesDialog = lazy(() => import('./new-codes-dialog.js'));
const SwitchOffDialog = lazy(() => import('./switch-off-dialog.js'));

type Act = 'set-up' | 'replace' | 'new-codes' | 'switch-off';

export function TwoFactorSection() {
  const { data: factor, error, refetch } = useQuery(twoFactorQuery);
  const [act, setAct] = useState<Act>();
  const status = factor && (
    <Badge tone={factor.enabled ? 'success' : 'neutral'}>{factor.enabled ? s.on : s.off}</Badge>
  );
  return (
    <Section title={s.title} text={s.text} status={status}>
      {error && !factor && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!factor && !error && <Skeleton className="mx-5 mb-5 w-48" />}
      {factor && (factor.enabled ? <On factor={factor} onAct={setAct} /> : <Off onAct={setAct} />)}
      <Suspense>{act && <Dialogs act={act} onClose={() => setAct(undefined)} />}</Suspense>
    </Section>
  );
}

interface ActsProps {
  readonly onAct: (act: Act) => void;
}

const Off = ({ onAct }: ActsProps) => (
  <SectionFooter>
    <Button onPress={() => onAct('set-up')}>{s.setUp}</Button>
  </SectionFooter>
);

const On = ({ factor, onAct }: ActsProps & { factor: TwoFactorRead }) => (
  <>
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 px-5 pb-5">
      <dt className="text-muted">{s.since}</dt>
      <dd>{factor.timestamp_enabled && <Time at={factor.timestamp_enabled} as="day" />}</dd>
      <dt className="text-muted">{s.codesLeft}</dt>
      <dd>
        {s.left(factor.recovery_codes_left)}
        {factor.recovery_codes_left < FEW && <span className="text-warning"> {s.few}</span>}
      </dd>
    </dl>
    <SectionFooter>
      <Button onPress={() => onAct('new-codes')}>{s.newCodes}</Button>
      <Button onPress={() => onAct('replace')}>{s.replace}</Button>
      <Button onPress={() => onAct('switch-off')}>{s.switchOff}</Button>
    </SectionFooter>
  </>
);
const FEW = 3;

function Dialogs({ act, onClose }: { act: Act; onClose: () => void }) {
  const queryClient = useQueryClient();
  const done = (text: string) => () => {
    mineChanged(queryClient);
    onClose();
    toast.done(text);
  };
  switch (act) {
    case 'set-up':
      return <SetUpDialog onDone={done(s.enabled)} onClose={onClose} />;
    case 'replace':
      return <SetUpDialog isReplacement onDone={done(s.replaced)} onClose={onClose} />;
    case 'new-codes':
      return <NewCodesDialog onDone={done(s.renewed)} onClose={onClose} />;
    case 'switch-off':
      return <SwitchOffDialog onDone={done(s.disabled)} onClose={onClose} />;
  }
}
