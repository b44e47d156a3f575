import { clozeParts, type Exercise, type ExerciseOf } from '../../exercise.ts';
import { shuffled } from '../../response.ts';
import { decimalText } from '../moodle/parts.ts';
import { TAG_FIELDS } from '../moodle/question.ts';
import { rubricTable } from '../moodle/rubric.ts';
import { decoded } from '../qti/manifest.ts';
import type { Conversion } from '../text/text.ts';
import { type FilesByKey, writeText } from '../text/write.ts';

/** A note of Anki: a card with two sides, or a text with gaps that has a card for each of them. */
export interface AnkiNote {
  kind: 'sides' | 'gaps';
  /** HTML. Of gaps: the text with `{{c1::answer::hint}}`, and what is told with the answer. */
  front: string;
  back: string;
  tags: string[];
  /** How many cards it has. */
  cards: number;
}

/** A picture of a deck, by the name that notes call it by. */
export type AnkiMedia = Map<string, Uint8Array>;

export interface AnkiWriting {
  conversion: Conversion;
  media: AnkiMedia;
  files?: FilesByKey;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The note that asks what an exercise asks. Nothing in it is marked: whoever learns compares. */
export function noteOf(exercise: Exercise, writing: AnkiWriting): AnkiNote {
  const html = (markdown: string, pointer: string, isInline = false) => textOf(markdown, pointer, isInline, writing);
  const stem = html(exercise.stem, '/stem');
  const tags = TAG_FIELDS.flatMap(({ prefix, field }) => {
    const value = exercise[field]?.trim().replace(/\s+/g, '_');
    return value ? [`${prefix.replace(':', '::')}${value}`] : [];
  });
  if (exercise.exercise_type === 'cloze') return { ...gapsOf(exercise, html), tags };
  const { question, answer } = sidesOf(exercise, html);
  return { kind: 'sides', front: [stem, question].filter(Boolean).join('\n'), back: answer, tags, cards: 1 };
}

/** The HTML of a text, its pictures by the names that they have in the deck. */
function textOf(
  markdown: string,
  pointer: string,
  isInline: boolean,
  { conversion, media, files }: AnkiWriting,
): string {
  const field = pointer.split('/')[1] ?? '';
  const keyed = files && new Map([...files].map(([key, file]) => [key, { ...file, name: `${key}-${file.name}` }]));
  const { text, format } = writeText(markdown, conversion, {
    field,
    pointer,
    isInline,
    ...(keyed ? { files: keyed } : {}),
  });
  for (const { name, bytes } of keyed?.values() ?? [])
    if (text.includes(encodeURIComponent(name))) media.set(name, bytes);
  // Anki looks for the names of files as they are.
  const named = text.replace(/@@PLUGINFILE@@\/([^"]*)/g, (_, path: string) => escaped(decoded(path)));
  return format === 'html' ? named : `<p>${escaped(named)}</p>`;
}

type Html = (markdown: string, pointer: string, isInline?: boolean) => string;
interface Sides {
  question: string;
  answer: string;
}

const list = (items: readonly string[], kind = 'ul') =>
  items.length === 0 ? '' : `<${kind}>${items.map((one) => `<li>${one}</li>`).join('')}</${kind}>`;
const lettered = (items: readonly string[]) => list(items, 'ol type="A"').replace('</ol type="A">', '</ol>');
const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join('\n');

function choiceSides(exercise: ExerciseOf<'mcq' | 'multi_select'>, html: Html): Sides {
  const { options, answer_key } = exercise;
  const ids = new Set(
    exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids,
  );
  const texts = options.map(({ text }, at) => html(text, `/options/${at}/text`, true));
  const right = options.flatMap(({ id, label }, at) => (ids.has(id) ? [`<b>${escaped(label)}</b> ${texts[at]}`] : []));
  const reasons = options.flatMap(({ label, rationale_wrong }, at) =>
    rationale_wrong
      ? [`<b>${escaped(label)}</b> ${html(rationale_wrong, `/options/${at}/rationale_wrong`, true)}`]
      : [],
  );
  return {
    question: lettered(texts),
    answer: joined(list(right), html(answer_key.rationale_right, '/answer_key/rationale_right'), list(reasons)),
  };
}

const explained = (words: string | undefined, html: Html) => html(words ?? '', '/explanation_correct');

const truthSides = ({ answer, rationale_right, rationale_wrong }: ExerciseOf<'true_false'>, html: Html): Sides => ({
  question: list(['True', 'False']),
  answer: joined(
    `<p><b>${answer ? 'True' : 'False'}</b></p>`,
    html(rationale_right, '/rationale_right'),
    html(rationale_wrong, '/rationale_wrong'),
  ),
});

const wordSides = (
  { canonical_answer, acceptable_answers, wrong_answers, explanation_correct }: ExerciseOf<'short_answer'>,
  html: Html,
): Sides => ({
  question: '',
  answer: joined(
    `<p><b>${escaped(canonical_answer)}</b></p>`,
    list(acceptable_answers.map(escaped)),
    explained(explanation_correct, html),
    list(
      wrong_answers.map(
        ({ answer, rationale }, at) =>
          `<s>${escaped(answer)}</s> ${html(rationale, `/wrong_answers/${at}/rationale`, true)}`,
      ),
    ),
  ),
});

const numberSides = ({ value, tolerance, unit, explanation_correct }: ExerciseOf<'numeric'>, html: Html): Sides => {
  const width =
    tolerance.mode === 'relative'
      ? `${Number((tolerance.value * 100).toPrecision(6))} %`
      : decimalText(tolerance.value);
  const around = tolerance.value === 0 ? '' : ` ± ${width}`;
  return {
    question: '',
    answer: joined(
      `<p><b>${decimalText(value)}${escaped(unit === '' ? '' : ` ${unit}`)}</b>${around}</p>`,
      explained(explanation_correct, html),
    ),
  };
};

const pairSides = ({ pairs, distractors, explanation_correct }: ExerciseOf<'matching'>, html: Html): Sides => {
  const lefts = pairs.map(({ left }, at) => html(left, `/pairs/${at}/left`, true));
  const rights = pairs.map(({ right }, at) => html(right, `/pairs/${at}/right`, true));
  const others = distractors.map((one, at) => html(one, `/distractors/${at}`, true));
  return {
    question: joined(list(lefts), lettered(shuffled([...new Set([...rights, ...others])], lefts.join()))),
    answer: joined(list(lefts.map((left, at) => `${left} → ${rights[at]}`)), explained(explanation_correct, html)),
  };
};

const stepSides = ({ items, explanation_correct }: ExerciseOf<'ordering'>, html: Html): Sides => {
  const steps = items.map(({ text }, at) => html(text, `/items/${at}/text`, true));
  return {
    question: list(shuffled(steps, steps.join())),
    answer: joined(list(steps, 'ol'), explained(explanation_correct, html)),
  };
};

const openSides = ({ rubric, model_answer }: ExerciseOf<'open_response'>, html: Html): Sides => ({
  question: '',
  answer: joined(html(model_answer, '/model_answer'), rubricTable(rubric)),
});

/** Both sides of the card of an exercise that has no gaps. */
function sidesOf(exercise: Exclude<Exercise, { exercise_type: 'cloze' }>, html: Html): Sides {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return choiceSides(exercise, html);
    case 'true_false':
      return truthSides(exercise, html);
    case 'short_answer':
      return wordSides(exercise, html);
    case 'numeric':
      return numberSides(exercise, html);
    case 'matching':
      return pairSides(exercise, html);
    case 'ordering':
      return stepSides(exercise, html);
    case 'open_response':
      return openSides(exercise, html);
  }
}

/** Gaps end at two braces, so no text in one may have them. */
const inGap = (text: string) => escaped(text).replace(/}/g, '&#125;').replace(/:/g, '&#58;');

/** Around the number of a gap on its way through Markdown: characters of nobody's, which no syntax takes apart. */
const SIGNS = /[\ue000\ue001]/g;

function gapsOf(exercise: ExerciseOf<'cloze'>, html: Html): Omit<AnkiNote, 'tags'> {
  const { blanks, text, stem } = exercise;
  const places: string[] = [];
  // Braces of the text itself would begin or end a gap.
  const numbered = clozeParts(text)
    .map((part) => ('text' in part ? part.text.replace(SIGNS, '') : `\ue000${places.push(part.blank_id)}\ue001`))
    .join('');
  const gap = (_: string, at: string) => {
    const number = Number(at);
    const blank = blanks.find(({ id }) => id === places[number - 1]);
    const hint = blank?.options ? `::${inGap(blank.options.join(' / '))}` : '';
    return `{{c${number}::${(blank?.accepted ?? []).map(inGap).join(' / ')}${hint}}}`;
  };
  const front = joined(html(stem, '/stem'), html(numbered, '/text'))
    .replace(/[{}]/g, (sign) => (sign === '{' ? '&#123;' : '&#125;'))
    .replace(/\ue000(\d+)\ue001/g, gap);
  return { kind: 'gaps', front, back: explained(exercise.explanation_correct, html), cards: places.length };
}
