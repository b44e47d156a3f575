import { BUNDLE_ENTITIES, BUNDLE_KINDS, isBundleKind } from '#lib/base/core/kinds.ts';
import { Breath } from '#lib/base/services/breath.ts';
import { LIST_KINDS } from '../core/bundle.ts';
import { JsonFault } from '../core/json-fault.ts';
import { type JsonPart, MOST_ITEM_BYTES, readJsonStream, setOwn } from './json-stream.ts';

const [NEWLINE, QUOTE, BACKSLASH, COMMA, COLON] = [0x0a, 0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
/** No name that matters here is longer. */
const MOST_NAME = 256;

/**
 * Whether a file is NDJSON: its first object ends on the line on which it began and has a `kind` of its own, wherever in it.
 * Looks at no more than that object, keeps nothing of it, and stops where the list of a bundle begins: a bundle may well be
 * one line of 200 MB.
 */
export async function isNdjson(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  const scan = new FirstObject();
  const breath = new Breath();
  for await (const chunk of bytes) {
    for (const byte of chunk) {
      const answer = scan.take(byte);
      if (answer !== null) return answer;
    }
    if (breath.isDue()) await breath.take();
  }
  // It breaks off: as NDJSON the line can be named.
  return scan.kind !== null;
}

/** Follows the first object of a file byte by byte, with an eye on its own names. */
class FirstObject {
  kind: string | null = null;
  private depth = 0;
  private text: number[] | null = null;
  private is_escaped = false;
  private is_name = false;
  private name = '';
  private in_list_of_bundle = false;

  /** True or false as soon as it is clear. */
  take(byte: number): boolean | null {
    if (this.text) {
      this.takeText(byte);
      return null;
    }
    if (byte <= 0x20 && byte !== NEWLINE) return null;
    if (this.in_list_of_bundle && byte === OPEN_BRACE) return false;
    this.in_list_of_bundle = false;
    switch (byte) {
      case NEWLINE:
        return this.depth > 0 ? false : null;
      case QUOTE:
        this.text = [];
        return null;
      case COMMA:
      case COLON:
        if (this.depth === 1) this.is_name = byte === COMMA;
        return null;
      case OPEN_BRACE:
        this.depth++;
        if (this.depth === 1) this.is_name = true;
        return null;
      case OPEN_BRACKET:
        if (this.depth === 0) return false;
        // An entity may have a field of that name, but then no list of objects before its kind.
        this.in_list_of_bundle = this.depth === 1 && LIST_KINDS.has(this.name) && !isBundleKind(this.kind ?? '');
        this.depth++;
        return null;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.depth--;
        return this.depth === 0 ? this.kind !== null : null;
    }
    return null;
  }

  private takeText(byte: number): void {
    const text = this.text ?? [];
    if (byte === QUOTE && !this.is_escaped) {
      this.text = null;
      if (this.depth === 1) this.endText(text);
      return;
    }
    this.is_escaped = byte === BACKSLASH && !this.is_escaped;
    if (this.depth === 1 && text.length < MOST_NAME) text.push(byte);
  }

  private endText(text: number[]): void {
    const value = Buffer.from(text).toString();
    if (this.is_name) this.name = value;
    else if (this.name === 'kind') this.kind = value;
  }
}

/** Reads NDJSON, one entity a line with its `kind`, and the header as kind `bundle`, as the parts of a bundle. */
export async function* readNdjson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<JsonPart> {
  const reader = new LineReader();
  for await (const line of splitLines(bytes)) {
    if (line === null) {
      const message = `Line ${reader.number + 1} is larger than 16 MB.`;
      yield { type: 'fault', fault: new JsonFault('too_large', message, []) };
      return;
    }
    yield* reader.read(line);
    if (reader.breath.isDue()) await reader.breath.take();
  }
}

/** The lines of a file; null in place of one that is too large, which ends it. */
async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      length = 0;
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > MOST_ITEM_BYTES) {
      yield null;
      return;
    }
  }
  yield Buffer.concat(pieces);
}

/** Most lines are shorter; a tokenizer that prepares for more costs more than the line. */
const LINE = 256;

class LineReader {
  number = 0;
  readonly breath = new Breath();
  private header_line: number | null = null;
  private readonly counts = new Map<string, number>();

  async *read(bytes: Uint8Array): AsyncGenerator<JsonPart> {
    this.number++;
    const has_mark = this.number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const line = has_mark ? bytes.subarray(3) : bytes;
    if (line.every((byte) => byte <= 0x20)) return;
    // Each line is read like a small bundle, so that syntax, repeated keys and numbers are checked the same way.
    const value: Record<string, unknown> = {};
    const faults: JsonFault[] = [];
    for await (const part of readJsonStream(oneChunk(line), { breath: this.breath, size: LINE })) {
      if (part.type === 'fault') faults.push(part.fault);
      else if (part.type === 'member') setOwn(value, part.name, part.value);
      else if (part.type === 'list') setOwn(value, part.name, []);
      else (value[part.list] as unknown[]).push(part.value);
    }
    const { kind, ...fields } = value;
    const is_broken = faults.some((fault) => fault.ends_reading);
    const entity = typeof kind === 'string' && isBundleKind(kind) && !is_broken ? BUNDLE_ENTITIES[kind] : null;
    const position = entity ? (this.counts.get(entity.list) ?? 0) : 0;
    for (const fault of faults) yield this.placed(fault, line, entity ? [entity.list, position] : []);
    if (is_broken) return;
    if (entity) {
      this.counts.set(entity.list, position + 1);
      yield { type: 'item', list: entity.list, position, value: fields };
    } else if (kind === 'bundle') {
      yield* this.header(fields);
    } else {
      yield this.unknownKind(kind);
    }
  }

  private *header(fields: Record<string, unknown>): Generator<JsonPart> {
    if (this.header_line !== null) {
      const message = `Line ${this.number}: the header (kind bundle) stands twice, first in line ${this.header_line}.`;
      const fault = new JsonFault('duplicate_key', message, [], { hint: 'Keep one of the two.' });
      yield { type: 'fault', fault };
      return;
    }
    this.header_line = this.number;
    for (const [name, value] of Object.entries(fields)) yield { type: 'member', name, value };
  }

  private unknownKind(kind: unknown): JsonPart {
    const what =
      kind === undefined ? 'it has no kind' : `${JSON.stringify(kind).slice(0, 60)} is not a kind of content`;
    const fault = new JsonFault('unknown_kind', `Line ${this.number}: ${what}.`, ['kind'], {
      hint: `Use one of: bundle (the header), ${BUNDLE_KINDS.join(', ')}.`,
    });
    return { type: 'fault', fault };
  }

  /** A fault of the line with its number and, for what is in an entity, the place of that in its list. */
  private placed(fault: JsonFault, line: Uint8Array, prefix: (string | number)[]): JsonPart {
    const column = fault.offset === null ? '' : `, column ${columnAt(line, fault.offset)}`;
    fault.message = `Line ${this.number}${column}: ${fault.message.replace('The file', 'The line')}`;
    fault.path = [...prefix, ...fault.path];
    return { type: 'fault', fault };
  }
}

/** Which character of a line a byte belongs to, counted from 1. */
function columnAt(line: Uint8Array, offset: number): number {
  return [...new TextDecoder().decode(line.subarray(0, offset))].length + 1;
}

async function* oneChunk(line: Uint8Array): AsyncGenerator<Uint8Array> {
  yield line;
}
