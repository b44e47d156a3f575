import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Result } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { updateEntityAction } from '../actions/entities.ts';
import type { EntityHead } from '../data/entities.ts';
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

interface LessonText {
  workspace: string;
  id: string;
  version: number;
  content_md: string;
  /** Refused when somebody else is signed in by now. */
  author: string;
}

/** Saves the text of a lesson of whatever workspace; a refusal is its answer, and is not thrown. */
export function useSaveLesson() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ workspace, content_md, ...target }: LessonText) =>
      reached(updateEntityAction(workspace, { kind: 'spark', patch: { content_md }, ...target })),
    onSuccess: (saved, { workspace, id }) => {
      if (!saved.ok) return;
      const patched = [keys.entity(workspace, 'spark', id)] as const;
      queries.setQueryData<EntityHead>(patched[0], saved.data);
      void makeStale(queries, workspace, 'entity.text', { patched });
    },
  });
}
