import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { openFile } from '#lib/assets/data/assets.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { runScriptApart } from '#lib/base/services/apart.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { type ExportReport, type ExportScope, MOST_EXPORTED } from '../core/export.ts';
import { type FileFormat, isScorm } from '../core/formats/file-formats.ts';
import type { WrittenQuiz } from '../core/formats/write-questions.ts';
import { languageOf } from '../core/package-view.ts';
import { type ExportedBank, exportedBanks, filesByKey } from '../data/exported.ts';
import { type ExportOrder, orderFile, reportsLeft, writtenFile } from './export-file.ts';

const SCRIPT = 'lib/exercises/services/export-process.ts';
const LIMITS = { seconds: 120, megabytes: 1_200 };

interface Asked {
  workspace_id: string;
  scope: ExportScope;
  signal?: AbortSignal;
}

export type ExportReports = Partial<Record<FileFormat, ExportReport>>;

/** What an export of exercises would lose in each format. */
export function previewExport(db: Db, asked: Asked): Promise<Result<ExportReports>> {
  return written(db, asked, { format: null }, reportsLeft);
}

/** A file of another tool with exercises of lessons; the same exercises give the same bytes. */
export function exportQuestions(
  db: Db,
  asked: Asked & { format: FileFormat; name?: string; has_decimal_comma?: boolean },
): Promise<Result<{ bytes: Uint8Array; report: ExportReport }>> {
  const { format, name, has_decimal_comma } = asked;
  return written(db, asked, { format, name, has_decimal_comma }, async (folder) => {
    const report = (await reportsLeft(folder))[format];
    if (!report) throw new Error(`the export left no report of ${format}`);
    return { bytes: await readFile(writtenFile(folder)), report };
  });
}

async function written<T>(
  db: Db,
  { workspace_id, scope, signal }: Asked,
  wanted: { format: FileFormat | null; name?: string; has_decimal_comma?: boolean },
  result: (folder: string) => Promise<T>,
): Promise<Result<T>> {
  const banks = await exportedBanks(db, workspace_id, scope?.map(({ spark_id }) => spark_id) ?? null, MOST_EXPORTED);
  if (!banks.ok) return banks;
  const chosen = chosenOf(banks.data, scope);
  if (!chosen.ok) return chosen;
  const { exercises, quizzes } = chosen.data;
  return withTemporary(async (folder) => {
    const pictures = await fetchPictures(db, workspace_id, exercises, folder);
    if (!pictures.ok) return pictures;
    const order: ExportOrder = {
      exercises,
      quizzes,
      format: wanted.format,
      name: wanted.name ?? 'Exercises',
      scope: workspace_id,
      changed: Math.max(...banks.data.map(({ updated_at }) => Math.floor(Date.parse(updated_at) / 1000))),
      has_decimal_comma: wanted.has_decimal_comma ?? false,
      language: wanted.format && isScorm(wanted.format) ? oneLanguage(banks.data, exercises) : '',
      pictures: pictures.data,
    };
    await writeFile(orderFile(folder), JSON.stringify(order));
    const ended = await runScriptApart(SCRIPT, [folder], { ...LIMITS, signal });
    if (ended !== 'done')
      return fail('invalid_input', 'These are too many exercises for one file. Export fewer at once.');
    return ok(await result(folder));
  });
}

/** The language of some lessons where they have one, as far as they say or show it. */
function oneLanguage(banks: readonly ExportedBank[], exercise_bank: unknown[]): string {
  const said = new Set(banks.flatMap(({ own_language, meta_language }) => own_language || meta_language || []));
  const [language] = said;
  return said.size > 1 ? '' : languageOf({ language, exercise_bank });
}

interface Chosen {
  exercises: unknown[];
  quizzes: WrittenQuiz[];
}

const idOf = (exercise: unknown) => String((exercise as { id?: unknown } | null)?.id);

/** The exercises that a scope names, in its order, and the quizzes of their sparks as far as they are among them. */
function chosenOf(banks: readonly ExportedBank[], scope: ExportScope): Result<Chosen> {
  const wanted = new Map(scope?.map(({ spark_id, exercise_ids }) => [spark_id, exercise_ids && new Set(exercise_ids)]));
  const exercises: unknown[] = [];
  const quizzes: WrittenQuiz[] = [];
  for (const { spark_id, spark, bank, quiz } of banks) {
    const ids = wanted.get(spark_id);
    const all: unknown[] = Array.isArray(bank) ? bank : [];
    const some = ids ? all.filter((one) => ids.has(idOf(one))) : all;
    const placeOf = new Map<string, number>();
    // Of an id that stands twice the first is meant.
    for (const [at, one] of some.entries()) {
      const id = idOf(one);
      if (!placeOf.has(id)) placeOf.set(id, exercises.length + at);
    }
    exercises.push(...some);
    const places = (Array.isArray(quiz) ? quiz : []).flatMap((id) => placeOf.get(String(id)) ?? []);
    if (places.length > 0) quizzes.push({ title: spark?.title ?? '', places });
  }
  if (exercises.length > MOST_EXPORTED)
    return fail('invalid_input', 'At most 20,000 exercises go into one file. Export fewer at once.');
  return exercises.length > 0
    ? ok({ exercises, quizzes })
    : fail('not_found', 'None of these exercises is there any more.');
}

const NAMED = /\/assets\/([0-9a-f]{32})\//g;
/** Pictures of one export together; the rest is reported as missing. */
const MOST_BYTES = 100_000_000;

/** Puts the pictures that exercises name into a folder. One that is not there is reported by the format. */
async function fetchPictures(
  db: Db,
  workspace_id: string,
  exercises: unknown[],
  folder: string,
): Promise<Result<ExportOrder['pictures']>> {
  const keys = [...new Set([...JSON.stringify(exercises).matchAll(NAMED)].flatMap(([, key]) => key ?? []))];
  const pictures: ExportOrder['pictures'] = [];
  const files = await filesByKey(db, workspace_id, keys);
  if (!files.ok) return files;
  let bytes = 0;
  for (const { key, sha256, path: name, byte_size } of files.data) {
    bytes += byte_size ?? 0;
    if (bytes > MOST_BYTES) break;
    const body = await openFile(db, { workspace_id, sha256 });
    if (!body) continue;
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(path.join(folder, sha256)));
    pictures.push({ key, name: name.split('/').at(-1) ?? name, sha256 });
  }
  return ok(pictures);
}
