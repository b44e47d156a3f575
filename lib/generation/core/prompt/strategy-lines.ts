import { byNearness, type Strategy, type StrategyConfig, strategySays } from './rules.ts';

/** What a strategy can settle, each a line of its own: the part of `config` and the fields that it stands in. */
const FIELDS = {
  words: ['content_guidelines', ['min_words', 'max_words']],
  sections: ['content_guidelines', ['required_sections']],
  citations: ['content_guidelines', ['citation_required']],
  keywords: ['seo_focus', ['primary_keywords']],
  density: ['seo_focus', ['keyword_density']],
  meta: ['seo_focus', ['meta_description_length']],
  formality: ['tone', ['formality']],
  voice: ['tone', ['voice']],
  engagement: ['tone', ['engagement']],
} as const satisfies Record<string, readonly [keyof StrategyConfig, readonly string[]]>;
export type StrategyLine = keyof typeof FIELDS;
export const STRATEGY_LINES = Object.keys(FIELDS) as StrategyLine[];

type Part = Record<string, unknown>;
const partOf = (config: StrategyConfig, line: StrategyLine): Part => config[FIELDS[line][0]];
const says = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';

/** Whether a strategy settles a line itself. */
export const settles = (config: StrategyConfig, line: StrategyLine): boolean =>
  FIELDS[line][1].some((field) => says(partOf(config, line)[field]));

/** A strategy with a line as another one has it: what that one leaves open is left open. */
export function withLine(config: StrategyConfig, line: StrategyLine, from: StrategyConfig): StrategyConfig {
  const [part, fields] = FIELDS[line];
  const kept = Object.entries(partOf(config, line)).filter(([field]) => !fields.some((one) => one === field));
  const taken = fields.flatMap((field) => {
    const value = partOf(from, line)[field];
    return says(value) ? [[field, value] as const] : [];
  });
  return { ...config, [part]: Object.fromEntries([...kept, ...taken]) };
}

/** A strategy that leaves everything open. */
export const OPEN: StrategyConfig = { content_guidelines: {}, seo_focus: {}, tone: {} };

/** A strategy without fields that say nothing, such as a text that was emptied: as it is saved and compared. */
export const settled = (config: StrategyConfig): StrategyConfig =>
  STRATEGY_LINES.reduce((made, line) => withLine(made, line, config), OPEN);

/** The lines in which two strategies differ. */
export function differingLines(one: StrategyConfig, other: StrategyConfig): StrategyLine[] {
  const [a, b] = [settled(one), settled(other)];
  const told = (config: StrategyConfig, line: StrategyLine) =>
    JSON.stringify(FIELDS[line][1].map((field) => partOf(config, line)[field] ?? null));
  return STRATEGY_LINES.filter((line) => told(a, line) !== told(b, line));
}

/** Two changes of one strategy put together, line by line. Where both changed a line, `mine` counts, and `both` names it. */
export function putTogether(
  base: StrategyConfig,
  mine: StrategyConfig,
  theirs: StrategyConfig,
): { config: StrategyConfig; both: StrategyLine[] } {
  const changed = differingLines(base, mine);
  const config = changed.reduce((made, line) => withLine(made, line, mine), settled(theirs));
  const elsewhere = new Set(differingLines(base, theirs));
  const unlike = new Set(differingLines(mine, theirs));
  return { config, both: changed.filter((line) => elsewhere.has(line) && unlike.has(line)) };
}

/** What a line comes to, in a sentence; null where a strategy leaves it open. */
export const lineSaid = (config: StrategyConfig, line: StrategyLine): string | null =>
  strategySays(config).find(([about]) => about === line)?.[1] ?? null;

/** Whose word a line follows where the strategy of that name leaves it open: the nearest other one that settles it. */
export function followedFor(strategies: readonly Strategy[], name: string, line: StrategyLine): Strategy | null {
  const key = name.toLowerCase();
  const seen = new Set([key]);
  for (const strategy of [...strategies].sort(byNearness)) {
    // Of one name only the nearest counts, as a whole.
    const own = strategy.name.toLowerCase();
    if (seen.has(own)) continue;
    seen.add(own);
    if (settles(strategy.config, line)) return strategy;
  }
  return null;
}
