import { useQuery } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { LessonSaid } from '#lib/quality/core/analyse.ts';
import { shownFindings } from '#lib/quality/core/shown.ts';
import { lessonQualityQuery } from '#lib/quality/queries/quality.ts';
import { type Checked, checkLesson } from './check.ts';
import { drawMarks, type PlacedShown, qualityMarks, removeMarks } from './marks.ts';

const PAUSE_MS = 2_000;

export interface CheckedLesson {
  workspace: string;
  spark_id: string;
  editor: Editor;
  /** What the lesson says now, Markdown of all that was typed. */
  read: () => Promise<LessonSaid | null>;
}

/** The findings of the lesson in an editor: looked for when it opens and two seconds after the typing stops. */
export function useFindings({ workspace, spark_id, editor, read }: CheckedLesson) {
  const around = useQuery(lessonQualityQuery(workspace, spark_id));
  const [checked, setChecked] = useState<Checked | null>(null);
  const [state, setState] = useState<'checking' | 'checked' | 'failed'>('checking');
  const [current, setCurrent] = useState<string | null>(null);
  /** The document that the findings are of: a fix of another one would hit something else. */
  const of = useRef<Node | null>(null);
  const turn = useRef(0);

  const check = useEffectEvent(async () => {
    const { data } = around;
    if (!data || editor.isDestroyed) return;
    const own = ++turn.current;
    setState('checking');
    try {
      const lesson = await read();
      const { doc } = editor.state;
      if (!lesson) return;
      const next = await checkLesson(lesson, data.context);
      // Typed or asked again meanwhile: that check is on its way.
      if (own !== turn.current) return;
      of.current = doc;
      setChecked(next);
      setState('checked');
    } catch {
      if (own === turn.current) setState('failed');
    }
  });

  useEffect(() => {
    editor.registerPlugin(qualityMarks());
    let timer: ReturnType<typeof setTimeout> | undefined;
    let { doc } = editor.state;
    const onTransaction = () => {
      if (editor.state.doc === doc) return;
      doc = editor.state.doc;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), PAUSE_MS);
    };
    editor.on('transaction', onTransaction);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', onTransaction);
      removeMarks(editor);
    };
  }, [editor]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands around the lesson is a part of what is checked.
  useEffect(() => {
    void check();
  }, [around.data]);

  const shown = useMemo(() => {
    const { gates = [], dismissals = [] } = around.data ?? {};
    return shownFindings(checked?.findings ?? [], { gates, dismissals }) as Record<'open' | 'dismissed', PlacedShown[]>;
  }, [checked, around.data]);

  useEffect(() => drawMarks(editor, shown.open, current), [editor, shown, current]);

  return {
    ...shown,
    scores: checked?.scores ?? null,
    state: around.error ? ('failed' as const) : state,
    current,
    setCurrent,
    /** Whether the findings are of the text as it is now. */
    isOfNow: () => of.current === editor.state.doc,
    again: () => void (around.error ? around.refetch() : check()),
  };
}
