import { type ChoiceOption, type Exercise, optionLabel } from '#lib/exercises/core/exercise.ts';
import { type Gap, gapsIn } from './cloze.ts';
import { joinedContexts, likenessOf } from './contexts.ts';
import { asAt, type Distractor, distractorsFor, LEAST_DISTRACTORS, MOST_DISTRACTORS } from './distractors.ts';
import { labelsOf } from './languages.ts';
import type { LessonDraft } from './outline.ts';
import { between, headingOf, readSource } from './read-source.ts';
import type { Anchor, Source } from './source.ts';
import { distinctTerms, type Term, tell, termsOf } from './terms.ts';

/** An exercise, and the sentence that it is taken from. */
export interface ExerciseDraft {
  exercise: Exercise;
  evidence: Anchor;
  /** There are too few terms that could be taken for the right one: a person has to add some, or let learners type. */
  needs_distractors: boolean;
}

interface Options {
  /** Terms of the lessons beside it. */
  others?: readonly Term[];
  /** The text id of an objective that the exercises are for. */
  objective?: string;
  most?: number;
}

/** Enough to choose wrong answers from. */
const MOST_SIBLINGS = 80;

/** The terms of a lesson, for the exercises of the lessons beside it. */
export function lessonTerms(sources: readonly Source[], lesson: Pick<LessonDraft, 'title' | 'anchor'>): Term[] {
  return readLesson(sources, lesson).terms;
}

/** Exercises about what a lesson defines, each with its sentence. None of it is made up: wrong answers are terms of other sentences. */
export function draftExercises(
  sources: readonly Source[],
  lesson: Pick<LessonDraft, 'title' | 'anchor'>,
  { others = [], objective, most = 12 }: Options = {},
): ExerciseDraft[] {
  const { read, told, terms, all } = readLesson(sources, lesson);
  const gaps = gapsIn(read, told).slice(0, most);
  const own = new Map(all.map((term) => [term.key, term]));
  const siblings = joinedTerms([...terms, ...others]);
  const company = { likeness: likenessOf(siblings), here: new Set(own.keys()), is_alone: others.length === 0 };
  return gaps.flatMap((gap) => {
    const term = siblings.get(gap.key) ?? own.get(gap.key);
    if (!term) return [];
    const distractors = distractorsFor(gap, term, [...siblings.values()], company, read.language);
    const isExplained = distractors.length === MOST_DISTRACTORS && distractors.every((one) => one.term.definition);
    const base = {
      id: `draft-${read.at + 1}-${gap.sentence.number}`,
      ...(objective !== undefined && { aligned_learning_objective: objective }),
    };
    const exercise = isExplained ? mcqOf(base, gap, distractors, read.language) : clozeOf(base, gap, distractors);
    return { exercise, evidence: gap.evidence, needs_distractors: distractors.length < LEAST_DISTRACTORS };
  });
}

/** Terms of several lessons, each once: as its first lesson has it, with all that it is named with and said to be anywhere. */
function joinedTerms(all: readonly Term[]): Map<string, Term> {
  const joined = new Map<string, Term>();
  for (const term of all) {
    const known = joined.get(term.key);
    joined.set(
      term.key,
      known
        ? {
            ...known,
            definition: known.definition ?? term.definition,
            kind: known.kind ?? term.kind,
            beside: new Set([...known.beside, ...term.beside]),
            forms: [...new Set([...known.forms, ...term.forms])],
            contexts: joinedContexts(known.contexts, term.contexts),
            count: known.count + term.count,
            is_named: known.is_named || term.is_named,
            is_marked: known.is_marked || term.is_marked,
            is_steady: known.is_steady || term.is_steady,
          }
        : term,
    );
  }
  return joined;
}

function readLesson(sources: readonly Source[], { title, anchor }: Pick<LessonDraft, 'title' | 'anchor'>) {
  const read = readSource(sources[anchor.source] ?? { name: '', text: '' }, anchor.source);
  const told = tell(read, anchor.from, anchor.to);
  const headings = between(read.blocks, anchor.from, anchor.to)
    .filter(({ kind }) => kind === 'heading')
    .map((block) => headingOf(read, block));
  const all = termsOf(read, told, [title, ...headings]);
  return { read, told, all, terms: distinctTerms(all, MOST_SIBLINGS) };
}

interface Base {
  id: string;
  aligned_learning_objective?: string;
}

const BLANK = 'term';

function clozeOf(base: Base, gap: Gap, distractors: readonly Distractor[]): Exercise {
  const isChoice = distractors.length >= LEAST_DISTRACTORS;
  const options = [gap.answer, ...distractors.map(({ text }) => text)].sort(byText);
  return {
    ...base,
    exercise_type: 'cloze',
    stem: '',
    cognitive_level: 'Recall',
    difficulty: isChoice ? 'easy' : 'medium',
    text: `${gap.before}{{${BLANK}}}${gap.after}`,
    blanks: [{ id: BLANK, accepted: [gap.answer], ...(isChoice && { options }) }],
    explanation_correct: gap.sentence.plain,
  };
}

function mcqOf(base: Base, gap: Gap, distractors: readonly Distractor[], language: string): Exercise {
  const choices = [
    { text: asAt(gap, gap.answer), reason: null },
    ...distractors.map(({ text, term }) => ({ text, reason: term.definition?.sentence.plain ?? null })),
  ].sort((a, b) => byText(a.text, b.text));
  const options = choices.map(
    ({ text, reason }, at): ChoiceOption => ({
      id: `option-${at + 1}`,
      label: optionLabel(at),
      text,
      rationale_wrong: reason,
    }),
  );
  const right = options.find(({ rationale_wrong }) => rationale_wrong === null) as ChoiceOption;
  return {
    ...base,
    exercise_type: 'mcq',
    stem: `${labelsOf(language).which_term}\n\n${gap.before}\\_\\_\\_\\_${gap.after}`,
    cognitive_level: 'Comprehension',
    difficulty: 'easy',
    options,
    answer_key: { label: right.label, option_id: right.id, rationale_right: gap.sentence.plain },
  };
}

/** An order that says nothing of which is right, and is the same everywhere. */
function byText(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : a < b ? -1 : 1;
}
