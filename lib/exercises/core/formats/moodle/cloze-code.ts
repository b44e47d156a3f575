import { moodleNumber } from './parts.ts';

/** One blank as Moodle writes it into the text: `{1:SHORTANSWER:=Paris#Yes~%50%Marseille~*#No}`. */
export interface ClozeCode {
  weight: number;
  kind: 'short' | 'short_case' | 'number' | 'choice' | 'several';
  answers: ClozeAnswer[];
  /** Where it stands in the text. */
  start: number;
  end: number;
}

export interface ClozeAnswer {
  /** HTML. */
  text: string;
  fraction: number;
  feedback: string;
}

const START = /\{(\d*):([A-Z_]+):/g;
const KINDS: readonly [RegExp, ClozeCode['kind']][] = [
  [/^(SHORTANSWER|SA|MW)$/, 'short'],
  [/^(SHORTANSWER_C|SAC|MWC)$/, 'short_case'],
  [/^(NUMERICAL|NM)$/, 'number'],
  [/^(MULTICHOICE|MC)(_?[VH])?(_?S)?$/, 'choice'],
  [/^(MULTIRESPONSE|MR)(_?H)?(_?S)?$/, 'several'],
];

/** The blanks in a text, in order. What only looks like one is text. */
export function clozeCodes(text: string): ClozeCode[] {
  const found: ClozeCode[] = [];
  for (const start of text.matchAll(START)) {
    const kind = KINDS.find(([pattern]) => pattern.test(start[2] ?? ''))?.[1];
    const from = start.index + start[0].length;
    if (!kind || start.index < (found.at(-1)?.end ?? 0)) continue;
    const end = nextOf(text, '}', from);
    // Nor does any later one end.
    if (end < 0) break;
    const answers = splitAt(text.slice(from, end), '~').map(answerOf);
    found.push({ weight: Number(start[1] || 1), kind, answers, start: start.index, end: end + 1 });
  }
  return found;
}

/** The place of the next sign that has no backslash before it. */
function nextOf(text: string, sign: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === sign) return at;
  }
  return -1;
}

function splitAt(text: string, sign: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = nextOf(text, sign, 0); at >= 0; at = nextOf(text, sign, from)) {
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

function answerOf(source: string): ClozeAnswer {
  const mark = /^\s*(?:(=)|%(-?\d+(?:[.,]\d*)?)%)/.exec(source);
  const rest = mark ? source.slice(mark[0].length) : source;
  const fraction = mark?.[1] ? 1 : mark?.[2] ? moodleNumber(mark[2]) / 100 : 0;
  let cut = nextOf(rest, '#', 0);
  // `&#39;` is a character.
  while (cut > 0 && rest[cut - 1] === '&') cut = nextOf(rest, '#', cut + 1);
  const plain = (text: string) => text.replace(/\\([}~#"/\\])/g, '$1').trim();
  return {
    text: plain(cut < 0 ? rest : rest.slice(0, cut)),
    fraction,
    feedback: cut < 0 ? '' : plain(rest.slice(cut + 1)),
  };
}

/** What means something within a blank, as the number of a character, which HTML and Moodle read as itself. */
const SPECIAL = /[&<>}~#\\"=%{]/g;
const numbered = (text: string) => text.replace(SPECIAL, (sign) => `&#${sign.charCodeAt(0)};`);

/** Writes a blank into the HTML of a text. */
export function writeClozeCode(
  kind: 'SHORTANSWER' | 'SHORTANSWER_C' | 'MULTICHOICE',
  answers: readonly { text: string; is_right: boolean }[],
) {
  return `{1:${kind}:${answers.map(({ text, is_right }) => (is_right ? '=' : '') + numbered(text)).join('~')}}`;
}
