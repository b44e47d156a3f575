/** What is asked about a lesson, as far as quality looks at it. */
export interface AskedAbout {
  /** `is_asked_elsewhere`: another lesson of the same concept asks about it. */
  objectives: readonly { id: string; title: string; is_asked_elsewhere?: boolean }[];
  exercises: readonly { id: string; objective: string | null; difficulty: string }[];
}

const ENOUGH_TO_JUDGE = 5;

/** Objectives that no exercise asks about, and whether all of a bank is equally hard. */
export function exerciseFaults({ objectives, exercises }: AskedAbout): {
  unasked: { id: string; title: string }[];
  one_difficulty: string | null;
} {
  const asked = new Set(exercises.map(({ objective }) => objective));
  const [first] = exercises;
  const isOne =
    exercises.length >= ENOUGH_TO_JUDGE && exercises.every(({ difficulty }) => difficulty === first?.difficulty);
  return {
    unasked: objectives.filter(({ id, is_asked_elsewhere }) => !asked.has(id) && !is_asked_elsewhere),
    one_difficulty: isOne && first ? first.difficulty : null,
  };
}
