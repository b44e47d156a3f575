import { addAsset } from '#lib/assets/data/assets.ts';
import { storePrepared } from '#lib/assets/services/upload.ts';
import { assetKey } from '#lib/base/core/asset-address.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { storableText } from '#lib/base/core/storable.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import { factsOf } from '#lib/exercises/core/exercise-facts.ts';
import { alikeToBanks, type NewText } from '#lib/exercises/services/alike-to-bank.ts';
import type { Begun } from '#lib/tasks/core.ts';
import { begin, outcomeOf } from '#lib/tasks/services.ts';
import {
  type AddedQuestions,
  addedQuestions,
  categoriesOf,
  firstTest,
  type QuestionChoices,
  type QuestionReport,
  type QuestionTally,
  tallyQuestions,
} from '../core/question-plan.ts';
import { discardImport, getImportEntry, setImportStatus, startImport } from '../data/imports.ts';
import * as data from '../data/questions.ts';
import { pictureFile, type QuestionsOnDisk, questionBatches } from './question-file.ts';
import { keepRefusal, type RefusedFile } from './refused-file.ts';

/** How a file is read into a folder: here, or in a process of its own. */
export type ReadQuestionFile = (
  file: string,
  name: string,
  folder: string,
  signal?: AbortSignal,
) => Promise<QuestionsOnDisk>;

/** How reading questions ended: with a plan that waits, or a refusal that the log keeps. */
export type PlannedQuestions = { import_id: string } & ({ state: 'planned'; report: QuestionReport } | RefusedFile);

interface QuestionsRequest {
  workspace_id: string;
  file: string;
  name: string;
  read: ReadQuestionFile;
  /** Whoever asked may go away; then nothing is left behind. */
  signal?: AbortSignal;
}

const STOPPED = 'The import was stopped before anything was written.';

/** Reads a file of questions and keeps the plan of their import; no bank is touched. */
export function planQuestionFile(db: Db, request: QuestionsRequest): Promise<Result<PlannedQuestions>> {
  return withTemporary(async (folder) => {
    const started = await startImport(db, request.workspace_id, storableText(request.name));
    if (!started.ok) return started;
    const import_id = started.data;
    try {
      const planned = await planStarted(db, import_id, folder, request);
      if (!planned.ok) await setImportStatus(db, import_id, 'failed', { message: planned.problem.message });
      return planned;
    } catch (error) {
      if (!request.signal?.aborted) {
        await setImportStatus(db, import_id, 'failed', { message: 'The file could not be read to its end.' });
        throw error;
      }
      await discardImport(db, import_id);
      return fail('wrong_state', STOPPED);
    }
  });
}

async function planStarted(
  db: Db,
  import_id: string,
  folder: string,
  { workspace_id, file, name, read, signal }: QuestionsRequest,
): Promise<Result<PlannedQuestions>> {
  const outcome = await read(file, name, folder, signal);
  if (!outcome.ok) return ok({ import_id, ...(await keepRefusal(db, import_id, outcome.refusal)) });
  const { report } = outcome;
  // Bytes alone: their files are entered when the import is applied, and what nobody enters is swept away after a day.
  for (const picture of report.pictures) {
    signal?.throwIfAborted();
    const stored = await storePrepared(db, workspace_id, pictureFile(folder, picture), picture);
    if (!stored.ok) return stored;
  }
  const asked = new Map<number, NewText>();
  for await (const batch of questionBatches(folder)) {
    signal?.throwIfAborted();
    const added = await data.addImportQuestions(db, import_id, batch);
    if (!added.ok) return added;
    for (const { nth, exercise, codes } of batch) if (exercise) asked.set(nth, { ...factsOf(exercise), codes });
  }
  signal?.throwIfAborted();
  const alike = await alikeToBanks(db, workspace_id, asked);
  if (!alike.ok) return alike;
  const marked = await data.markAlikeQuestions(db, import_id, alike.data ?? []);
  if (!marked.ok) return marked;
  const told = { ...report, is_compared: alike.data !== null };
  const planned = await data.planQuestions(db, import_id, told);
  return planned.ok ? ok({ state: 'planned', import_id, report: told }) : planned;
}

/** Adds the questions of a plan to banks: at once while they are few, else as a task. Their pictures are entered first. */
export async function beginApplyingQuestions(
  db: Db,
  workspace_id: string,
  import_id: string,
  choices: QuestionChoices,
): Promise<Result<Begun<AddedQuestions>>> {
  const entry = await getImportEntry(db, workspace_id, import_id);
  if (!entry.ok) return entry;
  if (entry.data.status !== 'validating') return fail('wrong_state', 'This import has no plan that waits.');
  const plan = await data.readQuestionPlan(db, workspace_id, import_id);
  if (!plan.ok) return plan;
  const shown = await data.chosenPictures(db, workspace_id, import_id, choices);
  if (!shown.ok) return shown;
  const wanted = new Set(shown.data);
  for (const picture of plan.data.report.pictures.filter(({ sha256 }) => wanted.has(assetKey(sha256)))) {
    const entered = await addAsset(db, workspace_id, { ...picture, alt_text: null });
    if (entered.ok) continue;
    if (entered.problem.code !== 'wrong_state') return entered;
    return fail(
      'stale',
      'The pictures of this plan were kept for a day, which is over. Choose the file again; nothing was written.',
    );
  }
  const input = { p_choices: choices };
  return begin(db, { workspace_id, kind: 'import.apply_questions', subject_id: import_id, input }, () =>
    data.applyQuestions(db, import_id, choices),
  );
}

export interface QuestionImport extends QuestionsRequest {
  /** The spark whose bank takes the questions of all categories. */
  spark_slug: string;
  choices?: Partial<Omit<QuestionChoices, 'places' | 'quiz_test'>>;
  /** The test of the file that may become the quiz; the first one without it. */
  test_name?: string;
  /** Forgets the plan once it is made: only its report is wanted. */
  dry_run?: boolean;
}

export type QuestionRun =
  | RefusedFile
  | { state: 'planned'; report: QuestionReport; tally: QuestionTally }
  | { state: 'added'; import_id: string; report: QuestionReport; tally: QuestionTally; added: AddedQuestions };

/** Reads a file of questions and adds all that can be taken to one bank, while the caller waits: for command lines and programs. */
export async function importQuestionFile(db: Db, request: QuestionImport): Promise<Result<QuestionRun>> {
  const { workspace_id, spark_slug, dry_run, signal } = request;
  const spark = await sparkOf(db, workspace_id, spark_slug);
  if (!spark.ok) return spark;
  const planned = await planQuestionFile(db, request);
  if (!planned.ok) return planned;
  const { import_id } = planned.data;
  if (planned.data.state === 'refused') return ok({ state: 'refused', refusal: planned.data.refusal });
  const plan = await data.readQuestionPlan(db, workspace_id, import_id);
  if (!plan.ok) return plan;
  const { groups, report } = plan.data;
  const quiz_test = testNamed(report, request.test_name);
  if (!quiz_test.ok) {
    const discarded = await discardImport(db, import_id);
    return discarded.ok ? quiz_test : discarded;
  }
  const choices: QuestionChoices = {
    acts: {},
    level: 'none',
    difficulty: 'none',
    takes_same: false,
    leaves_alike: false,
    quiz: 'where_none',
    quiz_test: quiz_test.data,
    ...request.choices,
    places: Object.fromEntries(categoriesOf(groups).map(({ name }) => [name, spark.data])),
  };
  const tally = tallyQuestions(groups, choices);
  if (dry_run || tally.taken === 0) {
    const discarded = await discardImport(db, import_id);
    return discarded.ok ? ok({ state: 'planned', report, tally }) : discarded;
  }
  const begun = await beginApplyingQuestions(db, workspace_id, import_id, choices);
  const added = await outcomeOf(db, workspace_id, begun, addedQuestions, { signal });
  return added.ok ? ok({ state: 'added', import_id, report, tally, added: added.data }) : added;
}

function testNamed(report: QuestionReport, name: string | undefined): Result<number> {
  if (name === undefined) return ok(firstTest(report));
  const at = (report.tests ?? []).findIndex((one) => one.name === name || one.file === name);
  if (at >= 0) return ok(at);
  const names = (report.tests ?? []).map((one) => `“${one.name}”`).join(', ');
  return fail('not_found', `The file has no test “${name}”. ${names === '' ? 'It has none.' : `It has ${names}.`}`);
}

async function sparkOf(db: Db, workspace_id: string, slug: string): Promise<Result<string>> {
  const found = await getEntityHead(db, workspace_id, 'spark', slug);
  return found.ok ? ok(found.data.id) : found;
}
