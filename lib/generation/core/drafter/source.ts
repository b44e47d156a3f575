/** A text that is drafted from, as Markdown. */
export interface Source {
  /** What its file is called. */
  name: string;
  text: string;
}

/** A place in a source: `sources[source].text.slice(from, to)`. Places are counted in UTF-16, as JavaScript does. */
export interface Anchor {
  source: number;
  from: number;
  to: number;
}

/** What stands there, word for word. */
export const textAt = (sources: readonly Source[], { source, from, to }: Anchor): string =>
  (sources[source]?.text ?? '').slice(from, to);
