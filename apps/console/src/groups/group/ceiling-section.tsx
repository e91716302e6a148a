import { Suspense, lazy, useState } from 'react';
import { Button } from '../../ui/button.js';
import { Section } from '../../ui/section.js';
import { CeilingList, ceilingInShort } from '../../access/roles/ceiling-list.js';
import { sub as s } from './strings/above.js';
import { useMayConsent } from '../../server/group.js';
import type { Link } from './types.js';

const NarrowDialog = lazy(() => import('./narrow-dialog.js'));

/** The most the admin workspace may do here. */
export function CeilingSection({ link }: { link: Link }) {
  const decides = useMayConsent();
  const [narrows, setNarrows] = useState(false);
  return (
    <Section
      title={s.may}
      text={`${ceilingInShort(link.ceiling, link.ceiling_label)}. ${s.mayText}`}
      actions={
        decides && link.ceiling.length > 0 && <Button onPress={() => setNarrows(true)}>{s.narrow}</Button>
      }
    >
      <div className="px-5 pb-5">
        <CeilingList label={s.may} ceiling={link.ceiling} />
      </div>
      <Suspense>{narrows && <NarrowDialog link={link} onClose={() => setNarrows(false)} />}</Suspense>
    </Section>
  );
}
