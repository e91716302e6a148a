import { Check, ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { api } from '../../api-client/index.js';
import { nameOfRole, roleInSentence, roleText } from '../../words/roles.js';
import { classes } from '../../ui/classes.js';
import { itemStyle, popoverStyle } from '../../ui/menu.js';
import { toast } from '../../ui/toast.js';
import { RoleText } from './role-text.js';
import { type KnownRole, type Member, rolesToGive } from './roles.js';
import { fullName } from '../../words/people.js';
import { members as s } from './strings.js';
import { useDeed, useGiver } from './use-members.js';

/** Several roles, and one that ends, are changed one by one beside the list: taken back, they could not be as they were. */
const isSimple = ({ roles }: Member) => roles.length === 1 && roles[0]?.expires_at === null;

/** The roles, and for those who may change a single one the choice of another. */
export function RoleCell({ member }: { member: Member }) {
  const choices = rolesToGive(useGiver(), member);
  const change = useRoleChange(member);
  if (choices.length === 0 || !isSimple(member))
    return (
      <p className="line-clamp-2">
        <RoleText roles={member.roles} />
      </p>
    );
  return <RoleMenu member={member} choices={choices} onChoose={change} />;
}

interface RoleMenuProps {
  readonly member: Member;
  readonly choices: readonly KnownRole[];
  readonly onChoose: (role: KnownRole | undefined) => void;
}

function RoleMenu({ member, choices, onChoose }: RoleMenuProps) {
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
          selectedKeys={member.roles.map(({ id }) => id)}
          onAction={(id) => onChoose(choices.find((role) => role.id === id))}
          className="max-h-96 overflow-auto p-1 outline-none"
        >
          {choices.map((role) => (
            <MenuItem key={role.id} id={role.id} textValue={nameOfRole(role.name)} className={itemStyle}>
              {({ isSelected }) => <RoleLine role={role} isSelected={isSelected} />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const RoleLine = ({ role, isSelected }: { role: KnownRole; isSelected: boolean }) => (
  <>
    <span className="min-w-0 flex-1">
      <Text slot="label" className="block font-medium">
        {nameOfRole(role.name)}
      </Text>
      <Text slot="description" className="block text-xs text-muted">
        {role.sentence}
      </Text>
    </span>
    <Check aria-hidden className={classes('size-4 shrink-0', !isSelected && 'invisible')} />
  </>
);

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
    run: (workspace, role: KnownRole) => api.members.update({ workspace, id, body: { role_ids: [role.id] } }),
    onDone: (_, role) =>
      toast.done(s.roleChanged(name, roleInSentence(role.name)), () => restore.mutate(before)),
    became: (row) => ({ id, row }),
  });
  return (chosen: KnownRole | undefined) => {
    if (chosen && !before.includes(chosen.id)) change.mutate(chosen);
  };
}
