/** What a file of source material is, by what is in it. */
export type SourceKind = 'markdown' | 'text' | 'html' | 'pdf' | 'docx';

/** Found at the beginning: a kind, or what it looks like instead. */
export type Recognised = SourceKind | 'zip' | 'old_word' | 'binary' | 'empty';

const begins = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);
const MARKUP =
  /^(?:\s|<!--[\s\S]{0,2000}?-->|<\?xml[^>]{0,200}\?>){0,20}<(?:!doctype html|html|head|body|article|main|meta)[\s>]/i;
const MARKDOWN =
  /^(?: {0,3}#{1,6} |(?:[-+*]|\d{1,3}[.)]) |> |```|~~~|---\s*$|\|.*\|)|\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)|\*\*[^*\n]{1,200}\*\*/m;

/** Recognises a file by its bytes; its name says nothing here. */
export function recognise(bytes: Uint8Array): Recognised {
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04) || begins(bytes, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'old_word';
  // A PDF may have something before its mark.
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  const text = decode(bytes);
  if (text === null) return 'binary';
  if (text.trim() === '') return 'empty';
  const head = text.slice(0, 20_000);
  return MARKUP.test(head) ? 'html' : MARKDOWN.test(head) ? 'markdown' : 'text';
}

/** The text of a file: UTF-8, or UTF-16 with its mark; null for what is no text. */
export function decode(bytes: Uint8Array): string | null {
  const encoding = begins(bytes, 0xff, 0xfe) ? 'utf-16le' : begins(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

const NAMED: Readonly<Record<string, readonly Recognised[]>> = {
  pdf: ['pdf'],
  docx: ['zip', 'old_word'],
  md: ['markdown', 'text', 'html', 'empty'],
  markdown: ['markdown', 'text', 'html', 'empty'],
  txt: ['markdown', 'text', 'html', 'empty'],
  html: ['html', 'markdown', 'text', 'empty'],
  htm: ['html', 'markdown', 'text', 'empty'],
};

/** What a name claims that the bytes do not keep: its ending; null where both agree, or the name claims nothing. */
export function lyingEnding(name: string, is: Recognised): string | null {
  const ending = /\.([a-z]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const kinds = NAMED[ending];
  return kinds && !kinds.includes(is) ? ending : null;
}
