import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * What was last said, for whoever keeps the function it was once given: rows that a list has drawn, hooks of a drag, an editor.
 * It is written after the drawing, so it is for what happens later; an effect takes `useEffectEvent`.
 */
export function useLatest<Value>(value: Value): Readonly<RefObject<Value>> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
