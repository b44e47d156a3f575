import { SaxesParser } from 'saxes';
import type { Refusal } from './report.ts';
import { prologOf } from './xml-prolog.ts';

/** An element with what stands in it; text is that of the element itself, entities resolved. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  /** Texts and children in their order, where they are mixed. */
  content: (string | XmlElement)[];
  line: number;
  column: number;
  /** Where it starts and ends in the source. */
  start: number;
  end: number;
}

const DEEPEST = 100;
const MOST_ELEMENTS = 5_000_000;

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

/** Lines and columns of places that come in order, counted once through the source. */
class Places {
  readonly #source: string;
  #at = 0;
  #line = 1;
  #start = 0;
  constructor(source: string) {
    this.#source = source;
  }
  at(offset: number): { line: number; column: number } {
    for (; this.#at < offset; this.#at++) {
      const sign = this.#source[this.#at];
      if (sign !== '\n' && !(sign === '\r' && this.#source[this.#at + 1] !== '\n')) continue;
      this.#line++;
      this.#start = this.#at + 1;
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }
}

export type XmlResult = { ok: true; root: XmlElement } | { ok: false; refusal: Refusal };

/** Whether a text brings a document type: no file of questions needs one, and it can make a small file grow without end. */
export function doctypeRefusal(source: string): Refusal | null {
  const { doctype } = prologOf(source);
  if (doctype === null) return null;
  const { line, column } = placeAt(source, doctype);
  const words = /^[^\n>[]*/.exec(source.slice(doctype, doctype + 60))?.[0].trim();
  return {
    code: 'doctype_refused',
    is: 'XML with a document type',
    sentence: `Line ${line}, column ${column}: it brings its own document type (${words} ...), which can make a small file grow without end.`,
    instead: 'Export the questions again, or delete that declaration.',
    line,
    column,
  };
}

/** Line and column, from 1, of an offset. */
export function placeAt(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/**
 * XML as a tree, read strictly: what is not well formed is refused with its line, so is every document type and with it every
 * entity but the five of XML itself, and what is nested beyond all measure.
 */
export function parseXml(source: string): XmlResult {
  const doctype = doctypeRefusal(source);
  if (doctype) return { ok: false, refusal: doctype };
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  const places = new Places(source);
  const refuse = (code: string, sentence: string, instead: string): never => {
    const { line } = parser;
    const column = parser.columnIndex + 1;
    throw new Refused({
      code,
      is: 'XML',
      sentence: `Line ${line}, column ${column}: ${sentence}`,
      instead,
      line,
      column,
    });
  };
  parser.on('error', (error) =>
    refuse('xml_broken', wordsOf(error), 'Export the file again, or mend it at that place.'),
  );
  // A second one, further down, is an error of its own.
  parser.on('doctype', () => refuse('doctype_refused', 'it brings its own document type.', 'Delete that declaration.'));
  parser.on('opentag', ({ name, attributes }) => {
    const start = source.lastIndexOf('<', parser.position - 1);
    const element: XmlElement = {
      name,
      attributes: { ...attributes },
      children: [],
      text: '',
      content: [],
      ...places.at(start),
      start,
      end: start,
    };
    if (open.length >= DEEPEST)
      refuse('xml_too_deep', `elements are nested more than ${DEEPEST} deep.`, 'Split the file.');
    if (++count > MOST_ELEMENTS) refuse('xml_too_large', 'the file has too many elements.', 'Split the file.');
    const parent = open.at(-1);
    if (parent) {
      parent.children.push(element);
      parent.content.push(element);
    } else root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) element.end = parser.position;
  });
  const take = (text: string) => {
    const element = open.at(-1);
    if (!element) return;
    element.text += text;
    element.content.push(text);
  };
  parser.on('text', take);
  parser.on('cdata', take);
  try {
    parser.write(source).close();
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
  if (!root)
    return {
      ok: false,
      refusal: {
        code: 'xml_broken',
        is: 'XML',
        sentence: 'There is no element in it.',
        instead: 'Export the file again.',
      },
    };
  return { ok: true, root };
}

/** What the parser says, without its own place before it. */
function wordsOf(error: Error): string {
  const words = error.message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
  if (/undefined entity/i.test(words))
    return `it uses ${words.replace(/^undefined entity:?\s*/i, '') || 'an entity'}, which XML does not know.`;
  return `${words}.`;
}

/** The first child of a name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

/** The children of a name. */
export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? [];
