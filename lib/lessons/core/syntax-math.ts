import type { Code, Construct, State, SyntaxExtension, Tokenizer, TokenName } from './syntax-types.ts';

const DOLLAR = 36;
const BACKSLASH = 92;
const BACKQUOTE = 96;

// As `remark-math` calls them, which makes formulas of them.
const [FORMULA, MARKER, TEX] = ['mathText', 'mathTextSequence', 'mathTextData'] as string[] as [
  TokenName,
  TokenName,
  TokenName,
];

const signOf = (code: Code) => (code === null || code < 0 ? ' ' : String.fromCharCode(code));

/**
 * Whether a dollar may open a formula between what stands before and after it. Pandoc's rule: no space after it. `US$` and
 * `5$` are money unless what follows cannot be.
 */
function opens(before: string, after: string): boolean {
  if (/\s/.test(after)) return false;
  if (/[a-z]/i.test(before)) return /[\\^_{]/.test(after);
  return !/\d/.test(before) || /[\\^_{(a-z]/i.test(after);
}

/**
 * Whether a dollar may close one. Pandoc's rule: no space before it, no digit after it. Where a letter follows, it may as
 * well begin the next variable of a shell: `$n$th` is a formula, `$HOME/bin:$PATH` is none.
 */
function closes(before: string, after: string): boolean {
  if (/[\s`]/.test(before) || /[\d{]/.test(after)) return false;
  return !/[a-z_(]/i.test(after) || /[\w)\]}!'*]/.test(before);
}

/** Formulas in a line: `$x$`, `$$x$$`, and with the quotes that GitHub knows where dollars alone would be mistaken. */
const tokenize: Tokenizer = function (effects, ok, nok) {
  const before = signOf(this.previous);
  let size = 0;
  let isQuoted = false;
  let last: Code = null;
  let isEscaped = false;

  const consume = (code: Code) => {
    effects.consume(code);
    last = code;
  };
  const start: State = (code) => {
    effects.enter(FORMULA);
    effects.enter(MARKER);
    return opening(code);
  };
  const opening: State = (code) => {
    if (code === DOLLAR) {
      consume(code);
      size++;
      return opening;
    }
    isQuoted = size === 1 && code === BACKQUOTE;
    if (isQuoted) {
      consume(code);
      effects.exit(MARKER);
      return between;
    }
    if (size === 1 && !opens(before, signOf(code))) return nok(code);
    effects.exit(MARKER);
    return between(code);
  };
  const between: State = (code) => {
    if (code === null) return nok(code);
    if (code < -2) {
      effects.enter('lineEnding');
      consume(code);
      effects.exit('lineEnding');
      return between;
    }
    if (code === (isQuoted ? BACKQUOTE : DOLLAR)) return effects.attempt(closing, done, other)(code);
    effects.enter(TEX);
    return data(code);
  };
  const data: State = (code) => {
    const isStop = code === null || code < -2 || code === (isQuoted ? BACKQUOTE : DOLLAR);
    if (isStop && !(isEscaped && code === DOLLAR)) {
      isEscaped = false;
      effects.exit(TEX);
      return between(code);
    }
    isEscaped = !isEscaped && code === BACKSLASH && !isQuoted;
    consume(code);
    return data;
  };
  const done: State = (code) => {
    effects.exit(FORMULA);
    return ok(code);
  };
  /** Not the end. A lone dollar that cannot end is no part of a formula either. */
  const other: State = (code) => {
    if (size === 1 && !isQuoted) return nok(code);
    effects.enter(TEX);
    return run(code);
  };
  const run: State = (code) => {
    if (code !== DOLLAR && code !== BACKQUOTE) return data(code);
    consume(code);
    return run;
  };
  const closing: Construct = {
    partial: true,
    tokenize: (effects, ok, nok) => {
      let count = 0;
      const dollars: State = (code) => {
        if (code === DOLLAR) {
          effects.consume(code);
          count++;
          return dollars;
        }
        if (count !== size) return nok(code);
        if (size === 1 && !isQuoted && !closes(signOf(last), signOf(code))) return nok(code);
        effects.exit(MARKER);
        return ok(code);
      };
      return (code) => {
        effects.enter(MARKER);
        if (!isQuoted) return dollars(code);
        effects.consume(code);
        return dollars;
      };
    },
  };
  return start;
};

/** In place of the rule of `remark-math`, by which whatever stands between two dollars is a formula. */
export const dollarMath: SyntaxExtension = {
  disable: { null: ['mathText'] },
  text: {
    [DOLLAR]: {
      name: 'lessonMathText',
      tokenize,
      previous(code) {
        return code !== DOLLAR || this.events.at(-1)?.[1].type === 'characterEscape';
      },
    },
  },
};
