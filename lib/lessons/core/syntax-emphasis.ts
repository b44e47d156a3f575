import type { Code, Construct, SyntaxExtension, TokenizeContext, Tokenizer } from './syntax-types.ts';

/** Letters and signs of Chinese, Japanese and Korean. */
export const CJK =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3000-\u303F\uFF00-\uFFEF]/u;

const signOf = (code: Code) => (code === null || code < 0 ? ' ' : String.fromCharCode(code));
const isSpace = (sign: string) => /\s/.test(sign);
const isMark = (sign: string) => /[\p{P}\p{S}]/u.test(sign);

/**
 * CommonMark tells the two ends of emphasis by the spaces around them, and these scripts have none: in `**重点。**下一句`
 * nothing ends. Beside their letters and signs emphasis begins and ends where it is written, as in
 * `markdown-cjk-friendly`, which others follow; everywhere else the rule is that of CommonMark.
 */
export const cjkEmphasis: SyntaxExtension = {
  text: { 42: beside('attention', 42), 95: beside('attention', 95), 126: beside('strikethrough', 126) },
};

function beside(name: string, marker: number): Construct {
  const usual = ({ parser }: TokenizeContext): Construct => {
    const found = [parser.constructs.text[marker] ?? []].flat().find((one) => one.name === name);
    if (!found) throw new Error(`There is no construct ${name}`);
    return found;
  };
  const tokenize: Tokenizer = function (effects, ok, nok) {
    const before = signOf(this.previous);
    return usual(this).tokenize.call(
      this,
      effects,
      (code) => {
        const token = this.events.at(-1)?.[1];
        const after = signOf(code);
        if (token && (CJK.test(before) || CJK.test(after))) {
          const [left, right] = [reaches(before, after), reaches(after, before)];
          // An underscore between letters means itself.
          token._open = left && (marker !== 95 || !right || isMark(before));
          token._close = right && (marker !== 95 || !left || isMark(after));
        }
        return ok(code);
      },
      nok,
    );
  };
  return {
    name: `${name}Beside`,
    tokenize,
    resolveAll: (events, context) => usual(context).resolveAll?.(events, context) ?? events,
  };
}

/** Whether a run of markers belongs to what follows it, as seen from what stands before it. */
function reaches(before: string, after: string): boolean {
  const isForeign = (sign: string) => isMark(sign) && !CJK.test(sign);
  return !isSpace(after) && (!isForeign(after) || isSpace(before) || isForeign(before) || CJK.test(before));
}
