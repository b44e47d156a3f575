import { cx } from './cx.tsx';

/** Lists that float above the page, and their rows: menus, choices. */
export const floatingListClass = 'floats z-40 overflow-auto rounded-lg';

export const rowClass = cx(
  'flex cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-base outline-none',
  'data-focused:bg-hover data-pressed:bg-pressed data-disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0',
);
