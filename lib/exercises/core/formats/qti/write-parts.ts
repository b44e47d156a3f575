import { clozeParts, type Exercise, type ExerciseOf } from '../../exercise.ts';
import { decimalText } from '../moodle/parts.ts';
import { rubricTable } from '../moodle/rubric.ts';
import { plainOfMarkdown } from '../text/write.ts';
import type { XmlElement } from '../xml.ts';
import { base, correct, float, isCorrect, mapped, mapping, response, set, variable, when } from './rules-write.ts';
import { HTML, node } from './tree.ts';
import { xhtmlOf } from './xhtml.ts';

/** How texts of an exercise are written: as blocks, or as a line where they are one. */
export interface Writes {
  blocks: (markdown: string, pointer: string) => XmlElement[];
  line: (markdown: string, pointer: string) => XmlElement[];
}

/** What an exercise becomes: its responses, what is asked, how it is marked, and what is said to answers. */
export interface Parts {
  responses: XmlElement[];
  body: XmlElement[];
  /** The name of a template, or rules; none where people mark. */
  processing: string | XmlElement[] | null;
  /** Replies to what was chosen or typed, by the identifier of FEEDBACK. */
  replies: { identifier: string; text: XmlElement[] }[];
  /** Whether several of them may be shown at once. */
  hasSeveralReplies?: boolean;
  /** What is said to the right answer, where FEEDBACK does not say it. */
  explanation: XmlElement[];
}

type Write<T extends Exercise> = (exercise: T, writes: Writes) => Parts;

/** What EXPLANATION is at the right answer. */
export const RIGHT = 'right';
const rightAway = set('EXPLANATION', base('identifier', RIGHT));
const inParagraph = (...content: (string | XmlElement)[]) => node('p', {}, content);
const explained = (words: string | undefined, { blocks }: Writes) => blocks(words ?? '', '/explanation_correct');
/** Names that QTI takes as identifiers. */
export const isIdentifier = (text: string) => /^[A-Za-z_][\w.-]{0,127}$/.test(text);

/** Ids where all of them are identifiers, else numbered names. What is called true or false would be a question of that type. */
const identifiersFor = (ids: readonly string[], prefix: string): string[] =>
  ids.every((one) => isIdentifier(one) && !/^(true|false)$/i.test(one)) && new Set(ids).size === ids.length
    ? [...ids]
    : ids.map((_, at) => `${prefix}${at + 1}`);

/** Marked by a template where nothing else is said, else by its rules and what is said on top. */
const byTemplate = (template: string, rules: readonly XmlElement[], more: readonly XmlElement[]) =>
  more.length === 0 ? template : [...rules, ...more];

const matchCorrect = [when(isCorrect(), [set('SCORE', float(1))], [set('SCORE', float(0))])];
const mapResponse = [when(node('isNull', {}, [variable()]), [set('SCORE', float(0))], [set('SCORE', mapped())])];
const explain = (text: readonly XmlElement[], condition = isCorrect()) =>
  text.length > 0 ? [when(condition, [rightAway])] : [];

const writeChoice: Write<ExerciseOf<'mcq' | 'multi_select'>> = (exercise, writes) => {
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

const writeTrueFalse: Write<ExerciseOf<'true_false'>> = ({ answer, rationale_right, rationale_wrong }, writes) => {
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

const field = (identifier: string) => node('textEntryInteraction', { responseIdentifier: identifier });

const writeShortAnswer: Write<ExerciseOf<'short_answer'>> = (exercise, writes) => {
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

const writeNumber: Write<ExerciseOf<'numeric'>> = (exercise, writes) => {
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

/** Part of the point for each place, or all of it for all of them. */
function pointsFor(sum: XmlElement, count: number, isPartial: boolean): XmlElement[] {
  const isWhole = node('gte', {}, [sum, float(count)]);
  return isPartial
    ? [set('SCORE', node('divide', {}, [sum, float(count)]))]
    : [when(isWhole, [set('SCORE', float(1))], [set('SCORE', float(0))])];
}

const writeCloze: Write<ExerciseOf<'cloze'>> = (exercise, writes) => {
  const { blanks, text, scoring } = exercise;
  const names = blanks.map((_, at) => (blanks.length === 1 ? 'RESPONSE' : `RESPONSE_${at + 1}`));
  const explanation = explained(exercise.explanation_correct, writes);
  const offers = blanks.map(({ options, accepted }) => (options ? [...new Set([...options, ...accepted])] : null));
  const responses = blanks.map(({ accepted, is_case_sensitive = false }, at) => {
    const offered = offers[at];
    const right = accepted.filter((one, place) => one.trim() !== '' && accepted.indexOf(one) === place);
    if (!offered)
      return response(
        names[at] ?? '',
        ['single', 'string'],
        right.slice(0, 1),
        mapping(right.map((key) => ({ key, value: 1, is_case_sensitive }))),
      );
    const ids = right.map((one) => `choice_${offered.indexOf(one) + 1}`);
    return response(
      names[at] ?? '',
      ['single', 'identifier'],
      ids.slice(0, 1),
      mapping(ids.map((key) => ({ key, value: 1 }))),
    );
  });
  const places = blanks.map((_, at) => {
    const offered = offers[at];
    if (!offered) return field(names[at] ?? '');
    const choices = offered.map((one, place) => node('inlineChoice', { identifier: `choice_${place + 1}` }, [one]));
    return node('inlineChoiceInteraction', { responseIdentifier: names[at] ?? '', shuffle: 'false' }, choices);
  });
  const sum = node('sum', {}, names.map(mapped));
  return {
    responses,
    body: withPlaces(
      text,
      blanks.map(({ id }) => id),
      places,
      writes,
    ),
    processing: [
      ...pointsFor(sum, blanks.length, scoring !== 'all_or_nothing'),
      ...explain(explanation, node('gte', {}, [sum, float(blanks.length)])),
    ],
    replies: [],
    explanation,
  };
};

/** The text with the field or list of each blank in its place. */
function withPlaces(text: string, ids: readonly string[], places: readonly XmlElement[], { blocks }: Writes) {
  // Ids may hold signs that Markdown would take for emphasis.
  const numbered = clozeParts(text)
    .map((part) => ('text' in part ? part.text : `{{${ids.indexOf(part.blank_id) + 1}}}`))
    .join('');
  return blocks(numbered, '/text').map((block) => node('div', {}, cut(block.text, places)));
}

function cut(html: string, places: readonly XmlElement[]): (string | XmlElement)[] {
  const parts = html.split(/\{\{(\d+)\}\}/);
  return parts.flatMap((part, at) => {
    if (at % 2 === 0) return part === '' ? [] : [node(HTML, {}, [part])];
    const place = places[Number(part) - 1];
    return place ? [place] : [];
  });
}

const writeMatching: Write<ExerciseOf<'matching'>> = ({ pairs, distractors, scoring, explanation_correct }, writes) => {
  const explanation = explained(explanation_correct, writes);
  const rights = [...new Set(pairs.map(({ right }) => right))];
  // Chosen, a distractor that says what a right side says would be wrong there and right here.
  const others = distractors.filter((one) => !rights.includes(one));
  const choice = (identifier: string, matchMax: number, text: XmlElement[]) =>
    node('simpleAssociableChoice', { identifier, matchMax: String(matchMax) }, text);
  const keys = pairs.map(({ right }, at) => `left_${at + 1} right_${rights.indexOf(right) + 1}`);
  const uses = (right: string) => pairs.filter((one) => one.right === right).length;
  const isPartial = scoring !== 'all_or_nothing';
  const share = 1 / pairs.length;
  const sets = [
    pairs.map(({ left }, at) => choice(`left_${at + 1}`, 1, writes.line(left, `/pairs/${at}/left`))),
    [
      ...rights.map((right, at) => choice(`right_${at + 1}`, uses(right), writes.line(right, '/pairs'))),
      ...others.map((one, at) => choice(`right_${rights.length + at + 1}`, 1, writes.line(one, `/distractors/${at}`))),
    ],
  ];
  const more = explain(explanation);
  return {
    responses: [
      response(
        'RESPONSE',
        ['multiple', 'directedPair'],
        keys,
        isPartial ? mapping(keys.map((key) => ({ key, value: share }))) : undefined,
      ),
    ],
    body: [
      node(
        'matchInteraction',
        { responseIdentifier: 'RESPONSE', shuffle: 'true', maxAssociations: String(pairs.length) },
        sets.map((one) => node('simpleMatchSet', {}, one)),
      ),
    ],
    processing: isPartial
      ? byTemplate('map_response', mapResponse, more)
      : byTemplate('match_correct', matchCorrect, more),
    replies: [],
    explanation,
  };
};

const writeOrdering: Write<ExerciseOf<'ordering'>> = ({ items, scoring, explanation_correct }, writes) => {
  const explanation = explained(explanation_correct, writes);
  const names = identifiersFor(
    items.map(({ id }) => id),
    'step_',
  );
  const isPartial = scoring === 'partial' && items.length > 1;
  // Two steps that follow each other in the right order follow each other in the answer.
  const follows = names.slice(1).map((name, at) =>
    when(
      node('contains', {}, [
        variable(),
        node(
          'ordered',
          {},
          [names[at] ?? '', name].map((one) => base('identifier', one)),
        ),
      ]),
      [set('SCORE', node('sum', {}, [variable('SCORE'), float(1 / (items.length - 1))]))],
    ),
  );
  const more = explain(explanation);
  return {
    responses: [response('RESPONSE', ['ordered', 'identifier'], names)],
    body: [
      node(
        'orderInteraction',
        { responseIdentifier: 'RESPONSE', shuffle: 'true' },
        items.map(({ text }, at) =>
          node('simpleChoice', { identifier: names[at] ?? '' }, writes.line(text, `/items/${at}/text`)),
        ),
      ),
    ],
    processing: isPartial ? [...follows, ...more] : byTemplate('match_correct', matchCorrect, more),
    replies: [],
    explanation,
  };
};

const writeOpenResponse: Write<ExerciseOf<'open_response'>> = ({ rubric, model_answer }, { blocks }) => {
  const block = (content: XmlElement[]) => node('rubricBlock', { view: 'scorer' }, content);
  const table = rubricTable(rubric);
  return {
    responses: [response('RESPONSE', ['single', 'string'], [])],
    body: [
      node('extendedTextInteraction', { responseIdentifier: 'RESPONSE' }),
      ...(table === '' ? [] : [block([node(HTML, {}, [xhtmlOf(table)])])]),
      ...(model_answer.trim() === '' ? [] : [block(blocks(model_answer, '/model_answer'))]),
    ],
    processing: null,
    replies: [],
    explanation: [],
  };
};

/** What an exercise becomes as an item. */
export function partsOf(exercise: Exercise, writes: Writes): Parts {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return writeChoice(exercise, writes);
    case 'true_false':
      return writeTrueFalse(exercise, writes);
    case 'short_answer':
      return writeShortAnswer(exercise, writes);
    case 'numeric':
      return writeNumber(exercise, writes);
    case 'cloze':
      return writeCloze(exercise, writes);
    case 'matching':
      return writeMatching(exercise, writes);
    case 'ordering':
      return writeOrdering(exercise, writes);
    case 'open_response':
      return writeOpenResponse(exercise, writes);
  }
}

/** What an item is called: the first words of its question. */
export function titleOf({ stem, id }: Exercise): string {
  const words = plainOfMarkdown(stem).replace(/\s+/g, ' ');
  return (words.length > 60 ? `${words.slice(0, 57).trim()}...` : words) || id || 'Question';
}
