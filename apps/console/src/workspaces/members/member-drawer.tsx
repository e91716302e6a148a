import { type ReactNode, useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, UserX, X } from 'lucide-react';
import { isProblem } from '../../server/problem.js';
import { useMyStanding, useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { IconButton } from '../../ui/icon-button.js';
import { linkStyle } from '../../ui/link-button.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { EmptyState, ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { useTitle } from '../../ui/use-title.js';
import { AccessSection } from './access-section.js';
import { GrantsSection } from './grants-section.js';
import { twoFactorText } from './member-list.js';
import { linkIdOf } from './member-link.js';
import { NicknameSection } from './nickname-section.js';
import { type Member, isInvited, isOwner, refusalToChange } from './roles.js';
import { fullName } from '../../words/people.js';
import { drawer as s, members } from './strings.js';
import { memberQuery, useGiver } from './use-members.js';
import { useIsBeside } from './use-is-beside.js';
import { WhySection } from './why-section.js';

const HERE = '/w/$workspaceId/settings/members/$memberId';

/** All there is to one person: beside the list, or a page of its own where there is no room for both. */
export function MemberDrawer() {
  const { memberId } = useParams({ from: HERE });
  const isBeside = useIsBeside();
  const close = useClosing(memberId);
  const frame = useFocus(memberId, isBeside);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      aria-label={s.facts}
      onKeyDown={(event) => {
        // What opens above it closes first, by itself.
        if (
          event.key === 'Escape' &&
          !event.defaultPrevented &&
          event.currentTarget.contains(event.target as Node)
        )
          close();
      }}
      className={
        isBeside
          ? 'sticky top-(--bar) h-[calc(100dvh-var(--bar))] overflow-y-auto border-s border-line bg-surface outline-none'
          : 'mx-auto max-w-2xl outline-none'
      }
    >
      <Person key={memberId} memberId={memberId} isBeside={isBeside} onClose={close} />
    </aside>
  );
}

/** Back to where one came from. */
function useClosing(memberId: string): () => void {
  const navigate = useNavigate({ from: HERE });
  return () => {
    void navigate({
      to: '/w/$workspaceId/settings/members',
      search: ({ tab, search, status, role }) => ({ tab, search, status, role }) as never,
      resetScroll: false,
    }).then(() => requestAnimationFrame(() => document.getElementById(linkIdOf(memberId))?.focus()));
  };
}

/** Whoever opens it is in it; the shell has given the focus to the page by then. */
function useFocus(memberId: string, isBeside: boolean) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isBeside) window.scrollTo(0, 0);
    const soon = requestAnimationFrame(() => frame.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(soon);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another person was opened; that the window grew is no reason
  }, [memberId]);
  return frame;
}

interface PersonProps {
  readonly memberId: string;
  readonly isBeside: boolean;
  readonly onClose: () => void;
}

function Person({ memberId, isBeside, onClose }: PersonProps) {
  const { data: member, error, refetch } = useQuery(memberQuery(useWorkspaceId(), memberId));
  const name = member ? fullName(member) : members.title;
  useTitle(name, useMyWorkspace().name);
  if (error && !member)
    return (
      <Frame isBeside={isBeside} onClose={onClose} name={members.title}>
        {isProblem(error, 'not_found') ? (
          <EmptyState icon={UserX} {...s.unknown} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </Frame>
    );
  return (
    <Frame
      isBeside={isBeside}
      onClose={onClose}
      name={name}
      {...(member && { about: <About member={member} /> })}
    >
      {member ? <Sections member={member} onClose={onClose} /> : <SkeletonRows count={4} />}
    </Frame>
  );
}

interface FrameProps {
  readonly isBeside: boolean;
  readonly name: string;
  readonly about?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame({ isBeside, name, about, onClose, children }: FrameProps) {
  const Heading = isBeside ? 'h2' : 'h1';
  return (
    <>
      <header className="flex items-start gap-3 p-5 pb-3">
        {!isBeside && <IconButton icon={ArrowLeft} label={s.back} className="-ms-2" onPress={onClose} />}
        <Avatar name={name} size="lg" />
        <div className="min-w-0 flex-1">
          <Heading className="text-lg font-semibold break-words">{name}</Heading>
          {about}
        </div>
        {isBeside && <IconButton icon={X} label={common.close} className="-me-2" onPress={onClose} />}
      </header>
      {children}
    </>
  );
}

function About({ member }: { member: Member }) {
  const { memberId } = useMyStanding();
  return (
    <>
      <p className="break-words text-muted">{member.user_email ?? member.email}</p>
      <p className="mt-1 flex flex-wrap gap-1.5">
        {member.id === memberId && <Badge>{members.you}</Badge>}
        <Badge tone={member.status === 'active' ? 'success' : 'warning'}>
          {members.statuses[member.status]}
        </Badge>
      </p>
    </>
  );
}

function Sections({ member, onClose }: { member: Member; onClose: () => void }) {
  const mayNickname = useMyStanding().may('member_nicknames:update');
  return (
    <div className="flex flex-col pb-8">
      <Facts member={member} />
      <Rank member={member} />
      <GrantsSection member={member} />
      {mayNickname && <NicknameSection member={member} />}
      <WhySection member={member} />
      <AccessSection member={member} onGone={onClose} />
    </div>
  );
}

function Facts({ member }: { member: Member }) {
  const { last_active_at, invitation_expires_at: expires } = member;
  const facts: readonly (readonly [string, ReactNode])[] = isInvited(member)
    ? [
        [s.invited, <Time key="at" at={member.timestamp_created} />],
        ...(expires ? [[s.expires, <Time key="at" at={expires} as="day" />] as const] : []),
      ]
    : [
        [s.lastActive, last_active_at ? <Time key="at" at={last_active_at} /> : members.never],
        [s.twoFactor, twoFactorText(member.two_factor)],
        [s.source, s.sources[member.source]],
        [s.joined, <Time key="at" at={member.timestamp_created} as="day" />],
      ];
  return (
    <>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 px-5 pb-4 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {member.permissions && <p className="px-5 pb-4 text-sm text-muted">{s.mask}</p>}
    </>
  );
}

/** Why there is so little to be done here, to somebody who may change people. */
function Rank({ member }: { member: Member }) {
  const giver = useGiver();
  const workspaceId = useWorkspaceId();
  const refusal = refusalToChange(giver, member);
  if (!giver.may('workspace_members:update') || !refusal) return null;
  const isOne = isOwner(member) && refusal === 'outranked';
  const text =
    refusal === 'own_roles'
      ? s.refusals.own_roles
      : s.refusals[isOne ? 'owner' : 'outranked'](fullName(member));
  return (
    <p className="mx-5 mb-4 rounded-md bg-accent-quiet px-3 py-2 text-sm text-accent-text">
      {text}{' '}
      {isOne && (
        <Link to="/w/$workspaceId/settings/workspace" params={{ workspaceId }} className={linkStyle}>
          {members.workspace}
        </Link>
      )}
    </p>
  );
}
