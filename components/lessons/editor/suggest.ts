import { type Editor, Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

// Two lists open while one types: `/` for what can be put in, `[[` for other sparks. Where the words stand is state of the
// document, what the list shows is not: it registers here to be asked about keys.

export interface Suggestion {
  kind: 'insert' | 'spark';
  from: number;
  to: number;
  words: string;
}

interface SuggestState {
  open: Suggestion | null;
  /** Where a list was closed by hand; it stays closed as long as one types there. */
  dismissed: number | null;
  /** Of the row that is chosen, for those who hear the list. */
  row: string | null;
}

export const suggestKey = new PluginKey<SuggestState>('lesson_suggest');
export const LIST_ID = 'lesson-suggestions';

const INSERT = /(?:^|\s)\/((?:[\p{L}\p{N}][\p{L}\p{N} -]{0,30})?)$/u;
const SPARK = /\[\[([^[\]\n]{0,80})$/;

function suggestionAt({ selection }: EditorState): Suggestion | null {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return null;
  if ($from.marks().some(({ type }) => type.spec.code)) return null;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 100), $from.parentOffset, null, '\uFFFC');
  const spark = SPARK.exec(before);
  if (spark) return { kind: 'spark', from: $from.pos - spark[0].length, to: $from.pos, words: spark[1] ?? '' };
  const insert = INSERT.exec(before);
  if (!insert) return null;
  const words = insert[1] ?? '';
  return { kind: 'insert', from: $from.pos - words.length - 1, to: $from.pos, words };
}

type KeyHandler = (event: KeyboardEvent) => boolean;
const handlers = new WeakMap<Editor, KeyHandler>();

/** The list that is open is asked first about each key. */
export function listenToKeys(editor: Editor, handler: KeyHandler): () => void {
  handlers.set(editor, handler);
  return () => {
    if (handlers.get(editor) === handler) handlers.delete(editor);
  };
}

/** Closes the list, until another place is typed at. */
export function dismissSuggestion({ state, view }: Editor) {
  view.dispatch(state.tr.setMeta(suggestKey, { dismissed: suggestKey.getState(state)?.open?.from ?? null }));
}

/** Says which row of the list is chosen. */
export function chooseRow({ state, view }: Editor, row: string | null) {
  if (suggestKey.getState(state)?.row !== row) view.dispatch(state.tr.setMeta(suggestKey, { row }));
}

export const Suggest = Extension.create({
  name: 'lesson_suggest',
  priority: 1000,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin<SuggestState>({
        key: suggestKey,
        state: {
          init: () => ({ open: null, dismissed: null, row: null }),
          apply: (tr, old, _before, after) => {
            const meta: Partial<SuggestState> = tr.getMeta(suggestKey) ?? {};
            if (!tr.docChanged && !tr.selectionSet && Object.keys(meta).length === 0) return old;
            const found = suggestionAt(after);
            const mapped = old.dismissed === null ? null : tr.mapping.map(old.dismissed);
            const dismissed = meta.dismissed ?? (found && found.from === mapped ? mapped : null);
            // A list opens by typing, not by walking past a slash.
            const isTyped = tr.docChanged || old.open?.from === found?.from;
            const open = found && found.from !== dismissed && isTyped ? found : null;
            const row = open ? (meta.row === undefined ? old.row : meta.row) : null;
            return { open, dismissed, row };
          },
        },
        props: {
          attributes: (state): Record<string, string> => {
            const now = suggestKey.getState(state);
            if (!now?.open) return {};
            return {
              'aria-controls': LIST_ID,
              'aria-haspopup': 'listbox',
              ...(now.row ? { 'aria-activedescendant': now.row } : {}),
            };
          },
          decorations: (state) => {
            const open = suggestKey.getState(state)?.open;
            return open
              ? DecorationSet.create(state.doc, [Decoration.inline(open.from, open.to, { class: 'suggesting' })])
              : null;
          },
          handleKeyDown: (view, event) => {
            if (!suggestKey.getState(view.state)?.open) return false;
            if (event.key === 'Escape') {
              dismissSuggestion(editor);
              return true;
            }
            return handlers.get(editor)?.(event) ?? false;
          },
          handleDOMEvents: {
            blur: () => {
              if (suggestKey.getState(editor.state)?.open) dismissSuggestion(editor);
              return false;
            },
          },
        },
      }),
    ];
  },
});
