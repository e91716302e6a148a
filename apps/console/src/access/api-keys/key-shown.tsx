import { Copy } from 'lucide-react';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import type { ApiKey } from './keys.js';
import { keyShown as s } from './strings.js';

/** The only moment at which anybody sees it. */
export function KeyShown({ made: { name, key }, onDone }: { made: ApiKey; onDone: () => void }) {
  return (
    <Dialog title={s.title(name)} isOpen staysOpen onClose={onDone}>
      <DialogBody>
        <p className="text-muted">{s.text}</p>
        <div className="flex flex-wrap items-center gap-3 rounded-md bg-sunken px-4 py-3">
          <code
            aria-label={s.label}
            role="textbox"
            aria-readonly
            tabIndex={0}
            className="min-w-0 flex-1 basis-48 rounded-sm font-mono text-sm break-all select-all"
          >
            {key}
          </code>
          <Button onPress={() => void copy(key)}>
            <Copy aria-hidden className="size-4" />
            {s.copy}
          </Button>
        </div>
        <div>
          <p className="text-sm font-medium">{s.try}</p>
          <pre
            tabIndex={0}
            className="mt-1 overflow-x-auto rounded-md bg-sunken px-4 py-3 font-mono text-xs whitespace-pre-wrap break-all"
          >
            {`curl -H "Authorization: Bearer ${key}" ${window.location.origin}/api/v2/workspaces/current`}
          </pre>
        </div>
      </DialogBody>
      <DialogActions>
        <Button variant="primary" autoFocus onPress={onDone}>
          {s.done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

async function copy(key: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(key);
    toast.done(s.copied);
  } catch {
    toast.failed(s.notCopied);
  }
}
