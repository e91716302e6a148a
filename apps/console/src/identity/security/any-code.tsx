import { useState } from 'react';
import { Button } from '../../ui/button.js';
import { CodeField } from '../../ui/code-field.js';
import { freshLoginDialog as s } from './strings.js';

/** Of the app, or one of the recovery codes. Its name is `code`. */
export function AnyCode() {
  const [isRecovery, setRecovery] = useState(false);
  const way = s[isRecovery ? 'recovery' : 'app'];
  return (
    <div className="flex flex-col gap-2">
      <CodeField key={way.label} label={way.label} isRecovery={isRecovery} autoFocus={isRecovery} />
      <Button variant="quiet" size="sm" className="-ms-2 self-start" onPress={() => setRecovery(!isRecovery)}>
        {way.other}
      </Button>
    </div>
  );
}
