import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { workspacesQuery } from '../../server/session.js';
import { common } from '../../words/common.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { useSignOut } from '../../shell/use-sign-out.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { linkStyle } from '../../ui/link-button.js';
import { toast } from '../../ui/toast.js';
import { start as s } from './strings.js';

/** Also where somebody starts who belongs to no workspace yet. */
export function NewWorkspacePage() {
  const { data: workspaces } = useSuspenseQuery(workspacesQuery);
  const isFirst = workspaces.length === 0;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: (name: string) => api.workspaces.create({ body: { name } }),
    onSuccess: async ({ id: workspaceId, name }) => {
      await queryClient.invalidateQueries(workspacesQuery);
      await navigate({ to: '/w/$workspaceId', params: { workspaceId } });
      toast.done(s.created(name));
    },
  });
  return (
    <EntryLayout
      title={isFirst ? s.firstTitle : s.title}
      text={isFirst ? s.firstText : s.text}
      footer={isFirst ? <Elsewhere /> : <Back />}
    >
      <Form
        error={create.error}
        isPending={create.isPending}
        onSubmit={({ name = '' }) => create.mutate(name)}
      >
        <Field
          name="name"
          label={s.name}
          placeholder={s.namePlaceholder}
          maxLength={100}
          autoComplete="organization"
          autoFocus
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={create.isPending}>
          {s.submit}
        </Button>
      </Form>
    </EntryLayout>
  );
}

function Elsewhere() {
  const signOut = useSignOut();
  return (
    <span className="flex flex-col items-center gap-2">
      {s.waiting}
      <Button variant="quiet" size="sm" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
        {common.signOut}
      </Button>
    </span>
  );
}

const Back = () => (
  <Link to="/" className={linkStyle}>
    {s.back}
  </Link>
);
