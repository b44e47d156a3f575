import type { XmlElement } from '../xml.ts';

// QTI 2 and 3 say the same in two spellings: `choiceInteraction maxChoices` and `qti-choice-interaction max-choices`. Everything here is
// written for the older one.

/** The spelling of QTI 2: `qti-simple-choice` is simpleChoice. */
export const camel = (text: string) => text.replace(/-([a-z])/g, (_, sign: string) => sign.toUpperCase());

/** The spelling of QTI 3: `simpleChoice` is simple-choice. */
export const kebab = (text: string) => text.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

/** A tree of QTI in the spelling of QTI 2, without prefixes of namespaces. */
export function levelled(element: XmlElement): XmlElement {
  const name = element.name.replace(/^.*:/, '');
  const isThree = name.startsWith('qti-');
  const attributes = isThree
    ? Object.fromEntries(Object.entries(element.attributes).map(([key, value]) => [camel(key), value]))
    : element.attributes;
  const content = element.content.map((one) => (typeof one === 'string' ? one : levelled(one)));
  return {
    ...element,
    name: isThree ? camel(name.slice('qti-'.length)) : name,
    attributes,
    content,
    children: content.filter((one) => typeof one !== 'string'),
  };
}

/** Every element below one, in the order of the text. */
export const below = (element: XmlElement): XmlElement[] => element.children.flatMap((one) => [one, ...below(one)]);

/** The elements of a name below one. */
export const named = (element: XmlElement, name: string): XmlElement[] =>
  below(element).filter((one) => one.name === name);

/** All words in an element. */
export const wordsIn = (element: XmlElement): string =>
  element.content.map((one) => (typeof one === 'string' ? one : wordsIn(one))).join('');

/** An element that stands in no file. */
export function node(
  name: string,
  attributes: Record<string, string> = {},
  content: readonly (string | XmlElement)[] = [],
): XmlElement {
  return {
    name,
    attributes,
    content: [...content],
    children: content.filter((one) => typeof one !== 'string'),
    text: content.filter((one) => typeof one === 'string').join(''),
    line: 0,
    column: 0,
    start: 0,
    end: 0,
  };
}

/** HTML that an older item carries as a text; it is taken as it is. */
export const HTML = '#html';

/** The label of a choice between true and false in an older item, whose options have names of their own. */
export const EITHER = 'true_false';
