import { useContext, useId, useState } from 'react';
import { matchingChoices } from '#lib/exercises/core/response.ts';
import { type AskProps, putRight, unusedChoices } from './given.ts';
import { Key } from './key.tsx';
import { MarkWord } from './mark-word.tsx';
import { plainText } from './plain-text.ts';
import { PlayerContext } from './player-context.ts';
import { Rich } from './rich.tsx';

/** Where the HTML of something that can be matched stands. */
function htmlOf({ exercise, html }: Pick<AskProps<'matching'>, 'exercise' | 'html'>, right: string): string {
  const pair = exercise.pairs.findIndex((one) => one.right === right);
  return (pair >= 0 ? html[`/pairs/${pair}/right`] : html[`/distractors/${exercise.distractors.indexOf(right)}`]) ?? '';
}

/** Pairs: each row has a menu; below lies what is left, to be clicked, dragged, or taken by its letter. */
export function AskMatching(props: AskProps<'matching'>) {
  const { exercise, html, response, marking, seed, onChange } = props;
  const { words } = useContext(PlayerContext);
  const id = useId();
  // Where a click in the tray goes: the row that was used last, as long as it is open.
  const [last, setLast] = useState(0);
  const [dragged, setDragged] = useState<string | null>(null);
  const { rights } = response;
  const choices = matchingChoices(exercise, seed);
  const unused = unusedChoices(exercise, rights, seed);
  const open = rights[last] === null ? last : rights.indexOf(null);
  const put = (at: number, right: string | null) =>
    onChange({ exercise_type: 'matching', rights: putRight(exercise, rights, at, right) });
  const spare = choices.length - new Set(exercise.pairs.map(({ right }) => right)).size;
  return (
    <>
      {spare > 0 && <p className="tw-help">{words.spare(spare)}</p>}
      <ul className="tw-pairs">
        {exercise.pairs.map(({ left, right }, at) => {
          const part = marking?.parts[at];
          const chosen = rights[at] ?? null;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are, and two may say the same.
              key={at}
              data-is={part?.is}
              data-open={!marking && at === open ? '' : undefined}
              onDragOver={(event) => dragged !== null && event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged !== null) put(at, dragged);
              }}
            >
              <span id={`${id}-${at}`}>
                <Rich html={html[`/pairs/${at}/left`] ?? left} />
              </span>
              <span className="tw-place">
                <select
                  aria-labelledby={`${id}-${at}`}
                  data-filled={chosen !== null ? '' : undefined}
                  value={chosen === null ? '' : String(choices.indexOf(chosen))}
                  disabled={marking !== null}
                  onFocus={() => setLast(at)}
                  onChange={(event) => put(at, choices[Number(event.target.value || 'NaN')] ?? null)}
                >
                  <option value="">{words.choose}</option>
                  {choices.map((choice, place) => (
                    <option key={choice} value={place}>
                      {plainText(htmlOf(props, choice)) || choice}
                    </option>
                  ))}
                </select>
                {part && part.is !== 'unmarked' && <MarkWord is={part.is} />}
                {part && part.is !== 'right' && (
                  <span className="tw-answer">
                    {words.rightAnswer} <Rich html={htmlOf(props, right)} />
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {!marking && unused.length > 0 && open >= 0 && (
        <div className="tw-tray">
          <p className="tw-help">{words.tray}</p>
          <div>
            {unused.map((choice, at) => (
              <button
                key={choice}
                type="button"
                className="tw-token"
                draggable
                onDragStart={() => setDragged(choice)}
                onDragEnd={() => setDragged(null)}
                onClick={() => put(open, choice)}
              >
                {at < 26 && <Key name={String.fromCharCode(97 + at)} />}
                <Rich html={htmlOf(props, choice)} />
              </button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
