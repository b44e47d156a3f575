import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'react';

interface Keys {
  find: () => void;
  link: () => void;
}

/** Keys of the editor that open something around it. */
export function useEditorKeys(editor: Editor | null, keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!editor) return;
    const { dom } = editor.view;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const run =
        key === 'f' && !event.shiftKey
          ? latest.current.find
          : key === 'k' && event.shiftKey
            ? latest.current.link
            : null;
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    dom.addEventListener('keydown', onKeyDown);
    return () => dom.removeEventListener('keydown', onKeyDown);
  }, [editor]);
}
