import { useEffect, useRef, useState } from 'react';

/** Whoever stops typing for so long is answered. */
const PAUSE = 250;

/** A search that is typed: shown at once, asked when one pauses. */
export function useTypedSearch(asked: string, ask: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    typed,
    (text) => {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => ask(text.trim()), PAUSE);
    },
  ];
}
