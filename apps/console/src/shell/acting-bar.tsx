import { useSuspenseQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { meQuery } from '../server/session.js';
import { LinkButton } from '../ui/link-button.js';
import { shell } from './strings.js';
import { type Above, useActing, useMyWorkspace } from '../server/use-workspace.js';

const s = shell.acting;

/** Whose workspace this is, and for whom one is here: it stays in sight, so that nobody mistakes it for their own. */
export function ActingBar() {
  const acting = useActing();
  return acting ? <Bar admin={acting} /> : null;
}

function Bar({ admin }: { admin: Above }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const name = useMyWorkspace().name;
  return (
    <section
      aria-label={s.label}
      className="sticky top-12 z-[5] flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 bg-accent px-4 py-1.5 text-on-accent md:top-0 md:h-11 md:flex-nowrap md:px-8"
    >
      <p className="min-w-0 break-words md:truncate">
        {s.in} <strong className="font-semibold">{name}</strong> {s.as} {me.first_name} {me.last_name},{' '}
        {s.from} {admin.name}
      </p>
      <LinkButton
        to="/w/$workspaceId/settings/workspace-group"
        params={{ workspaceId: admin.id }}
        size="sm"
        className="max-w-full"
      >
        <ArrowLeft aria-hidden className="size-4 shrink-0" />
        <span className="truncate">{s.back(admin.name)}</span>
      </LinkButton>
    </section>
  );
}
