/** A part of the screen. */
export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface FloatPlace {
  left: number;
  top: number;
  maxHeight: number;
}

const GAP = 6;
const EDGE = 8;
/** Longer lists scroll. */
const TALLEST = 360;

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/**
 * Where a list or panel stands at a part of the text: below it, or above where there is more room. It never leaves the screen:
 * what is longer than the room scrolls.
 */
export function placeAt(text: Area, size: { width: number; height: number }, screen: Area): FloatPlace {
  const below = screen.bottom - EDGE - (text.bottom + GAP);
  const above = text.top - GAP - (screen.top + EDGE);
  const wanted = Math.min(size.height, TALLEST);
  const isBelow = wanted <= below || below >= above;
  const maxHeight = Math.max(0, Math.min(TALLEST, isBelow ? below : above));
  const height = Math.min(wanted, maxHeight);
  return {
    maxHeight,
    top: isBelow ? text.bottom + GAP : text.top - GAP - height,
    left: within(text.left, screen.left + EDGE, Math.max(screen.left + EDGE, screen.right - size.width - EDGE)),
  };
}

/**
 * Where a bar stands beside the column of text, level with the words it is about, so that it covers none. Null where there is
 * no room beside the column.
 */
export function placeBeside(
  text: Area,
  size: { width: number; height: number },
  column: Area,
  screen: Area,
): FloatPlace | null {
  const right = column.right + GAP;
  const left = column.left - GAP - size.width;
  const isRight = right + size.width + EDGE <= screen.right;
  if (!isRight && left < screen.left + EDGE) return null;
  // Gone with the words, when these are scrolled out of sight.
  if (text.bottom < screen.top || text.top > screen.bottom) return null;
  const most = screen.bottom - EDGE - size.height;
  return { left: isRight ? right : left, top: within(text.top, screen.top + EDGE, most), maxHeight: TALLEST };
}
