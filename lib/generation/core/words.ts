/** How many words a text has, as sources and lessons are told to people: runs of letters and digits. */
export const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
