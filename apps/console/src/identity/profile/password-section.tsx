import { useState } from 'react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type PasswordsChangeBody, api } from '../../api-client/index.js';
import { fields } from '../entry/strings.js';
import { meQuery } from '../../server/session.js';
import { Button } from '../../ui/button.js';
import { PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { mineChanged } from './mine.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { password as s } from './strings.js';

export function PasswordSection() {
  const queryClient = useQueryClient();
  // Each change leaves an empty form behind.
  const [changes, setChanges] = useState(0);
  const change = useMutation({
    mutationFn: (body: PasswordsChangeBody) => api.passwords.change({ body }),
    onSuccess: ({ sessions_ended }) => {
      setChanges(changes + 1);
      mineChanged(queryClient);
      toast.done(s.changed(sessions_ended));
    },
  });
  return (
    <Section title={s.title} text={s.text}>
      <Form
        key={changes}
        className="flex flex-col"
        error={change.error}
        fieldOf={{ wrong_password: 'current_password' }}
        isPending={change.isPending}
        onSubmit={({ current_password = '', password = '' }) => change.mutate({ current_password, password })}
      >
        <div className="flex flex-col gap-4 px-5 pb-5">
          <Username />
          <PasswordField
            name="current_password"
            label={s.current}
            autoComplete="current-password"
            isRequired
          />
          <PasswordField
            name="password"
            label={s.new}
            description={fields.passwordHint}
            autoComplete="new-password"
            isRequired
          />
        </div>
        <SectionFooter>
          <Button type="submit" isPending={change.isPending}>
            {s.submit}
          </Button>
        </SectionFooter>
      </Form>
    </Section>
  );
}

/** For password managers alone: they keep the new password where they kept the old one. */
function Username() {
  const { data: me } = useSuspenseQuery(meQuery);
  return <input type="text" autoComplete="username" value={me.email} readOnly hidden />;
}
