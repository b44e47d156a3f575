import { decodeText } from '../decode.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from '../xml.ts';
import { markdownIn, PASSAGE, type Reading } from './text.ts';
import { below, HTML, levelled, node } from './tree.ts';

// Passages in files of their own: what an item names as its stimulus stands in front of its question, what it includes stands in its place.

/** Included texts include others, but no tool nests them deeper. */
const DEEPEST = 5;
/** Each text is read anew for each item, so their number of parts is bounded. */
const MOST_PARTS = 5_000;
const IS_TEXT = /^(text\/(html|xml|plain)|application\/(xhtml\+xml|xml))$/i;

interface Found {
  /** The item with what it includes. */
  root: XmlElement;
  /** The Markdown of the passages that it names, and the identifier of the first that says something. */
  passage: string;
  stimulus_id?: string;
}

/** An item, levelled, with the passages that it refers to. One that is not there is a loss with its file and line. */
export function withPassages(root: XmlElement, reading: Reading): Found {
  const body = childOf(root, 'itemBody');
  if (!body) return { root, passage: '' };
  const passages = new Passages(reading);
  const named = childrenOf(root, 'assessmentStimulusRef').flatMap((one) => {
    const passage = passages.from(one.attributes.href ?? '', one);
    return passage ? [{ passage, id: one.attributes.identifier?.trim() || 'passage' }] : [];
  });
  const whole = passages.within(body);
  const content = root.content.map((one) => (one === body ? whole : one));
  const read = named.map(({ passage, id }) => ({
    id,
    text: markdownIn(node('itemBody', {}, [passage]), reading, '/stem'),
  }));
  const said = read.filter(({ text }) => text !== '');
  return {
    root: { ...root, content, children: content.filter((one) => typeof one !== 'string') },
    passage: said.map(({ text }) => text).join('\n\n'),
    ...(said[0] && { stimulus_id: said[0].id }),
  };
}

class Passages {
  readonly #reading: Reading;
  #parts = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** A part of an item or passage with the texts that it includes; `open`: the files that it stands in. */
  within(element: XmlElement, open: readonly string[] = []): XmlElement {
    const content = element.content.flatMap((one) => (typeof one === 'string' ? [one] : this.#part(one, open)));
    return { ...element, content, children: content.filter((one) => typeof one !== 'string') };
  }

  #part(element: XmlElement, open: readonly string[]): (string | XmlElement)[] {
    const { name, attributes } = element;
    if (name === 'include') {
      const found = this.from(attributes.href ?? '', element, open);
      return found ? [found] : this.within(childOf(element, 'fallback') ?? node('fallback'), open).content;
    }
    if (name === 'object' && IS_TEXT.test(attributes.type ?? '')) {
      const found = this.from(attributes.data ?? '', element, open);
      return found ? [found] : this.within(element, open).content;
    }
    // A passage asks nothing by itself.
    if (open.length > 0 && name.endsWith('Interaction')) return [];
    return [this.within(element, open)];
  }

  /** The text of a file that an element names; null where it cannot be had, and then the report says why. */
  from(address: string, { line }: XmlElement, open: readonly string[] = []): XmlElement | null {
    const { nearby, conversion, file } = this.#reading;
    const lose = (why: string) => {
      const place = `${open.at(-1) ?? file ?? 'The item'}, line ${line}`;
      conversion.lose('passage_left', 'stem', { sentence: `${place}: the passage “${address.slice(0, 200)}” ${why}.` });
      return null;
    };
    const found = nearby(address, open.at(-1));
    if (!found) return lose('is not in the package');
    if (open.includes(found.path)) return lose('leads back to itself');
    if (open.length >= DEEPEST) return lose(`stands in more than ${DEEPEST} others`);
    const read = textOf(found);
    if (typeof read === 'string') return lose(`cannot be read: ${read.replace(/\.$/, '')}`);
    this.#parts += below(read).length;
    if (this.#parts > MOST_PARTS) return lose(`has more than ${MOST_PARTS} parts`);
    const { content } = this.within(read, [...open, found.path]);
    return node(PASSAGE, { from: found.path }, content);
  }
}

interface PassageFile {
  path: string;
  bytes: Uint8Array;
}

/** Many items share a passage: each file is taken apart once. */
const known = new WeakMap<Uint8Array, XmlElement | string>();

/** What stands in the file of a passage, or why it cannot be read. */
function textOf(file: PassageFile): XmlElement | string {
  const before = known.get(file.bytes);
  if (before !== undefined) return before;
  const read = readText(file);
  known.set(file.bytes, read);
  return read;
}

function readText({ path, bytes }: PassageFile): XmlElement | string {
  const { text } = decodeText(bytes);
  if (/\.txt$/i.test(path))
    return node(
      'div',
      {},
      text.split(/\n\s*\n/).map((one) => node('p', {}, [one])),
    );
  const parsed = parseXml(text);
  // What is written for browsers is seldom XML, and cleaned as every text is.
  if (!parsed.ok) return /\.x?html?$/i.test(path) ? node('div', {}, [html(text)]) : parsed.refusal.sentence;
  const root = levelled(parsed.root);
  const body = childOf(root, 'stimulusBody') ?? (root.name === 'html' ? childOf(root, 'body') : undefined);
  return body ?? node('div', {}, [root]);
}

function html(page: string): XmlElement {
  const body = /<body\b[^>]*>([\s\S]*?)(<\/body>|$)/i.exec(page)?.[1];
  return node(HTML, {}, [body ?? page.replace(/<!doctype[^>]*>|<head\b[\s\S]*?<\/head>/gi, '')]);
}
