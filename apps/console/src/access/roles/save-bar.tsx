import { isProblem } from '../../server/problem.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { AffectedPeople, Refusal } from './affected-people.js';
import { type Draft, patchFor } from './draft.js';
import type { FullRole } from './rights.js';
import { role as s } from './strings.js';
import { useSimulation } from './use-roles.js';
import type { Save } from './use-save.js';

interface SaveBarProps {
  readonly role: FullRole | undefined;
  readonly draft: Draft;
  readonly save: Save;
  readonly onDiscard: () => void;
}

/** Stays in sight while one scrolls, with what saving would mean; not there while there is nothing to save. */
export function SaveBar({ role, draft, save, onDiscard }: SaveBarProps) {
  const patch = role && patchFor(draft, role);
  const simulation = useSimulation(
    role && role.holders > 0 && patch?.permissions
      ? { role: { id: role.id, permissions: patch.permissions } }
      : undefined,
  );
  const isUnchanged = role !== undefined && !patch;
  if (isUnchanged) return null;
  const isRefused = simulation.isAsked && Boolean(simulation.data?.refusal);
  return (
    <div className="sticky bottom-0 z-10 flex flex-col gap-3 rounded-t-lg border border-line bg-raised p-4 shadow-overlay">
      <AffectedPeople simulation={simulation} />
      {!isRefused && isProblem(save.failure) && (
        <div role="alert">
          <Refusal code={save.failure.code} otherwise={save.failure.message} />
        </div>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-muted">
          {draft.permissions.size === 0 ? s.nothingChosen : s.chosen(draft.permissions.size)}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onPress={onDiscard}>{role ? s.discard : common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={save.isPending} isDisabled={isRefused}>
            {role ? s.save : s.make}
          </Button>
        </div>
      </div>
    </div>
  );
}
