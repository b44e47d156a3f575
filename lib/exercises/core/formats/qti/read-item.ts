import { suggestSlug } from '#lib/base/core/slug.ts';
import type { Exercise, ExerciseBase } from '../../exercise.ts';
import { inFront } from '../../passage.ts';
import { blocksOf, noteBlocks } from '../blocks.ts';
import type { LossCode } from '../losses.ts';
import { TAG_FIELDS } from '../moodle/question.ts';
import { wordsOfHtml } from '../text/read.ts';
import type { XmlElement } from '../xml.ts';
import { Feedback } from './feedback.ts';
import { itemOf, type QtiItem } from './item.ts';
import { withPassages } from './passages.ts';
import { readChoice } from './read-choice.ts';
import { clozeOf, readGapMatch } from './read-cloze.ts';
import { readAssociate, readMatch, readOrder } from './read-pairs.ts';
import { readExtendedText, readTextEntry } from './read-text.ts';
import type { Reads } from './responses.ts';
import { markdownIn, type Reading, writtenIn } from './text.ts';
import { below, levelled, named, wordsIn } from './tree.ts';
import { type Asked, settleMarking } from './trial.ts';

/** An item and what it is here. */
export interface ReadItem {
  item: QtiItem;
  /** What it asks; null where nothing is taken, and then the conversion says why. */
  asked: Asked | null;
}

/** Each answer that is tried runs all rules of an item, so their number is bounded. */
const MOST_PARTS = 5_000;

type Read = (reads: Reads) => Asked | null;

const READERS = new Map<string, Read>(
  Object.entries({
    choiceInteraction: readChoice,
    hottextInteraction: readChoice,
    textEntryInteraction: readTextEntry,
    inlineChoiceInteraction: (reads: Reads) => clozeOf(reads, [reads.interaction]),
    extendedTextInteraction: readExtendedText,
    gapMatchInteraction: readGapMatch,
    matchInteraction: readMatch,
    associateInteraction: readAssociate,
    orderInteraction: readOrder,
  }),
);

const REFUSED = new Map<string, LossCode>(
  Object.entries({
    hotspotInteraction: 'on_picture',
    graphicAssociateInteraction: 'on_picture',
    graphicGapMatchInteraction: 'on_picture',
    graphicOrderInteraction: 'on_picture',
    selectPointInteraction: 'on_picture',
    positionObjectInteraction: 'on_picture',
    sliderInteraction: 'slider',
    uploadInteraction: 'upload',
    drawingInteraction: 'drawing',
    mediaInteraction: 'media',
    customInteraction: 'custom',
    portableCustomInteraction: 'custom',
    endAttemptInteraction: 'no_question',
  } as const),
);

/** Keywords of a package say what an item has no place for. */
export interface ItemContext extends Reading {
  keywords?: readonly string[];
}

/** Reads an item of QTI 2 or 3 out of its tree. */
export function readItem(root: XmlElement, context: ItemContext): ReadItem {
  const alone = levelled(root);
  const { conversion } = context;
  if (below(alone).length > MOST_PARTS) {
    conversion.lose('too_long', 'stem', { sentence: `The question has more than ${MOST_PARTS} parts.` });
    return { item: itemOf(alone), asked: null };
  }
  const { root: whole, passage, stimulus_id } = withPassages(alone, context);
  const item = itemOf(whole);
  const refused = refusalOf(item);
  if (refused) {
    conversion.lose(refused, 'exercise_type');
    return { item, asked: null };
  }
  const [interaction] = item.interactions;
  const feedback = new Feedback(item, context);
  const reads = {
    item,
    interaction: interaction as XmlElement,
    base: baseOf(item, context),
    reading: context,
    feedback,
  };
  const isCloze = item.interactions.length > 1;
  const asked = isCloze ? clozeOf(reads, item.interactions) : (READERS.get(reads.interaction.name)?.(reads) ?? null);
  if (!asked) return { item, asked };
  asked.exercise.stem = inFront(passage, asked.exercise.stem);
  if (stimulus_id !== undefined) asked.exercise.stimulus_id = stimulus_id;
  withUnit(item, asked.exercise);
  feedback.noteRest();
  noteCommonLosses(item, asked.exercise, context);
  noteBlocks(asked.exercise, conversion);
  if (blocksOf(asked.exercise).length === 0) settleMarking(item, asked, conversion);
  return { item, asked };
}

const IN_TEXT = /^(textEntry|inlineChoice)Interaction$/;

function refusalOf({ root, interactions }: QtiItem): LossCode | null {
  if (root.attributes.adaptive?.trim() === 'true') return 'adaptive';
  if (root.children.some(({ name }) => /^template(Declaration|Processing)$/.test(name))) return 'template_item';
  const [first, ...more] = interactions;
  if (!first) return 'no_question';
  const refused = interactions.map(({ name }) => REFUSED.get(name)).find((one) => one !== undefined);
  if (refused) return more.length > 0 ? 'composite' : refused;
  if (more.length > 0) return interactions.every(({ name }) => IN_TEXT.test(name)) ? null : 'composite';
  return READERS.has(first.name) ? null : 'unknown_type';
}

/** What is said before and behind an interaction, with its prompt in its place. */
function stemOf({ body, interactions }: QtiItem, reading: Reading): string {
  const [interaction] = interactions;
  if (!body || !interaction || isCloze(interactions)) return '';
  const isText = interaction.name === 'hottextInteraction';
  const inner = new Set(isText ? [] : interaction.children.filter(({ name }) => name !== 'prompt'));
  return markdownIn(body, reading, '/stem', (element) => {
    if (inner.has(element) || isUnit(element)) return '';
    // A paragraph that is nothing but an option stands below already.
    if (isText && isOption(element)) return '';
    if (element !== interaction || !IN_TEXT.test(element.name)) return null;
    return standsAlone(body, element) ? '' : '_____';
  });
}

/** Texts with blanks part their stem from the text themselves; a number or an answer alone has none. */
const isCloze = (interactions: readonly XmlElement[]) =>
  interactions.length > 1 || /^(inlineChoice|gapMatch)Interaction$/.test(interactions[0]?.name ?? '');

const isOption = ({ name, children, content }: XmlElement) =>
  /^(p|li|div)$/.test(name) &&
  children.length === 1 &&
  children[0]?.name === 'hottext' &&
  content.every((one) => typeof one !== 'string' || one.trim() === '');

const isUnit = ({ name, attributes }: XmlElement) => name === 'span' && attributes.class === 'unit';

function standsAlone(body: XmlElement, element: XmlElement): boolean {
  const parent = below(body).find(({ children }) => children.includes(element)) ?? body;
  const unit = parent.children.filter(isUnit).map(wordsIn).join('');
  return wordsIn(parent).trim() === unit.trim();
}

function baseOf(item: QtiItem, context: ItemContext): ExerciseBase {
  const words = item.body ? wordsOfHtml(writtenIn(item.body, { ...context, nearby: () => null }).html) : '';
  const base: ExerciseBase = {
    id: item.identifier || suggestSlug(item.title || words.slice(0, 60), 'question'),
    stem: stemOf(item, context),
  };
  const others: string[] = [];
  for (const keyword of context.keywords ?? []) {
    const known = TAG_FIELDS.find(({ prefix, field }) => keyword.startsWith(prefix) && base[field] === undefined);
    if (known) base[known.field] = keyword.slice(known.prefix.length);
    else others.push(keyword);
  }
  if (others.length > 0)
    context.conversion.lose('tags', 'tags', {
      sentence: `The question has the keywords ${others.map((one) => `“${one}”`).join(', ')}.`,
    });
  return base;
}

/** A unit that stands behind the field, as the studio writes it. */
function withUnit({ body }: QtiItem, exercise: Exercise) {
  const unit = body && exercise.exercise_type === 'numeric' ? named(body, 'span').find(isUnit) : undefined;
  if (!unit || exercise.exercise_type !== 'numeric') return;
  exercise.unit = wordsIn(unit).trim();
  exercise.unit_mode = 'optional';
}

function noteCommonLosses({ root }: QtiItem, exercise: Exercise, { conversion }: Reading) {
  const hasRubric = exercise.exercise_type !== 'open_response' && named(root, 'rubricBlock').length > 0;
  if (hasRubric) conversion.lose('rubric_words', 'stem');
}
