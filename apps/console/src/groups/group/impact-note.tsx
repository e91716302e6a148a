import { UsersRound } from 'lucide-react';
import { Skeleton } from '../../ui/skeleton.js';
import { impact as s } from './strings/group.js';
import type { useImpact } from './use-group.js';
import type { Impact } from './types.js';

interface ImpactNoteProps {
  readonly impact: ReturnType<typeof useImpact>;
  /** What goes with it is told beside it, one by one. */
  readonly isAboutPeople?: boolean;
}

/** Who gains and loses what, told before anybody decides. */
export function ImpactNote({ impact: { data, error }, isAboutPeople = false }: ImpactNoteProps) {
  return (
    <section
      aria-label={s.title}
      aria-live="polite"
      className="flex flex-col gap-1 rounded-md bg-sunken p-3 text-sm"
    >
      {error && !data ? (
        <p className="text-muted">{s.unknown}</p>
      ) : data ? (
        <Told impact={data} isAboutPeople={isAboutPeople} />
      ) : (
        <div role="status" aria-label={s.looking}>
          <Skeleton className="w-56" />
        </div>
      )}
    </section>
  );
}

function Told({ impact: { people, dies }, isAboutPeople }: { impact: Impact; isAboutPeople: boolean }) {
  const { gain, lose, items } = people;
  const nothing = dies.members + dies.grants + dies.api_keys === 0;
  return (
    <>
      <div className="flex items-start gap-2">
        <UsersRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <div className="min-w-0">
          {gain > 0 && <p>{s.gain(gain)}</p>}
          {lose > 0 && <p>{s.lose(lose)}</p>}
          {gain + lose === 0 && <p>{s.nobody}</p>}
        </div>
      </div>
      {!nothing && !isAboutPeople && (
        <p className="ps-6">{s.dies(dies.members, dies.grants, dies.api_keys)}</p>
      )}
      {items.length > 0 && (
        <details className="ps-6">
          <summary className="cursor-default rounded-sm text-accent-text">{s.who}</summary>
          <ul className="max-h-40 overflow-y-auto break-words text-muted">
            {items.map(({ name }, at) => (
              <li key={at}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
