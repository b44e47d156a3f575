import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { imageSize } from 'image-size';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import {
  ASSET_TYPES,
  type AssetType,
  endingOf,
  findType,
  LARGEST_FILE,
  mostBytes,
  tooLargeSentence,
  typeByName,
} from '../core/asset.ts';

/** What a file is, found out from its bytes. */
export interface AssetContent {
  type: AssetType;
  width: number | null;
  height: number | null;
}

const TAKEN =
  'Taken are images (PNG, JPEG, GIF, WebP, AVIF, SVG), PDF, ZIP, text, CSV, JSON, Office documents, MP3 and MP4.';
// Where the detector tells apart what people call the same.
const SAME: Record<string, string> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heif',
  'video/x-m4v': 'video/mp4',
};

/** Looks into a file: its type must be one that is taken, and the one that its name says. */
export async function inspectAsset(file: string, name: string, bytes: number): Promise<Result<AssetContent>> {
  if (bytes === 0) return fail('invalid_input', `${name} is empty.`);
  if (bytes > LARGEST_FILE) return tooLarge(name, bytes, LARGEST_FILE);
  const claimed = typeByName(name);
  const found = await detect(file, claimed, bytes);
  if (!found) return fail('invalid_input', `${name} is not a kind of file that is taken. ${TAKEN}`);
  if (claimed !== found) {
    const [ending] = found.endings;
    return fail(
      'invalid_input',
      claimed
        ? `${name} is called a ${claimed.name}, but it is a ${found.name}. Give it the ending .${ending}, if that is what you want to upload.`
        : `${name} is a ${found.name}${endingOf(name) ? `, not what .${endingOf(name)} says` : ''}. Give it the ending .${ending}.`,
    );
  }
  if (bytes > mostBytes(found)) return tooLarge(name, bytes, mostBytes(found));
  return ok({ type: found, ...(found.is_image ? await measure(file) : { width: null, height: null }) });
}

/** The refusal of a file that is too large. */
export function tooLarge(name: string, bytes: number | null, most_bytes: number) {
  return fail('invalid_input', tooLargeSentence(name, bytes), { detail: { most_bytes } });
}

async function detect(file: string, claimed: AssetType | undefined, bytes: number): Promise<AssetType | null> {
  const binary = await fileTypeFromFile(file).catch(() => undefined);
  if (binary && !/^(application|text)\/xml$|^image\/svg/.test(binary.mime)) {
    return findType(SAME[binary.mime] ?? binary.mime) ?? null;
  }
  if (!(await isText(file))) return null;
  const start = (await readStart(file, 64 * 1024)).replace(/^\uFEFF/, '').trimStart();
  if (isSvg(start)) return ASSET_TYPES.find(({ media_type }) => media_type === 'image/svg+xml') ?? null;
  // Markup of any other kind could be run by whoever opens it; text about markup is text.
  if (/^<(\?xml|!doctype|html|script|svg\b)/i.test(start) && claimed?.media_type !== 'text/markdown') return null;
  if (!claimed || claimed.is_image || !/^text\/|\/json$/.test(claimed.media_type)) return null;
  if (claimed.media_type === 'application/json' && !(await isJson(file, bytes))) return null;
  return claimed;
}

/** Whether a drawing follows after prolog, document type and comments. Step by step: one pattern for all of it could run for years. */
function isSvg(start: string): boolean {
  let rest = start;
  for (let steps = 0; steps < 1000; steps++) {
    rest = rest.trimStart();
    const end = endOfPreamble(rest);
    if (end === 0) return /^<svg[\s>]/i.test(rest);
    if (end < 0) return false;
    rest = rest.slice(end);
  }
  return false;
}

/** Where the declaration or comment ends that a text begins with: 0 if it begins with neither, below 0 if it never ends. */
function endOfPreamble(text: string): number {
  const after = (mark: string, from = 0) => {
    const at = from < 0 ? -1 : text.indexOf(mark, from);
    return at < 0 ? -1 : at + mark.length;
  };
  if (text.startsWith('<!--')) return after('-->', 4);
  if (/^<\?xml/i.test(text)) return after('?>');
  if (!/^<!doctype/i.test(text)) return 0;
  const [subset, end] = [text.indexOf('['), after('>')];
  return subset >= 0 && subset < end ? after('>', after(']', subset)) : end;
}

/** UTF-8 without the characters that no text has. */
async function isText(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(file)) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(decoder.decode(chunk as Buffer, { stream: true })))
        return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function readStart(file: string, most: number): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function isJson(file: string, bytes: number): Promise<boolean> {
  if (bytes > LARGEST_FILE) return false;
  try {
    JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

/** How large an image is drawn; a file that lies about it is shown all the same. */
async function measure(file: string): Promise<{ width: number | null; height: number | null }> {
  try {
    const { width, height, orientation = 1 } = imageSize(await readFile(file));
    const [across, down] = orientation >= 5 ? [height, width] : [width, height];
    const usable = (length: number) => (length >= 1 && length <= 1_000_000 ? Math.round(length) : null);
    return { width: usable(across), height: usable(down) };
  } catch {
    return { width: null, height: null };
  }
}
