import type { XmlElement } from '../xml.ts';
import { type Declaration, isEqual, isPartOf, isSame, mapped, NotKnown, type QtiValue, valueWith } from './values.ts';

type Value = QtiValue | null;

interface Asked {
  element: XmlElement;
  /** The values of what stands within. */
  inner: () => Value[];
  variable: (identifier: string) => Value;
  declared: (identifier: string) => Declaration | undefined;
}

/** What an expression of response processing is worth. */
export type Expression = (asked: Asked) => Value;

const truth = (is: boolean): Value => ({ is: 'single', type: 'boolean', items: [is] });
const number = (value: number): Value =>
  Number.isFinite(value) ? { is: 'single', type: 'float', items: [value] } : null;
const numberIn = (value: Value | undefined): number | null => {
  const item = value?.items[0];
  return typeof item === 'number' ? item : null;
};

/** NULL where one of them is. */
const known =
  (evaluate: (values: QtiValue[], element: XmlElement) => Value): Expression =>
  ({ inner, element }) => {
    const values = inner();
    return values.some((one) => one === null) ? null : evaluate(values as QtiValue[], element);
  };

/** Of numbers; a container counts with each of its members. */
const numbers = (evaluate: (numbers: number[]) => Value): Expression =>
  known((values) => {
    const items = values.flatMap((one) => one.items);
    return items.every((one) => typeof one === 'number') ? evaluate(items as number[]) : null;
  });

const compare = (holds: (one: number, other: number) => boolean): Expression =>
  numbers(([one, other]) => (one === undefined || other === undefined ? null : truth(holds(one, other))));

const logic =
  (holds: (truths: boolean[]) => boolean): Expression =>
  ({ inner }) =>
    truth(holds(inner().map((one) => one?.items[0] === true)));

const identifierOf = ({ element }: Asked) => element.attributes.identifier?.trim() ?? '';

const equal: Expression = known(([one, other], element) => {
  const { toleranceMode = 'exact', tolerance = '', includeLowerBound, includeUpperBound } = element.attributes;
  const [given, wanted] = [numberIn(one), numberIn(other)];
  if (given === null || wanted === null) return one && other ? truth(isEqual(one, other)) : null;
  if (toleranceMode === 'exact') return truth(given === wanted);
  const [below = 0, above = below] = tolerance.trim().split(/\s+/).map(Number);
  if (!Number.isFinite(below + above)) throw new NotKnown('tolerance');
  const width = (one: number) => (toleranceMode === 'relative' ? (Math.abs(wanted) * one) / 100 : one);
  const [low, high] = [wanted - width(below), wanted + width(above)];
  const slack = Math.abs(wanted) * 1e-12;
  const isAbove = includeLowerBound === 'false' ? given > low + slack : given >= low - slack;
  const isBelow = includeUpperBound === 'false' ? given < high - slack : given <= high + slack;
  return truth(isAbove && isBelow);
});

const stringMatch: Expression = known(([one, other], { attributes }) => {
  const fold = (value: QtiValue | undefined) =>
    attributes.caseSensitive === 'false' ? String(value?.items[0]).toLowerCase() : String(value?.items[0]);
  const [given, wanted] = [fold(one), fold(other)];
  return truth(attributes.substring === 'true' ? given.includes(wanted) : given === wanted);
});

/** Of an ordered container the other has to be a run of neighbours. */
const contains: Expression = known(([whole, part]) => {
  if (!whole || !part) return null;
  if (whole.is !== 'ordered') return truth(isPartOf(part, whole));
  const starts = whole.items.map((_, at) => at);
  return truth(
    starts.some((start) => part.items.every((item, at) => isSame(item, whole.items[start + at] ?? Number.NaN))),
  );
});

const container =
  (is: 'multiple' | 'ordered'): Expression =>
  ({ inner }) => {
    const items = inner().flatMap((one) => one?.items ?? []);
    return items.length === 0 ? null : { is, type: 'string', items };
  };

const anyN: Expression = (asked) => {
  const { min = '', max = '' } = asked.element.attributes;
  if (!/^\d+$/.test(min.trim()) || !/^\d+$/.test(max.trim())) throw new NotKnown('anyN');
  const right = asked.inner().filter((one) => one?.items[0] === true).length;
  return truth(right >= Number(min) && right <= Number(max));
};

const index: Expression = (asked) => {
  const at = Number(asked.element.attributes.n);
  if (!Number.isInteger(at)) throw new NotKnown('index');
  const [value] = asked.inner();
  const item = value?.items[at - 1];
  return value && item !== undefined ? { is: 'single', type: value.type, items: [item] } : null;
};

const mapResponse: Expression = (asked) => {
  const declared = asked.declared(identifierOf(asked));
  if (!declared?.mapping) throw new NotKnown('mapResponse');
  const value = asked.variable(declared.identifier);
  return value === null && declared.is === 'single'
    ? number(declared.mapping.usual)
    : number(mapped(declared.mapping, value));
};

/** The expressions that are known. Whatever has chance in it, or belongs to one tool, is not. */
export const EXPRESSIONS = new Map<string, Expression>(
  Object.entries({
    variable: (asked) => asked.variable(identifierOf(asked)),
    correct: (asked) => asked.declared(identifierOf(asked))?.correct ?? null,
    default: (asked) => asked.declared(identifierOf(asked))?.usual ?? null,
    baseValue: ({ element }) => valueWith([element.text.trim()], 'single', element.attributes.baseType ?? 'string'),
    null: () => null,
    mapResponse,
    isNull: ({ inner }) => truth(inner()[0] === null),
    match: known(([one, other]) => (one && other ? truth(isEqual(one, other)) : null)),
    equal,
    stringMatch,
    contains,
    member: known(([one, whole]) => (one && whole ? truth(isPartOf(one, whole)) : null)),
    multiple: container('multiple'),
    ordered: container('ordered'),
    containerSize: ({ inner }) => number(inner()[0]?.items.length ?? 0),
    index,
    anyN,
    and: logic((truths) => truths.every(Boolean)),
    or: logic((truths) => truths.some(Boolean)),
    not: logic(([first]) => !first),
    gt: compare((one, other) => one > other),
    gte: compare((one, other) => one >= other),
    lt: compare((one, other) => one < other),
    lte: compare((one, other) => one <= other),
    sum: numbers((all) => number(all.reduce((one, other) => one + other, 0))),
    product: numbers((all) => number(all.reduce((one, other) => one * other, 1))),
    subtract: numbers(([one = 0, other = 0]) => number(one - other)),
    divide: numbers(([one = 0, other = 0]) => number(one / other)),
    max: numbers((all) => number(Math.max(...all))),
    min: numbers((all) => number(Math.min(...all))),
    round: numbers(([one = 0]) => number(Math.floor(one + 0.5))),
    truncate: numbers(([one = 0]) => number(Math.trunc(one))),
    integerToFloat: numbers(([one = 0]) => number(one)),
  } satisfies Record<string, Expression>),
);
