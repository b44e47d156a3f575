import { suggestSlug } from '#lib/base/core/slug.ts';
import type { Exercise, ExerciseBase } from '../../exercise.ts';
import { noteBlocks } from '../blocks.ts';
import type { LossCode } from '../losses.ts';
import { readText, wordsOfHtml } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import { toMatching, toNumeric, toOpenResponse, toOrdering, toShortAnswer, toTrueFalse } from './answers.ts';
import { blanksExercise } from './blanks.ts';
import { toChoice } from './choice.ts';
import { clozeExercise } from './cloze.ts';
import { isClose, type MoodleQuestion, TAG_FIELDS } from './question.ts';

/** Types that are known and not taken, and why. */
const REFUSED = new Map<string, LossCode>(
  Object.entries({
    description: 'no_question',
    calculated: 'calculated',
    calculatedsimple: 'calculated',
    calculatedmulti: 'calculated',
    stack: 'stack',
    ddimageortext: 'onto_image',
    ddmarker: 'onto_image',
    random: 'random_question',
    randomsamatch: 'random_question',
  } as const),
);

/** What a question of Moodle is here; null where nothing is taken, and then the conversion says why. */
export function toExercise(question: MoodleQuestion, conversion: Conversion): Exercise | null {
  const refused = REFUSED.get(question.type);
  if (refused) {
    conversion.lose(refused, 'exercise_type');
    return null;
  }
  const read = READERS.get(question.type);
  if (!read) {
    conversion.lose('unknown_type', 'exercise_type', {
      sentence: `The type “${question.type.slice(0, 60)}” is not known here.`,
    });
    return null;
  }
  const base = baseOf(question, conversion);
  const exercise = read(question, base, conversion);
  if (!exercise) return null;
  noteCommonLosses(question, conversion);
  noteBlocks(exercise, conversion);
  return exercise;
}

const CLOZE_TYPE = /^(multianswer|cloze|gapfill|gapselect|ddwtos)$/;

type Read = (question: MoodleQuestion, base: ExerciseBase, conversion: Conversion) => Exercise | null;

const READERS = new Map<string, Read>(
  Object.entries({
    multichoice: toChoice,
    multichoiceset: toChoice,
    truefalse: toTrueFalse,
    shortanswer: toShortAnswer,
    numerical: toNumeric,
    match: toMatching,
    matching: toMatching,
    ordering: toOrdering,
    essay: toOpenResponse,
    multianswer: clozeExercise,
    cloze: clozeExercise,
    gapselect: blanksExercise,
    ddwtos: blanksExercise,
    gapfill: blanksExercise,
  }),
);

function baseOf(question: MoodleQuestion, conversion: Conversion): ExerciseBase {
  const base: ExerciseBase = {
    id:
      question.id_number.trim() ||
      suggestSlug(question.name || wordsOfHtml(question.text.text).slice(0, 60), 'question'),
    // A text with blanks parts its stem from the text itself.
    stem: CLOZE_TYPE.test(question.type)
      ? ''
      : readText(question.text, conversion, { field: 'stem', pointer: '/stem' }),
  };
  const others: string[] = [];
  for (const tag of question.tags) {
    const known = TAG_FIELDS.find(({ prefix, field }) => tag.startsWith(prefix) && base[field] === undefined);
    if (known) base[known.field] = tag.slice(known.prefix.length);
    else others.push(tag);
  }
  if (others.length > 0)
    conversion.lose('tags', 'tags', {
      sentence: `The question has the tags ${others.map((one) => `“${one}”`).join(', ')}.`,
    });
  return base;
}

// What Moodle writes by itself in its own languages says nothing.
const USUAL_FEEDBACK =
  /^(your answer is (partially )?(correct|incorrect)\.?|respuesta (parcialmente )?(correcta|incorrecta)\.?)$/i;

function noteCommonLosses(question: MoodleQuestion, conversion: Conversion) {
  const { type, default_mark, penalty, hints, overall_feedback, unknown_parts } = question;
  const isUsual = [0, 0.1, 1 / 3, 1].some((one) => Math.abs(one - penalty) < 0.01);
  if (hints > 0 || !isUsual) conversion.lose('second_tries', 'hints');
  // A text with blanks counts a point for each blank until somebody says otherwise.
  if (!CLOZE_TYPE.test(type) && !isClose(default_mark, 1))
    conversion.lose('points_of_question', 'points', { sentence: `The question counts ${default_mark} points.` });
  const own = overall_feedback.map(wordsOfHtml).filter((one) => one !== '' && !USUAL_FEEDBACK.test(one));
  if (own.length > 0) conversion.lose('overall_feedback', 'feedback');
  for (const part of unknown_parts)
    conversion.lose('unknown_part', part, { sentence: `The question has a part <${part}> that is not known here.` });
}
