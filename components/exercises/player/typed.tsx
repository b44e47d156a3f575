import { useContext } from 'react';
import type { AskProps } from './given.ts';
import { MarkWord } from './mark-word.tsx';
import { PlayerContext } from './player-context.ts';

/** A few words. */
export function AskShortAnswer({ response, marking, labelledBy, onChange }: AskProps<'short_answer'>) {
  const { words, language } = useContext(PlayerContext);
  const part = marking?.parts[0];
  return (
    <div className="tw-typed">
      <input
        className="tw-field"
        data-first
        data-is={part?.is}
        type="text"
        dir="auto"
        lang={language || undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-label={words.yourAnswer}
        aria-describedby={labelledBy}
        value={response.text}
        readOnly={marking !== null}
        onChange={(event) => onChange({ exercise_type: 'short_answer', text: event.target.value })}
      />
      {part && part.is !== 'unmarked' && <MarkWord is={part.is} />}
    </div>
  );
}

/** A number, with its unit beside it where that is not for the learner to say. */
export function AskNumber({ exercise, response, marking, labelledBy, onChange }: AskProps<'numeric'>) {
  const { words } = useContext(PlayerContext);
  const part = marking?.parts[0];
  const isChecked = marking !== null && !marking.ask;
  return (
    <div className="tw-typed">
      <input
        className="tw-field tw-number"
        data-first
        data-is={part?.is}
        type="text"
        inputMode="decimal"
        dir="ltr"
        autoComplete="off"
        aria-label={words.yourAnswer}
        aria-describedby={labelledBy}
        value={response.text}
        readOnly={isChecked}
        onChange={(event) => onChange({ exercise_type: 'numeric', text: event.target.value })}
      />
      {exercise.unit && (
        <span className="tw-unit">{exercise.unit_mode === 'required' ? words.withUnit : exercise.unit}</span>
      )}
      {isChecked && part && part.is !== 'unmarked' && <MarkWord is={part.is} />}
    </div>
  );
}
