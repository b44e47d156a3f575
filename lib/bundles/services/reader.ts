import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Breath } from '#lib/base/services/breath.ts';
import { LIST_KINDS } from '../core/bundle.ts';
import { BundleCheck, type BundleReport } from '../core/check.ts';
import type { MovedLesson } from '../core/folder-moves.ts';
import { type BundleItem, type ImportItem, keyOf } from '../core/item.ts';
import type { JsonFault } from '../core/json-fault.ts';
import type { KnownObjectives, ObjectivesAsked } from '../core/lesson-objectives.ts';
import type { OutsideRecord } from '../core/outside.ts';
import { type BundleProblem, pointer } from '../core/problem.ts';
import type { Owners } from '../core/units/users.ts';
import type { FolderFiles } from './folder-disk.ts';
import { type JsonPart, readJsonStream } from './json-stream.ts';
import { isNdjson, readNdjson } from './ndjson.ts';
import type { OutsideContext } from './outside-source.ts';

/** Where a bundle comes from. It may be opened more than once: to see what it is, to read it, and to read it again. */
export interface BundleSource {
  name: string;
  open(): AsyncIterable<Uint8Array>;
  /** What it says as the parts of a bundle, where its bytes are in another format. */
  parts?(): AsyncIterable<SourcePart>;
  /** Of unit files, who the keys of their owners are. */
  owners?: Owners;
  /** Makes it ready to be read, where a workspace has to be asked what is in it. */
  prepare?(context: OutsideContext | null): Promise<BundleSource>;
  /** What a bundle that is made of files knows beyond the bundle. */
  files?: SourceFiles;
}

/** A part of a bundle, what comes along beside its entities, or something wrong that its file knows the place of. */
export type SourcePart =
  | JsonPart
  | { type: 'record'; record: OutsideRecord }
  | { type: 'problem'; problem: BundleProblem; ends_reading?: boolean };

export interface SourceFiles {
  /** What is wrong with the files themselves. */
  problems: BundleProblem[];
  /** Lessons whose file went to another concept. */
  moved: MovedLesson[];
  /** Whether they say that all they refer to is in them. */
  is_complete: boolean;
  /** The same problems, with the files and lines behind their pointers where they have none yet. */
  locate(problems: BundleProblem[]): Promise<BundleProblem[]>;
  /** The files as they lie there, those that are no part of the bundle among them. */
  disk: FolderFiles;
}

export interface CheckedBundle {
  report: BundleReport;
  /** Everything that is no list, as it came: label, name, metadata, and which lists there were. */
  header: Record<string, unknown>;
}

/** A file as a source. */
export async function fileSource(file: string): Promise<BundleSource & { bytes: number }> {
  const { size } = await stat(file);
  return { name: path.basename(file), bytes: size, open: () => createReadStream(file, { highWaterMark: 256 * 1024 }) };
}

/** Bytes in memory (an upload) as a source. */
export function bufferSource(name: string, bytes: Uint8Array): BundleSource {
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += 256 * 1024) yield bytes.subarray(at, at + 256 * 1024);
    },
  };
}

function reportFault(check: BundleCheck, fault: JsonFault, item: unknown = null): void {
  const kind = LIST_KINDS.get(String(fault.path[0])) ?? null;
  const key = kind && typeof item === 'object' && item !== null ? keyOf(kind, item as BundleItem) : null;
  check.report(fault.code, pointer(...fault.path), kind, key, fault.message, fault.hint, fault.severity);
}

/**
 * Reads and checks a whole bundle; items are handed on one at a time until the first error, and not kept here. Recognises a
 * JSON bundle and NDJSON (one entity a line with its `kind`, the header as kind `bundle`).
 */
export async function checkBundle(
  source: BundleSource,
  options: {
    resolve: 'inside' | 'workspace';
    /** Asks a workspace for objectives that lessons name and the bundle does not have. */
    objectivesOf?: (asked: ObjectivesAsked) => Promise<KnownObjectives | null>;
    onRecord?: (record: OutsideRecord) => Promise<void>;
  },
  onItem: (item: ImportItem) => void | Promise<void> = () => undefined,
): Promise<CheckedBundle> {
  const { files } = source;
  const has_broken_files = files?.problems.some((problem) => problem.severity === 'error') ?? false;
  // Of a file that could not be read nobody can say whether it is what is referred to.
  const resolve = has_broken_files ? 'workspace' : files?.is_complete ? 'inside' : options.resolve;
  const check = new BundleCheck({ resolve });
  for (const problem of files?.problems ?? []) check.add(problem);
  const header: Record<string, unknown> = {};
  let is_whole = true;
  // What is found within an item is told once the item is there to be named.
  let found: JsonFault[] = [];
  const breath = new Breath();
  for await (const part of readParts(source)) {
    switch (part.type) {
      case 'member':
        check.header(part.name, part.value);
        if (!LIST_KINDS.has(part.name)) header[part.name] = part.value;
        break;
      case 'list':
        if (LIST_KINDS.has(part.name)) check.list(part.name);
        else check.header(part.name, []);
        break;
      case 'item': {
        for (const fault of found) reportFault(check, fault, part.value);
        found = [];
        const item = LIST_KINDS.has(part.list) ? check.item(part.list, part.position, part.value) : null;
        if (item && !check.is_broken) await onItem(item);
        break;
      }
      case 'record':
        if (!check.is_broken) await options.onRecord?.(part.record);
        break;
      case 'problem':
        if (part.ends_reading) is_whole = false;
        check.add(part.problem);
        break;
      case 'fault':
        if (part.fault.ends_reading) is_whole = false;
        if (!part.fault.ends_reading && LIST_KINDS.has(String(part.fault.path[0]))) found.push(part.fault);
        else reportFault(check, part.fault);
    }
    if (breath.isDue()) await breath.take();
  }
  for (const fault of found) reportFault(check, fault);
  const asked = check.objectives_asked;
  const known = asked.sparks.length > 0 ? await options.objectivesOf?.(asked) : null;
  if (known) check.knowObjectives(known);
  const steps = check.finishing(is_whole);
  let step = steps.next();
  for (; !step.done; step = steps.next()) if (breath.isDue()) await breath.take();
  const report = step.value;
  if (files) report.problems = await files.locate(report.problems);
  return { report, header: { ...header, lists: report.lists } };
}

async function* readParts(source: BundleSource): AsyncGenerator<SourcePart> {
  if (source.parts) {
    yield* source.parts();
    return;
  }
  if (await isNdjson(source.open())) {
    yield* readNdjson(source.open());
    return;
  }
  for await (const part of readJsonStream(source.open())) {
    if (part.type === 'fault' && part.fault.offset !== null && part.fault.code === 'invalid_json')
      part.fault.message += ` (${await placeOf(source, part.fault.offset)})`;
    yield part;
  }
}

/** Line and column of a byte. The file is read once more for it: counting all the way would cost every good file. */
export async function placeOf(source: Pick<BundleSource, 'open'>, offset: number): Promise<string> {
  let [line, column, before] = [1, 1, 0];
  for await (const chunk of source.open()) {
    for (const byte of chunk.subarray(0, offset - before)) {
      if (byte === 0x0a) [line, column] = [line + 1, 1];
      // Bytes that continue a character do not count.
      else if ((byte & 0xc0) !== 0x80) column++;
    }
    before += chunk.length;
    if (before >= offset) break;
  }
  return `line ${line}, column ${column}`;
}
