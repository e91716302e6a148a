import { useState } from 'react';
import { Button } from '../../ui/button.js';
import { CodeField } from '../../ui/code-field.js';
import { Form } from '../../ui/form.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { codeStep as s } from './strings.js';
import type { SignIn } from './use-sign-in.js';

/** The second step: the password was right, and the person shows that they have their phone as well. */
export function CodeStep({ signIn: { code, startOver } }: { signIn: SignIn }) {
  const [isRecovery, setRecovery] = useState(false);
  const way = s[isRecovery ? 'recovery' : 'app'];
  const change = () => {
    code.reset();
    setRecovery(!isRecovery);
  };
  return (
    <EntryLayout title={way.title} text={way.text}>
      <Form
        error={code.error}
        fieldOf={{ wrong_code: 'code' }}
        isPending={code.isPending}
        onSubmit={({ code: typed = '' }) => code.mutate(typed)}
      >
        <CodeField key={way.label} label={way.label} isRecovery={isRecovery} autoFocus />
        <Button type="submit" variant="primary" size="large" isPending={code.isPending}>
          {s.submit}
        </Button>
        <div className="flex flex-col gap-1">
          <Button variant="quiet" size="large" onPress={change}>
            {way.other}
          </Button>
          <Button variant="quiet" size="large" onPress={startOver}>
            {s.startOver}
          </Button>
        </div>
      </Form>
    </EntryLayout>
  );
}
