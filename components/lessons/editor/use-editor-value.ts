import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent, useState } from 'react';

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Something that is read off the editor, anew in the frame after each change: a keystroke is on screen before any button
 * looks at it, and only what came out differently draws anew. The value is plain data.
 */
export function useEditorValue<Value>(editor: Editor | null, read: (editor: Editor) => Value): Value | null {
  const [value, setValue] = useState<Value | null>(null);
  const readNow = useEffectEvent(read);
  useEffect(() => {
    if (!editor) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      if (editor.isDestroyed) return;
      const next = readNow(editor);
      setValue((old) => (isSame(old, next) ? old : next));
    };
    const onTransaction = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    editor.on('transaction', onTransaction);
    return () => {
      cancelAnimationFrame(frame);
      editor.off('transaction', onTransaction);
    };
  }, [editor]);
  return value;
}
