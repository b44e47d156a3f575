/** Somebody reviewing without a longer break: when it began and when they last did something, in milliseconds. */
export interface Sitting {
  began: number;
  last: number;
}

const BREAK_MS = 5 * 60_000;
/** After that it is time for a pause. */
export const LONG_MS = 60 * 60_000;

/** The sitting that goes on with what is done now; a new one after a break of five minutes. */
export function sittingAt(before: Sitting | null, now: number): Sitting {
  return before && now - before.last < BREAK_MS && now >= before.last
    ? { began: before.began, last: now }
    : { began: now, last: now };
}
