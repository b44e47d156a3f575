import { EITHER, HTML, named, node } from '../qti/tree.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { type Answers, conditionOf, SHARED } from './conditions.ts';

// An item of QTI 1.2 says what one of QTI 2 says, with other words. It is written anew as one, so that both are read and marked alike.

const RESPONSE = /^response_(lid|str|num|xy|grp)$/;

/** What an item says of itself, by the name of the field. */
export function metadataOf(item: XmlElement): ReadonlyMap<string, string> {
  const fields = named(item, 'qtimetadatafield').map((one): [string, string] => [
    childOf(one, 'fieldlabel')?.text.trim() ?? '',
    childOf(one, 'fieldentry')?.text.trim() ?? '',
  ]);
  return new Map(fields);
}

/** The words of a material as HTML that is taken as it is. */
function materialOf(element: XmlElement): XmlElement[] {
  const materials = element.name === 'material' ? [element] : named(element, 'material');
  return materials.flatMap((material) =>
    material.children.map((one) => {
      if (one.name === 'matimage')
        return node('img', { src: one.attributes.uri ?? '', alt: one.attributes.label ?? '' });
      const isHtml = /html/i.test(one.attributes.texttype ?? '');
      return isHtml ? node(HTML, {}, [one.text]) : node('span', {}, [one.text]);
    }),
  );
}

const labelsOf = (response: XmlElement) => named(response, 'response_label');
const identOf = ({ attributes }: XmlElement) => attributes.ident?.trim() ?? '';
const wordsOf = (label: XmlElement) =>
  materialOf(label)
    .map(({ text }) => text)
    .join('')
    .trim();

/** What kind of question an item is, by what it says or by what it is made of. */
function kindOf(item: XmlElement, type: string, responses: readonly XmlElement[]): string {
  const profile = /^cc\.(\w+)\.v/.exec(type)?.[1];
  const known = profile ? `${profile}_question` : type;
  if (known !== '') return known === 'fib_question' ? 'short_answer_question' : known;
  const [first, ...more] = responses;
  if (!first) return 'text_only_question';
  if (responses.some(({ name }) => name === 'response_xy')) return 'hot_spot_question';
  if (responses.every(({ name }) => name === 'response_str' || name === 'response_num')) {
    const isAsked = named(item, 'varequal').length > 0;
    return more.length > 0 ? 'materials' : isAsked ? 'short_answer_question' : 'essay_question';
  }
  if (first.name === 'response_grp') return 'grouped';
  return more.length > 0 ? 'several' : 'choice';
}

const BODIES: Record<string, (item: Older) => (string | XmlElement)[]> = {
  text_only_question: () => [],
  hot_spot_question: () => [node('hotspotInteraction')],
  file_upload_question: () => [node('uploadInteraction')],
  essay_question: ({ first }) => [node('extendedTextInteraction', { responseIdentifier: identOf(first) })],
  short_answer_question: ({ first }) => [field(first)],
  numerical_question: ({ first }) => [field(first)],
  matching_question: (item) => [matchOf(item)],
};

/** Questions whose text has the places of its blanks in brackets. */
const IN_BRACKETS = /^(multiple_dropdowns|fill_in_multiple_blanks)_question$/;
const CHOICES = /^(multiple_choice|multiple_answers|multiple_response|true_false)_question$|^choice$/;

const field = (response: XmlElement) => node('textEntryInteraction', { responseIdentifier: identOf(response) });

interface Older {
  kind: string;
  responses: readonly XmlElement[];
  first: XmlElement;
  presentation: XmlElement;
}

/** An item of QTI 1.2 as one of QTI 2. */
export function toItem(item: XmlElement): XmlElement {
  const metadata = metadataOf(item);
  const presentation = childOf(item, 'presentation') ?? node('presentation');
  const responses = responsesIn(presentation);
  const type = metadata.get('question_type') ?? metadata.get('cc_profile') ?? '';
  const older: Older = {
    kind: kindOf(item, type, responses),
    responses,
    first: responses[0] ?? node('response_str'),
    presentation,
  };
  const points = Number(metadata.get('points_possible') ?? 1) || 1;
  const answers = answersOf(older);
  const title = item.attributes.title?.trim() ?? '';
  return node('assessmentItem', { identifier: identOf(item), title: /^question$/i.test(title) ? '' : title }, [
    ...declarationsOf(item, older),
    node('outcomeDeclaration', { identifier: 'SCORE', cardinality: 'single', baseType: 'float' }),
    node('outcomeDeclaration', { identifier: 'FEEDBACK', cardinality: 'multiple', baseType: 'identifier' }),
    ...(older.kind === 'calculated_question' ? [node('templateDeclaration')] : []),
    node('itemBody', {}, bodyOf(older)),
    node('responseProcessing', {}, processingOf(item, answers, points, older)),
    ...childrenOf(item, 'itemfeedback').map((one) =>
      node(
        'modalFeedback',
        { outcomeIdentifier: 'FEEDBACK', identifier: identOf(one), showHide: 'show' },
        materialOf(one),
      ),
    ),
  ]);
}

const responsesIn = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((one) => (RESPONSE.test(one.name) ? [one] : responsesIn(one)));

/** What stands above the responses, without what belongs to their labels. */
function questionOf({ presentation }: Older): XmlElement[] {
  const walk = (element: XmlElement): XmlElement[] =>
    element.children.flatMap((one) => {
      if (one.name === 'material') return materialOf(one);
      return RESPONSE.test(one.name) ? childrenOf(one, 'material').flatMap(materialOf) : walk(one);
    });
  return walk(presentation);
}

function bodyOf(older: Older): (string | XmlElement)[] {
  const { kind, first, responses, presentation } = older;
  if (IN_BRACKETS.test(kind)) return withBrackets(older);
  if (kind === 'materials') return [node('p', {}, inOrder(presentation))];
  const words =
    kind === 'matching_question' ? childrenOf(presentation, 'material').flatMap(materialOf) : questionOf(older);
  const head = node('div', {}, words);
  if (CHOICES.test(kind)) return [head, choiceOf(first, kind)];
  const make = Object.hasOwn(BODIES, kind) ? BODIES[kind] : undefined;
  if (make) return [head, ...make(older)];
  // What is not known stays without a counterpart, by its own name.
  return [head, ...responses.map(() => node('customInteraction'))];
}

/** Words and fields as they come. */
const inOrder = (element: XmlElement): (string | XmlElement)[] =>
  element.children.flatMap((one) => {
    if (one.name === 'material') return materialOf(one);
    return RESPONSE.test(one.name) ? [field(one)] : inOrder(one);
  });

function choiceOf(response: XmlElement, kind: string): XmlElement {
  const isOrdered = /^ordered$/i.test(response.attributes.rcardinality ?? '');
  const isSeveral = /^multiple$/i.test(response.attributes.rcardinality ?? '');
  return node(
    isOrdered ? 'orderInteraction' : 'choiceInteraction',
    {
      responseIdentifier: identOf(response),
      maxChoices: isSeveral ? '0' : '1',
      ...(kind === 'true_false_question' ? { label: EITHER } : {}),
    },
    labelsOf(response).map((one) => node('simpleChoice', { identifier: identOf(one) }, materialOf(one))),
  );
}

/** The text of a question cut at its blanks, `[name]`; a blank that does not stand in it comes behind. */
function withBrackets({ kind, presentation, responses }: Older): XmlElement[] {
  const html = childrenOf(presentation, 'material')
    .flatMap(materialOf)
    .map(({ text }) => text)
    .join('');
  const parts: XmlElement[] = [];
  let rest = html;
  for (const response of inTextOrder(html, responses)) {
    const place = `[${nameOf(response)}]`;
    const at = rest.indexOf(place);
    parts.push(node(HTML, {}, [at < 0 ? rest : rest.slice(0, at)]));
    parts.push(kind === 'multiple_dropdowns_question' ? dropdown(response) : field(response));
    rest = at < 0 ? '' : rest.slice(at + place.length);
  }
  return [...parts, node(HTML, {}, [rest])];
}

/** What stands in the brackets of a blank. */
const nameOf = (response: XmlElement) => identOf(response).replace(/^response_/, '');

function inTextOrder(html: string, responses: readonly XmlElement[]): XmlElement[] {
  const place = (one: XmlElement) => {
    const at = html.indexOf(`[${nameOf(one)}]`);
    return at < 0 ? html.length : at;
  };
  return [...responses].sort((one, other) => place(one) - place(other));
}

const dropdown = (response: XmlElement) =>
  node(
    'inlineChoiceInteraction',
    { responseIdentifier: identOf(response) },
    labelsOf(response).map((one) => node('inlineChoice', { identifier: identOf(one) }, [wordsOf(one)])),
  );

/** Each response is one on the left; all of them choose among the same. */
function matchOf({ responses }: Older): XmlElement {
  const choice = (identifier: string, content: XmlElement[], matchMax: string) =>
    node('simpleAssociableChoice', { identifier, matchMax }, content);
  const rights = new Map(responses.flatMap(labelsOf).map((one) => [identOf(one), one]));
  return node('matchInteraction', { responseIdentifier: SHARED }, [
    node(
      'simpleMatchSet',
      {},
      responses.map((one) => choice(identOf(one), childrenOf(one, 'material').flatMap(materialOf), '1')),
    ),
    node(
      'simpleMatchSet',
      {},
      [...rights].map(([identifier, one]) => choice(identifier, materialOf(one), '0')),
    ),
  ]);
}

/** What is compared, without what is only excluded. */
function testsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((one) => (one.name === 'varequal' ? [one] : one.name === 'not' ? [] : testsIn(one)));
}

const gives = (condition: XmlElement) => childrenOf(condition, 'setvar').some(({ text }) => Number(text) > 0);

function declarationsOf(item: XmlElement, older: Older): XmlElement[] {
  const { kind, responses } = older;
  const answers = answersOf(older);
  const right = named(item, 'respcondition').filter(gives).flatMap(testsIn);
  const declare = (identifier: string, cardinality: string, baseType: string, values: readonly string[]) =>
    node('responseDeclaration', { identifier, cardinality, baseType }, [
      node(
        'correctResponse',
        {},
        [...new Set(values)].map((one) => node('value', {}, [one])),
      ),
    ]);
  if (kind === 'matching_question') {
    const pairs = right.map(({ attributes, text }) => `${attributes.respident ?? ''} ${text.trim()}`);
    return [declare(SHARED, 'multiple', 'directedPair', pairs)];
  }
  return responses.map((response) => {
    const identifier = identOf(response);
    const values = right.filter(({ attributes }) => attributes.respident === identifier).map(({ text }) => text.trim());
    switch (answers.kindOf(identifier)) {
      case 'several':
        return declare(identifier, 'multiple', 'identifier', values);
      case 'ordered':
        return declare(identifier, 'ordered', 'identifier', values);
      case 'number':
        return declare(identifier, 'single', 'float', values.slice(0, 1));
      case 'text':
        return declare(identifier, 'single', 'string', textValues(response, values, answers, kind));
      default:
        return declare(identifier, 'single', 'identifier', values.length === 1 ? values : []);
    }
  });
}

/** Each label of a typed blank is an answer that counts. */
function textValues(response: XmlElement, values: readonly string[], answers: Answers, kind: string): string[] {
  const labels = kind === 'fill_in_multiple_blanks_question' ? labelsOf(response).map(wordsOf) : [];
  return [...labels, ...values.flatMap((one) => answers.textsOf(identOf(response), one))];
}

function answersOf({ kind, responses }: Older): Answers {
  const byIdent = new Map(responses.map((one) => [identOf(one), one]));
  return {
    kindOf: (identifier) => {
      const response = byIdent.get(identifier);
      if (kind === 'matching_question') return 'pair';
      if (kind === 'fill_in_multiple_blanks_question') return 'text';
      const isNumber =
        response && /^(decimal|integer)$/i.test(named(response, 'render_fib')[0]?.attributes.fibtype ?? '');
      if (kind === 'numerical_question' || response?.name === 'response_num' || isNumber) return 'number';
      if (response?.name === 'response_str') return 'text';
      const cardinality = response?.attributes.rcardinality ?? '';
      return /^multiple$/i.test(cardinality) ? 'several' : /^ordered$/i.test(cardinality) ? 'ordered' : 'one';
    },
    textsOf: (identifier, label) => {
      const labels = labelsOf(byIdent.get(identifier) ?? node('response_lid'));
      const isLabel = labels.some((one) => identOf(one) === label && wordsOf(one) !== '');
      return isLabel ? labels.map(wordsOf) : [label];
    },
  };
}

const ALGORITHMS = /^(TextContainsAnswer|TextCloseEnough|TextRegex)$/;

function processingOf(item: XmlElement, answers: Answers, points: number, { responses }: Older): XmlElement[] {
  const algorithm = responses
    .flatMap(labelsOf)
    .map(({ attributes }) => attributes.scoring_algorithm ?? '')
    .find((one) => ALGORITHMS.test(one));
  if (algorithm !== undefined) return [node(algorithm)];
  const processing = childOf(item, 'resprocessing');
  const most = Number(named(item, 'decvar')[0]?.attributes.maxvalue) || 1;
  const conditions = childrenOf(processing, 'respcondition').map((one) => {
    const test = childOf(one, 'conditionvar');
    // Only what sets the points ends the marking where nothing is said about going on: Canvas adds up and replies without saying so.
    const isSet = childrenOf(one, 'setvar').some(({ attributes }) => !/^add$/i.test(attributes.action ?? ''));
    const isLast = /^no$/i.test(one.attributes.continue ?? (isSet ? 'No' : 'Yes'));
    return node('responseCondition', {}, [
      node('responseIf', {}, [
        test ? conditionOf(test, answers) : node('respcondition'),
        ...one.children.flatMap((step) => stepOf(step, points / most)),
        ...(isLast ? [node('exitResponse')] : []),
      ]),
    ]);
  });
  return conditions;
}

function stepOf(step: XmlElement, share: number): XmlElement[] {
  const set = (identifier: string, value: XmlElement) => [node('setOutcomeValue', { identifier }, [value])];
  if (step.name === 'displayfeedback') {
    const shown = node('baseValue', { baseType: 'identifier' }, [step.attributes.linkrefid ?? '']);
    return set('FEEDBACK', node('multiple', {}, [node('variable', { identifier: 'FEEDBACK' }), shown]));
  }
  if (step.name !== 'setvar') return [];
  const value = node('baseValue', { baseType: 'float' }, [String(Number(step.text) * share)]);
  const isAdded = /^add$/i.test(step.attributes.action ?? '');
  return set('SCORE', isAdded ? node('sum', {}, [node('variable', { identifier: 'SCORE' }), value]) : value);
}
