/** An exercise of a bank as the assembly of a quiz sees it. */
export interface QuizCandidate {
  id: string;
  difficulty: string | null;
  cognitive_level: string | null;
  objective: string | null;
  /** 0 to 1: what speaks for it where nothing else decides. */
  quality: number;
  /** The set of near-duplicates that it belongs to. */
  alike: string | null;
  is_pinned: boolean;
}

/** What a quiz shall be, in numbers of exercises. */
export interface QuizTargets {
  length: number;
  /** Difficulty to number of exercises; names that are absent have no target. */
  difficulty: Record<string, number>;
  cognitive_level: Record<string, number>;
  /** Objectives that shall have one exercise at least. */
  objectives: string[];
}

/** Why an exercise stands in an assembled quiz; the first that holds, in this order. */
export type TakenReason =
  | { code: 'pinned' }
  | { code: 'covers'; objective: string; of: number }
  | { code: 'fills_level'; cognitive_level: string; count: number }
  | { code: 'fills_difficulty'; difficulty: string; count: number }
  | { code: 'best_of_cell'; of: number }
  | { code: 'free_place' };

/** Why an exercise was not considered, or what a quiz that was there lost it for. */
export type LeftReason = 'blocked' | 'used_before' | 'alike' | 'not_needed';

/** What could not be met, in numbers, and why. */
export type QuizGap =
  | { code: 'too_short'; wanted: number; taken: number; blocked: number; used_before: number }
  | { code: 'uncovered'; objective: string; blocked: number; used_before: number }
  | { code: 'level'; name: string; wanted: number; taken: number; there: number; blocked: number; used_before: number }
  | {
      code: 'difficulty';
      name: string;
      wanted: number;
      taken: number;
      there: number;
      blocked: number;
      used_before: number;
    };

export interface Assembly {
  /** Ids in order. */
  quiz: string[];
  /** No other choice meets the targets better; otherwise it is the best that was found in the time given. */
  is_best: boolean;
  /** Sum of deviations from the targets, minus a thousandth of the qualities. */
  cost: number;
  taken: { exercise_id: string; reason: TakenReason; is_new: boolean }[];
  /** Of the quiz that was there. */
  left_out: { exercise_id: string; reason: LeftReason }[];
  gaps: QuizGap[];
}
