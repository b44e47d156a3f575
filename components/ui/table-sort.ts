export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}

type Value = string | number | null | undefined;

// "Lesson 2" before "Lesson 10", and accents where a reader looks for them.
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Sorts without touching the rows given. What has no value stays at the end in both directions. */
export function sortRows<Row>(rows: readonly Row[], by: ((row: Row) => Value) | undefined, sort?: Sort) {
  if (!by || !sort) return rows;
  const turn = sort.direction === 'descending' ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a == null || b == null) return Number(a == null) - Number(b == null);
    return turn * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}
