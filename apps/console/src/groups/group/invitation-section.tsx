import { useState } from 'react';
import { api } from '../../api-client/index.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { useMyWorkspace } from '../../server/use-workspace.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { CeilingList, ceilingInShort } from '../../access/roles/ceiling-list.js';
import { ImpactNote } from './impact-note.js';
import { RuleLines, linesOf } from './rule-lines.js';
import { invitation as s, sub } from './strings/above.js';
import { useGroupDeed, useImpact } from './use-group.js';
import { useMayConsent } from '../../server/group.js';
import type { Link } from './types.js';

/** A workspace asks to be above this one. Nothing is changed by it until the owner accepts. */
export function InvitationSection({ link }: { link: Link }) {
  const decides = useMayConsent();
  const name = useMyWorkspace().name;
  const admin = link.admin_workspace_name ?? '';
  const impact = useImpact({ act: 'join', workspace_group_member_id: link.id }, decides);
  return (
    <Section title={s.title(admin)} text={s.textOf(admin, name)}>
      <div className="flex flex-col gap-4 border-t border-line p-5">
        <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
          {s.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <div className="flex flex-col gap-2">
          <h3 className="font-semibold">{s.asks}</h3>
          <p className="text-sm text-muted">{ceilingInShort(link.ceiling, link.ceiling_label)}</p>
          <CeilingList label={s.asks} ceiling={link.ceiling} />
        </div>
        {linesOf(impact.data?.guardrails ?? {}).length > 0 && (
          <div className="flex flex-col gap-2">
            <h3 className="font-semibold">{s.rules}</h3>
            <RuleLines label={s.rules} rules={impact.data?.guardrails ?? {}} />
          </div>
        )}
        {decides && <ImpactNote impact={impact} />}
        {link.expires_at && (
          <p className="text-sm text-muted">
            {s.expires} <Time at={link.expires_at} as="moment" />.
          </p>
        )}
        {!decides && <p>{sub.onlyOwner}</p>}
      </div>
      {decides && <Answers link={link} />}
    </Section>
  );
}

type No = 'reject' | 'block';

function Answers({ link: { id, admin_workspace_name } }: { link: Link }) {
  const admin = admin_workspace_name ?? '';
  const [asks, setAsks] = useState<No>();
  const accept = useGroupDeed({
    run: (workspace, link: string) => api.consents.accept({ workspace, id: link }),
    onDone: () => toast.done(s.accepted(admin)),
  });
  const refuse = useGroupDeed({
    run: (workspace, how: No) => api.consents[how]({ workspace, id }),
    onDone: (_, how) => toast.done(how === 'block' ? s.blocked(admin) : s.rejected),
  });
  return (
    <SectionFooter>
      <Button variant="quiet" onPress={() => setAsks('block')}>
        {s.block}
      </Button>
      <Button onPress={() => setAsks('reject')}>{s.reject}</Button>
      <Button variant="primary" isPending={accept.isPending} onPress={() => accept.mutate(id)}>
        {s.accept}
      </Button>
      {asks && (
        <Confirm
          title={asks === 'block' ? s.blockTitle(admin) : s.rejectTitle(admin)}
          text={asks === 'block' ? s.blockText : s.rejectText}
          action={s[asks]}
          isPending={refuse.isPending}
          onConfirm={() => refuse.mutate(asks)}
          onClose={() => setAsks(undefined)}
        />
      )}
    </SectionFooter>
  );
}
