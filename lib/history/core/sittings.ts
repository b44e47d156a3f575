import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { ChangeAction } from './history.ts';

/** Somebody who pauses for as long as this begins another sitting with the next save. */
const PAUSE = 15 * 60_000;

/** What has to be known of a change set to tell which sitting it belongs to. */
export interface Save {
  action: ChangeAction;
  author: string | null;
  created_at: string;
  /** How many things it touched; `versions` may hold fewer. */
  total: number;
  versions: readonly { kind: ContentKind; entity_id: string; operation: 'create' | 'update' | 'delete' }[];
}

/** A sitting that saves further back may still belong to. */
interface Open {
  nth: number;
  author: string;
  oldest: number;
}

interface Grouped {
  /** The number of the sitting of each save, counted from the newest. */
  nths: number[];
  /** What is still open after the oldest save, by the thing it is about. */
  open: Map<string, Open>;
}

const keyOf = ({ kind, entity_id }: Save['versions'][number]) => `${kind} ${entity_id}`;

/** The one thing that somebody saved; null for an act that is told by itself. */
function thingOf({ action, author, total, versions: [first] }: Save): string | null {
  const isSave = action === 'edit' && author !== null && total === 1 && first?.operation === 'update';
  return isSave ? keyOf(first) : null;
}

function group(saves: readonly Save[]): Grouped {
  const nths: number[] = [];
  const open = new Map<string, Open>();
  let count = 0;
  for (const save of saves) {
    const thing = thingOf(save);
    const at = Date.parse(save.created_at);
    const known = thing === null ? undefined : open.get(thing);
    if (known && known.author === save.author && known.oldest - at < PAUSE) {
      nths.push(known.nth);
      known.oldest = at;
      continue;
    }
    if (thing !== null && save.author !== null) open.set(thing, { nth: count, author: save.author, oldest: at });
    else if (save.total > save.versions.length) open.clear();
    else for (const version of save.versions) open.delete(keyOf(version));
    nths.push(count);
    count++;
  }
  return { nths, open };
}

/**
 * Saves of a history, newest first, in sittings: one person's saves of one thing that nobody else's come between, with short pauses.
 * A sitting stands where its newest save stood. Two lessons that are written at once in one trail are two sittings.
 */
export function sittingsOf<Each extends Save>(saves: readonly Each[]): [Each, ...Each[]][] {
  const sittings: [Each, ...Each[]][] = [];
  const { nths } = group(saves);
  for (const [at, save] of saves.entries()) {
    const sitting = sittings[nths[at] as number];
    if (sitting) sitting.push(save);
    else sittings.push([save]);
  }
  return sittings;
}

/** How many of these saves, from the newest on, are whole sittings whatever comes after them. */
export function wholeSittings(saves: readonly Save[], isEnd: boolean): number {
  if (isEnd) return saves.length;
  const { nths, open } = group(saves);
  const until = Date.parse(saves.at(-1)?.created_at ?? '');
  const torn = new Set([...open.values()].filter(({ oldest }) => oldest - until < PAUSE).map(({ nth }) => nth));
  const last = new Map(nths.map((nth, at) => [nth, torn.has(nth) ? Number.POSITIVE_INFINITY : at]));
  let [whole, reach] = [0, -1];
  for (const [at, nth] of nths.entries()) {
    reach = Math.max(reach, last.get(nth) as number);
    if (reach === at) whole = at + 1;
  }
  return whole;
}
