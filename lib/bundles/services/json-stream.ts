import { Tokenizer, TokenType } from '@streamparser/json';
import { keepsValue, MOST_DIGITS } from '#lib/base/core/exact-number.ts';
import { Breath } from '#lib/base/services/breath.ts';
import { ENDS_EARLY, firstBadByte, JsonFault, notUtf8, unexpected } from '../core/json-fault.ts';

export type JsonPart =
  | { type: 'member'; name: string; value: unknown }
  | { type: 'list'; name: string }
  | { type: 'item'; list: string; position: number; value: unknown }
  | { type: 'fault'; fault: JsonFault };

/** An item larger than this (in bytes of JSON) is not a lesson but a mistake or an attack. */
export const MOST_ITEM_BYTES = 16 * 1024 * 1024;
/** So are more values in an item: a bank of 10,000 exercises has about 300,000. */
export const MOST_ITEM_VALUES = 500_000;
/** And more keys in one object. */
export const MOST_KEYS = 10_000;

/** So much is read without looking whether others wait: a few milliseconds at worst. */
const PIECE = 16 * 1024;

interface Frame {
  value: Record<string, unknown> | unknown[];
  is_object: boolean;
  key: string | null;
  count: number;
}

/**
 * Reads one JSON object as a stream: each top-level member is given out when it is complete, and a top-level list item by
 * item, so that memory holds one item at a time. Syntax, UTF-8, repeated keys and numbers that cannot be kept are checked on
 * the way; the last two are reported and reading goes on, everything else ends it. Others of the process come first between
 * two pieces of 16 KB. `size`: bytes of a text that are kept before they are decoded, for sources that are small themselves.
 *
 * The tokenizer is a library's. The assembly is ours because the library's parser neither reports repeated keys nor lets
 * go of list items while it collects the members beside them.
 */
export async function* readJsonStream(
  source: AsyncIterable<Uint8Array>,
  { breath = new Breath(), size = 64 * 1024 } = {},
): AsyncGenerator<JsonPart> {
  const parts: JsonPart[] = [];
  const assembly = new Assembly((part) => parts.push(part));
  const tokenizer = new NumberKeeper({ stringBufferSize: size });
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  // The tokenizer steps over a byte order mark without counting it.
  let mark = 0;
  let chunk: Uint8Array = new Uint8Array();
  tokenizer.onToken = ({ token, value, offset }) => assembly.take(token, value, offset + mark, tokenizer.takeInexact());
  tokenizer.onError = (error) => {
    if (error instanceof JsonFault) throw error;
    throw unexpected(error, chunk, bytes, assembly.path());
  };

  try {
    for await (chunk of piecesOf(source)) {
      if (bytes === 0 && chunk[0] === 0xef) mark = 3;
      try {
        utf8.decode(chunk, { stream: true });
      } catch {
        throw notUtf8(bytes + firstBadByte(chunk, bytes > 0), assembly.path());
      }
      tokenizer.write(chunk);
      bytes += chunk.length;
      assembly.bound(bytes);
      yield* parts.splice(0);
      if (breath.isDue()) await breath.take();
    }
    try {
      utf8.decode();
    } catch {
      throw notUtf8(bytes, assembly.path());
    }
    if (!tokenizer.isEnded) tokenizer.end();
    assembly.end(bytes);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    parts.push({ type: 'fault', fault: error });
  }
  yield* parts;
}

async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source)
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
}

/** The tokenizer, which remembers a number that is not the same once it is a number of JavaScript. */
class NumberKeeper extends Tokenizer {
  private inexact: string | null = null;

  override parseNumber(text: string): number {
    const value = text.length > MOST_DIGITS ? Number.POSITIVE_INFINITY : Number(text);
    if (!keepsValue(text, value)) this.inexact = text;
    return value;
  }

  takeInexact(): string | null {
    const text = this.inexact;
    this.inexact = null;
    return text;
  }
}

/** Builds values out of tokens; a small push-down machine that knows what may come next. */
class Assembly {
  private readonly frames: Frame[] = [];
  private readonly emit: (part: JsonPart) => void;
  /** What may come next. */
  private expects: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing' = 'value';
  /** Where the member or item at hand begins, and how many values it has. */
  private unit_start = 0;
  private unit_values = 0;
  private offset = 0;

  constructor(emit: (part: JsonPart) => void) {
    this.emit = emit;
  }

  path(): (string | number)[] {
    return this.frames.map((frame) => (frame.is_object ? (frame.key ?? '') : frame.count));
  }

  /** `inexact`: the digits of a number that `value` does not keep. */
  take(token: TokenType, value: unknown, offset: number, inexact: string | null): void {
    this.offset = offset;
    this.step(token, value, inexact);
    if (this.isBetween()) {
      this.unit_start = offset;
      this.unit_values = 0;
    }
  }

  private step(token: TokenType, value: unknown, inexact: string | null): void {
    switch (token) {
      case TokenType.LEFT_BRACE:
        this.open({});
        return;
      case TokenType.LEFT_BRACKET:
        if (this.frames.length === 0) this.refuse('This must be a JSON object, but it is a list.');
        this.open([]);
        return;
      case TokenType.RIGHT_BRACE:
        this.close(true);
        return;
      case TokenType.RIGHT_BRACKET:
        this.close(false);
        return;
      case TokenType.COLON:
        if (this.expects !== 'colon') this.refuse('There is a colon where none belongs.');
        this.expects = 'value';
        return;
      case TokenType.COMMA:
        if (this.expects !== 'comma or end') this.refuse('There is a comma where none belongs.');
        this.expects = this.frames.at(-1)?.is_object ? 'key' : 'value';
        return;
      default:
        if (this.frames.length === 0) this.refuse('This must be a JSON object, in braces.');
        if (this.expects === 'key' || this.expects === 'key or end') {
          this.takeKey(value);
          return;
        }
        if (this.expects !== 'value' && this.expects !== 'value or end')
          this.refuse('There is a value where none belongs.');
        if (inexact !== null) this.reportInexact(inexact, value);
        this.put(value);
    }
  }

  /** Whether what was taken last belongs to no member or item that is not whole yet. */
  private isBetween(): boolean {
    const [, inner] = this.frames;
    return this.frames.length < 2 || (this.frames.length === 2 && !inner?.is_object);
  }

  /** `bytes`: how far the file has been read. A text that has no end yet counts as well. */
  bound(bytes: number): void {
    if (bytes - this.unit_start > MOST_ITEM_BYTES) this.tooLarge('is larger than 16 MB');
  }

  private tooLarge(what: string): never {
    throw new JsonFault('too_large', `One item ${what}.`, this.path().slice(0, 2));
  }

  end(bytes: number): void {
    this.offset = bytes;
    if (this.expects === 'nothing') return;
    this.refuse(this.frames.length === 0 ? 'The file is empty.' : ENDS_EARLY);
  }

  private open(value: Frame['value']): void {
    if (this.expects === 'nothing')
      this.refuse('There is more after the end of the object. A bundle is one object; in NDJSON each line has a kind.');
    if (this.expects !== 'value' && this.expects !== 'value or end')
      this.refuse('There is a value where none belongs.');
    const is_list = Array.isArray(value);
    this.frames.push({ value, is_object: !is_list, key: null, count: 0 });
    if (this.frames.length === 2 && is_list) this.emit({ type: 'list', name: this.frames[0]?.key ?? '' });
    this.expects = is_list ? 'value or end' : 'key or end';
  }

  private close(is_object: boolean): void {
    const frame = this.frames.at(-1) as Frame;
    const may_end = this.expects === 'comma or end' || this.expects === (is_object ? 'key or end' : 'value or end');
    if (!frame || frame.is_object !== is_object || !may_end) this.refuse('A bracket does not match.');
    this.frames.pop();
    if (this.frames.length === 0) {
      this.expects = 'nothing';
    } else {
      this.put(frame.value);
    }
  }

  private takeKey(key: unknown): void {
    const frame = this.frames.at(-1) as Frame;
    if (!frame?.is_object || typeof key !== 'string') this.refuse('A key must be text.');
    frame.key = key;
    if (frame.count >= MOST_KEYS) this.tooLarge('has an object with more than 10,000 keys');
    if (Object.hasOwn(frame.value, key)) {
      const fault = new JsonFault(
        'duplicate_key',
        `The key ${JSON.stringify(key)} stands twice in one object.`,
        this.path(),
      );
      this.emit({ type: 'fault', fault });
    }
    this.expects = 'colon';
  }

  private put(value: unknown): void {
    const frame = this.frames.at(-1) as Frame;
    const depth = this.frames.length;
    if (++this.unit_values > MOST_ITEM_VALUES) this.tooLarge('has more than 500,000 values');
    if (depth === 1) {
      // Lists have been given out item by item already. The name alone stays, to notice when it comes again.
      if (!Array.isArray(value)) this.emit({ type: 'member', name: frame.key ?? '', value });
      setOwn(frame.value, frame.key ?? '', null);
    } else if (depth === 2 && !frame.is_object) {
      this.emit({ type: 'item', list: this.frames[0]?.key ?? '', position: frame.count, value });
    } else if (Array.isArray(frame.value)) {
      frame.value.push(value);
    } else {
      setOwn(frame.value, frame.key ?? '', value);
    }
    frame.count++;
    this.expects = 'comma or end';
  }

  /**
   * A number with more digits than can be kept. Of a whole number (an id, most likely) that is another number, and refused;
   * of a fraction it is a rounding far behind the point, and told.
   */
  private reportInexact(digits: string, value: unknown): void {
    const is_rounding = Number.isFinite(value) && !/^-?\d+$/.test(digits);
    const shown = digits.length > 40 ? `${digits.slice(0, 37)}...` : digits;
    const becomes = Number.isFinite(value) ? `would become ${value}` : 'is too large to be kept';
    const fault = new JsonFault('inexact_number', `The number ${shown} ${becomes}.`, this.path(), {
      severity: is_rounding ? 'warning' : 'error',
      hint: is_rounding ? 'Write at most 15 digits, or the number as text.' : 'Write it as text, in quotes.',
    });
    this.emit({ type: 'fault', fault });
  }

  private refuse(message: string): never {
    throw new JsonFault('invalid_json', message, this.path(), { offset: this.offset });
  }
}

/** Plain assignment would set the prototype where a key is `__proto__`. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}
