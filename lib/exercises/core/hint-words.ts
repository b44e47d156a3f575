/** Words that hints on exercises look for, by language (its first subtag). A language without a list has no hints on words. */
interface HintWords {
  /** An option that speaks of the other options. */
  all_or_none: RegExp;
  /** What turns a question around. */
  negative: RegExp;
  /** What is seldom true without exception. */
  absolute: RegExp;
}

// \b knows Latin letters of ASCII only; these stand for it in every script.
const word = (words: string) => new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])(?:${words})(?![\\p{L}\\p{M}\\p{N}_])`, 'giu');

export const HINT_WORDS: Readonly<Record<string, HintWords>> = {
  en: {
    all_or_none: word('(?:all|both|none) of (?:the )?(?:above|these|them)'),
    negative: word('not|except|never|least|isn.t|doesn.t|aren.t'),
    absolute: word('always|never|only|all|none'),
  },
  de: {
    all_or_none: word(
      '(?:alle|beide|keine?[rs]?) (?:der |von )?(?:genannten|obigen|diesen|diese|davon)|alles davon|nichts davon',
    ),
    negative: word('nicht|kein|keine[mnrs]?|niemals|nie|außer|ausgenommen'),
    absolute: word('immer|nie|niemals|nur|alle|alles|keine[rs]?|stets|ausschließlich'),
  },
  fr: {
    all_or_none: word(
      '(?:toutes?|tous|aucune?) (?:ces|les|de ces|des) (?:réponses|propositions|deux)[^.]*|aucune des? (?:réponses|propositions)|tout ce qui précède',
    ),
    negative: word('pas|sauf|jamais|aucune?|excepté|hormis'),
    absolute: word('toujours|jamais|seulement|uniquement|tous|toutes|aucune?'),
  },
  es: {
    all_or_none: word(
      '(?:todas|todos|ninguna|ninguno|ambas) (?:de )?(?:las |los )?(?:anteriores|estas|estos)|todo lo anterior',
    ),
    negative: word('no|excepto|salvo|nunca|jamás|menos'),
    absolute: word('siempre|nunca|jamás|solo|sólo|solamente|todos|todas|ninguna?|ninguno'),
  },
};

/** The words of a language as `en` or `en-GB`; undefined where there are none. */
export const hintWords = (language: string | null): HintWords | undefined =>
  HINT_WORDS[(language ?? '').toLowerCase().split(/[-_]/)[0] ?? ''];
