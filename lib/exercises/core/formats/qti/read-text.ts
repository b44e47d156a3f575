import type { Exercise } from '../../exercise.ts';
import { isSameAnswer } from '../../marking-text.ts';
import { clozeOf } from './read-cloze.ts';
import { acceptedBy, isCaseSensitive, pointsFor, type Reads, responseOf, rightOf, variantsOf } from './responses.ts';
import { rubricsOf } from './rubric.ts';
import { below, wordsIn } from './tree.ts';
import type { Asked } from './trial.ts';
import type { Declaration, Responses } from './values.ts';

/** An answer that nobody expects. */
const OTHER = 'zq-other';

/** One field to type in: a number, a short answer, or a text with one blank where words stand around it or capitals count. */
export function readTextEntry(reads: Reads): Asked | null {
  const { interaction } = reads;
  const declared = responseOf(reads, interaction);
  if (declared.type === 'integer' || declared.type === 'float') return readNumber(reads, declared);
  const isAlone = !hasWordsBeside(reads);
  if (!isAlone || isCaseSensitive(reads, declared)) return clozeOf(reads, [interaction]);
  return readShortAnswer(reads, declared);
}

/** Whether words stand in the same paragraph as a field. */
function hasWordsBeside({ item, interaction }: Reads): boolean {
  const parent = item.body && [item.body, ...below(item.body)].find(({ children }) => children.includes(interaction));
  if (!parent || /^(itemBody|div)$/.test(parent.name)) return false;
  return wordsIn(parent).replace(wordsIn(interaction), '').trim() !== '';
}

/** Texts that an item compares answers with. */
function constantsOf({ item }: Reads, declared: Declaration): string[] {
  const compared = item.processing
    .flatMap((one) => [one, ...below(one)])
    .filter(({ name, attributes }) => name === 'baseValue' && attributes.baseType === declared.type)
    .map(({ text }) => text.trim());
  const mapped = (declared.mapping?.entries ?? []).map(({ key }) => String(key));
  return [...new Set([...(declared.correct?.items ?? []).map(String), ...mapped, ...compared])].filter(Boolean);
}

function readShortAnswer(reads: Reads, declared: Declaration): Asked {
  const { item, feedback } = reads;
  const constants = constantsOf(reads, declared);
  const answer = (text: string): Responses => ({ [declared.identifier]: [text] });
  const points = constants.map((one) => pointsFor(item, answer(one)));
  const most = Math.max(0, ...points.map((one) => one ?? 0));
  const tried = constants.filter((_, at) => most > 0 && points[at] === most);
  const right = [
    ...new Set([...(declared.correct?.items ?? []).map(String), ...(tried.length > 0 ? tried : acceptedBy(declared))]),
  ];
  const [canonical_answer = '', ...others] = right;
  const acceptable_answers = others.filter(
    (one, at) => ![canonical_answer, ...others.slice(0, at)].some((other) => isSameAnswer(one, other)),
  );
  const wrong = constants.filter((one) => !right.includes(one) && !feedback.isSame(answer(one), answer(OTHER)));
  const exercise: Exercise = {
    ...reads.base,
    exercise_type: 'short_answer',
    canonical_answer,
    acceptable_answers,
    wrong_answers: wrong.map((one, at) => ({
      answer: one,
      rationale: feedback.to(answer(one), `/wrong_answers/${at}/rationale`),
    })),
    explanation_correct: feedback.to(answer(canonical_answer), '/explanation_correct'),
  };
  const given = (responses: Responses) => ({
    exercise_type: 'short_answer' as const,
    text: responses[declared.identifier]?.[0] ?? '',
  });
  const texts = constants.flatMap((one) => [one, ...variantsOf(one)]);
  return { exercise, given, tries: [{ [declared.identifier]: [] }, answer(OTHER), ...texts.map(answer)] };
}

const shorter = (value: number) => Number(value.toPrecision(12));

/** How far a number may lie from the right one: by a tolerance, or by what it is compared with. */
function toleranceOf({ item }: Reads, value: number): { mode: 'absolute' | 'relative'; value: number } {
  const all = item.processing.flatMap((one) => [one, ...below(one)]);
  const equal = all.find(({ name, attributes }) => name === 'equal' && attributes.tolerance !== undefined);
  const mode = equal?.attributes.toleranceMode;
  if (equal && (mode === 'absolute' || mode === 'relative')) {
    const [width = 0] = (equal.attributes.tolerance ?? '').trim().split(/\s+/).map(Number);
    return { mode, value: mode === 'relative' ? shorter(width / 100) : width };
  }
  const edges = all
    .filter(({ name }) => /^[gl]te?$/.test(name))
    .flatMap(({ children }) => children.filter(({ name }) => name === 'baseValue').map(({ text }) => Number(text)));
  const widths = edges.filter(Number.isFinite).map((edge) => shorter(Math.abs(edge - value)));
  return { mode: 'absolute', value: widths.length === 2 && widths[0] === widths[1] ? (widths[0] ?? 0) : 0 };
}

function readNumber(reads: Reads, declared: Declaration): Asked {
  const { feedback } = reads;
  const constants = constantsOf(reads, declared).filter((one) => Number.isFinite(Number(one)));
  const answer = (text: string): Responses => ({ [declared.identifier]: [text] });
  const best = constants.filter((one) => (pointsFor(reads.item, answer(one)) ?? 0) > 0);
  // Without a right number, but with two edges, it is the one between them.
  const [low = 0, high = 0] = best.map(Number);
  const middle = best.length === 2 && !declared.correct && !declared.mapping ? shorter((low + high) / 2) : null;
  const [right = best[0]] = rightOf(declared);
  const value = right === undefined ? Number.NaN : (middle ?? Number(right));
  const tolerance = toleranceOf(reads, value);
  const words = feedback.to(answer(String(value)), '/explanation_correct');
  const exercise: Exercise = {
    ...reads.base,
    exercise_type: 'numeric',
    value,
    tolerance,
    unit: '',
    unit_mode: 'none',
    ...(words === '' ? {} : { explanation_correct: words }),
  };
  const given = (responses: Responses) => ({
    exercise_type: 'numeric' as const,
    text: responses[declared.identifier]?.[0] ?? '',
  });
  const width = tolerance.mode === 'relative' ? Math.abs(value) * tolerance.value : tolerance.value;
  // The very edge is tried where it can be written: 1e-19 ± 2 has none.
  const edge = Math.abs(value) > width * 1e-9 || value === 0 ? [1, -1] : [];
  const near = [0, ...edge, 0.99, -0.99, 1.01, -1.01, 2].map((factor) => value + factor * width);
  const far = [0, -value, value + 1, value - 1, value * 1.0001, ...constants.map(Number)];
  const isTyped = (one: number) => Number.isFinite(one) && (declared.type === 'float' || Number.isInteger(one));
  const texts = [...new Set([...near, ...far].map(shorter).filter(isTyped).map(String))];
  return { exercise, given, tries: [{ [declared.identifier]: [] }, ...texts.map(answer)] };
}

/** A long answer; what is right of it, and what graders are told, is how people mark themselves. */
export function readExtendedText(reads: Reads): Asked {
  const { interaction, reading } = reads;
  const declared = responseOf(reads, interaction);
  const { rubric, words } = rubricsOf(reads.item, reading);
  const right = declared.correct?.items.map(String) ?? [];
  const reply = reads.feedback.to({ [declared.identifier]: right.length > 0 ? right : [OTHER] }, '/model_answer');
  const model = [...new Set([...right.map((one) => one.trim()), words, reply])].filter(Boolean);
  const exercise: Exercise = {
    ...reads.base,
    exercise_type: 'open_response',
    rubric,
    model_answer: model.join('\n\n'),
  };
  const given = (responses: Responses) => ({
    exercise_type: 'open_response' as const,
    text: responses[declared.identifier]?.[0] ?? '',
    levels: rubric.map(() => null),
  });
  const mapped = (declared.mapping?.entries ?? []).map(({ key }) => String(key));
  return {
    exercise,
    given,
    tries: [right, [OTHER], ...mapped.map((one) => [one])].map((one) => ({ [declared.identifier]: one })),
  };
}
