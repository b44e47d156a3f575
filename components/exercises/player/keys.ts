import { useEffect } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';

/** A key as it is meant: a letter of the Latin alphabet whatever the layout of the keyboard, else what the browser calls it. */
function nameOf({ key, code }: KeyboardEvent): string {
  if (key.length === 1 && !/^[\x20-\x7e]$/.test(key) && /^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  return key.length === 1 ? key.toLowerCase() : key;
}

const TYPED_IN = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]';
// Enter has a meaning of its own there.
const PRESSED = 'button, a[href], summary, textarea, select';

/** Where the event began, also within the shadow of an embedded player. */
const originOf = (event: KeyboardEvent): Element | null => {
  const [first] = event.composedPath();
  return first instanceof Element ? first : null;
};

/**
 * Keys of a question. `take` says whether it made something of a key. What is typed into a field is typed; Enter leaves a field of one line
 * for the question, and Ctrl+Enter every field.
 */
export function useKeys(target: () => EventTarget | null, take: (key: string) => boolean) {
  const latest = useLatest(take);
  useEffect(() => {
    const listening = target();
    const onKeyDown = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing || event.repeat) return;
      const origin = originOf(event);
      const key = nameOf(event);
      const isCommand = event.ctrlKey || event.metaKey;
      if (event.altKey || event.shiftKey || (isCommand && key !== 'Enter')) return;
      // A dialog of the studio stands in front.
      if (listening === document && document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      if (key === 'Enter' ? !isCommand && origin?.closest(PRESSED) : origin?.closest(TYPED_IN)) return;
      if (latest.current(key)) event.preventDefault();
    };
    // On the way down: before what the page around it does with the same keys.
    listening?.addEventListener('keydown', onKeyDown, true);
    return () => listening?.removeEventListener('keydown', onKeyDown, true);
  }, [target]);
}
