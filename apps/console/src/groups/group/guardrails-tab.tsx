import { useId, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Switch } from '../../ui/switch.js';
import { toast } from '../../ui/toast.js';
import { Card } from '../../ui/card.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { isDomain } from '../../workspaces/workspace/domains.js';
import { RuleLines, Upcoming } from './rule-lines.js';
import { guardrails as s } from './strings/guardrails.js';
import { guardrailsQuery, useGroupDeed } from './use-group.js';
import type { Rules } from './types.js';

/** What the admin workspace asks of everybody below. */
export default function GuardrailsTab() {
  const { data, error, refetch } = useQuery(guardrailsQuery(useWorkspaceId()));
  const may = useMyStanding().may('guardrails:update');
  if (error && !data)
    return (
      <Card>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Card>
    );
  if (!data)
    return (
      <Card>
        <SkeletonRows count={4} />
      </Card>
    );
  // What was decided last is what one goes on from, though it does not bind everywhere yet.
  const wanted: Rules = data.announced.at(-1) ?? data;
  return (
    <div className="max-w-2xl">
      <Section title={s.title} text={s.text}>
        <Upcoming from={s.from} announced={data.announced} />
        {may ? (
          <Edit key={JSON.stringify(wanted)} rules={wanted} />
        ) : (
          <div className="px-5 pb-5">
            <RuleLines label={s.title} rules={data} />
          </div>
        )}
      </Section>
    </div>
  );
}

function Edit({ rules }: { rules: Rules }) {
  const [twoFactor, setTwoFactor] = useState(rules.two_factor_required);
  const [keys, setKeys] = useState(rules.keys_allowed);
  const save = useGroupDeed({
    run: (workspace, body: Partial<Rules>) => api.guardrails.update({ workspace, body }),
    onDone: () => toast.done(s.saved),
    isForm: true,
  });
  return (
    <Form
      className="flex flex-col"
      error={save.error}
      isPending={save.isPending}
      onSubmit={({ email_domains = '', session_hours = '', invitation_hours = '' }) =>
        save.mutate({
          two_factor_required: twoFactor,
          email_domains: domainsIn(email_domains),
          session_hours: hoursIn(session_hours),
          invitation_hours: hoursIn(invitation_hours),
          keys_allowed: keys,
        })
      }
    >
      <Choice title={s.two_factor_required} text={s.twoFactorText} is={twoFactor} onChange={setTwoFactor} />
      <Choice title={s.keys_allowed} text={s.keysText} is={keys} onChange={setKeys} />
      <div className="flex flex-col gap-4 border-t border-line p-5">
        <Field
          name="email_domains"
          label={s.email_domains}
          description={s.domainsHint}
          defaultValue={rules.email_domains.join(' ')}
          autoComplete="off"
          spellCheck="false"
          validate={(typed) => (domainsIn(typed).every(isDomain) ? null : s.notDomain)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Hours name="session_hours" hint={s.sessionHint} value={rules.session_hours} />
          <Hours name="invitation_hours" hint={s.invitationHint} value={rules.invitation_hours} />
        </div>
        <p className="text-sm text-muted">{s.notice}</p>
      </div>
      <SectionFooter>
        <Button type="submit" isPending={save.isPending}>
          {common.save}
        </Button>
      </SectionFooter>
    </Form>
  );
}

const domainsIn = (typed: string): string[] =>
  typed
    .toLocaleLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
const hoursIn = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed));

interface ChoiceProps {
  readonly title: string;
  readonly text: string;
  readonly is: boolean;
  readonly onChange: (is: boolean) => void;
}

function Choice({ title, text, is, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4 border-t border-line px-5 py-4">
      <div className="min-w-0">
        <h3 className="font-medium">{title}</h3>
        <p id={id} className="text-sm text-muted">
          {text}
        </p>
      </div>
      <Switch label={title} describedBy={id} isSelected={is} onChange={onChange} />
    </div>
  );
}

interface HoursProps {
  readonly name: 'session_hours' | 'invitation_hours';
  readonly hint: string;
  readonly value: number | null;
}

const Hours = ({ name, hint, value }: HoursProps) => (
  <Field
    name={name}
    label={s[name]}
    description={hint}
    inputMode="numeric"
    autoComplete="off"
    maxLength={5}
    defaultValue={value?.toString() ?? ''}
    validate={(typed) => (/^\s*\d*\s*$/.test(typed) ? null : s.notHours)}
  />
);
