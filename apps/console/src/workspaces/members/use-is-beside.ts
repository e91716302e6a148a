import { useSyncExternalStore } from 'react';

/** Wide enough for the list and somebody beside it. */
const wide = window.matchMedia('(min-width: 80rem)');

const subscribe = (listener: () => void) => {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
};

export const useIsBeside = (): boolean => useSyncExternalStore(subscribe, () => wide.matches);
