// A fixed locale: sentences end at the same places on every machine.
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const ABBREVIATION =
  /(?:^|[^\p{L}\p{N}])(?:e\.g|i\.e|vs|dr|mr|mrs|ms|prof|fig|figs|eq|approx|cf|resp|incl|no|vol|z\.B|z\. ?B|d\.h|bzw|usw|ca|evtl|ggf|p\.ej|p\. ?ej|sr|sra|ud|env|p|art|[\p{L}])\.\s*$/iu;
const BEGINS = /[\p{Lu}\p{Lo}\p{Lt}\p{N}]/u;

/** Where the sentences of a text begin and end, without the blanks around them. */
export function sentenceEnds(text: string, language: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  let open: number | null = null;
  for (const { segment, index } of segmenter.segment(text)) {
    const from: number = open ?? index;
    const end = index + segment.length;
    // A point after an abbreviation ends nothing, nor does one that small letters follow.
    const tail = text.slice(Math.max(from, end - 20), end);
    const next = language === '' ? undefined : /[\p{L}\p{N}]/u.exec(text.slice(end, end + 20))?.[0];
    const goesOn = end < text.length && (ABBREVIATION.test(tail) || (next !== undefined && !BEGINS.test(next)));
    if (goesOn) {
      open = from;
      continue;
    }
    open = null;
    push(found, text, from, end);
  }
  if (open !== null) push(found, text, open, text.length);
  return found;
}

const BLANK = /[\s\u2060]/;

function push(found: [number, number][], text: string, start: number, end: number): void {
  let [from, to] = [start, end];
  while (from < to && BLANK.test(text[from] as string)) from++;
  while (to > from && BLANK.test(text[to - 1] as string)) to--;
  if (from < to) found.push([from, to]);
}
