import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type AuthSignUpBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Field, PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { linkStyle } from '../../ui/link-button.js';
import { toast } from '../../ui/toast.js';
import { DevInboxLink } from './dev-inbox-link.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { fields, signUp as s } from './strings.js';

export function SignUpPage() {
  const { email } = useSearch({ from: '/sign-up' });
  const [mailed, setMailed] = useState<string>();
  const signUp = useMutation({
    mutationFn: (body: AuthSignUpBody) => api.auth.signUp({ body }),
    onSuccess: (answer) => setMailed(answer.email),
  });
  if (mailed) return <CheckMail email={mailed} onOther={() => setMailed(undefined)} />;
  return (
    <EntryLayout title={s.title} footer={<SignInLink />}>
      <Form
        error={signUp.error}
        isPending={signUp.isPending}
        onSubmit={(values) => signUp.mutate(values as unknown as AuthSignUpBody)}
      >
        <div className="grid gap-4 sm:grid-cols-2 sm:gap-3">
          <Field name="first_name" label={fields.firstName} autoComplete="given-name" autoFocus isRequired />
          <Field name="last_name" label={fields.lastName} autoComplete="family-name" isRequired />
        </div>
        <Field
          name="email"
          type="email"
          label={fields.email}
          defaultValue={email ?? ''}
          autoComplete="username"
          isRequired
        />
        <PasswordField
          name="password"
          label={fields.password}
          description={fields.passwordHint}
          autoComplete="new-password"
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={signUp.isPending}>
          {s.submit}
        </Button>
      </Form>
    </EntryLayout>
  );
}

/** The same whether or not the address was known: the mail alone tells. */
function CheckMail({ email, onOther }: { email: string; onOther: () => void }) {
  const again = useMutation({
    mutationFn: () => api.auth.sendAgain({ body: { email } }),
    onSuccess: () => toast.done(s.sentAgain),
    onError: toast.failed,
  });
  return (
    <EntryLayout title={s.mailTitle} text={s.mailText(email)} footer={<SignInLink />}>
      <div className="flex flex-col gap-2">
        <DevInboxLink />
        <Button size="large" isPending={again.isPending} onPress={() => again.mutate()}>
          {s.again}
        </Button>
        <Button size="large" variant="quiet" onPress={onOther}>
          {s.other}
        </Button>
      </div>
    </EntryLayout>
  );
}

const SignInLink = () => (
  <>
    {s.haveAccount}{' '}
    <Link to="/sign-in" className={linkStyle}>
      {common.signIn}
    </Link>
  </>
);
