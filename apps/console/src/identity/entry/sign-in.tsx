import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { isProblem } from '../../server/problem.js';
import { Button } from '../../ui/button.js';
import { Field, PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { linkStyle } from '../../ui/link-button.js';
import { CodeStep } from './code-step.js';
import { EntryLayout, EntryNote } from '../../ui/entry-layout.js';
import { fields, signIn as s } from './strings.js';
import { type SignIn, useSignIn } from './use-sign-in.js';

export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queryClient = useQueryClient();
  const signIn = useSignIn(() => {
    // Nothing of another person is left in memory.
    queryClient.clear();
    router.history.push(isOurs(next) ? next : '/');
  });
  return signIn.asksCode ? <CodeStep signIn={signIn} /> : <PasswordStep signIn={signIn} />;
}

function PasswordStep({ signIn: { password, code } }: { signIn: SignIn }) {
  const { email = password.variables?.email, reason } = useSearch({ from: '/sign-in' });
  const isUnverified = isProblem(password.error, 'email_unverified');
  const note = isUnverified ? s.unverified : code.error ? undefined : reasons[reason ?? ''];
  return (
    <EntryLayout title={s.title} footer={<SignUpLink />}>
      {note && <EntryNote>{note}</EntryNote>}
      <Form
        error={isUnverified ? undefined : (password.error ?? code.error)}
        isPending={password.isPending}
        onSubmit={({ email = '', password: typed = '' }) => {
          code.reset();
          password.mutate({ email, password: typed });
        }}
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
        <Button type="submit" variant="primary" size="large" isPending={password.isPending}>
          {s.submit}
        </Button>
        <Link to="/forgot-password" className={`${linkStyle} self-center`}>
          {s.forgot}
        </Link>
      </Form>
    </EntryLayout>
  );
}

const reasons: Readonly<Record<string, string>> = {
  ended: s.ended,
  confirmed: s.confirmed,
  reset: s.reset,
  'signed-out': s.signedOut,
};

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
