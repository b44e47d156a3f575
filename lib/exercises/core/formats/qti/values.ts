import { childOf, childrenOf, type XmlElement } from '../xml.ts';

/** Thrown where an item is marked by something that is not known here; it says by what. */
export class NotKnown extends Error {}

export type Scalar = string | number | boolean;
export type Cardinality = 'single' | 'multiple' | 'ordered';

/** A value of QTI. There is none without members: that is NULL, as an empty text is. */
export interface QtiValue {
  is: Cardinality;
  type: string;
  items: Scalar[];
}

/** What a candidate answers, by the identifier of the response; no members: not answered. */
export type Responses = Readonly<Record<string, readonly string[]>>;

/** A mapping of answers to points. */
export interface Mapping {
  entries: { key: Scalar; value: number; is_case_sensitive: boolean }[];
  usual: number;
  lower: number;
  upper: number;
}

/** A response or outcome that an item declares. */
export interface Declaration {
  identifier: string;
  is: Cardinality;
  type: string;
  correct: QtiValue | null;
  usual: QtiValue | null;
  mapping: Mapping | null;
}

/** A member of a value by its base type; null where it is none. */
export function scalarOf(text: string, type: string): Scalar | null {
  const words = type === 'string' ? text : text.trim();
  switch (type) {
    case 'integer':
    case 'float':
    case 'duration':
      return words !== '' && Number.isFinite(Number(words)) ? Number(words) : null;
    case 'boolean':
      return words === 'true' || words === '1' ? true : words === 'false' || words === '0' ? false : null;
    case 'pair':
      return words.split(/\s+/).sort().join(' ');
    case 'directedPair':
      return words.split(/\s+/).join(' ');
    default:
      return words === '' ? null : words;
  }
}

/** A value of members; NULL where nothing is left of them. */
export function valueWith(texts: readonly string[], is: Cardinality, type: string): QtiValue | null {
  const items = texts.flatMap((text) => scalarOf(text, type) ?? []);
  return items.length === 0 ? null : { is, type, items };
}

const cardinalityOf = (text: string | undefined): Cardinality =>
  text === 'multiple' || text === 'ordered' ? text : 'single';
const numberOf = (text: string | undefined, usual: number) =>
  text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : usual;
const isYes = (text: string | undefined) => text === undefined || text.trim() === 'true' || text.trim() === '1';

/** What a responseDeclaration or outcomeDeclaration says. */
export function declarationOf(element: XmlElement): Declaration {
  const { identifier = '', cardinality, baseType = 'string' } = element.attributes;
  const is = cardinalityOf(cardinality);
  const valuesOf = (name: string) => {
    const values = childrenOf(childOf(element, name), 'value').map(({ text }) => text.trim());
    return valueWith(values, is, baseType);
  };
  return {
    identifier: identifier.trim(),
    is,
    type: baseType,
    correct: valuesOf('correctResponse'),
    usual: valuesOf('defaultValue'),
    mapping: mappingOf(childOf(element, 'mapping'), baseType),
  };
}

function mappingOf(element: XmlElement | undefined, type: string): Mapping | null {
  if (!element) return null;
  const { defaultValue, lowerBound, upperBound, caseSensitive } = element.attributes;
  return {
    entries: childrenOf(element, 'mapEntry').flatMap(({ attributes }) => {
      const key = scalarOf(attributes.mapKey ?? '', type);
      const value = numberOf(attributes.mappedValue, Number.NaN);
      if (key === null || Number.isNaN(value)) return [];
      return { key, value, is_case_sensitive: isYes(attributes.caseSensitive ?? caseSensitive) };
    }),
    usual: numberOf(defaultValue, 0),
    lower: numberOf(lowerBound, Number.NEGATIVE_INFINITY),
    upper: numberOf(upperBound, Number.POSITIVE_INFINITY),
  };
}

/** Whether two members are the same one. */
export const isSame = (one: Scalar, other: Scalar): boolean =>
  typeof one === 'number' && typeof other === 'number' ? one === other : String(one) === String(other);

/** The points of an answer. */
export function mapped({ entries, usual, lower, upper }: Mapping, value: QtiValue | null): number {
  const pointsOf = (item: Scalar) =>
    entries.find(({ key, is_case_sensitive }) =>
      is_case_sensitive ? isSame(key, item) : String(key).toLowerCase() === String(item).toLowerCase(),
    )?.value ?? usual;
  const sum = value ? value.items.reduce<number>((total, one) => total + pointsOf(one), 0) : 0;
  return Math.min(upper, Math.max(lower, sum));
}

/** Whether two values are the same: members of a multiple one in any order. */
export function isEqual(one: QtiValue, other: QtiValue): boolean {
  if (one.items.length !== other.items.length) return false;
  if (one.is === 'multiple' || other.is === 'multiple') return isPartOf(one, other);
  return one.items.every((item, at) => isSame(item, other.items[at] ?? ''));
}

/** Whether every member of one is in another, as often. */
export function isPartOf(one: QtiValue, other: QtiValue): boolean {
  const left = [...other.items];
  return one.items.every((item) => {
    const at = left.findIndex((candidate) => isSame(candidate, item));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
