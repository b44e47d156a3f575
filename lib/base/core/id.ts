/** Whether a text is the id of a row, as PostgreSQL writes and reads them. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** Stands for "no snapshot so far" where an id says which one is current. */
export const NO_SNAPSHOT = '00000000-0000-0000-0000-000000000000';
