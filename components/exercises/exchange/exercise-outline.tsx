import { Circle, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { iconOf } from '../exercise-icons.tsx';
import { exchangeText } from './text.ts';

/** An exercise at a glance, its texts as they are written: the question, its answers, and which of them is right. */
export function ExerciseOutline({ exercise }: { exercise: Exercise }) {
  const Icon = iconOf(exercise.exercise_type);
  return (
    <div className="flex min-w-0 flex-col gap-2 text-sm">
      <div className="flex min-w-0 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <p dir="auto" className="min-w-0 font-medium break-words whitespace-pre-wrap">
          {exercise.exercise_type === 'cloze' ? filled(exercise) : unescaped(exercise.stem)}
        </p>
      </div>
      <Answers exercise={exercise} />
    </div>
  );
}

/** What is escaped in Markdown, as a gap of underscores is, reads better without. */
const unescaped = (text: string): string => text.replace(/\\(?=[_*])/g, '');

/** The text of blanks with what fills them. */
const filled = ({ stem, text, blanks }: Extract<Exercise, { exercise_type: 'cloze' }>) => {
  const shown = text.replace(/\{\{([^{}]+)\}\}/g, (whole, id: string) => {
    const blank = blanks.find((one) => one.id === id);
    return blank ? `[${blank.accepted.join(' | ') || exchangeText.noAnswer}]` : whole;
  });
  return stem && stem !== text ? `${stem}\n\n${shown}` : shown;
};

function Answers({ exercise }: { exercise: Exercise }): ReactNode {
  switch (exercise.exercise_type) {
    case 'mcq':
      return exercise.options.map(({ id, text, rationale_wrong }) => (
        <Answer key={id} isRight={id === exercise.answer_key.option_id} reason={rationale_wrong}>
          {text}
        </Answer>
      ));
    case 'multi_select':
      return exercise.options.map(({ id, text, rationale_wrong }) => (
        <Answer key={id} isRight={exercise.answer_key.option_ids.includes(id)} reason={rationale_wrong}>
          {text}
        </Answer>
      ));
    case 'true_false':
      if (typeof exercise.answer !== 'boolean') return <Missing />;
      return [true, false].map((value) => (
        <Answer key={String(value)} isRight={exercise.answer === value}>
          {value ? exchangeText.answerTrue : exchangeText.answerFalse}
        </Answer>
      ));
    case 'short_answer':
      return [exercise.canonical_answer, ...exercise.acceptable_answers].map((text) => (
        <Answer key={text} isRight>
          {text}
        </Answer>
      ));
    case 'numeric': {
      const { value, tolerance, unit } = exercise;
      if (!Number.isFinite(value)) return <Missing />;
      const width =
        tolerance && tolerance.value > 0
          ? `± ${tolerance.mode === 'relative' ? `${tolerance.value * 100} %` : tolerance.value}`
          : '';
      return <Answer isRight>{exchangeText.within(String(value), width, unit ?? '')}</Answer>;
    }
    case 'matching':
      return exercise.pairs.map(({ left, right }) => (
        <Answer key={`${left} ${right}`} isRight>
          {`${left} → ${right}`}
        </Answer>
      ));
    case 'ordering':
      return (
        <ol className="list-decimal ps-6">
          {exercise.items.map(({ id, text }) => (
            <li key={id} dir="auto" className="break-words">
              {text}
            </li>
          ))}
        </ol>
      );
    case 'open_response':
      return exercise.model_answer ? (
        <p dir="auto" className="line-clamp-4 text-muted">
          {`${exchangeText.model}: ${exercise.model_answer}`}
        </p>
      ) : null;
    default:
      return null;
  }
}

const Missing = () => <p className="text-danger-text">{exchangeText.noAnswer}</p>;

function Answer({ isRight, reason, children }: { isRight: boolean; reason?: string | null; children: string }) {
  const Sign = isRight ? CircleCheck : Circle;
  return (
    <div className="flex min-w-0 items-start gap-2">
      <Sign
        role="img"
        aria-label={isRight ? exchangeText.right : exchangeText.wrong}
        className={isRight ? 'mt-0.5 size-4 shrink-0 text-published' : 'mt-0.5 size-4 shrink-0 text-faint'}
      />
      <span className="min-w-0">
        <span dir="auto" className="break-words whitespace-pre-wrap">
          {children}
        </span>
        {reason && (
          <span dir="auto" className="block text-xs text-muted">
            {reason}
          </span>
        )}
      </span>
    </div>
  );
}
