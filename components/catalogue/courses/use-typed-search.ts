import { useEffect, useRef, useState } from 'react';

/** Whoever stops typing for so long is answered. */
const PAUSE = 250;

/** A search that is typed: shown at once, asked when one pauses. What is asked from elsewhere (Back) is shown as well. */
export function useTypedSearch(asked: string, ask: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was asked from here and is not in the address yet: it comes there a moment later, while one types on.
  const coming = useRef<string[]>([]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const at = coming.current.indexOf(asked);
    coming.current = coming.current.slice(at + 1);
    if (at >= 0) return;
    coming.current = [];
    clearTimeout(timer.current);
    setTyped(asked);
  }, [asked]);
  return [
    typed,
    (text) => {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const next = text.trim();
        if (next === (coming.current.at(-1) ?? asked)) return;
        coming.current.push(next);
        ask(next);
      }, PAUSE);
    },
  ];
}
