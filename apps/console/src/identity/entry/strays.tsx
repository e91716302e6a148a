import { Suspense, lazy } from 'react';
import { Compass } from 'lucide-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { isProblem } from '../../server/problem.js';
import { common } from '../../words/common.js';
import { LinkButton } from '../../ui/link-button.js';
import { EmptyState, ErrorState } from '../../ui/states.js';
import { useTitle } from '../../ui/use-title.js';
import { strays as s } from './strings.js';

const TwoFactorRequired = lazy(() => import('../security/two-factor-required.js'));
const OtherAddress = lazy(() => import('../security/other-address.js'));

export function NotFoundPage() {
  useTitle(s.notFoundTitle);
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">{s.notFoundTitle}</h1>
      <EmptyState icon={Compass} title={s.notFoundTitle} text={s.notFoundText}>
        <LinkButton to="/">{common.home}</LinkButton>
      </EmptyState>
    </main>
  );
}

/** Instead of a page that could not be shown. */
export function RouteError({ error }: ErrorComponentProps) {
  if (isProblem(error, 'not_found')) return <NotFoundPage />;
  if (isProblem(error, 'two_factor_required'))
    return (
      <Suspense>
        <TwoFactorRequired />
      </Suspense>
    );
  if (isProblem(error, 'guardrail'))
    return (
      <Suspense>
        <OtherAddress />
      </Suspense>
    );
  return <Failed error={error} />;
}

function Failed({ error }: { error: unknown }) {
  const router = useRouter();
  useTitle(s.errorTitle);
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">{s.errorTitle}</h1>
      {isProblem(error, 'member_suspended') ? (
        <EmptyState icon={Compass} title={s.suspendedTitle} text={s.suspendedText} />
      ) : (
        <ErrorState error={error} onRetry={() => void router.invalidate()} />
      )}
    </main>
  );
}
