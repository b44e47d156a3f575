import type { Exercise } from '../../exercise.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { combinations, orders } from './combinations.ts';
import { type Reads, responseOf, rightOf } from './responses.ts';
import { markdownIn } from './text.ts';
import type { Asked } from './trial.ts';
import type { Declaration, Responses } from './values.ts';

const idOf = ({ attributes }: XmlElement) => attributes.identifier?.trim() ?? '';

interface Sides {
  lefts: XmlElement[];
  rights: XmlElement[];
  /** The identifier of the right one for each left one. */
  partners: (string | undefined)[];
  /** How a pair is written in an answer. */
  pair: (left: string, right: string) => string;
}

/** Two sets: what stands on the left belongs to one on the right. */
export function readMatch(reads: Reads): Asked | null {
  const { interaction, reading } = reads;
  const declared = responseOf(reads, interaction);
  const [first = [], second = []] = childrenOf(interaction, 'simpleMatchSet').map((one) =>
    childrenOf(one, 'simpleAssociableChoice'),
  );
  const pairs = rightOf(declared).map((one) => one.split(' '));
  if (pairs.length === 0) return refuse(reads, 'no_pairs_known');
  const sides = [
    sidesOf(first, second, pairs, (left, right) => `${left} ${right}`),
    sidesOf(
      second,
      first,
      pairs.map(([one, other]) => [other ?? '', one ?? '']),
      (left, right) => `${right} ${left}`,
    ),
  ];
  // Each left has one partner; where that holds for both sets, the first stays on the left.
  const fitting = sides.filter((one) => one !== null);
  const best = fitting.find(({ partners }) => partners.every(Boolean)) ?? fitting[0];
  if (!best) return refuse(reads, 'many_to_many');
  if (best.partners.some((one) => one === undefined)) reading.conversion.lose('lone_lefts', 'pairs');
  return matching(reads, declared, best);
}

function refuse(
  { reading }: Reads,
  code: 'no_pairs_known' | 'many_to_many' | 'no_order_known' | 'some_in_order',
): null {
  reading.conversion.lose(code, 'exercise_type');
  return null;
}

/** Null where something on the left has several partners, or may have. */
function sidesOf(
  lefts: XmlElement[],
  rights: XmlElement[],
  pairs: readonly string[][],
  pair: Sides['pair'],
): Sides | null {
  const isMany = lefts.some((left) => pairs.filter(([one]) => one === idOf(left)).length > 1);
  const mayBeMany = lefts.some(({ attributes }) => Number(attributes.matchMax ?? 1) !== 1);
  if (isMany || mayBeMany) return null;
  const partners = lefts.map((left) => pairs.find(([one]) => one === idOf(left))?.[1]);
  return { lefts, rights, partners, pair };
}

function matching(reads: Reads, declared: Declaration, { lefts, rights, partners, pair }: Sides): Asked {
  const { reading, feedback, base } = reads;
  const texts = new Map(rights.map((one) => [idOf(one), markdownIn(one, reading, '/pairs')]));
  const kept = lefts
    .map((left, at) => ({ left, partner: partners[at] }))
    .filter(({ partner }) => texts.has(partner ?? ''));
  const used = new Set(kept.map(({ partner }) => partner));
  const right = kept.map(({ partner = '' }) => partner);
  const answer = (choices: readonly string[]): Responses => ({
    [declared.identifier]: choices.flatMap((one, at) => {
      const left = kept[at]?.left;
      return one === '' || !left ? [] : [pair(idOf(left), one)];
    }),
  });
  const words = feedback.to(answer(right), '/explanation_correct');
  const exercise: Exercise = {
    ...base,
    exercise_type: 'matching',
    pairs: kept.map(({ left, partner = '' }, at) => ({
      left: markdownIn(left, reading, `/pairs/${at}/left`),
      right: texts.get(partner) ?? '',
    })),
    distractors: rights.filter((one) => !used.has(idOf(one))).map((one) => texts.get(idOf(one)) ?? ''),
    scoring: 'all_or_nothing',
    ...(words === '' ? {} : { explanation_correct: words }),
  };
  const given = (responses: Responses) => {
    const chosen = new Set(responses[declared.identifier]?.map((one) => one.trim().split(/\s+/).join(' ')));
    return {
      exercise_type: 'matching' as const,
      rights: kept.map(({ left }) => {
        const found = rights.find((one) => chosen.has(pair(idOf(left), idOf(one))));
        return found ? (texts.get(idOf(found)) ?? null) : null;
      }),
    };
  };
  const most = new Map(
    rights.map((one) => [idOf(one), Number(one.attributes.matchMax ?? 1) || Number.POSITIVE_INFINITY]),
  );
  const isPossible = (choices: readonly string[]) =>
    [...most].every(([id, uses]) => choices.filter((one) => one === id).length <= uses);
  const choices = kept.map(() => ['', ...rights.map(idOf)]);
  const tries = combinations(choices, right, '').filter(isPossible).map(answer);
  return { exercise, given, tries };
}

/** One set in which anything may be paired with anything. */
export function readAssociate(reads: Reads): Asked | null {
  const { interaction, reading } = reads;
  const declared = responseOf(reads, interaction);
  const choices = childrenOf(interaction, 'simpleAssociableChoice');
  const pairs = rightOf(declared).map((one) => one.split(' '));
  if (pairs.length === 0) return refuse(reads, 'no_pairs_known');
  const members = pairs.flat();
  if (new Set(members).size !== members.length) return refuse(reads, 'many_to_many');
  reading.conversion.lose('pairs_have_sides', 'pairs');
  const place = (id: string | undefined) => choices.findIndex((one) => idOf(one) === id);
  const sided = pairs
    .map(([one = '', other = '']) => (place(one) <= place(other) ? [one, other] : [other, one]))
    .sort((one, other) => place(one[0]) - place(other[0]));
  const lefts = sided.map(([one]) => choices[place(one)]).filter((one) => one !== undefined);
  const rights = choices.filter((one) => !lefts.includes(one));
  const partners = sided.map(([, other]) => other);
  return matching(reads, declared, { lefts, rights, partners, pair: (one, other) => [one, other].sort().join(' ') });
}

/** Choices that are put in order. */
export function readOrder(reads: Reads): Asked | null {
  const { interaction, reading, feedback, base } = reads;
  const declared = responseOf(reads, interaction);
  const choices = childrenOf(interaction, 'simpleChoice');
  const right = declared.correct?.items.map(String) ?? [];
  if (right.length === 0) return refuse(reads, 'no_order_known');
  const byId = new Map(choices.map((one) => [idOf(one), one]));
  const isWhole =
    right.length === choices.length && new Set(right).size === right.length && right.every((one) => byId.has(one));
  if (!isWhole) return refuse(reads, 'some_in_order');
  const words = feedback.to({ [declared.identifier]: right }, '/explanation_correct');
  const exercise: Exercise = {
    ...base,
    exercise_type: 'ordering',
    items: right.map((id, at) => ({
      id,
      text: markdownIn(byId.get(id) as XmlElement, reading, `/items/${at}/text`),
    })),
    scoring: 'all_or_nothing',
    ...(words === '' ? {} : { explanation_correct: words }),
  };
  const given = (responses: Responses) => ({
    exercise_type: 'ordering' as const,
    item_ids: [...(responses[declared.identifier] ?? [])],
  });
  const tries = [[], ...orders(right)].map((one) => ({ [declared.identifier]: one }));
  return { exercise, given, tries };
}
