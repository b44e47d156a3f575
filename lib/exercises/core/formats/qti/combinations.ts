// Answers to try: all of them where they are few, else those in which ways of marking differ.

const MOST = 600;

/** One choice for each place, in all combinations; of too many, the right one, each with one place changed, and each place alone. */
export function combinations<T>(choices: readonly (readonly T[])[], right: readonly T[], none: T): T[][] {
  const count = choices.reduce((total, one) => total * one.length, 1);
  if (count <= MOST)
    return choices.reduce<T[][]>((made, one) => made.flatMap((head) => one.map((item) => [...head, item])), [[]]);
  const nothing = choices.map(() => none);
  const put = (list: readonly T[], at: number, item: T) => list.map((one, place) => (place === at ? item : one));
  const places = choices.slice(0, MOST).flatMap((one, at) => one.slice(0, MOST).map((item) => ({ at, item })));
  const changed = places.slice(0, MOST / 2).flatMap(({ at, item }) => [put(right, at, item), put(nothing, at, item)]);
  const halves = choices.slice(0, MOST / 4).map((_, at) => right.map((one, place) => (place <= at ? one : none)));
  return [nothing, [...right], ...halves, ...changed];
}

/** Sets of members; of too many, those near the right one and near none. */
export function subsets(members: readonly string[], right: readonly string[], most: number): string[][] {
  const isAllowed = (one: readonly string[]) => most <= 0 || one.length <= most || one.length <= right.length;
  if (members.length <= 9) {
    const all = Array.from({ length: 2 ** members.length }, (_, bits) =>
      members.filter((_member, at) => (bits >> at) % 2 === 1),
    );
    return all.filter(isAllowed);
  }
  const toggled = (one: readonly string[], member: string) =>
    one.includes(member) ? one.filter((other) => other !== member) : [...one, member];
  const few = members.slice(0, 20);
  const pairs = few.flatMap((one, at) => few.slice(at + 1).map((other) => [one, other]));
  const some = members.slice(0, MOST / 4);
  return [
    [],
    [...right],
    [...members],
    members.filter((one) => !right.includes(one)),
    ...some.map((one) => [one]),
    ...some.map((one) => toggled(right, one)),
    ...pairs.map(([one = '', other = '']) => toggled(toggled(right, one), other)),
    ...pairs,
    ...right.slice(0, MOST / 4).map((_, at) => right.slice(0, at)),
  ].filter(isAllowed);
}

/** Orders of members: all of few, else the right one with two members changed, turned round, and moved along. */
export function orders(right: readonly string[]): string[][] {
  if (right.length <= 5) return permutations(right);
  const swapped = (one: number, other: number) =>
    right.map((item, at) => (at === one ? right[other] : at === other ? right[one] : item) ?? item);
  const places = right.slice(0, 20).map((_, at) => at);
  return [
    [...right],
    [...right].reverse(),
    ...places.flatMap((one) => places.slice(one + 1).map((other) => swapped(one, other))),
    ...right.slice(0, MOST / 4).map((_, at) => [...right.slice(at), ...right.slice(0, at)]),
  ];
}

function permutations(list: readonly string[]): string[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((one, at) => permutations(list.filter((_, place) => place !== at)).map((rest) => [one, ...rest]));
}
