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
import { languageOf } from '../core/package-view.ts';
import { readExercises } from '../data/bank.ts';
import { filesByKey, languagesOf, lastChange, sparksWithBanks } from '../data/exported.ts';
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
  const exercises = await exercisesOf(db, workspace_id, scope);
  if (!exercises.ok) return exercises;
  const sparks = scope?.map(({ spark_id }) => spark_id) ?? null;
  return withTemporary(async (folder) => {
    const order: ExportOrder = {
      exercises: exercises.data,
      format: wanted.format,
      name: wanted.name ?? 'Exercises',
      scope: workspace_id,
      changed: await lastChange(db, workspace_id, sparks),
      has_decimal_comma: wanted.has_decimal_comma ?? false,
      language:
        wanted.format && isScorm(wanted.format) ? await oneLanguage(db, workspace_id, sparks, exercises.data) : '',
      pictures: await fetchPictures(db, workspace_id, exercises.data, folder),
    };
    await writeFile(orderFile(folder), JSON.stringify(order));
    const ended = await runScriptApart(SCRIPT, [folder], { ...LIMITS, signal });
    if (ended !== 'done')
      return fail('invalid_input', 'These are too many exercises for one file. Export fewer at once.');
    return ok(await result(folder));
  });
}

/** The language of some lessons where they have one, as far as they say or show it. */
async function oneLanguage(
  db: Db,
  workspace_id: string,
  sparks: readonly string[] | null,
  exercise_bank: unknown[],
): Promise<string> {
  const [language, ...others] = await languagesOf(db, workspace_id, sparks);
  return others.length > 0 ? '' : languageOf({ language, exercise_bank });
}

async function exercisesOf(db: Db, workspace_id: string, scope: ExportScope): Promise<Result<unknown[]>> {
  const found: unknown[] = [];
  const asked =
    scope ?? (await sparksWithBanks(db, workspace_id)).map((spark_id) => ({ spark_id, exercise_ids: null }));
  for (const { spark_id, exercise_ids } of asked) {
    const read = await readExercises(db, workspace_id, spark_id, exercise_ids ? { ids: exercise_ids } : {});
    if (!read.ok) return read;
    found.push(...read.data.exercises.map(({ exercise }) => exercise));
    if (found.length > MOST_EXPORTED)
      return fail('invalid_input', 'At most 20,000 exercises go into one file. Export fewer at once.');
  }
  return found.length > 0 ? ok(found) : fail('not_found', 'None of these exercises is there any more.');
}

const NAMED = /\/assets\/([0-9a-f]{32})\//g;
/** Pictures of one export together; the rest is reported as missing. */
const MOST_BYTES = 100_000_000;

/** Puts the pictures that exercises name into a folder. One that is not there is reported by the format. */
async function fetchPictures(db: Db, workspace_id: string, exercises: unknown[], folder: string) {
  const keys = [...new Set([...JSON.stringify(exercises).matchAll(NAMED)].flatMap(([, key]) => key ?? []))];
  const pictures: ExportOrder['pictures'] = [];
  let bytes = 0;
  for (const { key, sha256, path: name, byte_size } of await filesByKey(db, workspace_id, keys)) {
    bytes += byte_size ?? 0;
    if (bytes > MOST_BYTES) break;
    const body = await openFile(db, { workspace_id, sha256 });
    if (!body) continue;
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(path.join(folder, sha256)));
    pictures.push({ key, name: name.split('/').at(-1) ?? name, sha256 });
  }
  return pictures;
}
