import type { Node } from '@tiptap/pm/model';
import { fail, type Problem, type Result } from '#lib/base/core/problem.ts';
import type { OpenLesson } from './model.ts';
import { editorText } from './text.ts';

const PAUSE = 350;

export interface WriterOptions {
  doc: () => Node;
  lesson: () => Pick<OpenLesson, 'save'> | null;
  /** The Markdown of what was typed. */
  onMarkdown: (markdown: string) => void;
  /** Why there is none; null once there is again. */
  onProblem: (problem: Problem | null) => void;
  /** Whether something was typed that is no Markdown yet. */
  onPending: (isPending: boolean) => void;
}

/**
 * Turns the document into Markdown, away from the keystrokes: a while after the last one, one run at a time. Whoever is about
 * to save or to leave waits for `flush`, which says whether all that was typed has become Markdown.
 */
export function createWriter({ doc, lesson, onMarkdown, onProblem, onPending }: WriterOptions) {
  let written: Node = doc();
  let isRefused = false;
  let isPending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;

  const pend = (next: boolean) => {
    if (next === isPending) return;
    isPending = next;
    onPending(next);
  };
  const run = async (): Promise<boolean> => {
    for (let current = doc(); current !== written; current = doc()) {
      const open = lesson();
      if (!open) return false;
      const saved: Result<{ markdown: string }> = await open
        .save(current)
        .catch(() => fail('unavailable', editorText.problem.model));
      // Another text took the place of this one.
      if (open !== lesson()) return true;
      written = current;
      isRefused = !saved.ok;
      onProblem(saved.ok ? null : saved.problem);
      if (saved.ok) onMarkdown(saved.data.markdown);
    }
    pend(isRefused);
    return !isRefused;
  };
  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    flush,
    /** The document is what the Markdown says: it was opened just now. */
    settle: () => {
      clearTimeout(timer);
      written = doc();
      isRefused = false;
      onProblem(null);
      pend(false);
    },
    /** Something was typed. */
    touch: () => {
      pend(true);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), PAUSE);
    },
  };
}

export type Writer = ReturnType<typeof createWriter>;
