const WORDS_A_MINUTE = 200;
const CODE_WORDS_A_MINUTE = 40;
const MOST = 2;
const LEAST = 0.5;

/** The minutes a lesson takes, code read slowly, and whether what is planned is far from that. */
export function timeOf(
  { prose_words, code_words }: { prose_words: number; code_words: number },
  planned: number,
): { minutes: number; is_over: boolean; is_under: boolean } {
  const minutes = prose_words / WORDS_A_MINUTE + code_words / CODE_WORDS_A_MINUTE;
  return {
    minutes: Math.round(minutes * 10) / 10,
    is_over: minutes > planned * MOST,
    is_under: minutes > 0 && minutes < planned * LEAST,
  };
}
