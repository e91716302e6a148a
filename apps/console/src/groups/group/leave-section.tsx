import { Suspense, lazy, useState } from 'react';
import { Button } from '../../ui/button.js';
import { Section } from '../../ui/section.js';
import { sub as s } from './strings/above.js';
import type { Link } from './types.js';

const LeaveGroupDialog = lazy(() => import('./leave-group-dialog.js'));

/** The way out, which one that the admin workspace made has once it is handed over. */
export function LeaveSection({ link }: { link: Link }) {
  const [leaves, setLeaves] = useState(false);
  if (link.kind === 'managed') return <Section title={s.leaveSection} text={s.leaveManaged} />;
  return (
    <Section
      title={s.leaveSection}
      text={s.leaveSectionText}
      actions={<Button onPress={() => setLeaves(true)}>{s.leave}</Button>}
    >
      <Suspense>{leaves && <LeaveGroupDialog link={link} onClose={() => setLeaves(false)} />}</Suspense>
    </Section>
  );
}
