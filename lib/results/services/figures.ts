import { csvOf } from '#lib/base/core/csv.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import { plainOfMarkdown } from '#lib/exercises/core/formats/text/write.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import { type AlikeAnswers, type Chosen, chosenOptions, pairsOf, totalOf } from '../core/choices.ts';
import { type Figures, figuresOf, worstFirst } from '../core/figures.ts';
import { correlation } from '../core/statistics.ts';
import { readExerciseResults, readResults } from '../data/figures.ts';

/** What learners' answers say of one exercise: to what it asks now, else of its newest version that has any. */
export interface ResultRow {
  spark_id: string;
  spark_slug: string;
  spark_title: string;
  place: number;
  exercise_id: string;
  type: string | null;
  stem: string;
  /** As declared. */
  difficulty: string | null;
  hash: string;
  current_version: number;
  version: number;
  /** How many different things it has asked that were answered. */
  versions: number;
  /** The exercise still asks what was answered. */
  is_current: boolean;
  figures: Figures;
}

export interface Results {
  learners: number;
  imports: { total: number; last: string | null };
  /** Worst first. */
  rows: ResultRow[];
}

/** The figures of a spark's exercises, or of all, the worst first. */
export async function listResults(db: Db, workspace_id: string, spark_id: string | null): Promise<Result<Results>> {
  const found = await readResults(db, workspace_id, spark_id);
  if (!found.ok) return found;
  const rows = found.data.rows.map(({ answers, share, paired, discrimination, ...row }) => {
    return { ...row, figures: figuresOf({ answers, share, paired, discrimination }) };
  });
  return ok({ ...found.data, rows: worstFirst(rows) });
}

/** What one version of an exercise was answered. */
export interface VersionResults {
  version: number;
  /** The question as it was then. */
  stem: string;
  since: string;
  figures: Figures;
  /** null where there is nothing to choose among. */
  chosen: Chosen | null;
}

/** All that is known of one exercise, by what it asked: what it asks now, then newest first. */
export async function openResults(
  db: Db,
  workspace_id: string,
  of: { spark_id: string; exercise_id: string },
): Promise<Result<VersionResults[]>> {
  const found = await readExerciseResults(db, workspace_id, of);
  if (!found.ok) return found;
  return ok(
    found.data.map(({ version, since, exercise, answers }) => {
      const alike = answers.map(([score, rest, choice, count]) => ({ score, rest, choice, count }));
      const read = readExercise(exercise);
      const chosen = read && chosenOptions(read, alike);
      return { version, since, stem: plainOfMarkdown(read?.stem ?? ''), figures: figuresFrom(alike), chosen };
    }),
  );
}

function figuresFrom(alike: readonly AlikeAnswers[]): Figures {
  const answers = totalOf(alike);
  const pairs = pairsOf(alike);
  return figuresOf({
    answers,
    share: alike.reduce((sum, { score, count }) => sum + score * count, 0) / answers,
    paired: pairs.reduce((sum, { count }) => sum + count, 0),
    discrimination: correlation(pairs),
  });
}

const COLUMNS = [
  'spark',
  'exercise',
  'version',
  'question',
  'declared_difficulty',
  'answers',
  'right',
  'right_low',
  'right_high',
  'discrimination',
  'flags',
  'suggested_difficulty',
] as const;

/** The figures as a table, one exercise a row. */
export function resultsTable({ rows }: Results): string {
  // Shares to four places: more would be noise.
  const share = (value: number | null) => value && Math.round(value * 10_000) / 10_000;
  return csvOf(
    COLUMNS,
    rows.map(({ figures, ...row }) => [
      row.spark_slug,
      row.exercise_id,
      row.version,
      row.stem,
      row.difficulty,
      figures.answers,
      share(figures.share),
      share(figures.interval.low),
      share(figures.interval.high),
      share(figures.discrimination),
      figures.flags.join(' '),
      figures.suggested,
    ]),
  );
}

/** The same for whoever names a spark by its slug; of all without one. */
export async function listResultsOf(db: Db, workspace_id: string, spark: string | null): Promise<Result<Results>> {
  if (spark === null) return listResults(db, workspace_id, null);
  const head = await getEntityHead(db, workspace_id, 'spark', spark);
  return head.ok ? listResults(db, workspace_id, head.data.id) : head;
}
