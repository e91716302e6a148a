import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { RouterProvider as AriaRouter } from 'react-aria-components';
import { isProblem } from './server/problem.js';
import { permissionsQuery } from './server/session.js';
import { createQueryClient } from './server/query.js';
import { createConsoleRouter } from './router.js';
import { FreshLogin } from './identity/security/fresh-login.js';
import { Toasts } from './ui/toast.js';
import './style.css';

const queryClient = createQueryClient({
  onSignedOut: (code) => {
    const { pathname, href } = router.state.location;
    if (!pathname.startsWith('/w/')) return;
    queryClient.clear();
    void router.navigate({
      to: '/sign-in',
      search: { next: href, ...(code === 'session_ended' && { reason: 'ended' }) },
    });
  },
  onShutOut: (workspaceId) => {
    // Whoever comes in is told by the route; whoever is inside forgets what they know, and is then told as well.
    if (!queryClient.getQueryData(permissionsQuery(workspaceId).queryKey)) return;
    queryClient.removeQueries({ queryKey: ['workspace', workspaceId] });
    void router.invalidate();
  },
});
const router = createConsoleRouter(queryClient);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** What the API refused is said on the page; anything else is a fault of ours. */
const onCaughtError = (error: unknown) => {
  if (!isProblem(error)) reportError(error);
};

createRoot(document.getElementById('root') as HTMLElement, { onCaughtError }).render(
  <StrictMode>
    {/* The few words react-aria itself says are those of the language this console is written in. */}
    <I18nProvider locale="en-US">
      <AriaRouter navigate={(path) => router.history.push(path)}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <FreshLogin />
          <Toasts />
        </QueryClientProvider>
      </AriaRouter>
    </I18nProvider>
  </StrictMode>,
);
