import type { Exercise } from '../../exercise.ts';
import { mark } from '../../marking.ts';
import { whyUnplayable } from '../../playable.ts';
import { forLearners } from '../../played.ts';
import { readExercise } from '../../read-exercise.ts';
import { type RenderedExercise, renderExercise } from '../../rendered.ts';
import { emptyResponse } from '../../response.ts';
import type { Digest } from '../assets.ts';
import { blocksOf } from '../blocks.ts';
import { pointerKey } from '../differences.ts';
import { type Loss, loss } from '../losses.ts';
import type { PackageEntry } from '../report.ts';
import type { FilesByKey } from '../text/write.ts';
import { type ScormVersion, twoDigits } from './interaction.ts';
import { InteractionIds } from './interaction-ids.ts';
import { scormManifest } from './manifest.ts';
import { PLAYER_SCRIPT, SCORM_SCRIPT, scormPage } from './page.ts';

export interface ScormOptions {
  version: ScormVersion;
  title: string;
  /** What the ids of the exercises are unique in: a package of the same scope and title replaces the one before. */
  scope: string;
  /** When the exercises were last changed, in seconds; answers name it as the version that they are to. */
  changed: number;
  /** A language tag; empty where it is not known. */
  language: string;
  /** The share of points that passes, from 0 to 1. Platforms may say otherwise. */
  passing_score?: number;
  files?: FilesByKey;
  digest: Digest;
  /** The built scripts, as text. */
  scripts: { player: string; scorm: string };
}

export interface ScormExercise {
  id: string;
  /** null where it is left out. */
  exercise: Exercise | null;
  losses: Loss[];
}

const PASSING = 0.8;

/** What becomes of exercises in a SCORM package, of either version. They are played by the player of the studio, so little is lost. */
export function scormReport(bank: readonly unknown[], files?: FilesByKey): ScormExercise[] {
  return bank.map((raw) => {
    const exercise = readExercise(raw);
    const id = String((raw as { id?: unknown } | null)?.id ?? '');
    if (!exercise) return { id, exercise: null, losses: [loss('unknown_exercise', 'exercise_type')] };
    const kept = keptBack(exercise);
    return kept.length > 0 ? { id, exercise: null, losses: kept } : { id, exercise, losses: lossesOf(exercise, files) };
  });
}

/** Exercises as a package that learning platforms play. The same exercises give the same files. */
export async function writeScorm(
  bank: readonly unknown[],
  options: ScormOptions,
): Promise<{ entries: PackageEntry[]; exercises: ScormExercise[] }> {
  const { version, title, scope, changed, language, files, digest, scripts } = options;
  const exercises = scormReport(bank, files);
  const going = exercises.flatMap(({ exercise }) => exercise ?? []);
  const pictures = new Map<string, PackageEntry>();
  const ids = new InteractionIds();
  const played: RenderedExercise[] = [];
  for (const [place, exercise] of going.entries()) {
    const rendered = await renderExercise(exercise, place, { formulas: 'mathml', isSteady: true, filesAt: HERE });
    const html = Object.entries(rendered.html).map(([pointer, text]) => [pointer, withPictures(text, files, pictures)]);
    played.push(forLearners({ ...rendered, id: ids.next(exercise.id), html: Object.fromEntries(html) }));
  }
  const isMarked = going.some((one) => mark(one, emptyResponse(one, ''), language).max > 0);
  const passing_score = isMarked ? Number(twoDigits(options.passing_score ?? PASSING)) : null;
  const page = scormPage({ title, language, version: changed, exercises: played }, version, passing_score);
  const content = [
    { name: 'index.html', bytes: bytesOf(page) },
    { name: PLAYER_SCRIPT, bytes: bytesOf(scripts.player) },
    { name: SCORM_SCRIPT, bytes: bytesOf(scripts.scorm) },
    ...[...pictures.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
  ];
  const identifier = `trailwright-${digest(bytesOf(JSON.stringify([scope, title]))).slice(0, 32)}`;
  const manifest = scormManifest({
    version,
    identifier,
    title,
    passing_score,
    files: content.map(({ name }) => name),
  });
  return { entries: [{ name: 'imsmanifest.xml', bytes: bytesOf(manifest) }, ...content], exercises };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Why an exercise is left out: it breaks a rule, or nobody could answer it. */
function keptBack(exercise: Exercise): Loss[] {
  const why = whyUnplayable(exercise);
  const blocks = blocksOf(exercise);
  const unplayable = why && { pointer: why.pointer, field: why.pointer.split('/')[1] ?? '', sentence: why.message };
  return (blocks.length > 0 ? blocks : unplayable ? [unplayable] : []).map(({ field, pointer, sentence }) =>
    loss('blocks', field, { pointer, sentence: `It breaks a rule that blocks: ${sentence}` }),
  );
}

function lossesOf(exercise: Exercise, files: FilesByKey | undefined): Loss[] {
  const losses = exercise.exercise_type === 'open_response' ? [loss('marked_by_learner', 'rubric')] : [];
  for (const [pointer, text] of textsOf(exercise)) {
    const field = pointer.split('/')[1] ?? '';
    const missing = [...text.matchAll(NAMED)].some(([, key = '']) => !files?.has(key));
    if (missing)
      losses.push(
        loss('picture_left_behind', field, { pointer, sentence: 'A picture is not in the library any more.' }),
      );
    if (/\]\(\s*<?spark:/i.test(text)) losses.push(loss('spark_link', field, { pointer }));
  }
  if (/"misconception_ids":\["/.test(JSON.stringify(exercise)))
    losses.push(loss('misconceptions', 'misconception_ids'));
  // The player counts each question as one point.
  if (exercise.weight !== undefined && exercise.weight !== 1)
    losses.push(loss('weight_lost', 'weight', { pointer: '/weight' }));
  return losses;
}

/** Files of lessons as texts name them. */
const NAMED = /\/assets\/([0-9a-f]{32})(?=\/|\b)/g;

function textsOf(value: unknown, pointer = ''): [pointer: string, text: string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${pointer}/${pointerKey(key)}`));
}

/** Stands before the addresses of files, so that they are told from words that look like one. */
const HERE = 'trailwright-package:';
const ADDRESS = /trailwright-package:\/assets\/([0-9a-f]{32})(?:\/[^"\s]*)?/g;

/** HTML with the files that it names beside the page; what is not there has the address that it would have. */
function withPictures(html: string, files: FilesByKey | undefined, pictures: Map<string, PackageEntry>): string {
  return html.replace(ADDRESS, (_address, key: string) => {
    const file = files?.get(key);
    const name = `assets/${key}/${plainName(file?.name ?? 'missing')}`;
    if (file) pictures.set(name, { name, bytes: file.bytes });
    return name;
  });
}

/** A name that every platform unpacks as it is. */
const plainName = (name: string) =>
  name
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(-100) || 'file';
