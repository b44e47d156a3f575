/** A list of short texts in a field, one a line. An empty line at the end is being written. */
export const toLines = (texts: readonly string[]) => texts.join('\n');
export const fromLines = (value: string): string[] => (value === '' ? [] : value.split('\n'));

/** A list with two neighbours exchanged; the same where there is none in that direction. */
export function swapped<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  const [one, other] = [list[at], list[to]];
  return one === undefined || other === undefined ? [...list] : list.with(at, other).with(to, one);
}
