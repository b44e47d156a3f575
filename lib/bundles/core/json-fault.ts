/** Something wrong with the JSON itself, and about where. */
export class JsonFault extends Error {
  readonly code: 'invalid_json' | 'invalid_utf8' | 'duplicate_key' | 'too_large' | 'inexact_number' | 'unknown_kind';
  path: (string | number)[];
  /** The byte at which it was noticed, for what has no better place than that. */
  readonly offset: number | null;
  readonly severity: 'error' | 'warning';
  readonly hint: string;

  constructor(
    code: JsonFault['code'],
    message: string,
    path: (string | number)[],
    more: { offset?: number; severity?: JsonFault['severity']; hint?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.path = path;
    this.offset = more.offset ?? null;
    this.severity = more.severity ?? 'error';
    this.hint = more.hint ?? 'Mend the file, or write it again with a JSON library.';
  }

  /** Whether what follows could not be read because of it. */
  get ends_reading(): boolean {
    return !['duplicate_key', 'inexact_number', 'unknown_kind'].includes(this.code);
  }
}

/** The library's refusal in our words. It names the place only in its message; without one the file ended too early. */
export function unexpected(error: Error, chunk: Uint8Array, before: number, path: (string | number)[]): JsonFault {
  const position = /absolute position "(\d+)"/.exec(error.message)?.[1];
  if (position === undefined) return new JsonFault('invalid_json', ENDS_EARLY, path, { offset: before });
  const offset = Number(position);
  const [character = ''] = new TextDecoder().decode(chunk.subarray(offset - before, offset - before + 4));
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const name = /\p{Cc}/u.test(character) ? `the control character U+${code}` : `the character ${character}`;
  return new JsonFault('invalid_json', `This is not JSON: ${name} does not belong here.`, path, { offset });
}

export const ENDS_EARLY = 'The file ends in the middle.';

export function notUtf8(offset: number, path: (string | number)[]): JsonFault {
  return new JsonFault('invalid_utf8', `The file is not valid UTF-8 at byte ${offset}.`, path, {
    offset,
    hint: 'Save the file as UTF-8. A compressed file has to be unpacked first.',
  });
}

/** Where a chunk stops being UTF-8. A prefix can be decoded as a stream exactly if the bad byte is not in it. */
export function firstBadByte(chunk: Uint8Array, is_continued: boolean): number {
  let good = 0;
  // The rest of a character that began in the chunk before.
  while (is_continued && good < 3 && ((chunk[good] ?? 0) & 0xc0) === 0x80) good++;
  const start = good;
  let bad = chunk.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(chunk.subarray(start, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
