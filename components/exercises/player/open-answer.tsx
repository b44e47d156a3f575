import { useContext, useId } from 'react';
import type { AskProps } from './given.ts';
import { PlayerContext } from './player-context.ts';
import { Rich } from './rich.tsx';
import { Sign } from './sign.tsx';

/** A text of one's own, then the rubric, by which the learner marks it. */
export function AskOpenAnswer({ response, marking, labelledBy, onChange }: AskProps<'open_response'>) {
  const { words, language } = useContext(PlayerContext);
  return (
    <textarea
      className="tw-field tw-text"
      data-first
      dir="auto"
      lang={language || undefined}
      rows={4}
      aria-label={words.writeAnswer}
      aria-describedby={labelledBy}
      value={response.text}
      readOnly={marking !== null}
      onChange={(event) => onChange({ ...response, text: event.target.value })}
    />
  );
}

/** The rubric with the learner's own marks. */
export function OwnMarks({ exercise, html, response, onChange }: Omit<AskProps<'open_response'>, 'marking'>) {
  const { words, number } = useContext(PlayerContext);
  const id = useId();
  const hasRubric = exercise.rubric.length > 0;
  return (
    <>
      {hasRubric ? null : <p>{words.noRubric}</p>}
      {exercise.rubric.map(({ criterion, levels }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: criteria stay where they are, and two may say the same.
        <div key={at} className="tw-criterion" role="radiogroup" aria-labelledby={`${id}-${at}`}>
          <span id={`${id}-${at}`} dir="auto">
            {criterion}
          </span>
          <span className="tw-levels">
            {levels.map(({ label, points, description }, place) => (
              <label
                // biome-ignore lint/suspicious/noArrayIndexKey: the same of levels.
                key={place}
                data-is={response.levels[at] === place ? 'chosen' : undefined}
                title={description || undefined}
              >
                <input
                  type="radio"
                  name={`${id}-${at}`}
                  checked={response.levels[at] === place}
                  onChange={() =>
                    onChange({ ...response, levels: response.levels.map((one, row) => (row === at ? place : one)) })
                  }
                />
                {response.levels[at] === place && <Sign name="rightRound" />}
                <bdi>
                  {number(Number.isFinite(points) ? points : 0)} · {label}
                </bdi>
                {description && <small dir="auto">{description}</small>}
              </label>
            ))}
          </span>
        </div>
      ))}
      {html['/model_answer'] && (
        <details className="tw-model" open={!hasRubric}>
          <summary>{words.modelAnswer}</summary>
          <Rich html={html['/model_answer']} />
        </details>
      )}
    </>
  );
}
