import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { optionKey, optionTag, rightOptions } from './exercise-rules.ts';
import { isObject, objectsOf } from './raw.ts';

type Json = Record<string, unknown>;

export interface ExerciseOption {
  label: string;
  html: string;
  is_right: boolean;
  why: string | null;
}

/** An exercise with every text of it rendered; which parts it has depends on its type. */
export interface RenderedExercise {
  id: string;
  type: string;
  category: string | null;
  level: string | null;
  difficulty: string | null;
  objective: string | null;
  stem: string;
  options?: ExerciseOption[];
  scoring?: string;
  /** The right answer where it is one thing. */
  answer?: string;
  accepted?: string[];
  wrong?: { answer: string; why: string | null }[];
  /** Text and blanks in turn. */
  cloze?: ({ text: string } | { blank: string[] })[];
  pairs?: { left: string; right: string }[];
  distractors?: string[];
  items?: string[];
  rubric?: { criterion: string; levels: { label: string; points: string; description: string }[] }[];
  /** Why the answer is right, and what to say about a wrong one. */
  why_right?: string;
  why_wrong?: string;
  /** The source of an exercise whose type is not known here. */
  source?: string;
}

const list = (value: unknown): Json[] =>
  Array.isArray(value) ? (value as Json[]).filter((item) => item && typeof item === 'object') : [];
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item))) : [];
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const maybe = (value: unknown): string | null => text(value) || null;

/** Markdown of an exercise; a lone paragraph is bare, so that it can stand in a line. */
async function html(value: unknown): Promise<string> {
  const markdown = text(value);
  if (markdown === '') return '';
  const { html: rendered } = await renderLesson(markdown, { idPrefix: '', headingShift: 3 });
  return rendered.trim();
}
const maybeHtml = async (value: unknown) => (text(value) ? html(value) : null);

/** An exercise for reading: the question, right answers and reasons, whatever shape an importer left it in. */
export async function renderExercise(raw: unknown): Promise<RenderedExercise> {
  const exercise = isObject(raw) ? raw : {};
  const type = text(exercise.exercise_type);
  return {
    id: text(exercise.id),
    type,
    category: maybe(exercise.exercise_category),
    level: maybe(exercise.cognitive_level),
    difficulty: maybe(exercise.difficulty),
    objective: maybe(exercise.aligned_learning_objective),
    stem: await html(exercise.stem),
    ...(await partsOf(type, exercise)),
  };
}

async function partsOf(type: string, exercise: Json): Promise<Partial<RenderedExercise>> {
  const why_right = (await maybeHtml(exercise.explanation_correct)) ?? undefined;
  switch (type) {
    case 'mcq':
    case 'multi_select':
      return choiceParts(exercise);
    case 'true_false':
      return {
        // Neither, where nobody has decided.
        answer: decided(exercise.answer),
        why_right: await html(exercise.rationale_right),
        why_wrong: await html(exercise.rationale_wrong),
      };
    case 'short_answer':
      return {
        answer: await html(exercise.canonical_answer),
        accepted: texts(exercise.acceptable_answers).filter((one) => one !== text(exercise.canonical_answer)),
        wrong: await Promise.all(
          list(exercise.wrong_answers).map(async (one) => ({
            answer: text(one.answer),
            why: await maybeHtml(one.rationale),
          })),
        ),
        why_right,
      };
    case 'numeric':
      return { answer: numericAnswer(exercise), why_right };
    case 'cloze':
      return { cloze: clozeParts(exercise), why_right };
    case 'matching':
      return {
        pairs: await Promise.all(
          list(exercise.pairs).map(async ({ left, right }) => ({ left: await html(left), right: await html(right) })),
        ),
        distractors: await Promise.all(texts(exercise.distractors).map(html)),
        why_right,
      };
    case 'ordering':
      return { items: await Promise.all(list(exercise.items).map((item) => html(item.text))), why_right };
    case 'open_response':
      return {
        rubric: list(exercise.rubric).map(({ criterion, levels }) => ({
          criterion: text(criterion),
          levels: list(levels).map(({ label, points, description }) => ({
            label: text(label),
            points: text(points),
            description: text(description),
          })),
        })),
        answer: await html(exercise.model_answer),
      };
    default:
      return { source: JSON.stringify(exercise, null, 2) };
  }
}

const decided = (answer: unknown) =>
  answer === true || answer === 'true' ? 'true' : answer === false || answer === 'false' ? 'false' : undefined;

async function choiceParts(exercise: Json): Promise<Partial<RenderedExercise>> {
  const key = isObject(exercise.answer_key) ? exercise.answer_key : {};
  const options = objectsOf(exercise.options);
  const right = rightOptions(exercise, options);
  return {
    options: await Promise.all(
      options.map(async (option, at) => ({
        label: text(optionTag(option, at)),
        html: await html(option.text),
        is_right: right.has(optionKey(option, at)),
        why: await maybeHtml(option.rationale_wrong),
      })),
    ),
    scoring: maybe(exercise.scoring) ?? undefined,
    why_right: (await maybeHtml(key.rationale_right)) ?? undefined,
  };
}

function numericAnswer({ value, tolerance, unit }: Json): string {
  const { mode, value: width } = (tolerance ?? {}) as Json;
  const share = mode === 'relative' ? `${Number(width) * 100} %` : text(width);
  return `${text(value)}${Number(width) > 0 ? ` ± ${share}` : ''}${unit ? ` ${text(unit)}` : ''}`;
}

function clozeParts(exercise: Json): RenderedExercise['cloze'] {
  const blanks = new Map(
    list(exercise.blanks).map((blank) => [text(blank.id), texts(blank.accepted ?? blank.options)]),
  );
  return text(exercise.text)
    .split(/(\{\{[^}]*\}\})/)
    .filter(Boolean)
    .map((part) => {
      const id = /^\{\{([^}]*)\}\}$/.exec(part)?.[1]?.trim();
      return id === undefined ? { text: part } : { blank: blanks.get(id) ?? [] };
    });
}
