'use client';

import type { Editor } from '@tiptap/core';
import { EditorContent } from '@tiptap/react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { useUploadFile } from '#lib/assets/queries.ts';
import 'katex/dist/katex.min.css';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import '../reading/lesson.css';
import '../reading/lesson-blocks.css';
import './editor.css';
import './editor-blocks.css';
import './upload.css';
import { Bubble } from './bubble.tsx';
import { FindBar } from './find-bar.tsx';
import { useLinkPanel } from './link-panel.tsx';
import { warmUp } from './model.ts';
import { Outline } from './outline.tsx';
import { SuggestList } from './suggest-list.tsx';
import { editorText } from './text.ts';
import { EditorToolbar } from './toolbar.tsx';
import { connectUploads } from './uploads.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { type Flush, type LessonText, useRichEditor } from './use-rich-editor.ts';
import { WordCount } from './word-count.tsx';

// The thread of the model starts while React is still at work.
if (typeof window !== 'undefined') warmUp();

export interface RichEditorProps extends LessonText {
  workspace: string;
  plannedMins: number;
  /** Makes Markdown of what was typed, for whoever is about to save or to leave. */
  flushRef: RefObject<Flush | null>;
  /** The switch to the source, at the end of the toolbar. */
  modes: ReactNode;
  /** What stands beside the text and knows the editor. */
  aside?: (editor: Editor) => ReactNode;
  /** What stands at the end of the line below. */
  children?: ReactNode;
}

/** The lesson as learners read it, to be written in. What it cannot hold stays as source. */
export function RichEditor({ workspace, plannedMins, flushRef, modes, aside, children, ...lesson }: RichEditorProps) {
  const { mutateAsync: upload } = useUploadFile(workspace);
  const { editor, isReady, problem } = useRichEditor(lesson, flushRef);
  const [isFinding, setFinding] = useState(false);
  const [isOutlineOpen, setOutlineOpen] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const link = useLinkPanel(editor);
  useEditorKeys(editor, { find: () => setFinding(true), link: link.open });

  useEffect(() => {
    if (editor) connectUploads(editor, upload);
  }, [editor, upload]);

  useEffect(() => {
    if (isReady) editor?.view.dom.focus({ preventScroll: true });
  }, [editor, isReady]);

  return (
    <div className={cx('flex min-h-0 min-w-0 flex-1 flex-col bg-surface', isFocused && 'fixed inset-0 z-30')}>
      {editor && isReady ? (
        <EditorToolbar
          editor={editor}
          onLink={link.open}
          onFind={() => setFinding(true)}
          isOutlineOpen={isOutlineOpen}
          onOutline={() => setOutlineOpen(!isOutlineOpen)}
          isFocused={isFocused}
          onFocusMode={() => setFocused(!isFocused)}
        >
          {!isFocused && modes}
        </EditorToolbar>
      ) : (
        <div className="flex h-10.25 shrink-0 items-center justify-end border-b px-2">{modes}</div>
      )}
      {editor && isFinding && <FindBar editor={editor} onClose={() => setFinding(false)} />}
      {problem && (
        <div className="border-b p-3">
          <ProblemNotice title={editorText.problem.title} why={problem.message} />
        </div>
      )}
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <div className="relative min-h-0 min-w-0 flex-1 overflow-auto" data-lesson-scroll>
          {!isReady && !problem && (
            <p role="status" className="p-6 text-sm text-muted">
              {editorText.loading}
            </p>
          )}
          <p id="lesson-editor-help" className="sr-only">
            {editorText.help}
          </p>
          <EditorContent editor={editor} className={cx('lesson-editor', !isReady && 'hidden')} />
          {editor && isReady && (
            <>
              <Bubble editor={editor} onLink={link.open} />
              <SuggestList editor={editor} workspace={workspace} />
              {link.panel}
            </>
          )}
        </div>
        {editor && isReady && isOutlineOpen && <Outline editor={editor} />}
        {editor && isReady && !isFocused && aside?.(editor)}
      </div>
      <footer className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 text-sm text-muted">
        {editor && isReady && <WordCount editor={editor} plannedMins={plannedMins} />}
        <span className="flex-1" />
        {children}
      </footer>
    </div>
  );
}
