import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { LIST_KINDS } from '#lib/core/bundle';
import { BundleCheck, type BundleReport } from '#lib/core/bundle-check';
import type { ImportItem } from '#lib/core/bundle-item';
import { pointer } from '#lib/core/bundle-problem';
import { BUNDLE_ENTITIES, isBundleKind } from '#lib/core/kinds';
import { JsonFault, type JsonPart, readJsonStream } from './json-stream.ts';

/** Where a bundle comes from. It may be opened twice: once to check, once to send what is needed. */
export interface BundleSource {
  name: string;
  open(): AsyncIterable<Uint8Array>;
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

/**
 * Reads and checks a whole bundle; items are handed on one at a time until the first error, and not kept here. Recognises a JSON bundle and
 * NDJSON (one entity a line, `kind` in front, the header as kind `bundle`).
 */
export async function checkBundle(
  source: BundleSource,
  options: { resolve: 'inside' | 'workspace' },
  onItem: (item: ImportItem) => void | Promise<void> = () => undefined,
): Promise<CheckedBundle> {
  const check = new BundleCheck(options);
  const header: Record<string, unknown> = {};
  let is_whole = true;
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
        const item = LIST_KINDS.has(part.list) ? check.item(part.list, part.position, part.value) : null;
        if (item && !check.is_broken) await onItem(item);
        break;
      }
      case 'fault':
        if (part.fault.code !== 'duplicate_key') is_whole = false;
        check.report(
          part.fault.code,
          pointer(...part.fault.path),
          null,
          null,
          part.fault.message,
          'Mend the file, or write it again with a JSON library.',
        );
    }
  }
  const report = check.finish(is_whole);
  return { report, header: { ...header, lists: report.lists } };
}

async function* readParts(source: BundleSource): AsyncGenerator<JsonPart> {
  if (await isNdjson(source)) yield* readNdjson(source.open());
  else yield* readJsonStream(source.open());
}

/** NDJSON when the first line is a whole JSON object with a `kind`. A bundle on one line has none. */
async function isNdjson(source: BundleSource): Promise<boolean> {
  let start = '';
  const decoder = new TextDecoder();
  for await (const chunk of source.open()) {
    start += decoder.decode(chunk, { stream: true });
    if (start.includes('\n') || start.length > 64 * 1024) break;
  }
  const first = start.split('\n', 1)[0] ?? '';
  if (!/^\s*\{\s*"kind"/.test(first)) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

async function* readNdjson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<JsonPart> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const positions = new Map<string, number>();
  let rest = '';
  let number = 0;
  const decode = (chunk?: Uint8Array): string | null => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      return null;
    }
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    if (text === null) return yield notUtf8(number);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* readLine(line, ++number, positions);
  }
  const end = decode();
  if (end === null) return yield notUtf8(number);
  yield* readLine(rest + end, ++number, positions);
}

function notUtf8(line: number): JsonPart {
  return {
    type: 'fault',
    fault: new JsonFault('invalid_utf8', `The file is not valid UTF-8 (after line ${line}).`, []),
  };
}

async function* readLine(line: string, number: number, positions: Map<string, number>): AsyncGenerator<JsonPart> {
  if (line.trim() === '') return;
  // Each line is read like a small bundle, so that syntax and repeated keys are checked the same way.
  const value: Record<string, unknown> = {};
  for await (const part of readJsonStream(oneChunk(line))) {
    if (part.type === 'fault') {
      part.fault.message = `Line ${number}: ${part.fault.message}`;
      yield part;
      if (part.fault.code !== 'duplicate_key') return;
    } else if (part.type === 'member') value[part.name] = part.value;
    else if (part.type === 'list') value[part.name] = [];
    else (value[part.list] as unknown[]).push(part.value);
  }
  const { kind, ...fields } = value;
  if (kind === 'bundle') {
    for (const [name, member] of Object.entries(fields)) yield { type: 'member', name, value: member };
  } else if (typeof kind === 'string' && isBundleKind(kind)) {
    const { list } = BUNDLE_ENTITIES[kind];
    const position = positions.get(list) ?? 0;
    positions.set(list, position + 1);
    yield { type: 'item', list, position, value: fields };
  } else {
    yield { type: 'list', name: String(kind ?? `line ${number}`) };
  }
}

async function* oneChunk(line: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(line);
}
