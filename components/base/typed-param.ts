import { useEffect, useState } from 'react';

const PAUSE = 150;

/**
 * What is typed into a search that stands in the address: the address follows the typing after a pause, and the field follows the address
 * when something else changes it. `say` has to stay the same between renders.
 */
export function useTypedParam(said: string, say: (typed: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(said);
  useEffect(() => setTyped(said), [said]);
  useEffect(() => {
    if (typed === said) return;
    const timer = setTimeout(() => say(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, said, say]);
  return [typed, setTyped];
}
