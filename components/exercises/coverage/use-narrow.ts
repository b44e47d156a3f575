import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 47.9375rem)';
const watch = (tell: () => void) => {
  const query = matchMedia(NARROW);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

/** Whether what would float beside a cell has room only as a sheet. */
export const useNarrow = () =>
  useSyncExternalStore(
    watch,
    () => matchMedia(NARROW).matches,
    () => false,
  );
