import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReauthenticationReauthenticateBody, api } from '../../api-client/index.js';
import { fields } from '../entry/strings.js';
import { freshLogin, renew } from '../../server/fresh-login.js';
import { isProblem } from '../../server/problem.js';
import { twoFactorQuery } from '../../server/second-factor.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { AnyCode } from './any-code.js';
import { freshLoginDialog as s } from './strings.js';

/** The act that made it necessary then happens by itself. */
export default function FreshLoginDialog() {
  const { data: factor } = useQuery(twoFactorQuery);
  const prove = useMutation({
    mutationFn: (body: ReauthenticationReauthenticateBody) =>
      renew(api.reauthentication.reauthenticate({ body })),
    onSuccess: () => freshLogin.settle(true),
    onError: (error) => isProblem(error, 'unauthenticated') && freshLogin.settle(false),
  });
  const asksCode = factor?.enabled === true || isProblem(prove.error, 'code_required');
  return (
    <Dialog title={s.title} isOpen onClose={() => freshLogin.settle(false)}>
      <Form
        className="flex min-h-0 flex-col"
        error={prove.error}
        fieldOf={{ wrong_password: 'password', wrong_code: 'code' }}
        isPending={prove.isPending}
        onSubmit={({ password = '', code }) =>
          prove.mutate({ password, ...(code !== undefined && { code }) })
        }
      >
        <DialogBody>
          <p className="text-muted">{s.text}</p>
          <PasswordField
            name="password"
            label={fields.password}
            autoComplete="current-password"
            autoFocus
            isRequired
          />
          {asksCode && <AnyCode />}
        </DialogBody>
        <DialogActions>
          <Button onPress={() => freshLogin.settle(false)}>{common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={prove.isPending}>
            {s.submit}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
