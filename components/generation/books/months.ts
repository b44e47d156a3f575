/** The first day of the month that it is now (UTC). */
export const thisMonth = (now = new Date()): string => `${now.toISOString().slice(0, 7)}-01`;

/** The first days of a month and of those before it, the newest first. */
export function monthsBack(count: number, now = new Date()): string[] {
  return Array.from({ length: count }, (_, back) =>
    thisMonth(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1))),
  );
}
