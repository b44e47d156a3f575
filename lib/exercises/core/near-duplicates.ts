import { AlikeIndex, type AlikePair, type ComparedText } from './alike-index.ts';

/** What something new, by its number, asks nearly the same as: an exercise of a bank, else an earlier one of the new ones. */
export type AlikeNew = { nth: number; similarity: number } & (
  | { spark_id: string; exercise_id: string }
  | { as_nth: number }
);

/** Pairs of exercises that ask nearly the same, the earlier one first. */
export function nearDuplicates(exercises: readonly ({ id: string } & ComparedText)[]): AlikePair[] {
  const index = new AlikeIndex();
  for (const { stem } of exercises) index.count(stem);
  // By their places: an id may stand twice.
  for (const [at, text] of exercises.entries()) index.add(String(at), text);
  return index
    .pairs()
    .map(({ one, other, similarity }) => {
      const [at, to] = [Number(one), Number(other)].sort((a, b) => a - b) as [number, number];
      return { at, to, similarity };
    })
    .sort((a, b) => a.at - b.at || a.to - b.to)
    .map(({ at, to, similarity }) => ({
      one: exercises[at]?.id ?? '',
      other: exercises[to]?.id ?? '',
      similarity,
    }));
}

/** The sets that pairs make up: who is alike to one is alike to all of its set. Ids to the first id of their set. */
export function alikeSets(pairs: readonly AlikePair[]): Map<string, string> {
  const leader = new Map<string, string>();
  const lead = (id: string): string => {
    let at = id;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next;
    return at;
  };
  for (const { one, other } of pairs) {
    if (!leader.has(one)) leader.set(one, one);
    if (!leader.has(other)) leader.set(other, other);
    const [first, second] = [lead(one), lead(other)];
    if (first !== second) leader.set(second, first);
  }
  return new Map([...leader.keys()].map((id) => [id, lead(id)]));
}
