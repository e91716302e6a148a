import { Suspense, lazy, useSyncExternalStore } from 'react';
import { freshLogin } from '../../server/fresh-login.js';

const FreshLoginDialog = lazy(() => import('./fresh-login-dialog.js'));

/** Stands above every page, and shows when an act needs a fresh login. */
export function FreshLogin() {
  const isAsked = useSyncExternalStore(freshLogin.subscribe, freshLogin.isAsked);
  return <Suspense>{isAsked && <FreshLoginDialog />}</Suspense>;
}
