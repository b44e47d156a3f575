// What tools and systems leave in folders, and nobody means when choosing one.
const LEFT_OUT = new Set(['__MACOSX', '.DS_Store', '.git', 'node_modules', 'Thumbs.db', 'desktop.ini']);

/** Whether a file of a folder is left out: it is of a tool or a system, or lies in a folder that is. */
export const isLeftOut = (path: string): boolean => path.split('/').some((part) => LEFT_OUT.has(part));
