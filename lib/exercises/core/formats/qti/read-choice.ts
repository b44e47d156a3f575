import { type ChoiceOption, type Exercise, optionLabel } from '../../exercise.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { subsets } from './combinations.ts';
import { earning, pointsFor, type Reads, responseOf, rightOf } from './responses.ts';
import { markdownIn } from './text.ts';
import { EITHER, named } from './tree.ts';
import type { Asked } from './trial.ts';
import type { Declaration, Responses } from './values.ts';

/** Options of a list, or words in a text, of which one or several are chosen. */
export function readChoice(reads: Reads): Asked {
  const { interaction, reading } = reads;
  const isText = interaction.name === 'hottextInteraction';
  const options = isText ? named(interaction, 'hottext') : childrenOf(interaction, 'simpleChoice');
  if (isText) reading.conversion.lose('places_listed', 'options');
  const declared = responseOf(reads, interaction);
  if (declared.is === 'single') return asTrueFalse(reads, declared, options) ?? asMcq(reads, declared, options);
  return asMultiSelect(reads, declared, options);
}

const idOf = ({ attributes }: XmlElement) => attributes.identifier?.trim() ?? '';
/** The words of an option without what is said to whoever chooses it. */
const lowerWords = ({ content }: XmlElement): string =>
  content
    .map((one) => (typeof one === 'string' ? one : one.name === 'feedbackInline' ? '' : lowerWords(one)))
    .join('')
    .trim()
    .toLowerCase();

/** The one right option: as named, else the only one with the most points. */
function rightOption({ item }: Reads, declared: Declaration, options: readonly XmlElement[]): string {
  const [named] = declared.correct?.items ?? [];
  if (named !== undefined) return String(named);
  const points = options.map((one) => pointsFor(item, { [declared.identifier]: [idOf(one)] }) ?? 0);
  const most = Math.max(0, ...points);
  const best = options.filter((_, at) => most > 0 && points[at] === most);
  if (best.length === 1 && best[0]) return idOf(best[0]);
  const [only, ...more] = earning(declared);
  return more.length === 0 ? (only ?? '') : '';
}

function optionsOf(
  { reading, feedback }: Reads,
  declared: Declaration,
  elements: readonly XmlElement[],
  right: ReadonlySet<string>,
) {
  return elements.map((element, at): ChoiceOption => {
    const id = idOf(element);
    const pointer = `/options/${at}`;
    // What a right answer is told as well is no reason why another one is wrong.
    const rightAnswer = { [declared.identifier]: [...right] };
    const answer = { [declared.identifier]: [id] };
    const reason = right.has(id) ? '' : feedback.to(answer, `${pointer}/rationale_wrong`, rightAnswer);
    return {
      id,
      label: optionLabel(at),
      text: markdownIn(element, reading, `${pointer}/text`),
      rationale_wrong: reason === '' ? null : reason,
    };
  });
}

const each = ({ identifier }: Declaration, options: readonly XmlElement[]): Responses[] => [
  { [identifier]: [] },
  ...options.map((one) => ({ [identifier]: [idOf(one)] })),
];

function asMcq(reads: Reads, declared: Declaration, elements: readonly XmlElement[]): Asked {
  const right = rightOption(reads, declared, elements);
  const options = optionsOf(reads, declared, elements, new Set([right]));
  const exercise: Exercise = {
    ...reads.base,
    exercise_type: 'mcq',
    options,
    answer_key: {
      label: options.find(({ id }) => id === right)?.label ?? '',
      option_id: right,
      rationale_right: reads.feedback.to({ [declared.identifier]: [right] }, '/answer_key/rationale_right'),
    },
  };
  const given = (responses: Responses) => ({
    exercise_type: 'mcq' as const,
    option_id: responses[declared.identifier]?.[0] ?? null,
  });
  return { exercise, given, tries: each(declared, elements) };
}

const IS_EITHER = /^(true|false)$/i;

/** Two options that say true and false, and are called so; other names are those of a choice like any other. */
function asTrueFalse(reads: Reads, declared: Declaration, elements: readonly XmlElement[]): Asked | null {
  const yes = elements.find((one) => lowerWords(one) === 'true');
  const no = elements.find((one) => lowerWords(one) === 'false');
  const isCalledSo =
    elements.every((one) => IS_EITHER.test(idOf(one))) || reads.interaction.attributes.label === EITHER;
  if (elements.length !== 2 || !yes || !no || !isCalledSo) return null;
  const right = rightOption(reads, declared, elements);
  const wrong = elements.map(idOf).find((one) => one !== right) ?? '';
  const isKnown = right === idOf(yes) || right === idOf(no);
  const reply = (id: string, pointer: string, but?: string) => {
    const other = but === undefined ? undefined : { [declared.identifier]: [but] };
    return isKnown ? reads.feedback.to({ [declared.identifier]: [id] }, pointer, other) : '';
  };
  const exercise: Exercise = {
    ...reads.base,
    exercise_type: 'true_false',
    answer: isKnown ? right === idOf(yes) : null,
    rationale_right: reply(right, '/rationale_right'),
    rationale_wrong: reply(wrong, '/rationale_wrong', right),
  };
  const given = (responses: Responses) => {
    const [chosen] = responses[declared.identifier] ?? [];
    const answer = chosen === idOf(yes) ? true : chosen === idOf(no) ? false : null;
    return { exercise_type: 'true_false' as const, answer };
  };
  return { exercise, given, tries: each(declared, elements) };
}

function asMultiSelect(reads: Reads, declared: Declaration, elements: readonly XmlElement[]): Asked {
  const ids = elements.map(idOf);
  const right = rightOf(declared).filter((one) => ids.includes(one));
  const options = optionsOf(reads, declared, elements, new Set(right));
  const most = Number(reads.interaction.attributes.maxChoices ?? 1) || 0;
  if (most > 0 && most < options.length && most !== 1) reads.reading.conversion.lose('choices_limited', 'options');
  const exercise: Exercise = {
    ...reads.base,
    exercise_type: 'multi_select',
    options,
    answer_key: {
      option_ids: right,
      rationale_right: reads.feedback.to({ [declared.identifier]: right }, '/answer_key/rationale_right'),
    },
    scoring: 'all_or_nothing',
  };
  const given = (responses: Responses) => ({
    exercise_type: 'multi_select' as const,
    option_ids: [...(responses[declared.identifier] ?? [])],
  });
  const tries = subsets(ids, right, most).map((one) => ({ [declared.identifier]: one }));
  return { exercise, given, tries };
}
