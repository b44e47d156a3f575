import { unzip, zip } from '#lib/base/services/zip.ts';
import { MOST_BYTES, type ReadOptions, readQuestionPackage, readQuestions } from '../core/formats/read-questions.ts';
import type { ReadResult } from '../core/formats/report.ts';
import type { WrittenQuestions } from '../core/formats/write-questions.ts';

/** The questions of a file as it comes, a package unpacked. What is known and not read is refused by name without being unpacked. */
export async function readQuestionFile(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes.length <= MOST_BYTES;
  const known = isZip ? readQuestions(bytes, options) : null;
  // A package is known by its manifest alone, and what is only packed may hold items.
  const mayHoldQuestions = known?.ok === false && /^(package|archive)$/.test(known.refusal.code);
  if (!mayHoldQuestions) return known ?? readQuestions(bytes, options);
  const unzipped = await unzip(bytes, options.name ?? '');
  if (unzipped.ok) return readQuestionPackage(unzipped.entries, options.digest);
  const { code, sentence, instead } = unzipped.refusal;
  return { ok: false, refusal: { code, is: 'a zip file', sentence, instead } };
}

/** The bytes of questions that were written, packed where the format is a package. The same questions give the same bytes. */
export async function bytesOfQuestions({ text, entries }: WrittenQuestions): Promise<Uint8Array> {
  return entries ? await zip(entries) : new TextEncoder().encode(text);
}
