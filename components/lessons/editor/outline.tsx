'use client';

import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { cx } from '#components/ui/cx.tsx';
import { outlineOf } from '#lib/lessons/core/editor/outline.ts';
import { editorText } from './text.ts';
import { useQuietValue } from './use-quiet-value.ts';

const INDENT = ['', 'ps-3', 'ps-6', 'ps-9', 'ps-12', 'ps-15'];

/** Goes to a heading, and the cursor with it. */
function jump(editor: Editor, at: number) {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, at + 1)));
  const dom = view.nodeDOM(at);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'start' });
  view.focus();
}

/** The headings of the lesson, to jump to. */
export function Outline({ editor }: { editor: Editor }) {
  const headings = useQuietValue(editor, ({ state }) => outlineOf(state.doc));
  const top = Math.min(...headings.map(({ level }) => level));
  return (
    <nav aria-label={editorText.outline} className="w-60 shrink-0 overflow-auto border-s p-2 text-sm max-md:hidden">
      {headings.length === 0 && <p className="p-2 text-muted">{editorText.outlineNone}</p>}
      <ul className="flex flex-col">
        {headings.map(({ level, text: words, at }) => (
          <li key={at} className={INDENT[level - top]}>
            <button
              type="button"
              dir="auto"
              onClick={() => jump(editor, at)}
              className={cx(
                'text-title block w-full truncate rounded-md px-2 py-1 text-start hover:bg-hover',
                level === top ? 'text-ink' : 'text-muted',
              )}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
