import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type PreparedAsset, prepareAsset } from '#lib/assets/services/upload.ts';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { storable } from '#lib/base/core/storable.ts';
import { MOST_BYTES } from '#lib/exercises/core/formats/read-questions.ts';
import type { QuestionAsset, QuestionTest, Refusal } from '#lib/exercises/core/formats/report.ts';
import { readQuestionFile as readQuestions } from '#lib/exercises/services/question-file.ts';
import type { QuestionReport } from '../core/question-plan.ts';
import { countedReasons, movePictures, type QuestionRow, questionRow } from '../core/question-rows.ts';

/** What reading a file of questions left in a folder. */
export type QuestionsOnDisk = { ok: true; report: QuestionReport } | { ok: false; refusal: Refusal };

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const OUTCOME = 'outcome.json';
const ROWS = 'questions.ndjson';

/** Where the bytes of a picture lie. */
export const pictureFile = (folder: string, { sha256 }: Pick<PreparedAsset, 'sha256'>) => path.join(folder, sha256);

/**
 * Reads a file of questions and writes what it found into a folder: the outcome, a line for each question, and the pictures, cleaned. A
 * picture that is no picture, or is too large, is replaced by its description, which the report says.
 */
export async function readQuestionFile(file: string, name: string, folder: string): Promise<QuestionsOnDisk> {
  const started = Date.now();
  const { size } = await stat(file);
  // Only its length counts for the refusal: a file beyond all measure is not loaded for it.
  const bytes = size > MOST_BYTES ? new Uint8Array(MOST_BYTES + 1) : await readFile(file);
  const read = await readQuestions(bytes, { name, digest });
  if (!read.ok) return leave(folder, { ok: false, refusal: read.refusal });
  const { format, encoding, assets } = read.file;
  const { pictures, moves } = await preparePictures(assets, folder);
  const questions = moves.size > 0 ? read.file.questions.map((one) => movePictures(one, moves)) : read.file.questions;
  const rows = questions.map((question, nth) => `${oneLine(JSON.stringify(storable(questionRow(question, nth))))}\n`);
  await writeFile(path.join(folder, ROWS), rows);
  const report = {
    format,
    encoding,
    byte_size: size,
    milliseconds: Date.now() - started,
    pictures,
    reasons: countedReasons(questions),
    ...(read.file.tests ? { tests: read.file.tests.map(toldTest) } : {}),
  };
  return leave(folder, { ok: true, report });
}

const toldTest = ({ losses, ...test }: QuestionTest) => ({
  ...test,
  losses: losses.map(({ code, sentence, instead }) => ({ code, sentence, instead })),
});

/** Readers of lines break them at these two as well. */
const oneLine = (json: string) => json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

async function leave(folder: string, outcome: QuestionsOnDisk): Promise<QuestionsOnDisk> {
  await writeFile(path.join(folder, OUTCOME), JSON.stringify(storable(outcome)));
  return outcome;
}

/** What a process of its own left; null where it left nothing. */
export async function questionsLeft(folder: string): Promise<QuestionsOnDisk | null> {
  const text = await readFile(path.join(folder, OUTCOME), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as QuestionsOnDisk);
}

/** The questions of a folder, some hundred kilobytes at a time. */
export async function* questionBatches(folder: string): AsyncGenerator<QuestionRow[]> {
  let batch: QuestionRow[] = [];
  let bytes = 0;
  for await (const line of createInterface({ input: createReadStream(path.join(folder, ROWS)) })) {
    batch.push(JSON.parse(line) as QuestionRow);
    bytes += line.length;
    if (bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
const BATCH_BYTES = 500_000;

async function preparePictures(assets: readonly QuestionAsset[], folder: string) {
  const pictures: PreparedAsset[] = [];
  const moves = new Map<string, { to: string } | { why: string }>();
  await mkdir(folder, { recursive: true });
  for (const { sha256, name, bytes } of assets) {
    const file = path.join(folder, sha256);
    await writeFile(file, bytes);
    const prepared = await prepareAsset(file, name);
    const address = assetAddress({ sha256, path: name });
    if (!prepared.ok) {
      moves.set(address, { why: prepared.problem.message });
      continue;
    }
    const picture = prepared.data;
    pictures.push(picture);
    if (picture.sha256 !== sha256) await writeFile(pictureFile(folder, picture), await readFile(file));
    const now = assetAddress(picture);
    if (now !== address) moves.set(address, { to: now });
  }
  return { pictures, moves };
}
