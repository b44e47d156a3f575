import { z } from 'zod';

// What somebody has typed into a form stays on this device for some days, so that a closed tab loses nothing.

const DAYS_KEPT = 7;
const DAY_MS = 24 * 60 * 60_000;

const keptAt = z.object({ at: z.number(), form: z.unknown() });

/** A source that was sent and read, as a form remembers it. */
export const keptSource = z.object({ id: z.uuid(), name: z.string(), format: z.string(), words: z.number() });

/** A form as it was left on this device in the last days; null where there is none. */
export function readKept<Form>(key: string, form: z.ZodType<Form>, now = Date.now()): Form | null {
  try {
    const kept = keptAt.parse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return now - kept.at < DAYS_KEPT * DAY_MS ? form.parse(kept.form) : null;
  } catch {
    // None, one of an older studio, or a browser that keeps nothing.
    return null;
  }
}

/** Keeps a form, or forgets it: once a job was started of it. */
export function keep(key: string, form: object | null, now = Date.now()): void {
  try {
    if (form) localStorage.setItem(key, JSON.stringify({ at: now, form }));
    else localStorage.removeItem(key);
  } catch {
    // It is a convenience: a browser without room for it goes on without.
  }
}
