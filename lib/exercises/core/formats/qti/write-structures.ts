import { clozeParts, type ExerciseOf } from '../../exercise.ts';
import { rubricTable } from '../moodle/rubric.ts';
import type { XmlElement } from '../xml.ts';
import { base, float, mapped, mapping, response, set, variable, when } from './rules-write.ts';
import { HTML, node } from './tree.ts';
import {
  byTemplate,
  explain,
  explained,
  field,
  identifiersFor,
  mapResponse,
  matchCorrect,
  type Write,
  type Writes,
} from './write-common.ts';
import { xhtmlOf } from './xhtml.ts';

/** Part of the point for each place, or all of it for all of them. */
function pointsFor(sum: XmlElement, count: number, isPartial: boolean): XmlElement[] {
  const isWhole = node('gte', {}, [sum, float(count)]);
  return isPartial
    ? [set('SCORE', node('divide', {}, [sum, float(count)]))]
    : [when(isWhole, [set('SCORE', float(1))], [set('SCORE', float(0))])];
}

export const writeCloze: Write<ExerciseOf<'cloze'>> = (exercise, writes) => {
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

export const writeMatching: Write<ExerciseOf<'matching'>> = (
  { pairs, distractors, scoring, explanation_correct },
  writes,
) => {
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

export const writeOrdering: Write<ExerciseOf<'ordering'>> = ({ items, scoring, explanation_correct }, writes) => {
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

export const writeOpenResponse: Write<ExerciseOf<'open_response'>> = ({ rubric, model_answer }, { blocks }) => {
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
