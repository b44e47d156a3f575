import { EditorState, TextSelection } from '@tiptap/pm/state';
import { type Editor, type UseEditorOptions, useEditor } from '@tiptap/react';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { fail, type Problem } from '#lib/base/core/problem.ts';
import { editorExtensions } from './extensions.ts';
import { type OpenLesson, openLesson } from './model.ts';
import { editorText } from './text.ts';
import { createWriter, type Writer } from './writer.ts';

export interface LessonText {
  /** What the lesson says now. */
  read: () => string;
  /** Counts up when the lesson was replaced from outside. */
  generation: number;
  /** The Markdown of what was typed. */
  onMarkdown: (markdown: string) => void;
  /** Whether something was typed that is no Markdown yet. */
  onPending: (isPending: boolean) => void;
}

/** Makes Markdown of all that was typed; false when something cannot be. */
export type Flush = () => Promise<boolean>;

const editorOptions = (): UseEditorOptions & { immediatelyRender: false } => ({
  extensions: editorExtensions(),
  injectCSS: false,
  editable: false,
  // Made once the page is there. While it is drawn, an editor may be given up before anybody has seen it.
  immediatelyRender: false,
  shouldRerenderOnTransaction: false,
  // What it tells of deletions costs time at every keystroke, and nobody listens.
  enableCoreExtensions: { delete: false },
  editorProps: {
    attributes: {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': editorText.label,
      'aria-describedby': 'lesson-editor-help',
      class: 'lesson',
    },
  },
});

/** A rich editor, its lesson open in the worker, and what was typed written behind the typing. */
export function useRichEditor(lesson: LessonText, flushRef: RefObject<Flush | null>) {
  const [isReady, setReady] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const made = useRef<Editor | null>(null);
  const open = useRef<OpenLesson | null>(null);
  const writer = useRef<Writer | null>(null);
  const opening = useRef<{ generation: number; first: Promise<OpenLesson> } | null>(null);
  const readNow = useEffectEvent(() => ({ generation: lesson.generation, text: lesson.read() }));
  const tellMarkdown = useEffectEvent(lesson.onMarkdown);
  const tellPending = useEffectEvent(lesson.onPending);

  // The worker reads while the editor is made: before `useEditor`, whose effect makes it. The answer comes later than both.
  useEffect(() => {
    const now = readNow();
    const first = openLesson(now.text, () => (made.current as Editor).schema);
    first.catch(() => {});
    opening.current = { generation: now.generation, first };
    return () => {
      // Left before it was there.
      if (!open.current) first.then((late) => late.close()).catch(() => {});
    };
  }, []);
  const [options] = useState(editorOptions);
  const editor = useEditor(options, []);

  useEffect(() => {
    if (!editor) return;
    made.current = editor;
    const own = createWriter({
      // The state of an editor that was destroyed is still its last one.
      doc: () => editor.state.doc,
      lesson: () => open.current,
      onProblem: setProblem,
      onMarkdown: (markdown) => tellMarkdown(markdown),
      onPending: (isPending) => tellPending(isPending),
    });
    writer.current = own;
    flushRef.current = own.flush;
    editor.on('update', own.touch);
    return () => {
      editor.off('update', own.touch);
      // What is still on its way arrives, for whoever keeps the text.
      void own.flush().finally(() => open.current?.close());
      flushRef.current = null;
    };
  }, [editor, flushRef]);

  const { generation } = lesson;
  useEffect(() => {
    if (!editor) return;
    let isCurrent = true;
    const show = (opened: OpenLesson) => {
      if (!isCurrent) return opened.close();
      open.current?.close();
      open.current = opened;
      // Before there is much to change: what can be edited looks different to the browser.
      editor.setEditable(true, false);
      const { plugins, selection } = editor.state;
      const state = EditorState.create({ doc: opened.doc, plugins });
      // A text that came from outside: the cursor stays about where it was.
      const at = Math.min(selection.head, opened.doc.content.size);
      const near = generation > 0 ? TextSelection.near(state.doc.resolve(at)) : TextSelection.atStart(state.doc);
      editor.view.updateState(state.apply(state.tr.setSelection(near)));
      writer.current?.settle();
      // In this frame: left to itself, React would let a frame pass in which the text is there and hidden.
      flushSync(() => setReady(true));
    };
    const begun = opening.current;
    opening.current = null;
    const opened = begun?.generation === generation ? begun.first : openLesson(readNow().text, () => editor.schema);
    opened.then(show, () => {
      if (isCurrent) setProblem(fail('unavailable', editorText.problem.open).problem);
    });
    return () => {
      isCurrent = false;
    };
  }, [editor, generation]);

  return { editor, isReady, problem };
}
