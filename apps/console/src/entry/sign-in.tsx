import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { isProblem } from '../server/problem.js';
import { Button } from '../ui/button.js';
import { Field, PasswordField } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { linkStyle } from '../ui/link-button.js';
import { EntryLayout, EntryNote } from './entry-layout.js';
import { fields, signIn as s } from './strings.js';
import { useSignIn } from './use-sign-in.js';

export function SignInPage() {
  const { next, email, reason } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const signIn = useSignIn(() => router.history.push(isOurs(next) ? next : '/'));
  const isUnverified = isProblem(signIn.error, 'email_unverified');
  const note = isUnverified ? s.unverified : reasons[reason ?? ''];
  return (
    <EntryLayout title={s.title} footer={<SignUpLink />}>
      {note && <EntryNote>{note}</EntryNote>}
      <Form
        error={isUnverified ? undefined : signIn.error}
        isPending={signIn.isPending}
        onSubmit={({ email = '', password = '' }) => signIn.mutate({ email, password })}
      >
        <Field
          name="email"
          type="email"
          label={fields.email}
          defaultValue={email ?? ''}
          autoComplete="username"
          autoFocus={!email}
          isRequired
        />
        <PasswordField
          name="password"
          label={fields.password}
          autoComplete="current-password"
          autoFocus={Boolean(email)}
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={signIn.isPending}>
          {s.submit}
        </Button>
      </Form>
    </EntryLayout>
  );
}

const reasons: Readonly<Record<string, string>> = { ended: s.ended, confirmed: s.confirmed };

/** Only back into this console: an address with a host in it could lead anywhere. */
const isOurs = (next: string | undefined): next is string => /^\/(?![/\\])/.test(next ?? '');

const SignUpLink = () => (
  <>
    {s.noAccount}{' '}
    <Link to="/sign-up" className={linkStyle}>
      {s.signUp}
    </Link>
  </>
);
