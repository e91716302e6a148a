import { useState } from 'react';
import { type Permission, isPermission, permissions } from '@bailiwick/rbac';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type AccessExplain, api } from '../../api-client/index.js';
import { sentenceOf } from '../../words/resources.js';
import { nameOfRole, roleText } from '../../words/roles.js';
import { optionalText } from '../../ui/search-params.js';
import { filterByName } from '../../ui/matching.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Badge } from '../../ui/badge.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Field } from '../../ui/field.js';
import { linkStyle } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { asOf, dayFor } from './moments.js';
import { Part } from '../../ui/part.js';
import type { Member } from './roles.js';
import { why as s } from './strings.js';

const HERE = '/w/$workspaceId/settings/members/$memberId';

/** Which role allows it, or what is missing; of now, or of a day that is over. The address holds the question. */
export function WhySection({ member }: { member: Member }) {
  const { why, day } = useSearch({ from: HERE });
  const navigate = useNavigate({ from: HERE });
  const isMe = useMyStanding().memberId === member.id;
  const ask = (question: { why?: string | undefined; day?: string | undefined }) =>
    void navigate({
      search: (before) => optionalText({ ...before, ...question }) as never,
      replace: true,
      resetScroll: false,
    });
  const permission = why && isPermission(why) ? why : undefined;
  return (
    <Part title={isMe ? s.titleMine : s.title} text={s.text}>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <PermissionPicker value={permission} onChoose={(chosen) => ask({ why: chosen })} />
        <Field
          type="date"
          label={s.day}
          value={day ?? ''}
          onChange={(typed) => ask({ day: typed })}
          isInvalid={Boolean(day && day > dayFor(new Date()))}
          validationBehavior="aria"
          validate={() => (day && day > dayFor(new Date()) ? s.future : null)}
        />
      </div>
      <p className="-mt-1 text-xs text-muted">{s.dayHint}</p>
      {permission && <Answer member={member} permission={permission} day={day} />}
    </Part>
  );
}

const all = permissions.map((id) => ({ id, name: sentenceOf(id), description: id }));
/** Found by the sentence, and by the name the API has for it. */
const searched = all.map((one) => ({
  ...one,
  name: `${one.name} ${one.id.replace(/[:_]/g, ' ')} ${one.id}`,
}));
const found = (typed: string) => {
  const ids = new Set(filterByName(searched, typed).map(({ id }) => id));
  return all.filter(({ id }) => ids.has(id));
};

interface PickerProps {
  readonly value: Permission | undefined;
  readonly onChoose: (permission: string) => void;
}

function PermissionPicker({ value, onChoose }: PickerProps) {
  const chosen = value ? sentenceOf(value) : '';
  const [text, setText] = useState(chosen);
  return (
    <ComboBox
      label={s.permission}
      placeholder={s.placeholder}
      none={s.none}
      // The sentence of what is chosen is no search: whoever opens the list wants to see the others.
      options={text === chosen ? all : found(text)}
      value={value ?? null}
      text={text}
      onText={setText}
      onChoose={(id) => {
        setText(sentenceOf(id as Permission));
        onChoose(id);
      }}
    />
  );
}

interface AnswerProps {
  readonly member: Member;
  readonly permission: Permission;
  readonly day: string | undefined;
}

function Answer({ member, permission, day }: AnswerProps) {
  const workspace = useWorkspaceId();
  const as_of = asOf(day);
  const body = { permission, member_id: member.id, ...(as_of && { as_of }) };
  const { data, error, refetch } = useQuery({
    // With the member's version: what changes about them changes the answer.
    queryKey: ['workspace', workspace, 'explanation', body, member.timestamp_updated],
    queryFn: ({ signal }) => api.access.explain({ workspace, body, signal }),
    retry: false,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="w-56" />;
  return <Explained explained={data} />;
}

function Explained({ explained }: { explained: AccessExplain }) {
  const { allowed, reasons, would_give, could_grant } = explained;
  const gives = reasons.filter(({ obstacles }) => obstacles.length === 0);
  const blocked = reasons.filter(({ obstacles }) => obstacles.length > 0);
  return (
    <div role="status" className="flex flex-col gap-3 rounded-md border border-line p-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={allowed ? 'success' : 'danger'}>{allowed ? s.allowed : s.notAllowed}</Badge>
        <code className="font-mono text-xs break-all text-muted">{explained.permission}</code>
      </p>
      {gives.length > 0 && <Reasons title={s.giving} reasons={gives} />}
      {blocked.length > 0 && <Reasons title={s.blocked} reasons={blocked} />}
      {reasons.length === 0 && <p className="text-sm">{s.noRole}</p>}
      {!allowed && would_give.length > 0 && (
        <div className="text-sm">
          <p className="font-medium">{s.wouldGive}</p>
          <p className="text-muted">{roleText(would_give)}</p>
        </div>
      )}
      {!allowed && could_grant && <Granters people={could_grant} />}
    </div>
  );
}

function Reasons({ title, reasons }: { title: string; reasons: AccessExplain['reasons'] }) {
  return (
    <div className="text-sm">
      <p className="font-medium">{title}</p>
      <ul className="flex flex-col gap-1">
        {reasons.map(({ role, through, grant, obstacles }) => (
          <li key={`${through} ${grant.id}`} className="break-words">
            {nameOfRole(role.name)}
            {s.through[through]}
            <span className="text-muted">
              {grant.expires_at && (
                <>
                  {' '}
                  {s.until} <Time at={grant.expires_at} as="day" />
                </>
              )}
              {grant.granted_by && `, ${s.by(grant.granted_by)}`}
              {grant.reason && `: “${grant.reason}”`}
            </span>
            {obstacles.length > 0 && (
              <span className="block text-warning">
                {obstacles.map((obstacle) => s.obstacles[obstacle]).join('; ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Granters({ people }: { people: NonNullable<AccessExplain['could_grant']> }) {
  const workspaceId = useWorkspaceId();
  return (
    <div className="text-sm">
      <p className="font-medium">{s.couldGrant}</p>
      {people.length === 0 && <p className="text-muted">{s.nobody}</p>}
      <ul className="flex flex-wrap gap-x-3">
        {people.map(({ member_id: memberId, name }) => (
          <li key={memberId}>
            <Link
              to="/w/$workspaceId/settings/members/$memberId"
              params={{ workspaceId, memberId }}
              resetScroll={false}
              className={linkStyle}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
