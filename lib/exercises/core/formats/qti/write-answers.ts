import type { ExerciseOf } from '../../exercise.ts';
import { decimalText } from '../moodle/parts.ts';
import { base, correct, float, mapped, mapping, response, set, variable, when } from './rules-write.ts';
import { node } from './tree.ts';
import {
  byTemplate,
  explain,
  explained,
  field,
  identifiersFor,
  inParagraph,
  mapResponse,
  matchCorrect,
  rightAway,
  type Write,
} from './write-common.ts';

export const writeChoice: Write<ExerciseOf<'mcq' | 'multi_select'>> = (exercise, writes) => {
  const isSingle = exercise.exercise_type === 'mcq';
  const { options } = exercise;
  const names = identifiersFor(
    options.map(({ id }) => id),
    'option_',
  );
  const ids = new Set<string>(
    exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids,
  );
  const right = names.filter((_, at) => ids.has(options[at]?.id ?? ''));
  const replies = options.flatMap(({ id, rationale_wrong }, at) => {
    const isRight = ids.has(id);
    const [words, pointer] = isRight
      ? [isSingle ? exercise.answer_key.rationale_right : '', '/answer_key/rationale_right']
      : [rationale_wrong ?? '', `/options/${at}/rationale_wrong`];
    return words === '' ? [] : [{ identifier: names[at] ?? '', text: writes.blocks(words, pointer) }];
  });
  const explanation = isSingle ? [] : writes.blocks(exercise.answer_key.rationale_right, '/answer_key/rationale_right');
  const isPartial = exercise.exercise_type === 'multi_select' && exercise.scoring === 'partial';
  const share = 1 / right.length;
  const more = [...(replies.length > 0 ? [set('FEEDBACK', variable())] : []), ...explain(explanation)];
  return {
    responses: [
      response(
        'RESPONSE',
        [isSingle ? 'single' : 'multiple', 'identifier'],
        right,
        isPartial ? mapping(names.map((key) => ({ key, value: right.includes(key) ? share : -share }))) : undefined,
      ),
    ],
    body: [
      node(
        'choiceInteraction',
        { responseIdentifier: 'RESPONSE', shuffle: 'false', maxChoices: isSingle ? '1' : '0' },
        options.map(({ text }, at) =>
          node('simpleChoice', { identifier: names[at] ?? '' }, writes.line(text, `/options/${at}/text`)),
        ),
      ),
    ],
    processing: isPartial
      ? byTemplate('map_response', mapResponse, more)
      : byTemplate('match_correct', matchCorrect, more),
    replies,
    hasSeveralReplies: !isSingle,
    explanation,
  };
};

export const writeTrueFalse: Write<ExerciseOf<'true_false'>> = (
  { answer, rationale_right, rationale_wrong },
  writes,
) => {
  const right = String(answer);
  const replies = [
    { identifier: right, words: rationale_right, pointer: '/rationale_right' },
    { identifier: String(!answer), words: rationale_wrong, pointer: '/rationale_wrong' },
  ]
    .filter(({ words }) => words !== '')
    .map(({ identifier, words, pointer }) => ({ identifier, text: writes.blocks(words, pointer) }));
  const choice = (identifier: string, words: string) => node('simpleChoice', { identifier }, [words]);
  return {
    responses: [response('RESPONSE', ['single', 'identifier'], [right])],
    body: [
      node('choiceInteraction', { responseIdentifier: 'RESPONSE', shuffle: 'false', maxChoices: '1' }, [
        choice('true', 'True'),
        choice('false', 'False'),
      ]),
    ],
    processing: byTemplate('match_correct', matchCorrect, replies.length > 0 ? [set('FEEDBACK', variable())] : []),
    replies,
    explanation: [],
  };
};

export const writeShortAnswer: Write<ExerciseOf<'short_answer'>> = (exercise, writes) => {
  const { canonical_answer, acceptable_answers, wrong_answers } = exercise;
  const right = [...new Set([canonical_answer, ...acceptable_answers].filter((one) => one.trim() !== ''))];
  const explanation = explained(exercise.explanation_correct, writes);
  const replies = wrong_answers.map(({ rationale }, at) => ({
    identifier: `wrong_${at + 1}`,
    text: writes.blocks(rationale, `/wrong_answers/${at}/rationale`),
  }));
  const isRight = node('gte', {}, [mapped(), float(1)]);
  const told = wrong_answers.map(({ answer }, at) =>
    when(node('stringMatch', { caseSensitive: 'false', substring: 'false' }, [variable(), base('string', answer)]), [
      set('FEEDBACK', base('identifier', `wrong_${at + 1}`)),
    ]),
  );
  return {
    responses: [
      response(
        'RESPONSE',
        ['single', 'string'],
        right.slice(0, 1),
        mapping(right.map((key) => ({ key, value: 1, is_case_sensitive: false }))),
      ),
    ],
    body: [inParagraph(field('RESPONSE'))],
    processing: byTemplate('map_response', mapResponse, [...told, ...explain(explanation, isRight)]),
    replies,
    explanation,
  };
};

export const writeNumber: Write<ExerciseOf<'numeric'>> = (exercise, writes) => {
  const { value, tolerance, unit } = exercise;
  const explanation = explained(exercise.explanation_correct, writes);
  const width = decimalText(
    Number((tolerance.mode === 'relative' ? tolerance.value * 100 : tolerance.value).toPrecision(12)),
  );
  const isExact = tolerance.mode === 'absolute' && tolerance.value === 0;
  const attributes: Record<string, string> = isExact
    ? { toleranceMode: 'exact' }
    : { toleranceMode: tolerance.mode, tolerance: `${width} ${width}` };
  const isRight = node('equal', attributes, [variable(), correct()]);
  return {
    responses: [response('RESPONSE', ['single', 'float'], [decimalText(value)])],
    body: [
      inParagraph(
        field('RESPONSE'),
        ...(unit.trim() === '' ? [] : [' ', node('span', { class: 'unit' }, [unit.trim()])]),
      ),
    ],
    processing: [
      when(isRight, [set('SCORE', float(1)), ...(explanation.length > 0 ? [rightAway] : [])], [set('SCORE', float(0))]),
    ],
    replies: [],
    explanation,
  };
};
