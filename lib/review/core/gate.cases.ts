/** How long drafts are looked at: risks, words, milliseconds. The rule in TypeScript and the one in SQL both keep to it. */
export const GATE_CASES: readonly [risks: string[], words: number, ms: number][] = [
  [[], 0, 0],
  [[], 10_000, 0],
  [['answer_key'], 15, 2_700],
  [['answer_key'], 90, 8_700],
  [['new_links'], 0, 1_500],
  [['much_changed', 'instructions'], 100, 11_000],
  [['much_changed'], 232, 20_000],
  [['much_changed'], 100_000, 20_000],
];
