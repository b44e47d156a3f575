'use client';

import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { CaseSensitive, ChevronDown, ChevronUp, WholeWord, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { findKey, replaceAll, replaceOne, startFind, stepFind, stopFind } from './find.ts';
import { editorText } from './text.ts';

const fieldClass =
  'h-7 min-w-0 flex-1 basis-40 rounded-md border border-field-line bg-surface px-2 text-sm text-ink outline-none focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus';

/** What is looked for, and what takes its place. Escape closes and leaves the match selected. */
export function FindBar({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(() => {
    const { from, to } = editor.state.selection;
    const chosen = editor.state.doc.textBetween(from, to, ' ');
    return chosen.length < 100 ? chosen : '';
  });
  const [replacement, setReplacement] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(false);
  const [said, setSaid] = useState('');
  const found = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const { matches = [], current = -1 } = findKey.getState(state) ?? {};
      return { count: matches.length, current };
    },
  });

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
    return () => {
      if (!editor.isDestroyed) stopFind(editor);
    };
  }, [editor]);
  useEffect(() => {
    setSaid('');
    startFind(editor, { words, matchCase, wholeWord });
  }, [editor, words, matchCase, wholeWord]);

  const close = () => {
    onClose();
    editor.view.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, isReplacement = false) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && isReplacement) replaceOne(editor, replacement);
    else if (event.key === 'Enter') stepFind(editor, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const count = found?.count ?? 0;

  return (
    <search
      aria-label={editorText.find.label}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-sunken px-3 py-2"
    >
      <input
        ref={field}
        aria-label={editorText.find.words}
        placeholder={editorText.find.words}
        dir="auto"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
        className={fieldClass}
      />
      <span className="flex items-center gap-0.5">
        <IconButton
          size="sm"
          label={editorText.find.matchCase}
          pressed={matchCase}
          onPress={() => setMatchCase(!matchCase)}
        >
          <CaseSensitive />
        </IconButton>
        <IconButton
          size="sm"
          label={editorText.find.wholeWord}
          pressed={wholeWord}
          onPress={() => setWholeWord(!wholeWord)}
        >
          <WholeWord />
        </IconButton>
        <IconButton
          size="sm"
          label={editorText.find.previous}
          isDisabled={count === 0}
          onPress={() => stepFind(editor, -1)}
        >
          <ChevronUp />
        </IconButton>
        <IconButton size="sm" label={editorText.find.next} isDisabled={count === 0} onPress={() => stepFind(editor, 1)}>
          <ChevronDown />
        </IconButton>
      </span>
      <span role="status" className="min-w-20 text-sm text-muted tabular-nums">
        {said || (words === '' ? '' : editorText.find.count((found?.current ?? -1) + 1, count))}
      </span>
      <input
        aria-label={editorText.find.replacement}
        placeholder={editorText.find.replacement}
        dir="auto"
        value={replacement}
        onChange={(event) => setReplacement(event.target.value)}
        onKeyDown={(event) => onKeyDown(event, true)}
        className={fieldClass}
      />
      <Button size="sm" isDisabled={count === 0} onPress={() => replaceOne(editor, replacement)}>
        {editorText.find.one}
      </Button>
      <Button
        size="sm"
        isDisabled={count === 0}
        onPress={() => setSaid(editorText.find.replaced(replaceAll(editor, replacement)))}
      >
        {editorText.find.all}
      </Button>
      <IconButton size="sm" label={editorText.find.close} shortcut="Escape" onPress={close}>
        <X />
      </IconButton>
    </search>
  );
}
