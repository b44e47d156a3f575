import { type DOMAttributes, useEffect, useRef } from 'react';

/**
 * What is acted on leaves together with the button that has the focus, which then would be nowhere: `next` puts it on what is
 * near. Gives what to spread over the element around such buttons; menus and dialogs opened from within count as within.
 */
export function useFocusKept(next: () => void): Pick<DOMAttributes<HTMLElement>, 'onFocus' | 'onBlur'> {
  const had = useRef(false);
  useEffect(() => {
    if (had.current && document.activeElement === document.body) next();
  });
  return {
    onFocus: () => {
      had.current = true;
    },
    onBlur: () => {
      had.current = false;
    },
  };
}
