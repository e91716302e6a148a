import { systemRoles } from '@bailiwick/rbac';
import { Check, ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { api } from '../../api-client/index.js';
import { nameOfRole, roleInSentence, roleText } from '../../roles.js';
import { useMyStanding } from '../../shell/use-workspace.js';
import { classes } from '../../ui/classes.js';
import { itemStyle, popoverStyle } from '../../ui/menu.js';
import { toast } from '../../ui/toast.js';
import { type Member, fullName, rolesToGive } from './roles.js';
import { members as s } from './strings.js';
import { useDeed } from './use-members.js';

/** The role, and for those who may change it the choice of another. */
export function RoleCell({ member }: { member: Member }) {
  const choices = rolesToGive(useMyStanding(), member);
  const change = useRoleChange(member);
  if (choices.length === 0) return <span>{roleText(member.roles)}</span>;
  return (
    <MenuTrigger>
      <Button
        aria-label={`${s.changeRole(fullName(member))}: ${roleText(member.roles)}`}
        className="-ms-2 flex h-8 max-w-full items-center gap-1 rounded-md px-2 hovered:bg-hover pointer-coarse:h-10"
      >
        <span className="truncate">{roleText(member.roles)}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </Button>
      <Popover placement="bottom end" className={classes(popoverStyle, 'w-80 max-w-[calc(100vw-2rem)]')}>
        <Menu
          aria-label={s.changeRole(fullName(member))}
          selectionMode="single"
          selectedKeys={member.roles.map(({ name }) => name)}
          onAction={(role) => change(String(role) as Member['role'])}
          className="p-1 outline-none"
        >
          {choices.map((role) => (
            <MenuItem key={role} id={role} textValue={nameOfRole(role)} className={itemStyle}>
              {({ isSelected }) => (
                <>
                  <span className="min-w-0 flex-1">
                    <Text slot="label" className="block font-medium">
                      {nameOfRole(role)}
                    </Text>
                    <Text slot="description" className="block text-xs text-muted">
                      {systemRoles[role].sentence}
                    </Text>
                  </span>
                  <Check aria-hidden className={classes('size-4 shrink-0', !isSelected && 'invisible')} />
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function useRoleChange(member: Member) {
  const name = fullName(member);
  const { id } = member;
  const before = member.roles.map((role) => role.id);
  const restore = useDeed({
    run: (workspace, role_ids: string[]) => api.members.update({ workspace, id, body: { role_ids } }),
    onDone: () => toast.done(s.roleRestored(name)),
    became: (row) => ({ id, row }),
  });
  const change = useDeed({
    run: (workspace, role: Member['role']) => api.members.update({ workspace, id, body: { role } }),
    onDone: (_, role) => toast.done(s.roleChanged(name, roleInSentence(role)), () => restore.mutate(before)),
    became: (row) => ({ id, row }),
  });
  return (role: Member['role']) => {
    if (member.roles.length !== 1 || member.role !== role) change.mutate(role);
  };
}
