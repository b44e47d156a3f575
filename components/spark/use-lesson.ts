'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '#lib/core/problem';
import { lessonQuery, useUpdateEntity } from '#lib/queries/catalogue';
import { problemOf } from '#lib/queries/result';

export interface SavedLesson {
  content_md: string;
  version: number;
}

export interface Lesson {
  /** What is in the editor now; reading it costs nothing, typing draws nothing anew. */
  read: () => string;
  write: (text: string) => void;
  /** Puts a text into the editor from outside. */
  replace: (text: string) => void;
  /** Counts up with every `replace`. */
  generation: number;
  isDirty: boolean;
  isSaving: boolean;
  savedAt: string | null;
  problem: Problem | null;
  /** The version that somebody saved meanwhile. */
  theirs: SavedLesson | null;
  /** Text that an earlier visit left unsaved. */
  kept: string | null;
  forgetKept: () => void;
  save: () => Promise<boolean>;
  saveAnyway: () => Promise<boolean>;
  useTheirs: () => void;
  discard: () => void;
}

const storageKey = (id: string) => `lesson-draft:${id}`;

function readKept(id: string): string | null {
  try {
    return localStorage.getItem(storageKey(id));
  } catch {
    return null;
  }
}
function keep(id: string, text: string | null) {
  try {
    if (text === null) localStorage.removeItem(storageKey(id));
    else localStorage.setItem(storageKey(id), text);
  } catch {
    // Without room on the device the page still guards what is unsaved.
  }
}

/**
 * The text of one lesson, the version it began with, and saving it. A save on top of somebody else's is refused by the
 * server: the text stays, theirs is fetched beside it. When only other fields moved on, it is saved over them.
 */
export function useLesson(workspace: string, id: string, saved: SavedLesson, onSaved: () => void): Lesson {
  const queries = useQueryClient();
  const update = useUpdateEntity(workspace);
  const base = useRef(saved);
  const text = useRef(saved.content_md);
  const saving = useRef(false);
  const [generation, setGeneration] = useState(0);
  const [isDirty, setDirty] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [theirs, setTheirs] = useState<SavedLesson | null>(null);
  const [kept, setKept] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const found = readKept(id);
    if (found !== null && found !== base.current.content_md) setKept(found);
    else keep(id, null);
    return () => clearTimeout(timer.current);
  }, [id]);

  const write = useCallback(
    (next: string) => {
      text.current = next;
      const dirty = next !== base.current.content_md;
      setDirty(dirty);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => keep(id, dirty ? next : null), 500);
    },
    [id],
  );
  const replace = useCallback(
    (next: string) => {
      write(next);
      setGeneration((count) => count + 1);
    },
    [write],
  );
  const settle = (next: SavedLesson) => {
    base.current = next;
    setTheirs(null);
    setProblem(null);
    write(text.current);
  };

  const send = async (version: number, isRetry: boolean): Promise<boolean> => {
    const sent = text.current;
    try {
      const row = await update.mutateAsync({ kind: 'spark', id, version, patch: { content_md: sent } });
      settle({ content_md: sent, version: row.version });
      setSavedAt(row.updated_at);
      onSaved();
      return true;
    } catch (error) {
      const found = problemOf(error);
      if (found.code === 'stale' && !isRetry) {
        const latest = await queries.fetchQuery({ ...lessonQuery(workspace, id), staleTime: 0 });
        if (latest.content_md === base.current.content_md || latest.content_md === sent)
          return send(latest.version, true);
        setTheirs({ content_md: latest.content_md, version: latest.version });
        return false;
      }
      setProblem(found);
      return false;
    }
  };
  const saveOver = async (version: number): Promise<boolean> => {
    if (saving.current) return false;
    if (text.current === base.current.content_md) return true;
    saving.current = true;
    setSaving(true);
    setProblem(null);
    try {
      return await send(version, false);
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      saving.current = false;
      setSaving(false);
    }
  };

  return {
    read: () => text.current,
    write,
    replace,
    generation,
    isDirty,
    isSaving,
    savedAt,
    problem,
    theirs,
    kept,
    forgetKept: () => {
      keep(id, null);
      setKept(null);
    },
    save: () => (theirs ? Promise.resolve(false) : saveOver(base.current.version)),
    saveAnyway: () => saveOver(theirs?.version ?? base.current.version),
    useTheirs: () => {
      if (!theirs) return;
      base.current = theirs;
      setTheirs(null);
      replace(theirs.content_md);
    },
    discard: () => replace(base.current.content_md),
  };
}
