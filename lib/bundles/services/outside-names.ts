import { hash } from 'node:crypto';
import { type ContentKind, factsOf } from '#lib/base/core/content-kinds.ts';
import { SLUG_PATTERN, suggestSlug } from '#lib/base/core/slug.ts';
import type { Named } from '../core/outside.ts';
import type { AskedExternal, FoundExternal } from '../data/outside.ts';

/** Looks for things of another system in a workspace. */
export type ExternalFinder = (kind: ContentKind, system: string, asked: AskedExternal[]) => Promise<FoundExternal[]>;

/** A thing of a file that is to be called something here. */
export interface ToName {
  external_id: string;
  /** What its slug is made from. */
  title: unknown;
  /** Its id was written in the file, not made from what it says. */
  has_id: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
const MOST_SLUG = 190;

/** The same id for the same words, in the form of a UUID. */
export function makeId(words: string): string {
  const hex = hash('sha256', words, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * What the things of a file are called here: what was imported before keeps its slug, an id that is a slug means what has it, and
 * everything else gets a slug of its own, which nothing in the workspace and nothing else in the file has.
 */
export async function nameAll(
  kind: ContentKind,
  system: string,
  things: readonly ToName[],
  find: ExternalFinder | null,
  used = new Set<string>(),
): Promise<Named[]> {
  const named = new Array<Named | undefined>(things.length);
  let open = things.map((thing, nth) => {
    const is_slug = thing.has_id && SLUG_PATTERN.test(thing.external_id) && !UUID.test(thing.external_id);
    const title = typeof thing.title === 'string' ? thing.title : '';
    const base = (is_slug ? thing.external_id : suggestSlug(title, factsOf(kind).label[0])).slice(0, MOST_SLUG);
    return { nth, external_id: thing.external_id, base: base.replace(/-$/, ''), is_slug, number: 1 };
  });
  while (open.length > 0) {
    const asked = open.map((one) => ({ id: one.external_id, slug: numbered(one), is_slug: one.is_slug }));
    const found = find ? await find(kind, system, asked) : [];
    const left: typeof open = [];
    for (const [place, one] of open.entries()) {
      const there = found[place];
      const slug = numbered(one);
      if (there?.slug) {
        const { slug: known, estimated_mins, difficulty, parent } = there;
        named[one.nth] = {
          slug: known,
          external_id: one.external_id,
          is_here: true,
          estimated_mins,
          difficulty,
          parent,
        };
        used.add(there.slug);
      } else if (there?.is_taken || used.has(slug)) {
        let number = one.number + 1;
        while (used.has(numbered({ ...one, number }))) number++;
        left.push({ ...one, number, is_slug: false });
      } else {
        named[one.nth] = { slug, external_id: one.external_id };
        used.add(slug);
      }
    }
    open = left;
  }
  return named.flatMap((one) => one ?? []);
}

const numbered = ({ base, number }: { base: string; number: number }) => (number === 1 ? base : `${base}-${number}`);
