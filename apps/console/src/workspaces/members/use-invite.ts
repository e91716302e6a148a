import { useState } from 'react';
import { systemRoles } from '@bailiwick/rbac';
import { type InvitationsInviteMany, type InvitationsInviteManyBody, api } from '../../api-client/index.js';
import { toast } from '../../ui/toast.js';
import { parseCsv } from './csv.js';
import { type Draft, MOST_AT_ONCE, draftsFromRows, draftsFromText, withVerdicts } from './drafts.js';
import { rolesToGive } from './roles.js';
import { invitations as s } from './strings.js';
import { useDeed, useGiver } from './use-members.js';

type Verdicts = InvitationsInviteMany['items'];

export interface FromFile {
  readonly name: string;
  readonly drafts: readonly Draft[];
}

/** Who is to be invited, as what and for how long, and how that is sent. `onDone`: all of them are invited. */
export function useInvite(onDone: () => void) {
  const { choices, role, setRole, readFile } = useRoleForAll();
  const [hours, setHours] = useState('168');
  const { drafts, ...list } = useDrafts();
  const ready = drafts.filter(({ problem }) => !problem);
  const isTooMany = drafts.length > MOST_AT_ONCE;
  const invite = useDeed({
    run: (workspace, body: InvitationsInviteManyBody) => api.invitations.inviteMany({ workspace, body }),
    onDone: ({ items }) => {
      const sent = items.filter(({ result }) => result === 'invited').length;
      if (sent > 0) toast.done(s.sent(sent));
      if (list.keepUnsent(items) === 0) onDone();
    },
    isForm: true,
  });
  const send = () => {
    if (ready.length === 0 || isTooMany) return;
    invite.mutate({ rows: ready.map(rowOf), role_ids: [role], expires_in_hours: Number(hours) });
  };
  const read = async ([chosen]: readonly File[]) => {
    if (chosen) list.setFile(await readFile(chosen));
  };
  return { ...list, drafts, ready, isTooMany, choices, role, setRole, hours, setHours, read, invite, send };
}

/** The role for all whose line names none: at first the usual one. */
function useRoleForAll() {
  const giver = useGiver();
  const choices = rolesToGive(giver);
  const usual = choices.find(({ id }) => id === systemRoles.editor.id) ?? choices[0];
  const [role, setRole] = useState(usual?.id ?? '');
  const readFile = async (file: File): Promise<FromFile | undefined> => {
    const drafts = draftsFromRows(parseCsv(await file.text()), { choices, roles: giver.roles });
    if (drafts.length > 0) return { name: file.name, drafts };
    toast.failed(s.fileEmpty);
    return undefined;
  };
  return { choices, role, setRole, readFile };
}

/** Typed or from a file, with what the server said of them; that is forgotten as soon as others take their place. */
function useDrafts() {
  const [text, setText] = useState('');
  const [file, setFile] = useState<FromFile>();
  const [verdicts, setVerdicts] = useState<Verdicts>([]);
  const drafts = withVerdicts(file?.drafts ?? draftsFromText(text), verdicts);
  return {
    text,
    file,
    drafts,
    changeText: (typed: string) => {
      setText(typed);
      setVerdicts([]);
    },
    setFile: (read: FromFile | undefined) => {
      if (read) setFile(read);
      setVerdicts([]);
    },
    dropFile: () => setFile(undefined),
    /** What could not be sent stays, to be put right. */
    keepUnsent: (items: Verdicts): number => {
      const sent = new Set(items.filter(({ result }) => result === 'invited').map(({ email }) => email));
      const left = drafts.filter(({ email, problem }) => problem ?? !sent.has(email.toLocaleLowerCase()));
      setVerdicts(items);
      setText(left.map(({ email }) => email).join('\n'));
      setFile(file && { ...file, drafts: left });
      return left.length;
    },
  };
}

const rowOf = ({ email, roleIds }: Draft) => ({
  email,
  ...(roleIds.length > 0 && { role_ids: [...roleIds] }),
});
