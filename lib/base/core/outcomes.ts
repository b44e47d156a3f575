import { z } from 'zod';

// What acts give that may go on as tasks, for who checks it once it is there. In a file of their own: fetched by their own name,
// the library would come with all its languages.

/** The id of what was made. */
export const idJson = z.string();

/** How many things it was about. */
export const countJson = z.number();
