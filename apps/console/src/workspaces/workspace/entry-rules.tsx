import { useId } from 'react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type WorkspacesUpdateSettingsBody, api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { IconButton } from '../../ui/icon-button.js';
import { linkStyle } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Switch } from '../../ui/switch.js';
import { toast } from '../../ui/toast.js';
import { Section } from '../../ui/section.js';
import { isDomain } from './domains.js';
import { entryRules as s } from './strings.js';

const settingsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'settings'],
    queryFn: ({ signal }) => api.workspaces.readSettings({ workspace, signal }),
  });

/** What the workspace asks of whoever enters it. */
export function EntryRules() {
  const { data, error, refetch } = useQuery(settingsQuery(useWorkspaceId()));
  return (
    <Section title={s.title} text={s.text}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <TwoFactor isRequired={data?.two_factor_required} />
          <Domains domains={data?.email_domains} />
        </>
      )}
    </Section>
  );
}

function TwoFactor({ isRequired }: { isRequired: boolean | undefined }) {
  const workspaceId = useWorkspaceId();
  const text = useId();
  const change = useChange(({ two_factor_required: on }) => toast.done(on ? s.twoFactorOn : s.twoFactorOff));
  const shown = change.isPending ? change.variables.two_factor_required : isRequired;
  return (
    <div className="flex items-start justify-between gap-4 border-t border-line p-5">
      <div className="min-w-0">
        <h3 className="font-medium">{s.twoFactor}</h3>
        <p id={text} className="text-sm text-muted text-pretty">
          {s.twoFactorText}
        </p>
        {isProblem(change.error, 'two_factor_required') && (
          <p role="alert" className="mt-2 text-sm text-danger">
            {s.ownFirst}{' '}
            <Link to="/w/$workspaceId/settings/profile" params={{ workspaceId }} className={linkStyle}>
              {s.ownFirstLink}
            </Link>
          </p>
        )}
      </div>
      {shown === undefined ? (
        <Skeleton className="h-5 w-9 shrink-0" />
      ) : (
        <Switch
          label={s.twoFactor}
          describedBy={text}
          isSelected={shown}
          onChange={(two_factor_required) => change.mutate({ two_factor_required })}
        />
      )}
    </div>
  );
}

function Domains({ domains }: { domains: readonly string[] | undefined }) {
  return (
    <div className="flex flex-col gap-3 border-t border-line p-5">
      <div>
        <h3 className="font-medium">{s.domains}</h3>
        <p className="text-sm text-muted text-pretty">{s.domainsText}</p>
      </div>
      {domains ? <Listed domains={domains} /> : <Skeleton className="w-48" />}
    </div>
  );
}

function Listed({ domains }: { domains: readonly string[] }) {
  const remove = useChange(() => undefined);
  const take = (domain: string) =>
    remove.mutate(
      { email_domains: domains.filter((one) => one !== domain) },
      {
        onSuccess: () => toast.done(s.removed(domain), () => remove.mutate({ email_domains: [...domains] })),
      },
    );
  return (
    <>
      {domains.length === 0 ? (
        <p className="text-sm">{s.noDomains}</p>
      ) : (
        <ul aria-label={s.domains} className="flex flex-wrap gap-2">
          {domains.map((domain) => (
            <li
              key={domain}
              className="flex max-w-full items-center gap-0.5 rounded-md border border-line ps-2.5 text-sm"
            >
              <span className="min-w-0 break-all">{domain}</span>
              <IconButton icon={X} label={s.remove(domain)} onPress={() => take(domain)} />
            </li>
          ))}
        </ul>
      )}
      {isProblem(remove.error, 'guardrail') && (
        <p role="alert" className="text-sm text-danger">
          {s.ownDomain}
        </p>
      )}
      <Add key={domains.join()} domains={domains} />
    </>
  );
}

/** Emptied when it was added. */
function Add({ domains }: { domains: readonly string[] }) {
  const add = useChange(() => undefined);
  return (
    <Form
      error={add.error}
      isPending={add.isPending}
      onSubmit={({ email_domains: typed = '' }) => {
        const domain = typed.trim().toLowerCase();
        add.mutate({ email_domains: [...domains, domain] }, { onSuccess: () => toast.done(s.added(domain)) });
      }}
    >
      {isProblem(add.error, 'guardrail') && (
        <p role="alert" className="text-sm text-danger">
          {s.ownDomain}
        </p>
      )}
      <div className="flex items-start gap-2">
        <Field
          name="email_domains"
          label={s.domain}
          placeholder={s.placeholder}
          autoComplete="off"
          spellCheck="false"
          maxLength={253}
          isRequired
          validate={(typed) => (isDomain(typed) ? null : s.notDomain)}
          className="max-w-72 flex-1"
        />
        <Button type="submit" className="mt-5.5" isPending={add.isPending}>
          {s.add}
        </Button>
      </div>
    </Form>
  );
}

/** What one does not meet oneself one cannot ask of others: that is said where it was tried. */
const saidThere = ['two_factor_required', 'guardrail'] as const;

function useChange(onDone: (changed: { readonly two_factor_required: boolean }) => void) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: WorkspacesUpdateSettingsBody) => api.workspaces.updateSettings({ workspace, body }),
    onSuccess: (changed) => {
      queryClient.setQueryData(settingsQuery(workspace).queryKey, changed);
      onDone(changed);
    },
    onError: (error) => isProblem(error, ...saidThere) || toast.failed(error),
  });
}
