import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { MenuItem as Choice, MenuSection } from 'react-aria-components/Menu';
import { Separator } from 'react-aria-components/Separator';
import { meQuery } from '../server/session.js';
import { common } from '../words/common.js';
import { Avatar } from '../ui/avatar.js';
import { classes } from '../ui/classes.js';
import { Menu, MenuItem, itemStyle } from '../ui/menu.js';
import { shell as s } from './strings.js';
import { type Theme, chooseTheme, chosenTheme, themes } from './theme.js';
import { useSignOut } from './use-sign-out.js';
import { useWorkspaceId } from '../server/use-workspace.js';

export function AvatarMenu() {
  const { data: me } = useSuspenseQuery(meQuery);
  const workspaceId = useWorkspaceId();
  const signOut = useSignOut();
  const name = `${me.first_name} ${me.last_name}`;
  return (
    <Menu
      label={s.account}
      placement="top start"
      trigger={
        <Button className="flex min-h-11 items-center gap-2 rounded-md px-2 py-1 text-start hovered:bg-hover">
          <Avatar name={name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{name}</span>
            <span className="block truncate text-xs text-muted">{me.email}</span>
          </span>
          <span className="sr-only">{s.account}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </Button>
      }
    >
      <MenuItem icon={UserRound} href={`/w/${workspaceId}/settings/profile`}>
        {s.profile}
      </MenuItem>
      <ThemeChoice />
      <Separator className="my-1 h-px bg-line" />
      <MenuItem icon={LogOut} onAction={() => signOut.mutate()}>
        {common.signOut}
      </MenuItem>
    </Menu>
  );
}

const icons = { system: Monitor, light: Sun, dark: Moon };

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    chooseTheme(chosen);
  };
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => keys !== 'all' && choose([...keys][0] as Theme)}
      className="mt-1 border-t border-line pt-1"
    >
      <Header className="px-2 pt-1 pb-0.5 text-xs font-medium text-muted">{s.theme}</Header>
      {themes.map((one) => (
        <ThemeItem key={one} theme={one} />
      ))}
    </MenuSection>
  );
}

function ThemeItem({ theme }: { theme: Theme }) {
  const Icon = icons[theme];
  return (
    <Choice id={theme} textValue={s.themes[theme]} shouldCloseOnSelect={false} className={itemStyle}>
      {({ isSelected }) => (
        <>
          <Icon aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="flex-1">{s.themes[theme]}</span>
          <Check aria-hidden className={classes('size-4', !isSelected && 'invisible')} />
        </>
      )}
    </Choice>
  );
}
