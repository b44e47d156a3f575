import { type ReactNode, useContext, useId } from 'react';
import type { ExerciseOf } from '#lib/exercises/core/exercise.ts';
import type { MarkedPart } from '#lib/exercises/core/marking.ts';
import { type AskProps, toggled } from './given.ts';
import { Key } from './key.tsx';
import { MarkWord } from './mark-word.tsx';
import { PlayerContext } from './player-context.ts';
import { Rich } from './rich.tsx';

interface OptionProps {
  kind: 'radio' | 'checkbox';
  name: string;
  letter: string;
  isChosen: boolean;
  /** After checking. */
  part?: MarkedPart;
  why?: string;
  onChoose: () => void;
  children: ReactNode;
}

/** One answer to choose: a native control, so that keys and screen readers need nothing of us. */
function Option({ kind, name, letter, isChosen, part, why, onChoose, children }: OptionProps) {
  const { words } = useContext(PlayerContext);
  // Of one choice, the right one that was not taken is shown, not held against anybody.
  const is = part?.is === 'missed' && kind === 'radio' ? 'right' : part?.is;
  const word = is === 'wrong' ? (kind === 'radio' ? words.markChosen : words.markChosenWrong) : undefined;
  return (
    <div className="tw-option" data-is={is ?? (isChosen ? 'chosen' : undefined)}>
      <label>
        <input type={kind} name={name} checked={isChosen} disabled={part !== undefined} onChange={onChoose} />
        <Key name={letter} />
        {children}
        {is && is !== 'unmarked' && <MarkWord is={is} word={word} />}
      </label>
      {why && <Rich html={why} className="tw-why" />}
    </div>
  );
}

interface OptionsProps {
  labelledBy: string;
  isOne: boolean;
  className?: string;
  children: ReactNode;
}

const Options = ({ labelledBy, isOne, className = '', children }: OptionsProps) =>
  isOne ? (
    <div role="radiogroup" aria-labelledby={labelledBy} className={`tw-options ${className}`}>
      {children}
    </div>
  ) : (
    <fieldset aria-labelledby={labelledBy} className="tw-options">
      {children}
    </fieldset>
  );

/** One choice or several among options. */
export function AskChoice({ exercise, html, response, marking, labelledBy, onChange }: AskProps<'mcq'>) {
  const name = useId();
  return (
    <Options labelledBy={labelledBy} isOne>
      {exercise.options.map((option, at) => (
        <Option
          key={option.id}
          kind="radio"
          name={name}
          letter={option.label}
          isChosen={response.option_id === option.id}
          part={marking?.parts[at]}
          onChoose={() => onChange({ exercise_type: 'mcq', option_id: option.id })}
        >
          <Rich html={html[`/options/${at}/text`]} />
        </Option>
      ))}
    </Options>
  );
}

export function AskChoices({ exercise, html, response, marking, labelledBy, onChange }: AskProps<'multi_select'>) {
  const { words } = useContext(PlayerContext);
  const name = useId();
  return (
    <>
      <p className="tw-help">{words.severalRight}</p>
      <Options labelledBy={labelledBy} isOne={false}>
        {exercise.options.map((option, at) => {
          const part = marking?.parts[at];
          return (
            <Option
              key={option.id}
              kind="checkbox"
              name={name}
              letter={option.label}
              isChosen={response.option_ids.includes(option.id)}
              part={part}
              why={part && part.is !== 'unmarked' ? html[`/options/${at}/rationale_wrong`] : undefined}
              onChoose={() => onChange(toggled(response, option.id))}
            >
              <Rich html={html[`/options/${at}/text`]} />
            </Option>
          );
        })}
      </Options>
    </>
  );
}

/** True first, as everywhere. */
export function AskTrueFalse({ response, marking, labelledBy, onChange }: AskProps<'true_false'>) {
  const { words } = useContext(PlayerContext);
  const name = useId();
  // Letters where they are those of the words.
  const letters = words.isTrue === 'True' ? ['T', 'F'] : ['1', '2'];
  return (
    <Options labelledBy={labelledBy} isOne className="tw-two">
      {[true, false].map((answer, at) => (
        <Option
          key={String(answer)}
          kind="radio"
          name={name}
          letter={letters[at] ?? ''}
          isChosen={response.answer === answer}
          part={marking?.parts[at]}
          onChoose={() => onChange({ exercise_type: 'true_false', answer })}
        >
          <span className="tw-rich">{answer ? words.isTrue : words.isFalse}</span>
        </Option>
      ))}
    </Options>
  );
}

/** The letter of the right option, for the sentence that says why it is right. */
export const rightLetter = ({ options, answer_key }: ExerciseOf<'mcq'>): string =>
  options.find(({ id }) => id === answer_key.option_id)?.label ?? '';
