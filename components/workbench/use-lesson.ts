'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { fail } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { SparkHead } from '#lib/catalogue/data/entities.ts';
import { entityQuery, lessonQuery, useUpdateEntity } from '#lib/catalogue/queries/entities.ts';
import { tooLongForLesson } from '#lib/lessons/core/markdown.ts';
import { useWho } from './drafts/who.tsx';
import { LessonSync, type SavedLesson, type SyncState } from './lesson-sync.ts';

/** The text of one lesson and its saving. It draws nothing by itself: who shows some of its state asks for that. */
export type Lesson = LessonSync;

/** A part of the state. Typing changes little of it, and only what shows that is drawn again. */
export function useLessonState<Part>(lesson: Lesson, select: (state: SyncState) => Part): Part {
  const read = () => select(lesson.snapshot());
  return useSyncExternalStore(lesson.subscribe, read, read);
}

/** The back button brings a page as it was rendered; what was saved from it since is known here. */
const newest = (rendered: SavedLesson, known: SavedLesson | undefined): SavedLesson =>
  known && known.version > rendered.version ? known : rendered;

/** What a draft is called where it waits. */
function nameOf(queries: QueryClient, workspace: string, id: string): { title: string; slug: string } {
  const row = queries.getQueryData(entityQuery(workspace, 'spark', id).queryKey);
  return row && 'title' in row ? { title: row.title, slug: row.slug } : { title: '', slug: '' };
}

/** Keeps the lesson for as long as its page is open. */
export function useLesson(workspace: string, id: string, saved: SavedLesson, isHeld = false): Lesson {
  const queries = useQueryClient();
  const who = useWho();
  const drafts = who?.drafts;
  const workspace_id = who?.here.id ?? '';
  const update = useUpdateEntity(workspace);
  const [sync] = useState(
    () =>
      new LessonSync(newest(saved, queries.getQueryData(lessonQuery(workspace, id).queryKey)), {
        save: async (content_md, version) => {
          const tooLong = tooLongForLesson(content_md);
          if (tooLong) return fail('invalid_input', tooLong);
          try {
            const row = await update.mutateAsync({
              kind: 'spark',
              id,
              version,
              patch: { content_md },
              author: drafts?.user_id,
            });
            queries.setQueryData(lessonQuery(workspace, id).queryKey, { ...(row as SparkHead), content_md });
            return { ok: true, version: row.version, savedAt: row.updated_at };
          } catch (error) {
            return { ok: false, problem: problemOf(error) };
          }
        },
        load: async () => {
          try {
            const { content_md, version, updated_by } = await queries.fetchQuery({
              ...lessonQuery(workspace, id),
              staleTime: 0,
              retry: false,
              networkMode: 'always',
            });
            return { ok: true, lesson: { content_md, version, updated_by } };
          } catch (error) {
            return { ok: false, problem: problemOf(error) };
          }
        },
        draft: {
          get: () => drafts?.get(workspace_id, id) ?? null,
          set: (draft) => drafts?.set(workspace_id, id, draft && { ...draft, ...nameOf(queries, workspace, id) }),
        },
        now: () => new Date(),
      }),
  );
  // Before anything is brought back, which would be saved else.
  useEffect(() => sync.hold(isHeld), [sync, isHeld]);
  useEffect(() => {
    const close = drafts?.open(id);
    sync.resume();
    window.addEventListener('online', sync.online);
    window.addEventListener('pagehide', sync.leaving);
    return () => {
      window.removeEventListener('online', sync.online);
      window.removeEventListener('pagehide', sync.leaving);
      sync.stop();
      close?.();
    };
  }, [sync, drafts, id]);
  return sync;
}
