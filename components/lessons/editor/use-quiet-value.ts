import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent, useState } from 'react';

const PAUSE = 300;

/** Something that takes the whole document to work out: read once the typing pauses. */
export function useQuietValue<Value>(editor: Editor, read: (editor: Editor) => Value): Value {
  const [value, setValue] = useState(() => read(editor));
  const readNow = useEffectEvent(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let { doc } = editor.state;
    const look = () => {
      if (!editor.isDestroyed) setValue(readNow(editor));
    };
    const onTransaction = () => {
      if (editor.state.doc === doc) return;
      doc = editor.state.doc;
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    };
    editor.on('transaction', onTransaction);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', onTransaction);
    };
  }, [editor]);
  return value;
}
