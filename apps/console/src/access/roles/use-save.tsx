import { type ReactNode, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RolesUpdateBody, api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { type Draft, bodyOf, patchFor } from './draft.js';
import type { FullRole } from './rights.js';
import { role as r, saving as s } from './strings.js';
import { simulationQuery, useRoleDeed } from './use-roles.js';

interface SaveInput {
  readonly role: FullRole | undefined;
  readonly draft: Draft;
  readonly onMade: (id: string) => void;
}

export interface Save {
  /** What is wrong with a field of the form. */
  readonly error: unknown;
  /** What else stood in the way: said where one looks when saving. */
  readonly failure: unknown;
  readonly isPending: boolean;
  readonly submit: () => void;
  /** The question in between, while it is asked. */
  readonly confirm: ReactNode;
}

/** Saves, and asks first where somebody would lose something by it. */
export function useSave({ role, draft, onMade }: SaveInput): Save {
  const [losers, setLosers] = useState<readonly string[]>();
  const look = useLosers(role);
  const save = useRoleDeed({
    run: (workspace, { id, patch }: { id?: string; patch?: RolesUpdateBody }) =>
      id && patch
        ? api.roles.update({ workspace, id, body: patch })
        : api.roles.create({ workspace, body: bodyOf(draft) }),
  });
  const patch = role && patchFor(draft, role);
  const act = () =>
    save.mutate(role && patch ? { id: role.id, patch } : {}, {
      onSuccess: (saved) => {
        toast.done((role ? r.saved : r.made)(saved.name));
        if (!role) onMade(saved.id);
      },
      onSettled: () => setLosers(undefined),
    });
  const submit = () => {
    const isUnchanged = role !== undefined && !patch;
    if (isUnchanged) return;
    if (!patch?.permissions) act();
    else
      look.mutate(patch.permissions, {
        onSuccess: (names) => (names.length > 0 ? setLosers(names) : act()),
      });
  };
  const problem = save.error ?? look.error;
  return {
    ...(isOfField(problem) ? { error: problem, failure: undefined } : { error: undefined, failure: problem }),
    isPending: save.isPending || look.isPending,
    submit,
    confirm: role && losers && (
      <ConfirmLosses
        role={role.name}
        losers={losers}
        isPending={save.isPending}
        onConfirm={act}
        onClose={() => setLosers(undefined)}
      />
    ),
  };
}

interface ConfirmLossesProps {
  readonly role: string;
  readonly losers: readonly string[];
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const ConfirmLosses = ({ role, losers, ...props }: ConfirmLossesProps) => (
  <Confirm
    {...props}
    title={s.title(role)}
    text={losers.length === 1 ? s.one(losers[0] ?? '') : s.text(listNames(losers))}
    action={common.save}
  />
);

const isOfField = (problem: unknown): boolean =>
  isProblem(problem, 'role_exists') || (isProblem(problem) && problem.details.length > 0);

/** Who loses something by these permissions. Whoever may not see people is not asked about them. */
function useLosers(role: FullRole | undefined) {
  const workspace = useWorkspaceId();
  const mayLook = useMyStanding().may('workspace_members:read');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (permissions: NonNullable<RolesUpdateBody['permissions']>) => {
      if (!role || role.holders === 0 || !mayLook) return [];
      const body = { role: { id: role.id, permissions } };
      const { affected } = await queryClient.query(simulationQuery(workspace, body));
      return affected.filter(({ loses }) => loses.length > 0).map(({ name }) => name);
    },
  });
}

const FEW = 3;

const listNames = (names: readonly string[]): string =>
  names.length > FEW
    ? s.others(names.slice(0, FEW).join(', '), names.length - FEW)
    : new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
