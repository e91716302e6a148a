import { useId, useState } from 'react';
import type { Permission } from '@bailiwick/rbac';
import { CircleAlert, TriangleAlert, UsersRound } from 'lucide-react';
import type { AccessSimulate } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { sentenceOf } from '../../words/resources.js';
import { Button } from '../../ui/button.js';
import { classes } from '../../ui/classes.js';
import { Skeleton } from '../../ui/skeleton.js';
import { type Alike, groupAlike } from './affected.js';
import { affected as s, refusals } from './strings.js';
import type { useSimulation } from './use-roles.js';

/** Who would gain and lose what, and whether it would be refused: told before anybody decides. */
export function AffectedPeople({ simulation }: { simulation: ReturnType<typeof useSimulation> }) {
  const { data, error, refetch, isAsked, isStale } = simulation;
  if (!isAsked) return null;
  if (error && !data) return <Unknown onRetry={() => void refetch()} />;
  return (
    <section
      aria-label={s.title}
      aria-live="polite"
      aria-busy={isStale}
      className={classes('flex flex-col gap-2 transition-opacity', isStale && data && 'opacity-60')}
    >
      {data ? <Told outcome={data} /> : <Looking />}
    </section>
  );
}

const Looking = () => (
  <div role="status" aria-label={s.looking}>
    <Skeleton className="my-1 w-56" />
  </div>
);

const Unknown = ({ onRetry }: { onRetry: () => void }) => (
  <p role="alert" className="flex flex-wrap items-center gap-2 text-muted">
    {s.unknown}
    <Button size="sm" onPress={onRetry}>
      {common.tryAgain}
    </Button>
  </p>
);

function Told({ outcome }: { outcome: AccessSimulate }) {
  const { refusal, affected_count: count } = outcome;
  return (
    <>
      {refusal && <Refusal code={refusal} />}
      {count === 0 ? !refusal && <p className="text-muted">{s.nobody}</p> : <Counted outcome={outcome} />}
    </>
  );
}

/** Why not, as we explain it; else in the words of the server. */
export const Refusal = ({ code, otherwise }: { code: string; otherwise?: string }) => (
  <p className="flex items-start gap-2 rounded-md bg-danger-quiet px-3 py-2 text-danger">
    <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
    <span className="min-w-0">{refusals[code] ?? otherwise ?? code}</span>
  </p>
);

function Counted({ outcome }: { outcome: AccessSimulate }) {
  const { affected, affected_count: count, is_complete } = outcome;
  const [isShown, show] = useState(false);
  const list = useId();
  const isAll = affected.length === count;
  const who = (key: 'gains' | 'loses') => affected.filter((one) => one[key].length > 0).length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <p className="flex min-w-0 items-start gap-2 font-medium">
          <UsersRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span className="min-w-0">
            {isAll ? s.count(count, who('gains'), who('loses')) : s.many(count)}
          </span>
        </p>
        <Button
          size="sm"
          variant="quiet"
          aria-expanded={isShown}
          aria-controls={list}
          onPress={() => show(!isShown)}
        >
          {isShown ? s.hide : s.show}
        </Button>
      </div>
      <div id={list} hidden={!isShown} className="max-h-56 overflow-y-auto">
        {!isAll && <p className="text-sm text-muted">{s.first(affected.length, count)}</p>}
        {!is_complete && <p className="text-sm text-muted">{s.incomplete}</p>}
        {isShown && groupAlike(affected).map((group) => <Group key={group.names[0]} group={group} />)}
      </div>
    </>
  );
}

function Group({ group: { names, gains, loses } }: { group: Alike }) {
  const isOne = names.length === 1;
  return (
    <div className="border-t border-line py-2 text-sm first:border-0">
      <p className="font-medium break-words">{names.join(', ')}</p>
      <What word={isOne ? s.gains : s.gain} permissions={gains} isLoss={false} />
      <What word={isOne ? s.loses : s.lose} permissions={loses} isLoss />
    </div>
  );
}

const FEW = 8;

interface WhatProps {
  readonly word: string;
  readonly permissions: readonly Permission[];
  readonly isLoss: boolean;
}

function What({ word, permissions, isLoss }: WhatProps) {
  if (permissions.length === 0) return null;
  const rest = permissions.length - FEW;
  return (
    <div className="mt-1 grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2">
      <p className={isLoss ? 'flex items-start gap-1 text-danger' : 'text-success'}>
        {isLoss && <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />}
        {word}
      </p>
      <ul className="text-muted">
        {permissions.slice(0, FEW).map((one) => (
          <li key={one}>{sentenceOf(one)}</li>
        ))}
        {rest > 0 && <li>{s.more(rest)}</li>}
      </ul>
    </div>
  );
}
