import { type DragEvent, useRef, useState } from 'react';
import { type ChosenFolder, folderOfDrop } from './chosen-folder.ts';

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Lets files be dropped on an element: whether some are held over it, and what the element listens to. */
export function useFileDrop(
  onFiles: (files: File[]) => void,
  disabled = false,
  onFolder?: (folder: ChosenFolder) => void,
) {
  // Entering a child leaves the parent: what counts is how many have been entered and not left.
  const depth = useRef(0);
  const [isOver, setOver] = useState(false);
  const cross = (by: 1 | -1) => (event: DragEvent) => {
    if (disabled || !hasFiles(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: cross(1),
      onDragLeave: cross(-1),
      onDragOver: (event: DragEvent) => {
        if (!disabled && hasFiles(event)) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        if (disabled || !hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        const folder = onFolder && folderOfDrop(event.dataTransfer.items);
        if (folder) onFolder(folder);
        else onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
