'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { fail } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { SparkHead } from '#lib/catalogue/data/entities.ts';
import { lessonQuery, useUpdateEntity } from '#lib/catalogue/queries/entities.ts';
import { tooLongForLesson } from '#lib/lessons/core/markdown.ts';
import { type Draft, LessonSync, type SavedLesson, type SyncState } from './lesson-sync.ts';

/** The text of one lesson and its saving. It draws nothing by itself: who shows some of its state asks for that. */
export type Lesson = LessonSync;

/** A part of the state. Typing changes little of it, and only what shows that is drawn again. */
export function useLessonState<Part>(lesson: Lesson, select: (state: SyncState) => Part): Part {
  const read = () => select(lesson.snapshot());
  return useSyncExternalStore(lesson.subscribe, read, read);
}

const storageKey = (id: string) => `lesson-draft:${id}`;

function readDraft(id: string): Draft | null {
  try {
    const waiting: unknown = JSON.parse(localStorage.getItem(storageKey(id)) ?? 'null');
    if (
      typeof waiting !== 'object' ||
      waiting === null ||
      !('text' in waiting) ||
      !('base' in waiting) ||
      !('at' in waiting)
    )
      return null;
    const { text, base, at } = waiting;
    return typeof text === 'string' && typeof base === 'string' && typeof at === 'string' ? { text, base, at } : null;
  } catch {
    return null;
  }
}

function keepDraft(id: string, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(storageKey(id));
    else localStorage.setItem(storageKey(id), JSON.stringify(draft));
  } catch {
    // Without room on the device the page still guards what is not saved.
  }
}

/** The back button brings a page as it was rendered; what was saved from it since is known here. */
const newest = (rendered: SavedLesson, known: SavedLesson | undefined): SavedLesson =>
  known && known.version > rendered.version ? known : rendered;

/** Keeps the lesson for as long as its page is open. */
export function useLesson(workspace: string, id: string, saved: SavedLesson): Lesson {
  const queries = useQueryClient();
  const update = useUpdateEntity(workspace);
  const [sync] = useState(
    () =>
      new LessonSync(newest(saved, queries.getQueryData(lessonQuery(workspace, id).queryKey)), {
        save: async (content_md, version) => {
          const tooLong = tooLongForLesson(content_md);
          if (tooLong) return fail('invalid_input', tooLong);
          try {
            const row = await update.mutateAsync({ kind: 'spark', id, version, patch: { content_md } });
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
        draft: { get: () => readDraft(id), set: (draft) => keepDraft(id, draft) },
        now: () => new Date(),
      }),
  );
  useEffect(() => {
    sync.resume();
    window.addEventListener('online', sync.online);
    window.addEventListener('pagehide', sync.leaving);
    return () => {
      window.removeEventListener('online', sync.online);
      window.removeEventListener('pagehide', sync.leaving);
      sync.stop();
    };
  }, [sync]);
  return sync;
}
