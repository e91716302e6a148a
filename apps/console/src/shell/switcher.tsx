import { Suspense, lazy, useRef, useState } from 'react';
import { ChevronsUpDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Popover } from 'react-aria-components/Popover';
import { Avatar } from '../ui/avatar.js';
import { classes } from '../ui/classes.js';
import { popoverStyle } from '../ui/menu.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { shell as s } from './strings.js';
import { useMyWorkspace } from '../server/use-workspace.js';

const WorkspaceChoice = lazy(() => import('./workspace-choice.js'));

export function Switcher() {
  const name = useMyWorkspace().name;
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={trigger}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        className="flex h-10 items-center gap-2 rounded-md px-2 text-start hovered:bg-hover"
      >
        <Avatar name={name} shape="square" size="sm" />
        <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
        <span className="sr-only">{s.switch}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Button>
      <Popover
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={setOpen}
        aria-label={s.find}
        placement="bottom start"
        className={classes(popoverStyle, 'min-h-32 w-72 max-w-[calc(100vw-1rem)]')}
      >
        <Suspense fallback={<SkeletonRows count={3} />}>
          <WorkspaceChoice close={() => setOpen(false)} />
        </Suspense>
      </Popover>
    </>
  );
}
