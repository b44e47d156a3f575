export interface Decoded {
  text: string;
  encoding: string;
}

const BOMS: readonly { bytes: number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/**
 * The text of a file: by its byte order mark, by what its XML declaration says, by zeros between letters (UTF-16 without a
 * mark), as UTF-8, and what is none of these as windows-1252, in which every byte is a character.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const bom = BOMS.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  if (bom) return decode(bytes, bom.encoding);
  const wide = wideEncoding(bytes);
  if (wide) return decode(bytes, wide);
  const declared = declaredEncoding(bytes);
  if (declared) return decode(bytes, declared);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decode(bytes, 'windows-1252');
  }
}

const decode = (bytes: Uint8Array, encoding: string): Decoded => ({
  text: new TextDecoder(encoding).decode(bytes),
  encoding,
});

/** ASCII in UTF-16 has a zero beside each character. */
function wideEncoding(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 200);
  const zeros = (odd: number) => start.filter((byte, at) => at % 2 === odd && byte === 0).length;
  if (start.length < 4) return null;
  if (zeros(1) > start.length * 0.4 && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > start.length * 0.4 && zeros(1) === 0) return 'utf-16be';
  return null;
}

/** What `<?xml encoding="..."?>` says, where it is known and not UTF-8, which is tried anyway. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const named = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  if (!named) return null;
  try {
    const { encoding } = new TextDecoder(named);
    // A declaration in one byte a character cannot be of two.
    return encoding === 'utf-8' || encoding.startsWith('utf-16') ? null : encoding;
  } catch {
    return null;
  }
}

/** Whether bytes are something else than text. */
export const isBinary = (text: string) => text.slice(0, 10_000).includes('\0');
