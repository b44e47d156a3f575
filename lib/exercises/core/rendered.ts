import { type LessonOptions, renderLesson } from '#lib/lessons/core/html/html.ts';
import { EXERCISE_TYPES, type Exercise } from './exercise.ts';
import { type Unplayable, whyUnplayable } from './playable.ts';
import { readExercise } from './read-exercise.ts';

/** An exercise to be shown: what it is marked by, and its texts as HTML. */
export interface RenderedExercise {
  /** Place in the bank, from 0: ids may be missing or stand twice in what was imported. */
  place: number;
  id: string;
  /** As it is written; null in `exercise` when it is none of ours. */
  type: string;
  exercise: Exercise | null;
  /** By JSON pointer within the exercise; a text that is empty is left out. */
  html: Readonly<Record<string, string>>;
  /** Why learners cannot be shown it. */
  problem: Unplayable | null;
  /** The source of an exercise whose type is not known here. */
  source?: string;
}

/** Stands for the blank with a number in the Markdown of a cloze: a character of nobody's, which no syntax takes apart. */
const FIRST_MARK = 0xe000;
const MARKS = /[\uE000-\uF8FF]/gu;
const MOST_BLANKS = 1_000;
const BLANK = /\{\{\s*([^{}\s]+)\s*\}\}/gu;

/** Every text of an exercise that is Markdown, with where it stands. */
function markdownOf(exercise: Exercise): [pointer: string, markdown: string | null | undefined][] {
  const stem: [string, string] = ['/stem', exercise.stem];
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return [
        stem,
        ...exercise.options.flatMap(({ text, rationale_wrong }, at): [string, string | null][] => [
          [`/options/${at}/text`, text],
          [`/options/${at}/rationale_wrong`, rationale_wrong],
        ]),
        ['/answer_key/rationale_right', exercise.answer_key.rationale_right],
      ];
    case 'true_false':
      return [stem, ['/rationale_right', exercise.rationale_right], ['/rationale_wrong', exercise.rationale_wrong]];
    case 'short_answer':
      return [
        stem,
        ['/canonical_answer', exercise.canonical_answer],
        ...exercise.wrong_answers.map(({ rationale }, at): [string, string] => [
          `/wrong_answers/${at}/rationale`,
          rationale,
        ]),
        ['/explanation_correct', exercise.explanation_correct],
      ];
    case 'numeric':
      return [stem, ['/explanation_correct', exercise.explanation_correct]];
    case 'cloze':
      return [stem, ['/text', markBlanks(exercise)], ['/explanation_correct', exercise.explanation_correct]];
    case 'matching':
      return [
        stem,
        ...exercise.pairs.flatMap(({ left, right }, at): [string, string][] => [
          [`/pairs/${at}/left`, left],
          [`/pairs/${at}/right`, right],
        ]),
        ...exercise.distractors.map((text, at): [string, string] => [`/distractors/${at}`, text]),
        ['/explanation_correct', exercise.explanation_correct],
      ];
    case 'ordering':
      return [
        stem,
        ...exercise.items.map(({ text }, at): [string, string] => [`/items/${at}/text`, text]),
        ['/explanation_correct', exercise.explanation_correct],
      ];
    case 'open_response':
      return [stem, ['/model_answer', exercise.model_answer]];
  }
}

function markBlanks({ text, blanks }: Extract<Exercise, { exercise_type: 'cloze' }>): string {
  return text.replace(MARKS, '').replace(BLANK, (written, id: string) => {
    const at = blanks.findIndex((blank) => blank.id === id);
    return at < 0 || at >= MOST_BLANKS ? written : String.fromCodePoint(FIRST_MARK + at);
  });
}

// An element with all its attributes; what is between two of them is text.
const TAG = /<[^<>"']*(?:"[^"]*"[^<>"']*)*>/gu;

/**
 * Where the first mark of a blank stands in the text there is an empty element, into which the player puts the field; marks in attributes,
 * and a second copy such as the source of a formula, are taken out.
 */
function placeBlanks(html: string): string {
  const placed = new Set<number>();
  let result = '';
  let end = 0;
  const inText = (text: string) =>
    text.replace(MARKS, (mark) => {
      const at = (mark.codePointAt(0) ?? 0) - FIRST_MARK;
      if (placed.has(at)) return '';
      placed.add(at);
      return `<span data-blank="${at}"></span>`;
    });
  for (const tag of html.matchAll(TAG)) {
    result += inText(html.slice(end, tag.index)) + tag[0].replace(MARKS, '');
    end = tag.index + tag[0].length;
  }
  return result + inText(html.slice(end));
}

// One line of words that begins with a letter and has nothing of Markdown in it.
const WORDS_ONLY = /^\p{L}[\p{L}\p{M}\p{N} ,;?!%’“”„()–—…'"/.-]*$/u;
const MAY_BE_LINK = /www\.|\/\/| {2}| $/iu;

/** Markdown as HTML. Most texts of an exercise are a few plain words, which need no parser. */
export async function exerciseHtml(markdown: string, options: LessonOptions): Promise<string> {
  if (WORDS_ONLY.test(markdown) && !MAY_BE_LINK.test(markdown)) return `<p dir="auto">${markdown}</p>`;
  const { html } = await renderLesson(markdown, { headingShift: 3, ...options });
  return html.trim();
}

/** One exercise of a bank for reading or playing, whatever shape an importer left it in. */
export async function renderExercise(
  raw: unknown,
  place: number,
  options: LessonOptions = {},
): Promise<RenderedExercise> {
  const exercise = readExercise(raw);
  if (!exercise) return unreadable(raw, place);
  const texts = markdownOf(exercise).filter((one): one is [string, string] => Boolean(one[1]?.trim()));
  const html = await Promise.all(
    texts.map(async ([pointer, markdown]): Promise<[string, string]> => {
      // Headings and footnotes of two texts on one page keep apart.
      const idPrefix = `exercise-${place}${pointer.replaceAll('/', '-')}-`;
      const made = await exerciseHtml(markdown, { idPrefix, ...options });
      return [pointer, pointer === '/text' ? placeBlanks(made) : made];
    }),
  );
  const { id, exercise_type: type } = exercise;
  return { place, id, type, exercise, html: Object.fromEntries(html), problem: whyUnplayable(exercise) };
}

function unreadable(raw: unknown, place: number): RenderedExercise {
  const fields = typeof raw === 'object' && raw !== null ? new Map(Object.entries(raw)) : new Map();
  const type = String(fields.get('exercise_type') ?? '');
  return {
    place,
    id: String(fields.get('id') ?? ''),
    type,
    exercise: null,
    html: {},
    problem: {
      rule: 'unknown_type',
      pointer: '/exercise_type',
      message: type
        ? `Its type “${type}” is none of the ${EXERCISE_TYPES.length} that can be shown.`
        : 'It has no type.',
    },
    source: JSON.stringify(raw, null, 2) ?? '',
  };
}
