import { useNavigate, useSearch } from '@tanstack/react-router';
import { optionalText } from '../../ui/search-params.js';

const HERE = '/w/$workspaceId/settings/workspace-group';

/** What is looked at stands in the address: tab, search, order, and the workspace that is open beside the list. */
export function useView() {
  const view = useSearch({ from: HERE });
  const navigate = useNavigate({ from: HERE });
  const show = (change: Partial<Record<keyof typeof view, string | undefined>>) =>
    void navigate({ search: optionalText({ ...view, ...change }), replace: true, resetScroll: false });
  return { view, show };
}
