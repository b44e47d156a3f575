import mammoth from 'mammoth';
import { getDocumentProxy } from 'unpdf';
import type { Result } from '#lib/base/core/problem.ts';
import { storableText } from '#lib/base/core/storable.ts';
import { unzip } from '#lib/base/services/zip.ts';
import { markdownOfHtml } from '../core/sources/html.ts';
import { decode, lyingEnding, type Recognised, recognise, type SourceKind } from '../core/sources/kind.ts';
import { markdownOfPages, type PageRun } from '../core/sources/pdf-layout.ts';
import { MOST_CHARACTERS, MOST_PAGES, refuse, type SourceText } from '../core/sources/refusal.ts';
import { escapeTags } from '../core/sources/text.ts';

type Refused = Extract<Result<SourceText>, { ok: false }>;
type Converted = { ok: true; kind: SourceKind; text: string } | Refused;

/** Makes Markdown of a file, or says why that cannot be. Goes as far as the file does: call it in a process of its own. */
export async function convertSource(bytes: Uint8Array, name: string): Promise<Result<SourceText>> {
  const is = recognise(bytes);
  const ending = lyingEnding(name, is);
  if (ending !== null)
    return refuse(
      'source_of_another_type',
      name,
      `“${name}” is no .${ending} file, whatever its name says. Save it once more as what it is.`,
    );
  const converted = await convert(bytes, name, is);
  if (!converted.ok) return converted;
  const text = storableText(converted.text.replace(/\r\n?/g, '\n'));
  if (text.trim() === '') return withoutText(name);
  if (text.length > MOST_CHARACTERS)
    return refuse(
      'source_too_long',
      name,
      `“${name}” has more than ${MOST_CHARACTERS.toLocaleString('en')} characters of text. Split it.`,
    );
  return { ok: true, data: { name, kind: converted.kind, text } };
}

const withoutText = (name: string) => refuse('source_without_text', name, `There is no text in “${name}”.`);
const broken = (name: string) =>
  refuse('source_broken', name, `“${name}” is broken: it cannot be read. Save it once more, and take that file.`);

async function convert(bytes: Uint8Array, name: string, is: Recognised): Promise<Converted> {
  switch (is) {
    case 'pdf':
      return ofPdf(bytes, name);
    case 'zip':
      return ofDocx(bytes, name);
    case 'old_word':
      return refuse(
        'source_locked',
        name,
        `“${name}” is locked with a password, or an old Word file. Save it as .docx without a password.`,
      );
    case 'binary':
      return refuse('source_type_unknown', name, `“${name}” is no text. Take Markdown, text, HTML, PDF or DOCX.`);
    case 'empty':
      return withoutText(name);
    case 'html':
      return ofHtml(decode(bytes) ?? '', name, 'html');
    case 'text':
      return { ok: true, kind: is, text: escapeTags(decode(bytes) ?? '') };
    default:
      return { ok: true, kind: is, text: decode(bytes) ?? '' };
  }
}

/** Nesting without an end is more than a stack holds. */
function ofHtml(html: string, name: string, kind: SourceKind): Converted {
  try {
    return { ok: true, kind, text: markdownOfHtml(html) };
  } catch {
    return broken(name);
  }
}

async function ofDocx(bytes: Uint8Array, name: string): Promise<Converted> {
  const unpacked = await unzip(bytes, name);
  if (!unpacked.ok) {
    const { code, sentence, instead } = unpacked.refusal;
    if (code === 'zip_encrypted') return refuse('source_locked', name, `“${name}” is locked with a password.`);
    return refuse(
      code === 'zip_size' || code === 'zip_entries' ? 'source_too_large' : 'source_broken',
      name,
      `${sentence} ${instead}`,
    );
  }
  if (!unpacked.entries.some((entry) => entry.name === 'word/document.xml'))
    return refuse(
      'source_type_unknown',
      name,
      `“${name}” is packed, and no Word file. Unpack it, and take the files in it.`,
    );
  try {
    // Pictures are left out: a draft has them where its author puts them.
    const none = mammoth.images.imgElement(async () => ({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: none });
    return ofHtml(value, name, 'docx');
  } catch {
    return broken(name);
  }
}

async function ofPdf(bytes: Uint8Array, name: string): Promise<Converted> {
  try {
    // It takes the memory of what it is given, and tells the console of every fault.
    const document = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
    if (document.numPages > MOST_PAGES)
      return refuse(
        'source_too_many_pages',
        name,
        `“${name}” has ${document.numPages} pages; ${MOST_PAGES} are the most. Split it.`,
      );
    const pages: PageRun[][] = [];
    let characters = 0;
    for (let number = 1; number <= document.numPages && characters <= MOST_CHARACTERS; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const runs = items.flatMap((item): PageRun[] =>
        'str' in item
          ? [
              {
                text: item.str,
                height: item.height,
                x: item.transform[4],
                y: item.transform[5],
                ends_line: item.hasEOL,
              },
            ]
          : [],
      );
      characters += runs.reduce((sum, { text }) => sum + text.length, 0);
      pages.push(runs);
      page.cleanup();
    }
    const text = markdownOfPages(pages);
    if (text.trim() === '')
      return refuse(
        'source_without_text',
        name,
        `There is no text in “${name}”: its pages are pictures. Read them into text first.`,
      );
    return { ok: true, kind: 'pdf', text };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return isLocked ? refuse('source_locked', name, `“${name}” is locked with a password.`) : broken(name);
  }
}
