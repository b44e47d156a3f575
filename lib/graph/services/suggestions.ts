import { setImmediate } from 'node:timers/promises';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { unpackOutline } from '#lib/catalogue/core/packed-outline.ts';
import { readOutline } from '#lib/catalogue/data/outline.ts';
import { indexGraph } from '../core/graph.ts';
import { graphNodes } from '../core/nodes.ts';
import { unpackGraph } from '../core/packed.ts';
import { type LessonTerms, readTerms, type Suggestion, suggesting } from '../core/suggest.ts';
import { readGraph } from '../data/links.ts';
import * as data from '../data/suggestions.ts';

export interface Suggestions {
  suggestions: Suggestion[];
  /** How many lessons were read, of how many there are. */
  lessons: { read: number; all: number };
}

/** What is kept of a text while it is compared takes eight times its room: 160 MB. */
const MOST_CHARACTERS = 20_000_000;
const PAGE = 50;
const MOST_SUGGESTIONS = 200;
/** So long the process may be busy before it looks after others. */
const BUSY_MS = 15;

/** What is being worked out. Whoever asks for the same meanwhile waits with the first: the doors know that both may read it. */
const running = new Map<string, Promise<Result<Suggestions>>>();

/** Likely links between sparks, from their texts; the best of them. */
export function readSuggestions(db: Db, workspace_id: string): Promise<Result<Suggestions>> {
  const known = running.get(workspace_id);
  if (known) return known;
  const begun = workOut(db, workspace_id).finally(() => running.delete(workspace_id));
  running.set(workspace_id, begun);
  return begun;
}

async function workOut(db: Db, workspace_id: string): Promise<Result<Suggestions>> {
  const packed = await readOutline(db, workspace_id);
  if (!packed.ok) return packed;
  const outline = unpackOutline(packed.data);
  const graph = await readGraph(db, workspace_id, 'spark', null);
  if (!graph.ok) return graph;
  const dismissed = await data.readDismissed(db, workspace_id);
  if (!dismissed.ok) return dismissed;
  const lessons = await readLessons(db, workspace_id);
  if (!lessons.ok) return lessons;
  const links = 'links' in graph.data ? unpackGraph(graph.data).links : [];
  const steps = suggesting(lessons.data, {
    index: indexGraph(graphNodes(outline, 'spark'), links),
    dismissed: new Set(dismissed.data.map(([source, target]) => `${source}>${target}`)),
  });
  const rest = breaks();
  let step = steps.next();
  while (!step.done) {
    await rest();
    step = steps.next();
  }
  return ok({
    suggestions: step.value.slice(0, MOST_SUGGESTIONS),
    lessons: { read: lessons.data.length, all: outline.sparks.length },
  });
}

/** The terms of lessons, as many as there is room for. */
async function readLessons(db: Db, workspace_id: string): Promise<Result<LessonTerms[]>> {
  const lessons: LessonTerms[] = [];
  const rest = breaks();
  let characters = 0;
  while (characters < MOST_CHARACTERS) {
    const page = await data.readLessonTexts(db, workspace_id, { after: lessons.at(-1)?.id, limit: PAGE });
    if (!page.ok) return page;
    for (const text of page.data) {
      lessons.push(readTerms({ ...text, key_concepts: onlyTexts(text.key_concepts) }));
      characters += text.content_md.length;
      await rest();
    }
    if (page.data.length < PAGE) break;
  }
  return ok(lessons);
}

/** A pause where one is due: other requests are answered in it. */
function breaks(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BUSY_MS) return;
    await setImmediate();
    last = performance.now();
  };
}

/** Key concepts come from outside as they are: a list of anything. */
const onlyTexts = (given: readonly unknown[] = []) => given.filter((one) => typeof one === 'string');
