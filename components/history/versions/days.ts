const DAY = 86_400_000;

/** How many days of the reader's calendar lie between a time and now: 0 today, -1 yesterday. */
export function dayOf(time: string, now: number): number {
  // A day of the calendar may have 23 or 25 hours.
  const start = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.round((start(new Date(time)) - start(new Date(now))) / DAY);
}
