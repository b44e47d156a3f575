import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { draftExercises, lessonTerms } from '#lib/generation/core/drafter/exercises.ts';
import { draftLinks } from '#lib/generation/core/drafter/links.ts';
import { draftOutline } from '#lib/generation/core/drafter/outline.ts';
import type { Source } from '#lib/generation/core/drafter/source.ts';
import { draftSpark } from '#lib/generation/core/drafter/spark.ts';
import { CONTENT, type Course, readCourse } from './drafter-courses.ts';
import { definitionsOf, hasOneAnswer, samplesOf, someOf, written } from './drafter-samples.ts';
import { glossary, type Prerequisites, prerequisites, type Score, segmentation, support } from './drafter-scores.ts';
import { type Bench, figure, type Row } from './report.ts';

// How good the built-in drafter is: real courses whose authors cut them, wrote glossaries, questions and links, with what would say the answer
// taken out. Each figure stands beside what one gets without thinking, over the same texts.

const ROUNDS = 5;
const READ = 60;
/** Where the exercises lie that are to be read by a person. */
const SAMPLES = process.env.TRAILWRIGHT_SAMPLES ?? path.join(os.tmpdir(), 'drafter-samples.txt');

/** Courses whose figures are held against a target, each with what a link to one of its lessons may stand for. */
const COURSES: Record<
  string,
  { is_cut?: true; has_glossary?: true; has_graph?: true; chapter?: (slug: string) => string }
> = {
  'iot-for-beginners': { is_cut: true },
  'hf-llm-course': { is_cut: true, chapter: (slug) => slug.split('-', 1)[0] ?? slug },
  'git-novice': { is_cut: true, has_glossary: true },
  'exercism-elixir': { has_graph: true },
  'exercism-javascript': { has_graph: true },
};

const share = (value: number) => figure([Math.round(value * 1000) / 1000], '');

function row(
  what: string,
  score: Score,
  baseline: string,
  how: string,
  target?: { text: string; is_met: boolean },
): Row {
  return {
    what,
    figure: share(score.is),
    reference: { what: baseline, figure: share(score.baseline) },
    target,
    how: `${score.n} ${how}`,
  };
}

const least = (value: number, target: number) => ({ text: `>= ${target}`, is_met: value >= target });

function cutRows(course: Course, isJudged: boolean): Row[] {
  const { f1, pk } = segmentation(course);
  return [
    row(
      `sections, F1, ${course.name}`,
      f1,
      'every 8 blocks',
      'lessons without their headings, a block beside counts',
      isJudged ? least(f1.is, 0.55) : undefined,
    ),
    row(
      `sections, Pk, ${course.name}`,
      pk,
      'every 8 blocks',
      'lessons, less is better',
      isJudged ? { text: '<= 0.4', is_met: pk.is <= 0.4 } : undefined,
    ),
  ];
}

function courseRows(course: Course): Row[] {
  const { is_cut, has_glossary, chapter } = COURSES[course.name] ?? {};
  const rows = cutRows(course, is_cut === true);
  if (has_glossary) {
    const score = glossary(course);
    rows.push(
      row(
        `glossary, recall of 15 terms, ${course.name}`,
        score,
        'most frequent words',
        'terms of the glossary in lessons that speak of them',
        least(score.is, 0.5),
      ),
    );
  }
  if (course.questions.length > 0) {
    // A quiz of its own asks about the chapter that it closes.
    const inChapter = (lesson: string, slug: string) =>
      chapter ? chapter(slug) === chapter(lesson) && !slug.includes('quiz') : slug === lesson;
    const score = support(course, (lesson) =>
      course.sparks
        .filter(({ slug }) => slug === lesson || inChapter(lesson, slug))
        .map(({ content_md }) => content_md),
    );
    rows.push(
      row(
        `sentence of a real question in the top quarter, ${course.name}`,
        score,
        'chance',
        'questions',
        least(score.is, 0.45),
      ),
    );
  }
  return rows;
}

function linkRows(courses: readonly Course[]): Row[] {
  const all = courses.map((course) => ({
    course,
    found: prerequisites(course, COURSES[course.name]?.chapter ?? ((slug) => slug)),
  }));
  const graphs = all.flatMap(({ course, found }) => (COURSES[course.name]?.has_graph ? [found] : []));
  const pooled = (of: (found: Prerequisites) => Score): Score => {
    const sum = (value: (found: Prerequisites) => number) => graphs.reduce((total, one) => total + value(one), 0);
    const offered = sum(({ offered }) => offered);
    return {
      is: sum((one) => of(one).is * one.offered) / Math.max(1, offered),
      baseline:
        sum((one) => of(one).baseline * one.lessons) /
        Math.max(
          1,
          sum(({ lessons }) => lessons),
        ),
      n: offered,
    };
  };
  const drawn = pooled((found) => found.drawn);
  const offered =
    drawn.n /
    Math.max(
      1,
      graphs.reduce((sum, { lessons }) => sum + lessons, 0),
    );
  return [
    row(
      'surest prerequisite was drawn by the authors, courses with a graph of their own',
      drawn,
      'lesson before',
      'lessons for which one is offered',
      least(drawn.is, 0.4),
    ),
    {
      what: 'lessons with a prerequisite for which one is offered, courses with a graph of their own',
      figure: share(offered),
      target: least(offered, 0.333),
      how: 'where nothing is plain, nothing is offered',
    },
    row(
      'surest prerequisite was drawn or follows from what was, courses with a graph of their own',
      pooled((found) => found.follows),
      'lesson before',
      'lessons for which one is offered',
    ),
    ...all.flatMap(({ course, found }) => [
      row(
        `surest prerequisite was drawn, ${course.name}`,
        found.drawn,
        'lesson before',
        `of ${found.lessons} lessons that have one`,
      ),
      row(
        `surest prerequisite was drawn or follows${COURSES[course.name]?.chapter ? ', by chapters' : ''}, ${course.name}`,
        found.follows,
        'lesson before',
        `of ${found.lessons} lessons that have one`,
      ),
    ]),
  ];
}

async function exerciseRows(courses: readonly Course[], say: (line: string) => void): Promise<Row[]> {
  const found = courses.map((course) => {
    const samples = samplesOf(course);
    const definitions = definitionsOf(course);
    return { samples, one: samples.filter((sample) => hasOneAnswer(sample, definitions)).length };
  });
  const samples = found.flatMap((one) => one.samples);
  const one = found.reduce((sum, { one: count }) => sum + count, 0) / samples.length;
  const offered = samples.filter(({ draft }) => !draft.needs_distractors).length / samples.length;
  await writeFile(SAMPLES, `${someOf(samples, READ).map(written).join('\n')}\n`);
  say(`${READ} exercises to be read: ${SAMPLES}`);
  return [
    {
      what: 'exercises with one right answer, as far as it can be counted',
      figure: share(one),
      target: least(one, 0.95),
      how: `${samples.length} of all courses: no definition in the course joins the answer with a wrong one; what a reader says stands in decision 138`,
    },
    {
      what: 'exercises that offer a choice',
      figure: share(offered),
      how: 'at least two wrong answers beside the right one; the others are marked',
    },
  ];
}

/** Milliseconds of the processor. */
function spent(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Everything that is drafted from one chapter. */
function draftAll(sources: Source[]): string {
  const outline = draftOutline(sources);
  const lessons = outline.modules.flatMap((one) => one.lessons);
  const terms = lessons.map((lesson) => lessonTerms(sources, lesson));
  const sparks = lessons.map((lesson) => draftSpark(sources, lesson));
  const exercises = lessons.map((lesson, at) =>
    draftExercises(sources, lesson, { others: terms.filter((_, other) => other !== at).flat() }),
  );
  const links = draftLinks(sparks.map(({ title, content_md }, at) => ({ id: String(at), title, content_md })));
  return JSON.stringify({ outline, sparks, exercises, links });
}

function chapterRow({ sparks }: Course): Row {
  const longest = [...sparks].sort((a, b) => b.content_md.length - a.content_md.length)[0]?.content_md ?? '';
  const drafts = new Set<string>();
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    samples.push(spent(() => drafts.add(draftAll([{ name: 'chapter.md', text: longest }]))));
  const splitting = Array.from({ length: ROUNDS }, () => spent(() => new Set(longest.match(/\S+/g)).size));
  const took = figure(samples);
  return {
    what: 'one chapter, everything',
    figure: took,
    reference: { what: 'splitting it at blanks', figure: figure(splitting) },
    target: { text: '<= 2000 ms, the same bytes each time', is_met: took.most <= 2_000 && drafts.size === 1 },
    how: `the longest lesson, ${longest.length} characters: outline, sparks, exercises, links; ${ROUNDS} rounds, the first loads the model of words; time of the processor, whoever else it works for`,
  };
}

const bench: Bench = {
  name: 'drafter',
  about: 'the built-in drafter against what the authors of real courses wrote',
  run: async (say) => {
    const courses = Object.keys(COURSES).flatMap((name) => readCourse(name) ?? []);
    const [first] = courses;
    if (!first) {
      say(`no content at ${CONTENT} (TRAILWRIGHT_CONTENT_DIR)`);
      return [];
    }
    const rows = [chapterRow(first)];
    for (const course of courses) {
      say(course.name);
      rows.push(...courseRows(course));
    }
    say('links');
    rows.push(...linkRows(courses));
    say('exercises');
    rows.push(...(await exerciseRows(courses, say)));
    return rows;
  },
};
export default bench;
