import { FUNCTION_WORDS } from './function-words.ts';
import { VOICE_REFERENCE } from './voice-reference.ts';

/** Below so many words a voice cannot be told. */
export const LEAST_VOICE_WORDS = 600;

/** How near a text is to a voice, 0 to 1, and the words in which they differ most. */
export type Fidelity =
  | { is_told: false; words: number }
  | { is_told: true; words: number; score: number; differ: { word: string; is_too_frequent: boolean }[] };

/** From this score on a text counts as close to a voice. */
export const CLOSE_VOICE = 0.7;

const NAMED = 3;

const lettersOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];

/** The texts that a voice profile holds, however deep: what somebody wrote themselves stands there as samples. */
export function ownTexts(profile: unknown): string[] {
  if (typeof profile === 'string') return [profile];
  if (typeof profile !== 'object' || profile === null) return [];
  return Object.values(profile).flatMap(ownTexts);
}

/** How often texts use words that everybody uses and nobody chooses. What several texts say is the sum of each. */
export interface VoiceUse {
  words: number;
  uses: Readonly<Record<string, number>>;
}

/** Counts what a voice is told by. */
export function voiceUse(texts: readonly string[]): VoiceUse {
  const words = texts.flatMap(lettersOf);
  const uses: Record<string, number> = {};
  for (const word of words) if (COUNTED.has(word)) uses[word] = (uses[word] ?? 0) + 1;
  return { words: words.length, uses };
}

const COUNTED: ReadonlySet<string> = new Set(FUNCTION_WORDS.en);

/**
 * Cosine Delta of texts (those of a trail are pooled) against a persona's own: frequencies of function words as deviations from
 * what is usual in lessons of the language, compared by the angle between them. Says nothing where the usual is not known.
 */
export function voiceFidelity(said: VoiceUse, own: VoiceUse, language: string): Fidelity {
  if (language !== 'en' || Math.min(said.words, own.words) < LEAST_VOICE_WORDS)
    return { is_told: false, words: said.words };
  const features = FUNCTION_WORDS.en;
  const deviations = ({ words, uses }: VoiceUse) =>
    features.map((word) => {
      const [usual, spread] = VOICE_REFERENCE.get(word) ?? [0, 0];
      return spread > 0 ? (((uses[word] ?? 0) * 1000) / words - usual) / spread : 0;
    });
  const a = deviations(said);
  const b = deviations(own);
  const dot = a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
  const length = (of: readonly number[]) => Math.sqrt(of.reduce((sum, value) => sum + value * value, 0));
  const cosine = dot / (length(a) * length(b) || 1);
  const differ = features
    .map((word, at) => ({ word, by: (a[at] as number) - (b[at] as number) }))
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by) || (one.word < other.word ? -1 : 1))
    .slice(0, NAMED)
    .filter(({ by }) => by !== 0)
    .map(({ word, by }) => ({ word, is_too_frequent: by > 0 }));
  return {
    is_told: true,
    words: said.words,
    score: Math.round(Math.max(0, Math.min(1, cosine)) * 100) / 100,
    differ,
  };
}
