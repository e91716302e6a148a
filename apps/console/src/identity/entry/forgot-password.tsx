import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { linkStyle } from '../../ui/link-button.js';
import { DevInboxLink } from './dev-inbox-link.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { fields, forgotPassword as s } from './strings.js';

export function ForgotPasswordPage() {
  const { email } = useSearch({ from: '/forgot-password' });
  const [asked, setAsked] = useState<string>();
  const ask = useMutation({
    mutationFn: (address: string) => api.passwords.ask({ body: { email: address } }),
    onSuccess: (answer) => setAsked(answer.email),
  });
  if (asked) return <Asked email={asked} onOther={() => setAsked(undefined)} />;
  return (
    <EntryLayout title={s.title} text={s.text} footer={<SignInLink />}>
      <Form error={ask.error} isPending={ask.isPending} onSubmit={({ email = '' }) => ask.mutate(email)}>
        <Field
          name="email"
          type="email"
          label={fields.email}
          defaultValue={email ?? ''}
          autoComplete="username"
          autoFocus
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={ask.isPending}>
          {s.submit}
        </Button>
      </Form>
    </EntryLayout>
  );
}

/** The same whether or not the address was known: the mail alone tells. */
const Asked = ({ email, onOther }: { email: string; onOther: () => void }) => (
  <EntryLayout title={s.askedTitle} text={s.askedText(email)} footer={<SignInLink />}>
    <div className="flex flex-col gap-2">
      <DevInboxLink />
      <Button size="large" autoFocus onPress={onOther}>
        {s.other}
      </Button>
    </div>
  </EntryLayout>
);

const SignInLink = () => (
  <Link to="/sign-in" className={linkStyle}>
    {s.signIn}
  </Link>
);
