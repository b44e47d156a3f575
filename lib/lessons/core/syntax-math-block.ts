import type { Code, Construct, State, SyntaxExtension, Tokenizer, TokenName } from './syntax-types.ts';

const DOLLAR = 36;
const TEX = 'mathFlowValue' as TokenName;

const isLineEnd = (code: Code) => code !== null && code < -2;
const isSpace = (code: Code) => code === -2 || code === -1 || code === 32;

/**
 * Looks ahead from a line of dollars whether it is one of two between which a formula stands: nothing else is on it, and the next
 * line that ends with two dollars holds nothing else either. Without that a formula that begins or ends beside its dollars
 * (`$$\begin{bmatrix}`, `x = 1$$`), or never ends, would take the rest of the lesson; it is read as text instead.
 */
const fenced: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const { parser } = this;
    const now = () => this.now();
    const isAsked = this.interrupt;
    let size = 0;
    /** Dollars at the end of the line so far, and whether anything else is on it. */
    let dollars = 0;
    let isBare = true;

    const opening: State = (code) => {
      if (code === DOLLAR) {
        effects.consume(code);
        size++;
        return opening;
      }
      if (isSpace(code)) {
        effects.consume(code);
        return opening;
      }
      effects.exit(TEX);
      if (size < 2 || !isLineEnd(code)) return nok(code);
      // Whether it may interrupt a paragraph is asked with this line alone.
      return isAsked ? ok(code) : lineEnd(code);
    };
    const lineEnd: State = (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return lineStart;
    };
    const lineStart: State = (code) => {
      dollars = 0;
      isBare = true;
      if (code === null || parser.lazy[now().line]) return nok(code);
      if (isLineEnd(code)) return lineEnd(code);
      effects.enter(TEX);
      return line(code);
    };
    const line: State = (code) => {
      if (code === null || isLineEnd(code)) {
        effects.exit(TEX);
        if (dollars >= 2) return isBare ? ok(code) : nok(code);
        return code === null ? nok(code) : lineEnd(code);
      }
      if (code === DOLLAR) dollars++;
      else if (!isSpace(code)) {
        dollars = 0;
        isBare = false;
      }
      effects.consume(code);
      return line;
    };
    return (code) => {
      effects.enter(TEX);
      return opening(code);
    };
  },
};

/** Formulas between two lines of dollars, in place of the rule of `remark-math`, which is `known`. */
export function blockMath(known: Construct): SyntaxExtension {
  const tokenize: Tokenizer = function (effects, ok, nok) {
    return effects.check(fenced, known.tokenize.call(this, effects, ok, nok), nok);
  };
  return { disable: { null: ['mathFlow'] }, flow: { [DOLLAR]: { ...known, name: 'lessonMathFlow', tokenize } } };
}
