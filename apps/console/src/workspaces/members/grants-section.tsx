import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Ellipsis, UserMinus } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { nameOfRole } from '../../words/roles.js';
import { meQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { ChangeGrantDialog } from './change-grant-dialog.js';
import { GiveRoleDialog } from './give-role-dialog.js';
import { type Grant, isOver } from './grants.js';
import { Part } from '../../ui/part.js';
import { ReplaceRolesDialog } from './replace-roles-dialog.js';
import { RoleText } from './role-text.js';
import { type Member, mayChangeGrants, rolesToGive } from './roles.js';
import { fullName } from '../../words/people.js';
import { grants as s } from './strings.js';
import { grantsQuery } from './use-grants.js';
import { useDeed, useGiver } from './use-members.js';

/** The roles somebody holds, one by one: by whom, since when, until when and why. */
export function GrantsSection({ member }: { member: Member }) {
  const maySee = useMyStanding().may('grants:read');
  return (
    <Part title={s.title} actions={<Deeds member={member} />}>
      {maySee ? (
        <Given member={member} />
      ) : (
        <p>{member.roles.length > 0 ? <RoleText {...member} /> : s.none}</p>
      )}
    </Part>
  );
}

function Deeds({ member }: { member: Member }) {
  const giver = useGiver();
  const [opened, setOpened] = useState<'give' | 'replace'>();
  const close = () => setOpened(undefined);
  const held = new Set(member.roles.map(({ id }) => id));
  const more = rolesToGive(giver, member, 'add').filter(({ id }) => !held.has(id));
  return (
    <div className="flex gap-2">
      {rolesToGive(giver, member).length > 0 && (
        <Button size="sm" onPress={() => setOpened('replace')}>
          {s.replace}
        </Button>
      )}
      {more.length > 0 && (
        <Button size="sm" onPress={() => setOpened('give')}>
          {s.give}
        </Button>
      )}
      {opened === 'give' && <GiveRoleDialog member={member} choices={more} onClose={close} />}
      {opened === 'replace' && <ReplaceRolesDialog member={member} onClose={close} />}
    </div>
  );
}

function Given({ member }: { member: Member }) {
  const { data: grants, error, refetch } = useQuery(grantsQuery(useWorkspaceId(), member.id));
  if (error && !grants) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!grants) return <Skeleton className="w-48" />;
  if (grants.length === 0) return <p className="text-muted">{s.none}</p>;
  return (
    <ul aria-label={s.title} className="flex flex-col gap-3">
      {grants.map((grant) => (
        <li key={grant.id} className="flex items-start gap-2">
          <GrantLine grant={grant} by={grant.granted_by_name ?? undefined} />
          <GrantActions member={member} grant={grant} />
        </li>
      ))}
    </ul>
  );
}

function GrantLine({ grant, by }: { grant: Grant; by: string | undefined }) {
  const { data: me } = useQuery(meQuery);
  const { role, expires_at, reason, extension_requested_at: asked } = grant;
  const giver = grant.granted_by === me?.id ? s.byMe : by;
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium break-words">{nameOfRole(role.name)}</span>
        {expires_at && (
          <Badge tone={isOver(grant) ? 'danger' : 'neutral'}>
            {s.until}&nbsp;
            <Time at={expires_at} as="day" />
          </Badge>
        )}
        {asked && <Badge tone="warning">{s.asked}</Badge>}
      </p>
      <p className="text-sm text-muted">
        {giver ? s.by(giver) : s.since} <Time at={grant.timestamp_created} />
      </p>
      {reason && <p className="text-sm break-words text-muted">“{reason}”</p>}
    </div>
  );
}

function GrantActions({ member, grant }: { member: Member; grant: Grant }) {
  const giver = useGiver();
  const [opened, setOpened] = useState<'change' | 'take'>();
  const [mayUpdate, mayDelete] = (['update', 'delete'] as const).map((deed) =>
    mayChangeGrants(giver, member, deed),
  );
  const close = () => setOpened(undefined);
  const label = s.actionsFor(nameOfRole(grant.role.name));
  if (!mayUpdate && !mayDelete) return null;
  return (
    <>
      <Menu label={label} trigger={<IconButton icon={Ellipsis} label={label} />}>
        {mayUpdate && (
          <MenuItem icon={CalendarClock} onAction={() => setOpened('change')}>
            {s.change}
          </MenuItem>
        )}
        {mayDelete && (
          <MenuItem icon={UserMinus} isDestructive onAction={() => setOpened('take')}>
            {s.take}
          </MenuItem>
        )}
      </Menu>
      {opened === 'change' && <ChangeGrantDialog member={member} grant={grant} onClose={close} />}
      {opened === 'take' && <TakeAway member={member} grant={grant} onClose={close} />}
    </>
  );
}

interface TakeAwayProps {
  readonly member: Member;
  readonly grant: Grant;
  readonly onClose: () => void;
}

function TakeAway({ member, grant, onClose }: TakeAwayProps) {
  const [name, role] = [fullName(member), nameOfRole(grant.role.name)];
  const take = useDeed({
    run: (workspace, id: string) => api.grants.remove({ workspace, id }),
    onDone: () => {
      onClose();
      toast.done(s.taken(role, name));
    },
    became: () => ({
      id: member.id,
      row: { roles: member.roles.filter(({ grant_id }) => grant_id !== grant.id) },
    }),
  });
  return (
    <Confirm
      title={s.takeTitle(role, name)}
      text={s.takeText}
      action={s.take}
      isPending={take.isPending}
      onConfirm={() => take.mutate(grant.id)}
      onClose={onClose}
    />
  );
}
