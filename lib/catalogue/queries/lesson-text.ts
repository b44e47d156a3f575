import type { QueryClient } from '@tanstack/react-query';
import type { Result } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { updateEntityAction } from '../actions/entities.ts';
import type { SparkHead } from '../data/entities.ts';
import type { lessonRead } from '../reads/entities.ts';

// The text of a lesson apart from its page, for what was written earlier and is sent now. Nothing here leads away to the sign-in:
// the person may be in the middle of something else.

type Refused = Extract<Result<never>, { ok: false }>;
const reached = <Data>(answer: Promise<Result<Data>>): Promise<Result<Data>> =>
  answer.catch((error): Refused => ({ ok: false, problem: problemOf(error) }));

/** The newest text that is saved. */
export async function readLesson(workspace: string, id: string) {
  const read = await reached(fetchRead<typeof lessonRead>(workspace, 'lesson', { id }, undefined));
  if (!read.ok) return read;
  const { content_md, version, updated_by } = read.data;
  return { ok: true as const, lesson: { content_md, version, updated_by } };
}

/** Saves a text on top of a version, as the person who wrote it. */
export async function saveLesson(
  queries: QueryClient,
  workspace: string,
  { id, version, content_md, author }: { id: string; version: number; content_md: string; author: string },
) {
  const saved = await reached(
    updateEntityAction(workspace, { kind: 'spark', id, version, patch: { content_md }, author }),
  );
  if (!saved.ok) return saved;
  const row = saved.data as SparkHead;
  queries.setQueryData(keys.entity(workspace, 'spark', id), row);
  void makeStale(queries, workspace, 'entity.text', { patched: [keys.entity(workspace, 'spark', id)] });
  return { ok: true as const, version: row.version, savedAt: row.updated_at };
}
