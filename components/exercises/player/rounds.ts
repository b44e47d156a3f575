import { useReducer } from 'react';
import type { RenderedExercise } from '#lib/exercises/core/rendered.ts';

/** One question of a quiz; it may still be on its way. */
export interface PlayerItem {
  /** Of its own in the quiz. */
  key: string;
  /** Null while it is not there. */
  rendered: RenderedExercise | null;
  /** It could not be loaded. */
  isLost?: boolean;
}

export type Outcome = { is: 'answered' | 'skipped'; score: number; max: number } | { is: 'broken' };

export interface Rounds {
  /** The places of the items that are played in this round. */
  order: readonly number[];
  /** Place in `order`; its length at the end. */
  at: number;
  /** Counts from 1, of the question that is shown. */
  attempt: number;
  /** How often each item has been answered. */
  attempts: Readonly<Record<number, number>>;
  outcomes: Readonly<Record<number, Outcome>>;
  /** Somebody has come to the question that is shown; the first of all was only there. */
  hasMoved: boolean;
}

type Step =
  | { do: 'answer'; outcome: Outcome }
  | { do: 'next' }
  | { do: 'again' }
  | { do: 'start'; order: readonly number[]; forgets: boolean };

const START = { at: 0, attempt: 1, attempts: {}, outcomes: {}, hasMoved: false };

function step(state: Rounds, action: Step): Rounds {
  const item = state.order[state.at] ?? -1;
  const made = (place: number) => state.attempts[place] ?? 0;
  switch (action.do) {
    case 'answer':
      return {
        ...state,
        attempts: { ...state.attempts, [item]: made(item) + (action.outcome.is === 'answered' ? 1 : 0) },
        outcomes: { ...state.outcomes, [item]: action.outcome },
      };
    case 'next': {
      const at = state.at + 1;
      return { ...state, at, attempt: made(state.order[at] ?? -1) + 1, hasMoved: true };
    }
    case 'again':
      return { ...state, attempt: made(item) + 1, hasMoved: true };
    case 'start': {
      const kept = action.forgets ? { attempts: {}, outcomes: {} } : {};
      const attempt = action.forgets ? 1 : made(action.order[0] ?? -1) + 1;
      return { ...state, ...kept, order: action.order, at: 0, attempt, hasMoved: true };
    }
  }
}

/** Which question is shown, how often each was answered, and what came of it. */
export function useRounds(count: number) {
  return useReducer(step, { ...START, order: Array.from({ length: count }, (_one, at) => at) });
}
