import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { Adoptable, type Ticked, bodyOf, countOf, isEmpty, nothingTicked } from './adoptable.js';
import { sub as s } from './strings/above.js';
import { adoptionsQuery, useGroupDeed } from './use-group.js';
import type { Adoptions, Link } from './types.js';

interface Kept {
  readonly ticked: Ticked;
  readonly left: Adoptions;
}

/** What people of the admin workspace made here, to be kept before one thinks of leaving. */
export function AdoptionsSection({ link: { id } }: { link: Link }) {
  const { data, error, refetch } = useQuery(adoptionsQuery(useWorkspaceId(), id));
  const [ticked, setTicked] = useState(nothingTicked);
  const adopt = useGroupDeed({
    run: (workspace, { ticked: kept, left }: Kept) =>
      api.adoptions.adopt({ workspace, id, body: bodyOf(kept, left) }),
    onDone: (_, { ticked: kept }) => {
      setTicked(nothingTicked);
      toast.done(s.kept(countOf(kept)));
    },
  });
  return (
    <Section title={s.left} text={s.leftText}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows count={2} />
      ) : (
        <div className="px-5 pb-5">
          {isEmpty(data) ? (
            <p className="text-muted">{s.leftNone}</p>
          ) : (
            <Adoptable left={data} ticked={ticked} onTick={setTicked} />
          )}
        </div>
      )}
      {countOf(ticked) > 0 && (
        <SectionFooter>
          <Button isPending={adopt.isPending} onPress={() => data && adopt.mutate({ ticked, left: data })}>
            {s.keep}
          </Button>
        </SectionFooter>
      )}
    </Section>
  );
}
