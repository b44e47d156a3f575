import { z } from 'zod';

/** What colleagues see. */
export const displayName = z
  .string()
  .trim()
  .min(1, 'Write your name.')
  .max(100, 'At most 100 characters are allowed.')
  // Marks of direction and of no width alone are a name that nobody sees.
  .refine((text) => /[\p{L}\p{N}\p{S}\p{P}]/u.test(text), 'Write your name.');

/** Longer ones are cut by what compares them, so that their ends would not count. */
const MOST_BYTES = 72;

export const newPassword = z
  .string()
  .min(10, 'At least 10 characters are needed.')
  .refine(
    (text) => new TextEncoder().encode(text).length <= MOST_BYTES,
    'This is too long: 72 characters are counted.',
  );
