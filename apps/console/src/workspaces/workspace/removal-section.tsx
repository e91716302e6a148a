import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { Section } from '../../ui/section.js';
import { useRemovalDeed } from './deeds.js';
import { workspaceQuery } from './itself.js';
import { removal as s } from './strings.js';

/** Where it is scheduled already, the banner above every page says so. */
export function RemovalSection() {
  const { data } = useQuery(workspaceQuery(useWorkspaceId()));
  const [asks, setAsks] = useState(false);
  if (!data || data.scheduled_for_removal_at) return null;
  return (
    <Section
      title={s.title}
      text={s.text}
      actions={<Button onPress={() => setAsks(true)}>{s.schedule}</Button>}
    >
      {asks && <ScheduleDialog onClose={() => setAsks(false)} />}
    </Section>
  );
}

/** So much goes that its name is typed first. */
function ScheduleDialog({ onClose }: { onClose: () => void }) {
  const name = useMyWorkspace().name;
  const [typed, setTyped] = useState('');
  const isMeant = typed.trim() === name;
  const schedule = useRemovalDeed(
    (workspace) => api.removals.schedule({ workspace }),
    () => {
      onClose();
      toast.done(s.scheduled(name));
    },
  );
  return (
    <Dialog title={s.scheduleTitle(name)} isOpen role="alertdialog" onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={schedule.error}
        isPending={schedule.isPending}
        onSubmit={() => isMeant && schedule.mutate()}
      >
        <DialogBody>
          <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
            {s.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
          <Field name="name" label={s.typeName(name)} autoComplete="off" value={typed} onChange={setTyped} />
        </DialogBody>
        <DialogActions>
          <Button autoFocus onPress={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" variant="danger" isDisabled={!isMeant} isPending={schedule.isPending}>
            {s.submit}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
