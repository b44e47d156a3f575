import path from 'node:path';
import type {
  AddedQuestions,
  QuestionChoices,
  QuestionReport,
  QuestionTally,
} from '#lib/bundles/core/question-plan.ts';
import { readQuestionFile } from '#lib/bundles/services/question-file.ts';
import { importQuestionFile } from '#lib/bundles/services/questions.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import type { ExportScope } from '#lib/exercises/core/export.ts';
import { FORMAT_NAMES } from '#lib/exercises/core/formats/report.ts';
import { exportQuestions } from '#lib/exercises/services/export.ts';
import { type ConnectOptions, connect } from './connect.ts';
import { fileFormatOf } from './formats.ts';
import { declined, done, failed, type Outcome, usage } from './report.ts';
import { targetOf, write } from './target.ts';
import { testLines } from './test-lines.ts';
import { waiting } from './waiting.ts';

interface ImportOptions extends ConnectOptions {
  spark: string;
  dryRun: boolean;
  takeSame: boolean;
  leaveAlike: boolean;
  /** Absent: only where the spark has none. */
  quiz?: boolean;
  test?: string;
  level: QuestionChoices['level'];
  difficulty: QuestionChoices['difficulty'];
}

/** Adds the questions of a file to the bank of a spark. */
export async function importQuestions(file: string, options: ImportOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const { level, difficulty, takeSame: takes_same, leaveAlike: leaves_alike } = options;
  const run = await importQuestionFile(db, {
    workspace_id: workspace.id,
    file,
    name: path.basename(file),
    read: readQuestionFile,
    spark_slug: options.spark,
    dry_run: options.dryRun,
    choices: { level, difficulty, takes_same, leaves_alike, quiz: quizAct(options.quiz) },
    ...(options.test === undefined ? {} : { test_name: options.test }),
    ...waiting(),
  });
  if (!run.ok) return failed(run.problem);
  if (run.data.state === 'refused') {
    const { code, sentence, instead, line, column } = run.data.refusal;
    return declined(code, sentence, instead, line === undefined ? undefined : { line, column });
  }
  const { report, tally } = run.data;
  const said = [
    `${FORMAT_NAMES[report.format]}, ${report.encoding}`,
    sumOf(tally),
    ...report.reasons.map(reasonLine),
    ...testLines(report),
  ];
  if (run.data.state === 'planned') return done({ report, tally }, [...said, 'Nothing was written.'].join('\n'));
  const { import_id, added } = run.data;
  return done(
    { import_id, report, tally, ...added },
    [...said, `Added ${added.exercises} to ${options.spark}.${quizWords(added)}`].join('\n'),
  );
}

const quizAct = (quiz: boolean | undefined): QuestionChoices['quiz'] =>
  quiz === undefined ? 'where_none' : quiz ? 'replace' : 'none';

const quizWords = ({ sparks }: AddedQuestions) =>
  sparks.flatMap(({ quiz }) => (quiz === null ? [] : [` Its quiz has ${quiz} questions now.`])).join('');

const sumOf = ({ total, taken, here, alike, left_out, not_taken }: QuestionTally) =>
  `${total} questions = ${taken} taken + ${here} already here + ${alike} nearly here + ${left_out} left out + ${not_taken} not taken`;

const reasonLine = ({ title, total, instead }: QuestionReport['reasons'][number]) => `  ${total}: ${title}. ${instead}`;

interface ExportOptions extends ConnectOptions {
  spark?: string[];
  to: string;
  out: string;
  decimalComma: boolean;
}

/** Writes the exercises of sparks, or of the whole workspace, as a file of another tool. */
export async function exportExercises(options: ExportOptions): Promise<Outcome> {
  const target = await targetOf(options.out);
  if ('code' in target) return target;
  if (target.file === null) return usage('Name the file to write: --out exercises.xml');
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const scope: NonNullable<ExportScope> = [];
  for (const slug of options.spark ?? []) {
    const spark = await getEntityHead(db, workspace.id, 'spark', slug);
    if (!spark.ok) return failed(spark.problem);
    scope.push({ spark_id: spark.data.id, exercise_ids: null });
  }
  const written = await exportQuestions(db, {
    workspace_id: workspace.id,
    scope: options.spark ? scope : null,
    format: fileFormatOf(options.to),
    name: path.parse(target.file).name,
    has_decimal_comma: options.decimalComma,
  });
  if (!written.ok) return failed(written.problem);
  const { bytes, report } = written.data;
  await write(target, bytes);
  const { whole, changed, not_taken, total } = report.counts;
  return done(
    { ...report, out: target.file },
    [
      `${total} exercises = ${whole} whole + ${changed} changed + ${not_taken} not taken`,
      ...report.reasons.map(reasonLine),
      `Wrote ${target.file}.`,
    ].join('\n'),
  );
}
