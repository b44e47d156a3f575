import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Strategy, type StrategyConfig, strategyConfig, strategySays } from './rules.ts';
import {
  differingLines,
  followedFor,
  lineSaid,
  OPEN,
  putTogether,
  STRATEGY_LINES,
  settled,
  settles,
  withLine,
} from './strategy-lines.ts';

const config = (given: object): StrategyConfig => strategyConfig.parse(given);
const FULL = config({
  content_guidelines: { min_words: 300, max_words: 700, required_sections: ['Steps'], citation_required: false },
  seo_focus: { primary_keywords: ['soil'], keyword_density: 0, meta_description_length: 150 },
  tone: { formality: 'plain', voice: 'calm', engagement: 'ask' },
});

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const text = fc.constantFrom('', 'plain', 'calm');
const anyConfig = fc
  .record({
    content_guidelines: fc.record({
      min_words: maybe(fc.integer({ min: 1, max: 9 })),
      max_words: maybe(fc.integer({ min: 10, max: 19 })),
      required_sections: maybe(fc.array(fc.constantFrom('One', 'Two'), { maxLength: 2 })),
      citation_required: maybe(fc.boolean()),
    }),
    seo_focus: fc.record({ keyword_density: maybe(fc.integer({ min: 0, max: 3 })) }),
    tone: fc.record({ voice: maybe(text), formality: maybe(text) }),
  })
  .map((made) => made as StrategyConfig);

describe('lines of a strategy', () => {
  test('are those that a prompt is told, and no others', () => {
    expect(STRATEGY_LINES).toEqual(strategySays(FULL).map(([about]) => about));
    expect(STRATEGY_LINES.every((line) => settles(FULL, line))).toBe(true);
    expect(STRATEGY_LINES.some((line) => settles(OPEN, line))).toBe(false);
    expect(lineSaid(FULL, 'words')).toBe('Write 300 to 700 words.');
    expect(lineSaid(OPEN, 'words')).toBeNull();
  });

  test('are given away and taken over one by one, with all their fields', () => {
    const without = withLine(FULL, 'words', OPEN);
    expect(without.content_guidelines).toEqual({ required_sections: ['Steps'], citation_required: false });
    expect(withLine(without, 'words', FULL)).toEqual(FULL);
    expect(withLine(FULL, 'words', config({ content_guidelines: { max_words: 9 } })).content_guidelines).toMatchObject({
      max_words: 9,
    });
  });

  test('that say nothing are left open when it is saved', () => {
    const typed = { ...OPEN, content_guidelines: { required_sections: [] }, tone: { voice: '' } };
    expect(settled(typed)).toEqual(OPEN);
    expect(differingLines(typed, OPEN)).toEqual([]);
    // A zero and a no say something.
    expect(settled(FULL)).toEqual(FULL);
  });
});

describe('two changes of one strategy', () => {
  const voice = (said: string) => withLine(OPEN, 'voice', config({ tone: { voice: said } }));

  test('go together where they are about different lines', () => {
    const words = withLine(voice('calm'), 'words', FULL);
    const mine = withLine(voice('calm'), 'citations', FULL);
    const { config: made, both } = putTogether(voice('calm'), mine, words);
    expect(both).toEqual([]);
    expect(differingLines(made, withLine(words, 'citations', FULL))).toEqual([]);
  });

  test('name the line that both changed, and take mine', () => {
    expect(putTogether(voice('calm'), voice('warm'), voice('stern'))).toEqual({
      config: voice('warm'),
      both: ['voice'],
    });
    expect(putTogether(voice('calm'), voice('warm'), voice('warm')).both).toEqual([]);
  });

  test('whatever they are: what I changed is as I want it, everything else as they do', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, anyConfig, (base, mine, theirs) => {
        const { config: made } = putTogether(base, mine, theirs);
        const changed = differingLines(base, mine);
        const unlikeMine = differingLines(made, mine);
        const unlikeTheirs = differingLines(made, theirs);
        expect(unlikeMine.filter((line) => changed.includes(line))).toEqual([]);
        expect(unlikeTheirs.filter((line) => !changed.includes(line))).toEqual([]);
      }),
    );
  });
});

describe('a line that is left open', () => {
  const of = (name: string, depth: number, given: object): Strategy => ({
    name,
    depth,
    version: 1,
    owner_name: String(depth),
    config: config(given),
  });
  const strategies = [
    of('Own', 0, {}),
    of('own', 1, { tone: { voice: 'replaced as a whole' } }),
    of('House', 2, { tone: { voice: 'farther' } }),
    of('House', 1, { tone: { voice: 'nearer' } }),
    of('Far', 2, { content_guidelines: { citation_required: true } }),
  ];

  test('follows the nearest other strategy that settles it', () => {
    expect(followedFor(strategies, 'OWN', 'voice')).toMatchObject({ name: 'House', depth: 1 });
    expect(followedFor(strategies, 'Own', 'citations')).toMatchObject({ name: 'Far' });
    expect(followedFor(strategies, 'Own', 'words')).toBeNull();
  });

  test('follows nothing that a nearer one of the same name replaces', () => {
    const emptied = [of('House', 0, {}), ...strategies.filter(({ name }) => name === 'House')];
    expect(followedFor(emptied, 'Own', 'voice')).toBeNull();
  });
});
