import { z } from 'zod';

/**
 * Where a list goes on. A cursor belongs to one snapshot and one list: pages fit together even when another snapshot
 * is promoted between them.
 */
export interface Cursor {
  snapshot_id: string;
  /** The list and what it is cut by, e.g. `trails?domain=data`. */
  list: string;
  /** Sort key of the last entry: its order or rank, and its slug. */
  after: readonly [number, string];
}

const shape = z.tuple([z.literal(1), z.uuid(), z.string().max(400), z.number(), z.string().max(200)]);

export function writeCursor(cursor: Cursor): string {
  const text = JSON.stringify([1, cursor.snapshot_id, cursor.list, ...cursor.after]);
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** null for anything that `writeCursor` did not write. */
export function readCursor(text: string): Cursor | null {
  if (!/^[\w-]{1,1200}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const parsed = shape.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (!parsed.success) return null;
    const [, snapshot_id, list, order, slug] = parsed.data;
    return { snapshot_id, list, after: [order, slug] };
  } catch {
    return null;
  }
}
