// The language of content: as its author says, else as its letters show.

/** Whether a text can stand where a language tag is expected: `de`, `pt-BR`, `zh-Hant`. */
export const isSafeTag = (tag: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag);

const SCRIPTS: readonly [RegExp, string][] = [
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Thai}/u, 'th'],
];

/** The language that a script nearly always means; empty where a script serves many. Code in a question is not its language. */
export function guessLanguage(text: string): string {
  const letters = [...text.replace(/`[^`]*`|\$[^$]*\$/gu, '').matchAll(/\p{L}/gu)].map(([letter]) => letter);
  for (const [script, language] of SCRIPTS) {
    const found = letters.filter((letter) => script.test(letter)).length;
    if (found > letters.length / 4) return language;
  }
  return '';
}

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)\b/i;

/** Which way a page in this language runs. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr');
