import { draftExercises, lessonTerms } from './drafter/exercises.ts';
import { draftLinks } from './drafter/links.ts';
import { draftOutline, type LessonDraft } from './drafter/outline.ts';
import type { Anchor } from './drafter/source.ts';
import { draftSpark } from './drafter/spark.ts';
import { lessonsOf, type Outline, type OutlineLesson, sumOf } from './outline.ts';
import type { Evidence, NewProposal } from './proposal.ts';

/** A source as a job knows it. */
export interface JobSource {
  id: string;
  name: string;
  text: string;
}

/** A lesson of the studio. */
export interface PlacedLesson {
  id: string;
  title: string;
  content_md: string;
  version: number;
}

/** A piece of drafting that is done without a pause, and so in a process of its own. */
export type DraftRequest =
  | { do: 'outline'; sources: JobSource[]; title: string | null }
  | {
      do: 'lessons';
      sources: JobSource[];
      outline: Outline;
      place: { kind: string; id: string } | null;
      with_outline: boolean;
    }
  | { do: 'exercises' | 'quiz'; lesson: PlacedLesson }
  | { do: 'links'; lessons: PlacedLesson[] };

/** What came of it. `summary`: what there is how many of, for whoever looks at the step. */
export interface Drafted {
  summary: Record<string, number>;
  outline?: Outline;
  proposals: NewProposal[];
}

/** Exercises of a lesson look for wrong answers in so many lessons before and after it. */
const BESIDE = 12;

/** Drafts without a model: the same request gives the same draft. */
export function draft(request: DraftRequest): Drafted {
  switch (request.do) {
    case 'outline': {
      const outline = outlineOf(request);
      const { modules, lessons } = sumOf(outline);
      return { outline, summary: { concepts: modules, sparks: lessons }, proposals: [] };
    }
    case 'lessons':
      return lessonsDrafted(request);
    case 'exercises':
    case 'quiz':
      return exercisesOf(request.lesson, request.do);
    case 'links': {
      const proposals = linksAmong(request.lessons, true);
      return { summary: { links: countLinks(proposals) }, proposals };
    }
  }
}

function outlineOf({ sources, title }: { sources: JobSource[]; title: string | null }): Outline {
  const drafted = draftOutline(sources, title ? { title } : {});
  return {
    title: drafted.title,
    modules: drafted.modules.map((module) => ({ title: module.title, lessons: module.lessons.map(lessonOf) })),
  };
}

const lessonOf = ({
  title,
  title_anchor,
  anchor,
  summary,
  words,
  minutes,
  objectives,
}: LessonDraft): OutlineLesson => ({
  title,
  title_anchor,
  anchor,
  summary: summary?.text ?? null,
  words,
  minutes,
  objectives: objectives.slice(0, 50).map((objective) => objective.title),
});

function lessonsDrafted({ sources, outline, place, with_outline }: Extract<DraftRequest, { do: 'lessons' }>): Drafted {
  // Somebody edited the outline: what it takes of a source must be there.
  const lessons = lessonsOf(outline).map((lesson) => ({ ...lesson, anchor: within(sources, lesson.anchor) }));
  const terms = lessons.map((lesson) => lessonTerms(sources, lesson));
  const at = place && { place_kind: place.kind, place_id: place.id };
  const evidenceOf = ({ source, from, to }: Anchor): Evidence => ({
    source_id: (sources[source] as JobSource).id,
    from,
    to,
  });
  const proposals: NewProposal[] = with_outline
    ? [{ kind: 'outline', title: outline.title, body: { kind: 'outline', ...outline } }]
    : [];
  const drafts = lessons.map((lesson) => draftSpark(sources, lesson));
  let [termCount, exerciseCount] = [0, 0];
  for (const [nth, lesson] of lessons.entries()) {
    const spark = drafts[nth] as (typeof drafts)[number];
    termCount += spark.key_terms.length;
    proposals.push({
      kind: 'spark',
      title: lesson.title,
      ...at,
      body: {
        kind: 'spark',
        title: lesson.title,
        summary: spark.summary,
        content_md: spark.content_md,
        words: spark.words,
        minutes: spark.minutes,
        key_terms: spark.key_terms.map(({ term }) => term),
      },
      evidence: spark.anchors.map(({ from, to, anchor, number }) => ({
        ...evidenceOf(anchor),
        in: [from, to],
        ...(number !== null && { number }),
      })),
    });
    const others = terms
      .slice(Math.max(0, nth - BESIDE), nth + BESIDE + 1)
      .flatMap((some, by) => (by === Math.min(nth, BESIDE) ? [] : some));
    const exercises = draftExercises(sources, lesson, { others });
    exerciseCount += exercises.length;
    if (exercises.length > 0)
      proposals.push({
        kind: 'exercises',
        title: lesson.title,
        ...at,
        body: {
          kind: 'exercises',
          spark: lesson.title,
          exercises: exercises.map(({ exercise, needs_distractors }) => ({
            do: 'add' as const,
            exercise: { ...exercise },
            needs_distractors,
          })),
        },
        evidence: exercises.map(({ evidence }) => evidenceOf(evidence)),
      });
  }
  const placed = drafts.map(({ title, content_md }, nth) => ({ id: String(nth), title, content_md, version: 0 }));
  const links = linksAmong(placed, false);
  return {
    summary: { sparks: lessons.length, terms: termCount, exercises: exerciseCount, links: countLinks(links) },
    proposals: [...proposals, ...links.map((one) => ({ ...one, ...at }))],
  };
}

/** A place in a source that is there, whatever was said. */
function within(sources: readonly JobSource[], { source, from, to }: Anchor): Anchor {
  const at = Math.min(source, Math.max(0, sources.length - 1));
  const { length } = sources[at]?.text ?? '';
  return { source: at, from: Math.min(from, to, length), to: Math.min(Math.max(from, to), length) };
}

/** A quiz is taken at one sitting: so many questions, and only those that can be asked as they are. */
const MOST_IN_A_QUIZ = 10;

function exercisesOf({ id, title, content_md, version }: PlacedLesson, kind: 'exercises' | 'quiz'): Drafted {
  const lesson = { title, anchor: { source: 0, from: 0, to: content_md.length } };
  const all = draftExercises([{ name: title, text: content_md }], lesson);
  const made = kind === 'quiz' ? all.filter((one) => !one.needs_distractors).slice(0, MOST_IN_A_QUIZ) : all;
  const body = {
    kind,
    spark: null,
    exercises: made.map(({ exercise, needs_distractors }) => ({
      do: 'add' as const,
      exercise: { ...exercise },
      needs_distractors,
    })),
  };
  return {
    summary: { exercises: made.length },
    proposals:
      made.length === 0 ? [] : [{ kind, title, body, place_kind: 'spark', place_id: id, base_version: version }],
  };
}

const countLinks = (proposals: readonly NewProposal[]): number =>
  proposals.reduce((sum, { body }) => sum + (body.kind === 'links' ? body.links.length : 0), 0);

/** The links among lessons in their order as one proposal; none where there are none. `areHere`: they are lessons of the studio. */
function linksAmong(lessons: readonly PlacedLesson[], areHere: boolean): NewProposal[] {
  const known = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  const end = (of: string) => {
    const { id, title, version } = known.get(of) as PlacedLesson;
    return areHere ? { title, id, version } : { title, id: null, version: null };
  };
  const links = draftLinks(lessons).map(({ source_id, target_id, confidence, term, evidence }) => ({
    source: end(source_id),
    target: end(target_id),
    term,
    reason: (lessons[evidence.source] as PlacedLesson).content_md.slice(evidence.from, evidence.to),
    confidence,
  }));
  const title = [lessons[0]?.title, lessons.at(-1)?.title].filter(Boolean).join(' – ').slice(0, 300);
  return links.length === 0 ? [] : [{ kind: 'links', title, body: { kind: 'links', links } }];
}
