import { useQuery } from '@tanstack/react-query';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Section } from '../../ui/section.js';
import { RuleLines, Upcoming } from './rule-lines.js';
import { guardrails as s } from './strings/guardrails.js';
import { bindingQuery } from './use-group.js';

/** The rules of the admin workspace, as they bind here now and soon. */
export function BindingSection() {
  const { data, error, refetch } = useQuery(bindingQuery(useWorkspaceId()));
  return (
    <Section title={s.binding} text={s.bindingText}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="flex flex-col gap-3 px-5 pb-5">
          {data ? <RuleLines label={s.binding} rules={data} /> : <Skeleton className="w-56" />}
        </div>
      )}
      <Upcoming from={s.next} announced={data?.announced ?? []} />
    </Section>
  );
}
