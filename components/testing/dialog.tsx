import { type ReactNode, useState } from 'react';
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';

/** A button, and the dialog that it opens: where the focus comes from, and goes back to. */
export function Asks({ children }: { children: (close: () => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Ask
      </button>
      {isOpen && children(() => setOpen(false))}
    </>
  );
}

/** An answer that waits until the test lets it go. */
export function held<T>(result: T) {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { answered: () => promise, letGo: () => resolve(result) };
}

/** Goes on with Tab until something has the focus, as somebody without a mouse does. */
export async function tabTo(element: () => Element) {
  for (let steps = 0; steps < 30 && document.activeElement !== element(); steps++) await userEvent.tab();
  expect(document.activeElement).toBe(element());
}
