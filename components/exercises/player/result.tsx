import { useContext, useEffect, useRef } from 'react';
import { plainText } from './plain-text.ts';
import { PlayerContext } from './player-context.ts';
import type { Outcome, PlayerItem } from './rounds.ts';
import { Sign, type SignName } from './sign.tsx';

interface ResultProps {
  /** What was played, with what came of it, in the order of the quiz. */
  lines: { item: PlayerItem; outcome: Outcome }[];
  onAgain: (ids: 'all' | 'missed') => void;
}

type Told = 'right' | 'partly' | 'wrong' | 'skipped' | 'unmarked';

const SIGNS: Partial<Record<Told, SignName>> = { right: 'rightRound', partly: 'partlyRound', wrong: 'wrongRound' };

function told(outcome: Outcome): Told {
  if (outcome.is === 'skipped') return 'skipped';
  if (outcome.is === 'broken' || outcome.max === 0) return 'unmarked';
  return outcome.score === 1 ? 'right' : outcome.score > 0 ? 'partly' : 'wrong';
}

/** Whether somebody may want to answer it again. */
export const isMissed = (outcome: Outcome): boolean => ['partly', 'wrong', 'skipped'].includes(told(outcome));

/** The end: the points, and what came of each question. */
export function Result({ lines, onAgain }: ResultProps) {
  const { words, language, number } = useContext(PlayerContext);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const counted = lines.map(({ outcome }) => told(outcome));
  const count = (what: Told) => counted.filter((one) => one === what).length;
  const got = lines.reduce((sum, { outcome }) => sum + (outcome.is === 'answered' ? outcome.score : 0), 0);
  const of = lines.reduce((sum, { outcome }) => sum + (outcome.is === 'broken' ? 0 : outcome.max), 0);
  const missed = lines.filter(({ outcome }) => isMissed(outcome)).length;
  const said: Record<Told, string> = {
    right: words.resultRight,
    partly: words.resultPartly,
    wrong: words.resultWrong,
    skipped: words.resultSkipped,
    unmarked: words.resultUnmarked,
  };
  return (
    <div className="tw-question tw-result">
      <h2 ref={title} tabIndex={-1}>
        {words.result(number(got), number(of))}
      </h2>
      <p>
        {words.resultSum({
          right: count('right'),
          partly: count('partly'),
          wrong: count('wrong'),
          skipped: count('skipped'),
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.columnQuestion}</th>
            <th scope="col" className="tw-figure">
              {words.columnPoints}
            </th>
            <th scope="col">{words.columnResult}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ item, outcome }) => {
            const is = told(outcome);
            const sign = SIGNS[is];
            return (
              <tr key={item.key}>
                <td lang={language || undefined} dir="auto">
                  {plainText(item.rendered?.html['/stem'] ?? '') || item.key}
                </td>
                <td className="tw-figure">
                  {outcome.is === 'answered' && outcome.max > 0 ? number(outcome.score) : '–'}
                </td>
                <td>
                  <span className="tw-mark" data-is={is}>
                    {sign && <Sign name={sign} />} {said[is]}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="tw-row">
        {missed > 0 && (
          <button type="button" className="tw-button tw-primary" onClick={() => onAgain('missed')}>
            {words.againSome(missed)}
          </button>
        )}
        <button type="button" className={`tw-button ${missed > 0 ? '' : 'tw-primary'}`} onClick={() => onAgain('all')}>
          {words.againAll}
        </button>
      </div>
    </div>
  );
}
