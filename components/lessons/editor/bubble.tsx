'use client';

import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { Bold, Code, Italic, Link2, Strikethrough } from 'lucide-react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { IconButton } from '#components/ui/icon-button.tsx';
import { findKey } from './find.ts';
import { Floating } from './floating.tsx';
import { editorText } from './text.ts';

const MARKS = [
  ['strong', <Bold key="strong" />],
  ['emphasis', <Italic key="emphasis" />],
  ['strike', <Strikethrough key="strike" />],
  ['code', <Code key="code" />],
] as const;

/** The selection that the bubble stands at; null where there is none, or another one is meant. */
function readSelection({ editor }: { editor: Editor }) {
  const { state, view } = editor;
  const { selection } = state;
  const isText = selection instanceof TextSelection && !selection.empty && !selection.$from.parent.type.spec.code;
  if (!isText || !view.hasFocus() || findKey.getState(state)?.query) return null;
  if (state.doc.textBetween(selection.from, selection.to).trim() === '') return null;
  const active = MARKS.map(([name]) => name).filter((name) => editor.isActive(name));
  return { from: selection.from, to: selection.to, active, link: editor.isActive('link') };
}

/**
 * The usual formats beside the selection, for the hand that is there already. It covers no words: where there is no room
 * beside the text, the toolbar above has them all, and the keyboard has shortcuts.
 */
export function Bubble({ editor, onLink }: { editor: Editor; onLink: () => void }) {
  const state = useEditorState({ editor, selector: readSelection });
  if (!state) return null;
  return (
    <Floating editor={editor} from={state.from} to={state.to} isBeside onMouseDown={(event) => event.preventDefault()}>
      <Toolbar orientation="vertical" aria-label={editorText.bubble} className="flex flex-col gap-0.5 p-1">
        {MARKS.map(([name, icon]) => (
          <IconButton
            key={name}
            size="sm"
            label={editorText.marks[name]}
            pressed={state.active.includes(name)}
            preventFocusOnPress
            onPress={() => editor.chain().focus().toggleMark(name).run()}
          >
            {icon}
          </IconButton>
        ))}
        <IconButton size="sm" label={editorText.link.add} pressed={state.link} preventFocusOnPress onPress={onLink}>
          <Link2 />
        </IconButton>
      </Toolbar>
    </Floating>
  );
}
