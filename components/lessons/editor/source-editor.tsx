'use client';

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorSelection, EditorState } from '@codemirror/state';
import { type Command, drawSelection, EditorView, highlightSpecialChars, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useUploadFile } from '#lib/assets/queries.ts';
import './upload.css';
import { lineEndsOf } from './line-ends.ts';
import { sourceUploads } from './source-uploads.ts';
import { editorText } from './text.ts';

export interface SourceEditorProps {
  workspace: string;
  /** What the text says when the editor opens. */
  read: () => string;
  onInput: (text: string) => void;
  /** How far down the text is scrolled, 0 to 1. */
  onScrolled?: (share: number) => void;
}

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '650' },
  { tag: tags.strong, fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: 'var(--text-faint)' },
  { tag: [tags.link, tags.url], color: 'var(--code-function)' },
  { tag: tags.monospace, color: 'var(--code-string)' },
  { tag: tags.quote, color: 'var(--text-muted)' },
  { tag: [tags.tagName, tags.angleBracket, tags.attributeName], color: 'var(--code-keyword)' },
  { tag: tags.comment, color: 'var(--code-comment)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-geist-mono), monospace', lineHeight: '1.5rem', overflow: 'auto' },
  '.cm-content': { padding: '1rem 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 1.25rem' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--selection)',
  },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-searchMatch': { backgroundColor: 'var(--draft-soft)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent-line)' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', border: '1px solid var(--field-line)', borderRadius: '6px' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--raised)', borderRadius: '6px' },
});

/** Puts marks around what is selected, or takes them away where they are. */
const wrap =
  (mark: string): Command =>
  ({ state, dispatch }) => {
    const { length } = mark;
    const change = state.changeByRange(({ from, to }) => {
      const isWrapped = state.sliceDoc(from - length, from) === mark && state.sliceDoc(to, to + length) === mark;
      const changes = isWrapped
        ? [
            { from: from - length, to: from },
            { from: to, to: to + length },
          ]
        : [
            { from, insert: mark },
            { from: to, insert: mark },
          ];
      const shift = isWrapped ? -length : length;
      return { changes, range: EditorSelection.range(from + shift, to + shift) };
    });
    dispatch(state.update(change, { userEvent: 'input' }));
    return true;
  };

/** The Markdown of the lesson as text. It is not controlled: typing draws nothing anew but itself. */
export function SourceEditor({ workspace, read, onInput, onScrolled }: SourceEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const { mutateAsync: upload } = useUploadFile(workspace);
  const send = useEffectEvent(upload);
  const tellInput = useEffectEvent(onInput);
  const tellScrolled = useEffectEvent((share: number) => onScrolled?.(share));
  const readFirst = useEffectEvent(read);

  useEffect(() => {
    if (!host.current) return;
    const first = readFirst();
    const ends = lineEndsOf(first);
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first,
        extensions: [
          history(),
          drawSelection(),
          highlightSpecialChars(),
          highlightSelectionMatches(),
          search({ top: true }),
          // Tab leaves, as in any text field.
          keymap.of([
            { key: 'Mod-b', run: wrap('**') },
            { key: 'Mod-i', run: wrap('*') },
            ...searchKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          sourceUploads((request) => send(request)),
          markdown({ base: markdownLanguage }),
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({ 'aria-label': editorText.sourceLabel, spellcheck: 'true' }),
          placeholder(editorText.placeholder),
          look,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            ends.follow(update.changes, update.startState.doc);
            tellInput(ends.write(update.state.doc));
          }),
          EditorView.domEventHandlers({
            scroll: (_event, { scrollDOM }) => {
              const room = scrollDOM.scrollHeight - scrollDOM.clientHeight;
              tellScrolled(room > 0 ? scrollDOM.scrollTop / room : 0);
            },
          }),
        ],
      }),
    });
    // It scrolls, so the keyboard must reach it also where the text itself is out of sight.
    view.scrollDOM.tabIndex = 0;
    view.focus();
    return () => view.destroy();
  }, []);

  return <div ref={host} dir="auto" className="h-full min-h-0 *:h-full" />;
}
