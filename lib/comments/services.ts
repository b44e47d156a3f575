import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { findAnchor } from './core/anchor.ts';
import { plainText } from './core/plain-text.ts';
import type { StoredThread, Thread, ThreadPlace } from './core/thread.ts';
import { readThreads, readVersionsSince, type Version } from './data.ts';

/** The threads of a lesson or a draft. Of passages that are gone it is said in which version they went. */
export async function openThreads(db: Db, workspace_id: string, of: ThreadPlace): Promise<Result<Thread[]>> {
  const threads = await readThreads(db, workspace_id, of);
  if (!threads.ok) return threads;
  const place = 'spark_id' in of ? of.spark_id : null;
  // Versions of a lesson that was merged into this one count by themselves.
  const marked = threads.data.flatMap(({ spark_id, version }) => (spark_id === place && version) || []);
  if (place === null || marked.length === 0) return ok(threads.data.map((one) => ({ ...one, gone_in: null })));
  const versions = await readVersionsSince(db, workspace_id, place, Math.min(...marked));
  if (!versions.ok) return versions;
  const texts = shownTexts(versions.data);
  const gone = (one: StoredThread) => (one.spark_id === place ? goneIn(one, versions.data, texts) : null);
  return ok(threads.data.map((one) => ({ ...one, gone_in: gone(one) })));
}

/** Each version as it is shown, made once it is needed. */
function shownTexts(versions: readonly Version[]): (nth: number) => string {
  const made = new Map<number, string>();
  return (nth) => {
    const known = made.get(nth);
    if (known !== undefined) return known;
    const { doc } = openDocument(versions[nth]?.content_md ?? '');
    const { text } = plainText(doc.textBetween(0, doc.content.size, ' '));
    made.set(nth, text);
    return text;
  };
}

/** The version without the passage after which it never came back; halving finds it, so few texts are looked at. */
function goneIn(anchor: StoredThread, versions: readonly Version[], textOf: (nth: number) => string): number | null {
  const first = versions.findIndex(({ version }) => anchor.version !== null && version > anchor.version);
  // Mostly the words stand in the Markdown as they are shown.
  const isThere = (nth: number) =>
    versions[nth]?.content_md.includes(anchor.quote) || findAnchor(textOf(nth), anchor) !== null;
  if (first < 0 || isThere(versions.length - 1)) return null;
  let [there, gone] = [first - 1, versions.length - 1];
  while (gone - there > 1) {
    const middle = Math.floor((there + gone) / 2);
    if (isThere(middle)) there = middle;
    else gone = middle;
  }
  return versions[gone]?.version ?? null;
}
