import type { Editor } from '@tiptap/core';

export interface FloatPlace {
  left: number;
  top: number;
}

const GAP = 6;
const EDGE = 8;

/** Where something of a size floats beside a part of the text: below it, or above where there is no room. */
export function placeAt(
  editor: Editor,
  from: number,
  to: number,
  size: { width: number; height: number },
  isAbove = false,
): FloatPlace {
  const start = editor.view.coordsAtPos(from);
  const end = editor.view.coordsAtPos(to);
  const below = Math.max(start.bottom, end.bottom) + GAP;
  const above = Math.min(start.top, end.top) - size.height - GAP;
  const fitsBelow = below + size.height < innerHeight - EDGE;
  const top = isAbove ? (above > EDGE ? above : below) : fitsBelow || above < EDGE ? below : above;
  const left = isAbove ? (start.left + end.left - size.width) / 2 : start.left;
  return { top, left: Math.max(EDGE, Math.min(left, innerWidth - size.width - EDGE)) };
}
