/** Plain text as Markdown shows it: what looks like a tag in it is none, and would not be seen. */
export const escapeTags = (text: string): string => text.replace(/(?<!\\)<(?=[a-zA-Z/!?])/g, '\\<');
