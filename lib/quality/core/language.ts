import { guessLanguage } from '#lib/exercises/core/content-language.ts';
import { FUNCTION_WORDS, type VoicedLanguage } from './function-words.ts';

const LOOKED_AT = 10_000;
const LEAST_SHARE = 0.2;

/** The language of a text by its script and its small words; empty where neither says. */
export function languageOf(text: string): string {
  const some = text.slice(0, LOOKED_AT);
  const script = guessLanguage(some.slice(0, 2_000));
  if (script) return script;
  if ((some.match(/\p{Script=Han}/gu)?.length ?? 0) > some.length / 4) return 'zh';
  const words = some.toLowerCase().match(/\p{L}{1,40}/gu) ?? [];
  let best = '';
  let most = words.length * LEAST_SHARE;
  for (const language of Object.keys(FUNCTION_WORDS) as VoicedLanguage[]) {
    const known = new Set(FUNCTION_WORDS[language]);
    const found = words.filter((word) => known.has(word)).length;
    if (found > most) [best, most] = [language, found];
  }
  return best;
}
