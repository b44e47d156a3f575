import { useEffect, useRef } from 'react';
import { type GraphHighlight, useGraph } from '../context.tsx';

/**
 * Shows something on the graph as soon as it is asked for (`subject` names it), and what becomes of it while the graph
 * changes. Whoever takes it off the graph is not shown it again unasked. Gives whether it is shown, and the switch.
 */
export function useShown(wanted: GraphHighlight | null, subject: string | null): [boolean, (isShown: boolean) => void] {
  const { highlight, setHighlight, flyTo } = useGraph();
  const mine = useRef<GraphHighlight | null>(null);
  const last = useRef<string | null>(null);
  const isShown = highlight !== null && highlight === mine.current;
  const show = (it: GraphHighlight | null, isNew: boolean) => {
    mine.current = it;
    setHighlight(it);
    if (it && isNew) flyTo([...it.nodes]);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is wanted, not who shows what.
  useEffect(() => {
    const isNew = subject !== last.current;
    last.current = subject;
    if (wanted ? isNew || isShown : isShown) show(wanted, isNew);
  }, [wanted, subject]);

  return [isShown, (on) => show(on ? wanted : null, true)];
}
