import { toBase64 } from '../assets.ts';
import { readText } from '../text/read.ts';
import type { Conversion, TextFile } from '../text/text.ts';
import type { XmlElement } from '../xml.ts';
import { latexOf } from './mathml.ts';
import { HTML, wordsIn } from './tree.ts';
import { STRUCK } from './xhtml.ts';

/** Files beside an item: what an address leads to that stands in it, or in another file of the package. */
export type NearbyFile = (address: string, from?: string) => { path: string; bytes: Uint8Array } | null;

/** What a text of an item is read with. */
export interface Reading {
  conversion: Conversion;
  nearby: NearbyFile;
  /** Where the item stands in a package. */
  file?: string;
}

/** A text out of another file, named by `from`, whose addresses are meant from there. */
export const PASSAGE = '#passage';

type Replace = (element: XmlElement) => string | null;

interface Written {
  html: string;
  files: TextFile[];
}

const VOID = /^(br|hr|img|col|wbr)$/;
/** Shown at certain answers alone, or to others than learners. */
const APART = /^(feedbackInline|feedbackBlock|templateInline|templateBlock|rubricBlock|stylesheet|printedVariable)$/;
/** Interactions and other wrappers of QTI have names of several words; what stands in them is text. */
const WRAPPER = /[A-Z]|^(prompt|hottext|gap)$/;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const quoted = (text: string) => escaped(text).replace(/"/g, '&quot;');

/** What stands in an element as HTML; `replace` says what stands in place of an element, null where it stays. */
function htmlIn(element: XmlElement, reading: Reading, files: TextFile[], replace: Replace): string {
  return element.content
    .map((one) => (typeof one === 'string' ? escaped(one) : htmlOf(one, reading, files, replace)))
    .join('');
}

function htmlOf(element: XmlElement, reading: Reading, files: TextFile[], replace: Replace): string {
  const { name, attributes } = element;
  const other = replace(element);
  if (other !== null) return other;
  if (APART.test(name)) return '';
  if (name === HTML) return withFiles(element.text, reading, files);
  if (name === PASSAGE) {
    const { from } = attributes;
    const there = { ...reading, nearby: (address: string) => reading.nearby(address, from) };
    return `<div>${htmlIn(element, there, files, replace)}</div>`;
  }
  if (name === 'math') {
    const latex = latexOf(element);
    if (latex === null) reading.conversion.lose('formula_lost', 'stem');
    const isBlock = attributes.display === 'block';
    return latex === null ? escaped(wordsIn(element)) : escaped(isBlock ? `\\[${latex}\\]` : `\\(${latex}\\)`);
  }
  if (name === 'object') return objectHtml(element, reading, files, replace);
  const inner = htmlIn(element, reading, files, replace);
  if (WRAPPER.test(name)) return inner;
  if (name === 'span' && attributes.class === STRUCK) return `<del>${inner}</del>`;
  const kept = Object.entries(attributes).filter(([key]) => !key.includes(':') && key !== 'xmlns');
  const written = kept.map(([key, value]) => {
    const isAddress = key === 'src' || (key === 'href' && name === 'a');
    return ` ${key}="${quoted(isAddress ? addressOf(value, reading, files) : value)}"`;
  });
  return VOID.test(name) ? `<${name}${written.join('')}>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** Older items show pictures as objects. */
function objectHtml(element: XmlElement, reading: Reading, files: TextFile[], replace: Replace): string {
  const { data = '', type = '' } = element.attributes;
  const inner = htmlIn(element, reading, files, replace);
  if (!type.startsWith('image/')) {
    reading.conversion.lose('media_removed', 'stem', { sentence: `The text has a file of the type “${type}”.` });
    return inner;
  }
  const words = wordsIn(element).replace(/\s+/g, ' ').trim();
  return `<img src="${quoted(addressOf(data, reading, files))}" alt="${quoted(words)}">`;
}

/** HTML as it stands, with the addresses of files that are there. */
const withFiles = (html: string, reading: Reading, files: TextFile[]) =>
  html.replace(/\b(src|href)="([^"]{1,2000})"/g, (_, name: string, address: string) => {
    const plain = address.replace(/^(\$|%24)IMS[-_]CC[-_]FILE[-_]?BASE(\$|%24)\/?/i, '');
    return `${name}="${addressOf(plain.replace(/&amp;/g, '&'), reading, files)}"`;
  });

/** A file that is there is named as texts of other tools name theirs. */
function addressOf(address: string, { nearby }: Reading, files: TextFile[]): string {
  const found = nearby(address);
  if (!found) return address;
  const cut = found.path.lastIndexOf('/') + 1;
  const file = { path: `/${found.path.slice(0, cut)}`, name: found.path.slice(cut) };
  if (!files.some((one) => one.path === file.path && one.name === file.name))
    files.push({ ...file, base64: toBase64(found.bytes) });
  return `@@PLUGINFILE@@${`${file.path}${file.name}`.split('/').map(encodeURIComponent).join('/')}`;
}

/** The HTML of what stands in an element, and the files that it shows. */
export function writtenIn(element: XmlElement, reading: Reading, replace: Replace = () => null): Written {
  const files: TextFile[] = [];
  return { html: htmlIn(element, reading, files, replace), files };
}

/** The Markdown of what stands in an element. */
export function markdownIn(element: XmlElement, reading: Reading, pointer: string, replace?: Replace): string {
  return markdownOf(writtenIn(element, reading, replace), reading, pointer);
}

/** The Markdown of HTML with the files that it shows. */
export function markdownOf({ html, files }: Written, { conversion }: Reading, pointer: string): string {
  return readText({ text: html, format: 'html', files }, conversion, { field: pointer.split('/')[1] ?? '', pointer });
}
