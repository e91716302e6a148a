import { Copy, Download } from 'lucide-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { productName } from '../../ui/page-data.js';
import { meQuery } from '../../server/session.js';
import { Button } from '../../ui/button.js';
import { DialogActions, DialogBody } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { recoveryCodes as s } from './strings.js';

/** The only moment at which anybody sees them. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <>
      <DialogBody>
        <p className="text-muted">{s.text}</p>
        <ul
          aria-label={s.list}
          className="flex flex-col gap-1 rounded-md bg-sunken px-4 py-3 font-mono text-sm"
        >
          {codes.map((code) => (
            <li key={code} className="select-all">
              {code}
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => void copy(codes)}>
            <Copy aria-hidden className="size-4" />
            {s.copy}
          </Button>
          <Button onPress={() => download(s.fileText(productName, me.email, codes))}>
            <Download aria-hidden className="size-4" />
            {s.download}
          </Button>
        </div>
      </DialogBody>
      <DialogActions>
        <Button variant="primary" autoFocus onPress={onDone}>
          {s.done}
        </Button>
      </DialogActions>
    </>
  );
}

async function copy(codes: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(codes.join('\n'));
    toast.done(s.copied);
  } catch {
    toast.failed(s.notCopied);
  }
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = s.file;
  link.click();
  URL.revokeObjectURL(address);
}
