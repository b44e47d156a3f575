interface Question {
  spark_id: string;
  place: number;
  level: string | null;
  difficulty: string | null;
  objective: string | null;
}

/** How much of a quiz has a value, before and after. `name` null: of what has none. */
export interface ShareShift {
  name: string | null;
  from: number;
  to: number;
}

/** What becomes of a quiz when some exercises get a value: the shares that change, those that fall first. */
export function shiftOf(
  quiz: readonly Question[],
  chosen: readonly Question[],
  field: 'level' | 'difficulty' | 'objective',
  value: string,
): ShareShift[] {
  const of = (one: Question) => `${one.spark_id} ${one.place}`;
  const set = new Set(chosen.map(of));
  const shares = new Map<string | null, ShareShift>();
  const shareOf = (name: string | null) => {
    const known = shares.get(name) ?? { name, from: 0, to: 0 };
    shares.set(name, known);
    return known;
  };
  for (const one of quiz) {
    shareOf(one[field]).from += 1 / quiz.length;
    shareOf(set.has(of(one)) ? value : one[field]).to += 1 / quiz.length;
  }
  return [...shares.values()]
    .filter(({ from, to }) => Math.abs(from - to) > 1e-9)
    .sort((a, b) => a.to - a.from - (b.to - b.from));
}
