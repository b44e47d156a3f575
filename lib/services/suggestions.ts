import { setImmediate } from 'node:timers/promises';
import { indexGraph } from '#lib/core/graph/graph';
import { graphNodes } from '#lib/core/graph/nodes';
import { unpackGraph } from '#lib/core/graph/packed';
import { type LessonTerms, readTerms, type Suggestion, suggestLinks } from '#lib/core/graph/suggest';
import { fail, ok, type Result } from '#lib/core/problem';
import { readOutline } from '#lib/data/catalogue';
import type { Db } from '#lib/data/clients/token';
import { readGraph } from '#lib/data/links';
import * as data from '#lib/data/suggestions';

export interface Suggestions {
  suggestions: Suggestion[];
  /** How many lessons were read, of how many there are. */
  lessons: { read: number; all: number };
}

/** Half a minute of reading at most, and memory for the words of so many. */
const MOST_LESSONS = 5_000;
const PAGE = 200;
const MOST_SUGGESTIONS = 200;

/** Likely links between sparks, from their texts; the best of them. */
export async function readSuggestions(
  db: Db,
  workspace_id: string,
  signal?: AbortSignal,
): Promise<Result<Suggestions>> {
  const outline = await readOutline(db, workspace_id);
  if (!outline.ok) return outline;
  const graph = await readGraph(db, workspace_id, 'spark', null, signal);
  if (!graph.ok) return graph;
  const dismissed = await data.readDismissed(db, workspace_id);
  if (!dismissed.ok) return dismissed;
  const lessons = await readLessons(db, workspace_id, signal);
  if (!lessons.ok) return lessons;
  const links = 'links' in graph.data ? unpackGraph(graph.data).links : [];
  const suggestions = suggestLinks(lessons.data, {
    index: indexGraph(graphNodes(outline.data, 'spark'), links),
    dismissed: new Set(dismissed.data.map(([source, target]) => `${source}>${target}`)),
  });
  return ok({
    suggestions: suggestions.slice(0, MOST_SUGGESTIONS),
    lessons: { read: lessons.data.length, all: outline.data.sparks.length },
  });
}

/** The terms of all lessons, page by page: between two pages the process answers others. */
async function readLessons(db: Db, workspace_id: string, signal?: AbortSignal): Promise<Result<LessonTerms[]>> {
  const lessons: LessonTerms[] = [];
  while (lessons.length < MOST_LESSONS) {
    if (signal?.aborted) return fail('unavailable', 'The request was called back.');
    const after = lessons.at(-1)?.id;
    const page = await data.readLessonTexts(db, workspace_id, { after, limit: PAGE }, signal);
    if (!page.ok) return page;
    for (const text of page.data) lessons.push(readTerms({ ...text, key_concepts: onlyTexts(text.key_concepts) }));
    if (page.data.length < PAGE) break;
    await setImmediate();
  }
  return ok(lessons);
}

/** Key concepts come from outside as they are: a list of anything. */
const onlyTexts = (given: readonly unknown[] = []) => given.filter((one) => typeof one === 'string');
