import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent } from 'react';

interface Keys {
  find: () => void;
  link: () => void;
}

/** Keys of the editor that open something around it. */
export function useEditorKeys(editor: Editor | null, keys: Keys) {
  const find = useEffectEvent(keys.find);
  const link = useEffectEvent(keys.link);
  useEffect(() => {
    if (!editor) return;
    const { dom } = editor.view;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const run = key === 'f' && !event.shiftKey ? find : key === 'k' && event.shiftKey ? link : null;
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    dom.addEventListener('keydown', onKeyDown);
    return () => dom.removeEventListener('keydown', onKeyDown);
  }, [editor]);
}
