'use client';

import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type ReactNode, useEffect, useState } from 'react';
import { KindIcon } from '#components/base/kind.tsx';
import { cx } from '#components/ui/cx.tsx';
import type { Found } from '#lib/search/data/search.ts';
import { fetchFound } from '#lib/search/queries.ts';
import { Floating } from './floating.tsx';
import { findInserts, runInsert } from './inserts.tsx';
import { chooseRow, LIST_ID, listenToKeys, type Suggestion, suggestKey } from './suggest.ts';
import { editorText } from './text.ts';

interface Row {
  id: string;
  label: string;
  hint?: string;
  icon: ReactNode;
  run: () => void;
}

interface Rows {
  rows: Row[];
  /** What is said in place of rows. */
  note: string | null;
}

const PAUSE = 150;

/** Sparks that match, a moment after the last letter; the answer to an older question is left out. */
function useSparks(editor: Editor, workspace: string, open: Suggestion | null): Rows {
  const [found, setFound] = useState<Found[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const words = open?.kind === 'spark' ? open.words.trim() : null;
  useEffect(() => {
    if (words === null || words === '') {
      setFound([]);
      setNote(editorText.link.sparkHelp);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetchFound(workspace, words, abort.signal, { kind: 'spark' }).then(
        ({ items }) => {
          if (abort.signal.aborted) return;
          setFound(items);
          setNote(items.length === 0 ? editorText.link.sparkNone : null);
        },
        () => !abort.signal.aborted && setNote(editorText.link.sparkFailed),
      );
    }, PAUSE);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [workspace, words]);

  const link = (slug: string, title: string) => {
    const now = suggestKey.getState(editor.state)?.open;
    if (!now) return;
    const { schema, state, view } = editor;
    const mark = schema.mark('link', { href: `spark:${slug}` });
    view.dispatch(state.tr.replaceWith(now.from, now.to, schema.text(title, [mark])).removeStoredMark(mark));
    view.focus();
  };
  const rows = found.map(({ slug, title, path }) => ({
    id: slug,
    label: title,
    hint: path.at(-1)?.title ?? slug,
    icon: <KindIcon kind="spark" />,
    run: () => link(slug, title),
  }));
  return { rows, note };
}

function insertRows(editor: Editor, open: Suggestion): Rows {
  const rows = findInserts(open.words).map((insert) => ({
    id: insert.id,
    label: insert.label,
    icon: insert.icon,
    run: () => {
      const now = suggestKey.getState(editor.state)?.open;
      if (now) runInsert(editor, insert, now);
    },
  }));
  return { rows, note: null };
}

/** The list that `/` and `[[` open. The keyboard stays in the text; arrows choose, Enter takes, Escape closes. */
export function SuggestList({ editor, workspace }: { editor: Editor; workspace: string }) {
  const open = useEditorState({
    editor,
    selector: ({ editor: { state } }) => suggestKey.getState(state)?.open ?? null,
  });
  const sparks = useSparks(editor, workspace, open);
  const [chosen, setChosen] = useState(0);
  const { rows, note } = !open ? { rows: [], note: null } : open.kind === 'spark' ? sparks : insertRows(editor, open);
  const at = Math.min(chosen, rows.length - 1);
  const rowId = rows[at] ? `${LIST_ID}-${rows[at].id}` : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin at the first row.
  useEffect(() => setChosen(0), [open?.kind, open?.words]);
  useEffect(() => {
    chooseRow(editor, rowId);
    if (rowId) document.getElementById(rowId)?.scrollIntoView({ block: 'nearest' });
  }, [editor, rowId]);
  useEffect(() =>
    listenToKeys(editor, (event) => {
      if (rows.length === 0) {
        // Nothing to take: the words were meant as words.
        return false;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) setChosen((at + step + rows.length) % rows.length);
      else if (event.key === 'Enter' || event.key === 'Tab') rows[at]?.run();
      else return false;
      return true;
    }),
  );
  if (!open || (rows.length === 0 && note === null)) return null;

  return (
    <Floating
      editor={editor}
      from={open.from}
      to={open.to}
      // It scrolls, and whatever scrolls can be reached; the arrow keys of the text move through it besides.
      tabIndex={0}
      className="w-80"
      onMouseDown={(event) => event.preventDefault()}
    >
      {rows.length > 0 && (
        <div
          id={LIST_ID}
          role="listbox"
          aria-label={open.kind === 'spark' ? editorText.link.sparks : editorText.insert.label}
        >
          {rows.map(({ id, label, hint, icon, run }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text, which keeps the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: see above.
            <div
              key={id}
              id={`${LIST_ID}-${id}`}
              role="option"
              aria-selected={index === at}
              onClick={run}
              onPointerMove={() => index !== at && setChosen(index)}
              className={cx(
                'flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-base [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted',
                index === at && 'bg-hover',
              )}
            >
              {icon}
              <span className="min-w-0 flex-1">
                <span dir="auto" className="text-title block truncate text-ink">
                  {label}
                </span>
                {hint && (
                  <span dir="auto" className="text-title block truncate text-sm text-muted">
                    {hint}
                  </span>
                )}
              </span>
            </div>
          ))}
        </div>
      )}
      <p role="status" className={cx(note ? 'px-3 py-2.5 text-sm text-muted' : 'sr-only')}>
        {note ?? editorText.insert.count(rows.length)}
      </p>
    </Floating>
  );
}
