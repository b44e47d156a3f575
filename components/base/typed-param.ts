import { useEffect, useRef, useState } from 'react';

const PAUSE = 150;

/**
 * What is typed into a search that stands in the address: the address follows the typing after a pause, and the field follows the address
 * when something else changes it. What the field said itself comes back while somebody types on, and takes no letter away. `say` has to
 * stay the same between renders.
 */
export function useTypedParam(said: string, say: (typed: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(said);
  // What the address was told and has not said yet.
  const told = useRef<string[]>([]);
  useEffect(() => {
    const at = told.current.lastIndexOf(said);
    told.current = told.current.slice(at + 1);
    if (at < 0) setTyped(said);
  }, [said]);
  useEffect(() => {
    if (typed === said) return;
    const timer = setTimeout(() => {
      told.current.push(typed);
      say(typed);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, said, say]);
  return [typed, setTyped];
}
