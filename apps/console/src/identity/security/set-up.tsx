import { useEffect, useId } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type TwoFactorStart, api } from '../../api-client/index.js';
import { Cancelled } from '../../server/problem.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { CodeField } from '../../ui/code-field.js';
import { CopyButton } from '../../ui/copy-button.js';
import { DialogActions, DialogBody } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { QrCode } from './qr-code.js';
import { setUp as s } from './strings.js';

interface SetUpProps {
  /** Of an app where there is none yet, or of another one. */
  readonly isReplacement?: boolean;
  /** With the recovery codes, where there are new ones. */
  readonly onDone: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
}

/** Shows the secret, and asks for a code as proof that the app has it. */
export function SetUp({ isReplacement = false, onDone, onCancel }: SetUpProps) {
  const start = useStart(isReplacement, onCancel);
  const confirm = useMutation({
    mutationFn: async (code: string): Promise<readonly string[]> => {
      if (!isReplacement) return (await api.twoFactor.enable({ body: { code } })).recovery_codes;
      await api.twoFactor.replace({ body: { code } });
      return [];
    },
    onSuccess: onDone,
  });
  if (start.error) return <ErrorState error={start.error} onRetry={() => void start.refetch()} />;
  return (
    <Form
      className="flex min-h-0 flex-col"
      error={confirm.error}
      fieldOf={{ wrong_code: 'code' }}
      isPending={confirm.isPending}
      onSubmit={({ code = '' }) => confirm.mutate(code)}
    >
      <DialogBody>
        {isReplacement && <p className="text-muted">{s.replaceText}</p>}
        {start.data ? <Secret enrolment={start.data} /> : <Preparing />}
        <CodeField label={s.code} description={s.codeHint} autoFocus />
      </DialogBody>
      <DialogActions>
        <Button onPress={onCancel}>{common.cancel}</Button>
        <Button type="submit" variant="primary" isPending={confirm.isPending}>
          {isReplacement ? s.replace : s.enable}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** Each start makes another secret, so it is read once, and forgotten with the dialog. */
function useStart(isReplacement: boolean, onCancel: () => void) {
  const start = useQuery({
    queryKey: ['two-factor-start', useId()],
    queryFn: () => (isReplacement ? api.twoFactor.startReplacement() : api.twoFactor.start()),
    staleTime: 'static',
    gcTime: 0,
  });
  const isCancelled = start.error instanceof Cancelled;
  useEffect(() => {
    if (isCancelled) onCancel();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once; `onCancel` is a new function each time
  }, [isCancelled]);
  return { ...start, error: isCancelled ? null : start.error };
}

const Secret = ({ enrolment: { qr_svg, secret } }: { enrolment: TwoFactorStart }) => (
  <div className="flex flex-col items-start gap-4 sm:flex-row">
    <QrCode svg={qr_svg} label={s.qrCode} />
    <div className="flex min-w-0 flex-col gap-4">
      <p className="text-muted">{s.scan}</p>
      <div>
        <p className="text-sm font-medium">{s.byHand}</p>
        <div className="flex items-center gap-1">
          <code className="min-w-0 font-mono text-sm break-all select-all">{inFours(secret)}</code>
          <CopyButton value={secret} label={s.copySecret} />
        </div>
      </div>
    </div>
  </div>
);

const Preparing = () => (
  <div role="status" aria-label={s.preparing} className="flex gap-4">
    <Skeleton className="size-44 shrink-0" />
    <Skeleton className="h-4 flex-1" />
  </div>
);

/** As one reads it out. */
const inFours = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ');
