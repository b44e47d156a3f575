import { clozeParts, type Exercise, type ExerciseOf } from '../../exercise.ts';
import type { Conversion, SourceText } from '../text/text.ts';
import { html, NO_TEXT } from '../text/text.ts';
import { type FilesByKey, plainOfMarkdown, writeText } from '../text/write.ts';
import { writeClozeCode } from './cloze-code.ts';
import { decimalText } from './parts.ts';
import { emptyQuestion, isTag, type MoodleAnswer, type MoodleQuestion, TAG_FIELDS } from './question.ts';
import { rubricTable } from './rubric.ts';

/** What an exercise is written with: what it cannot keep is noted, and pictures are taken from `files`. */
export interface Writing {
  conversion: Conversion;
  files?: FilesByKey;
}

/** The question of Moodle that says what an exercise says, as far as Moodle can. What is lost shows when it is read back. */
export function fromExercise(exercise: Exercise, writing: Writing): MoodleQuestion {
  const tags = TAG_FIELDS.flatMap(({ prefix, field }) => {
    const tag = `${prefix}${exercise[field] ?? ''}`;
    return exercise[field] !== undefined && isTag(tag) ? [tag] : [];
  });
  return {
    ...emptyQuestion(''),
    name: nameOf(exercise),
    id_number: /\p{Cc}/u.test(exercise.id) ? '' : exercise.id,
    tags,
    text: write(exercise.stem, writing, '/stem'),
    ...partsOf(exercise, writing),
  };
}

function nameOf({ stem, id }: Exercise): string {
  const words = plainOfMarkdown(stem).replace(/\s+/g, ' ');
  return (words.length > 60 ? `${words.slice(0, 57).trim()}...` : words) || id;
}

function write(markdown: string, { conversion, files }: Writing, pointer: string, isInline = false): SourceText {
  return writeText(markdown, conversion, {
    field: pointer.split('/')[1] ?? '',
    pointer,
    isInline,
    ...(files ? { files } : {}),
  });
}

const plain = (text: string): SourceText => ({ text, format: 'plain', files: [] });
const answer = (text: SourceText, fraction: number, feedback = NO_TEXT, tolerance = 0): MoodleAnswer => ({
  text,
  fraction,
  feedback,
  tolerance,
});

function partsOf(exercise: Exercise, writing: Writing): Partial<MoodleQuestion> & { type: string } {
  const inline = (markdown: string, pointer: string) => write(markdown, writing, pointer, true);
  const explained = (words: string | undefined) => ({
    general_feedback: write(words ?? '', writing, '/explanation_correct'),
  });
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return choiceOf(exercise, writing);
    case 'true_false': {
      const right = inline(exercise.rationale_right, '/rationale_right');
      const wrong = inline(exercise.rationale_wrong, '/rationale_wrong');
      const { answer: isTrue } = exercise;
      return {
        type: 'truefalse',
        answers: [
          answer(plain('true'), isTrue ? 1 : 0, isTrue ? right : wrong),
          answer(plain('false'), isTrue ? 0 : 1, isTrue ? wrong : right),
        ],
      };
    }
    case 'short_answer':
      return {
        type: 'shortanswer',
        answers: [
          ...[exercise.canonical_answer, ...exercise.acceptable_answers].map((one) => answer(plain(starless(one)), 1)),
          ...exercise.wrong_answers.map((one, at) =>
            answer(plain(starless(one.answer)), 0, inline(one.rationale, `/wrong_answers/${at}/rationale`)),
          ),
        ],
        ...explained(exercise.explanation_correct),
      };
    case 'numeric':
      return { ...numberOf(exercise), ...explained(exercise.explanation_correct) };
    case 'matching':
      return {
        type: 'match',
        pairs: [
          ...exercise.pairs.map(({ left, right }, at) => ({
            left: inline(left, `/pairs/${at}/left`),
            right: plainOfMarkdown(right),
          })),
          ...exercise.distractors.map((one) => ({ left: NO_TEXT, right: plainOfMarkdown(one) })),
        ],
        ...explained(exercise.explanation_correct),
      };
    case 'ordering':
      return {
        type: 'ordering',
        grading: exercise.scoring === 'partial' ? 'RELATIVE_NEXT_EXCLUDE_LAST' : 'ALL_OR_NOTHING',
        answers: exercise.items.map(({ text }, at) => answer(inline(text, `/items/${at}/text`), at + 1)),
        ...explained(exercise.explanation_correct),
      };
    case 'cloze':
      return { type: 'multianswer', ...blanksOf(exercise, writing), ...explained(exercise.explanation_correct) };
    case 'open_response':
      return {
        type: 'essay',
        general_feedback: write(exercise.model_answer, writing, '/model_answer'),
        grader_info: html(rubricTable(exercise.rubric)),
      };
  }
}

/** A star stands for anything in answers of Moodle. */
const starless = (text: string) => text.trim().replaceAll('*', '\\*');

// The shares that Moodle offers for several right options: a whole, a half, a third ... a tenth, and a twentieth.
const EXACT = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]);

function choiceOf(exercise: ExerciseOf<'mcq'> | ExerciseOf<'multi_select'>, writing: Writing) {
  const isSingle = exercise.exercise_type === 'mcq';
  const right = new Set(
    exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids,
  );
  if (!isSingle && !EXACT.has(right.size))
    writing.conversion.lose('fraction_not_exact', 'options', {
      sentence: `Moodle has no exact share for ${right.size} right options: 1/${right.size} is not among its fractions.`,
    });
  const share = isSingle ? 1 : 1 / right.size;
  return {
    type: 'multichoice',
    is_single: isSingle,
    answers: exercise.options.map(({ id, text, rationale_wrong }, at) =>
      answer(
        write(text, writing, `/options/${at}/text`, true),
        right.has(id) ? share : isSingle ? 0 : -share,
        right.has(id) ? NO_TEXT : write(rationale_wrong ?? '', writing, `/options/${at}/rationale_wrong`, true),
      ),
    ),
    general_feedback: write(exercise.answer_key.rationale_right, writing, '/answer_key/rationale_right'),
  };
}

function numberOf({ value, tolerance, unit, unit_mode }: ExerciseOf<'numeric'>) {
  const width =
    tolerance.mode === 'absolute' ? tolerance.value : Number((Math.abs(value) * tolerance.value).toPrecision(12));
  return {
    type: 'numerical',
    answers: [answer(plain(decimalText(value)), 1, NO_TEXT, width)],
    units: unit.trim() === '' ? [] : [{ name: unit.trim(), multiplier: 1 }],
    unit_grading: unit_mode,
    unit_penalty: unit_mode === 'required' ? 1 : 0,
  };
}

/** Stem and text as one, with the code of each blank in its place. */
function blanksOf(exercise: ExerciseOf<'cloze'>, writing: Writing): { text: SourceText } {
  const blanks = new Map(exercise.blanks.map((one) => [one.id, one]));
  const used: string[] = [];
  // Ids may hold signs that Markdown would take for emphasis.
  const numbered = clozeParts(exercise.text)
    .map((part) => ('text' in part ? part.text : `{{${used.push(part.blank_id)}}}`))
    .join('');
  const whole = write([exercise.stem.trim(), numbered].filter(Boolean).join('\n\n'), writing, '/text');
  const text = whole.text.replace(/\{\{(\d+)\}\}/g, (all, at: string) => {
    const blank = blanks.get(used[Number(at) - 1] ?? '');
    if (!blank) return all;
    const accepted = new Set(blank.accepted);
    if (blank.options) {
      const offered = [...blank.options, ...blank.accepted.filter((one) => !blank.options?.includes(one))];
      return writeClozeCode(
        'MULTICHOICE',
        offered.map((one) => ({ text: one, is_right: accepted.has(one) })),
      );
    }
    const kind = blank.is_case_sensitive ? 'SHORTANSWER_C' : 'SHORTANSWER';
    return writeClozeCode(
      kind,
      blank.accepted.map((one) => ({ text: one, is_right: true })),
    );
  });
  return { text: { ...whole, text } };
}
