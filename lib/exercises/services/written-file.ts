import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { zip } from '#lib/base/services/zip.ts';
import { writeDeck } from '../core/formats/anki/deck.ts';
import { type FileFormat, isOneWay, isScorm, type ScormFormat } from '../core/formats/file-formats.ts';
import { writeCartridge } from '../core/formats/qti12/cartridge.ts';
import type { ScormVersion } from '../core/formats/scorm/interaction.ts';
import { writeScorm } from '../core/formats/scorm/package.ts';
import type { FilesByKey } from '../core/formats/text/write.ts';
import { type WrittenExercise, type WrittenQuiz, writeQuestions } from '../core/formats/write-questions.ts';
import { apkg } from './anki-deck.ts';
import { bytesOfQuestions } from './question-file.ts';

export interface FileOptions {
  /** What the file is about: a category in Moodle, the title of packages and decks. */
  name: string;
  /** What the ids of the exercises are unique in; a deck of the same scope updates its notes. */
  scope: string;
  /** When the exercises were last changed, in seconds. */
  changed: number;
  files: FilesByKey;
  has_decimal_comma: boolean;
  /** Of the texts, for formats that bring a player; empty where it is not known. */
  language: string;
  /** Of the exercises by their places, for formats that have tests. */
  quizzes?: readonly WrittenQuiz[];
}

export interface WrittenFile {
  /** The same exercises give the same bytes. */
  bytes: Uint8Array;
  exercises: WrittenExercise[];
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Exercises as a file of any format that is written, with what is lost on the way. */
export async function writeFileOf(
  bank: readonly unknown[],
  format: FileFormat,
  options: FileOptions,
): Promise<WrittenFile> {
  const { name, scope, changed, files, has_decimal_comma } = options;
  if (isScorm(format)) return scormFile(bank, format, options);
  if (format === 'anki') {
    const { deck, exercises } = writeDeck(bank, { name, scope, changed, files, digest });
    return { bytes: await apkg(deck), exercises };
  }
  if (isOneWay(format)) {
    const { entries, exercises } = writeCartridge(bank, { version: format, title: name, files, digest });
    return { bytes: await zip(entries), exercises };
  }
  const quizzes = options.quizzes ?? [];
  const written = writeQuestions(bank, format, { category: name, files, has_decimal_comma, quizzes });
  return { bytes: await bytesOfQuestions(written), exercises: written.exercises };
}

const VERSIONS: Record<ScormFormat, ScormVersion> = { scorm12: '1.2', scorm2004: '2004' };

async function scormFile(
  bank: readonly unknown[],
  format: ScormFormat,
  { name, scope, changed, files, language }: FileOptions,
): Promise<WrittenFile> {
  const [player, scorm] = await Promise.all([script('trailwright-exercises.js'), script('trailwright-scorm.js')]);
  const { entries, exercises } = await writeScorm(bank, {
    version: VERSIONS[format],
    title: name,
    scope,
    changed,
    language,
    files,
    digest,
    scripts: { player, scorm },
  });
  return { bytes: await zip(entries), exercises };
}

/** A script that `npm run player` has built. */
const script = (name: string) =>
  readFile(path.resolve(/* turbopackIgnore: true */ import.meta.dirname, '../../../public/player', name), 'utf8');
