import { useContext } from 'react';
import { PlayerContext } from './player-context.ts';
import { Sign } from './sign.tsx';

/** What came of one place, by word and sign. */
export function MarkWord({ is, word }: { is: 'right' | 'wrong' | 'missed'; word?: string }) {
  const { words } = useContext(PlayerContext);
  const said = { right: words.markRight, wrong: words.markChosen, missed: words.markMissed };
  return (
    <span className="tw-mark" data-is={is}>
      <Sign name={is} /> {word ?? said[is]}
    </span>
  );
}
