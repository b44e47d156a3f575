import type { Exercise } from '#lib/exercises/core/exercise.ts';
import type { Marking } from '#lib/exercises/core/marking.ts';
import { type ExerciseResponse, responseTo } from '#lib/exercises/core/response.ts';
import { AskChoice, AskChoices, AskTrueFalse } from './choices.tsx';
import { AskCloze } from './cloze.tsx';
import { AskMatching } from './matching.tsx';
import { AskOpenAnswer } from './open-answer.tsx';
import { AskOrdering } from './ordering.tsx';
import { AskNumber, AskShortAnswer } from './typed.tsx';

interface AskingProps {
  exercise: Exercise;
  html: Readonly<Record<string, string>>;
  response: ExerciseResponse;
  marking: Marking | null;
  seed: string;
  labelledBy: string;
  onChange: (response: ExerciseResponse) => void;
}

/** Asks for an answer in the way of the exercise's type. */
export function Asking({ exercise, response, ...rest }: AskingProps) {
  switch (exercise.exercise_type) {
    case 'mcq': {
      const given = responseTo('mcq', response);
      return given && <AskChoice exercise={exercise} response={given} {...rest} />;
    }
    case 'multi_select': {
      const given = responseTo('multi_select', response);
      return given && <AskChoices exercise={exercise} response={given} {...rest} />;
    }
    case 'true_false': {
      const given = responseTo('true_false', response);
      return given && <AskTrueFalse exercise={exercise} response={given} {...rest} />;
    }
    case 'short_answer': {
      const given = responseTo('short_answer', response);
      return given && <AskShortAnswer exercise={exercise} response={given} {...rest} />;
    }
    case 'numeric': {
      const given = responseTo('numeric', response);
      return given && <AskNumber exercise={exercise} response={given} {...rest} />;
    }
    case 'cloze': {
      const given = responseTo('cloze', response);
      return given && <AskCloze exercise={exercise} response={given} {...rest} />;
    }
    case 'matching': {
      const given = responseTo('matching', response);
      return given && <AskMatching exercise={exercise} response={given} {...rest} />;
    }
    case 'ordering': {
      const given = responseTo('ordering', response);
      return given && <AskOrdering exercise={exercise} response={given} {...rest} />;
    }
    case 'open_response': {
      const given = responseTo('open_response', response);
      return given && <AskOpenAnswer exercise={exercise} response={given} {...rest} />;
    }
  }
}
