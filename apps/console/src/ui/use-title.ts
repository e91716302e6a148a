import { useEffect } from 'react';
import { productName } from './page-data.js';

/** The name of the page in the tab and in the history. */
export function useTitle(...parts: readonly string[]): void {
  const title = [...parts, productName].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
