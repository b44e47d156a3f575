import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOOM_LEVELS, bloom, bloomDrops } from './bloom.ts';
import { gps } from './gps.ts';
import { readText } from './read-text.ts';
import { readability } from './readability.ts';
import { timeOf } from './time.ts';
import { LEAST_VOICE_WORDS, ownTexts, voiceFidelity, voiceUse } from './voice.ts';

describe('Bloom', () => {
  it.each([
    ['Define a sensor', ['remember'], 'remember', 1],
    ['Design a circuit', ['create'], 'create', 1],
    ['Relate soil to growth', ['remember', 'analyze', 'evaluate', 'create'], null, 0],
    ['Soil', [], null, 0],
  ] as const)('of %j', (objective, levels, level, confidence) => {
    expect(bloom([objective])).toEqual({ levels, level, confidence });
  });

  it('takes the highest level that is sure', () => {
    expect(bloom(['Define it', 'Justify it', 'Relate it'])).toMatchObject({ level: 'evaluate', confidence: 2 / 3 });
  });

  it.each([
    ['categorise', 'categorize'],
    ['criticise', 'criticize'],
    ['summarise', 'summarize'],
    ['generalise', 'generalize'],
    ['reorganise', 'reorganize'],
    ['dramatise', 'dramatize'],
    ['memorise', 'memorize'],
    ['recognise', 'recognize'],
    ['analyse', 'analyze'],
    ['practise', 'practice'],
  ])('means the same by %s and %s', (one, other) => {
    expect(bloom([`${one} it`])).toEqual(bloom([`${other} it`]));
    expect(bloom([`${one} it`]).levels).not.toEqual([]);
  });
  it('warns exactly where a trail falls by two levels or more', () => {
    const level = fc.option(fc.constantFrom(...BLOOM_LEVELS), { nil: null });
    fc.assert(
      fc.property(fc.array(level), (levels) => {
        const known = levels.flatMap((one, at) => (one === null ? [] : [{ at, rank: BLOOM_LEVELS.indexOf(one) }]));
        const expected = known.slice(1).flatMap(({ at, rank }, nth) => {
          const before = known[nth] as { at: number; rank: number };
          return before.rank - rank >= 2 ? [{ from: before.at, to: at, levels: before.rank - rank }] : [];
        });
        expect(bloomDrops(levels.map((one) => ({ level: one })))).toEqual(expected);
      }),
    );
  });
});

describe('time', () => {
  it('reads code more slowly, and warns outside half and twice', () => {
    expect(timeOf({ prose_words: 600, code_words: 80 }, 5)).toEqual({ minutes: 5, is_over: false, is_under: false });
    expect(timeOf({ prose_words: 2001, code_words: 0 }, 5)).toMatchObject({ is_over: true });
    expect(timeOf({ prose_words: 400, code_words: 0 }, 5)).toMatchObject({ is_under: true });
    expect(timeOf({ prose_words: 0, code_words: 0 }, 5)).toMatchObject({ is_under: false });
  });
});

describe('readability', () => {
  const text = (sentence: string, times = 30) => readText(`${sentence} `.repeat(times));
  it.each([
    ['en', 'Flesch'],
    ['de', 'Amstad'],
    ['es', 'Fernández Huerta'],
    ['fr', 'Kandel-Moles'],
    ['it', 'Gulpease'],
    ['sv', 'LIX'],
  ] as const)('of %s goes by %s', (language, formula) => {
    expect(readability(text('The cat sat on the mat.'), language)).toMatchObject({ formula, is_hard: false });
    const hard =
      'Notwithstanding extraordinarily multidimensional institutionalisation requirements, organisational interdependencies characteristically overcomplicate straightforward administrative responsibilities continuously.';
    expect(readability(text(hard), language)?.is_hard).toBe(true);
  });
  it('of Chinese goes by the length of sentences', () => {
    expect(readability(text('我们今天学习土壤的湿度。', 60), 'zh')).toMatchObject({
      formula: 'sentence length',
      is_hard: false,
    });
  });
  it('says nothing of a few words, or of code', () => {
    expect(readability(text('Short.', 3), 'en')).toBeNull();
    expect(readability(readText(`\`\`\`js\n${'word '.repeat(500)}\n\`\`\``), 'en')).toBeNull();
  });
});

describe('goal, position, steps', () => {
  it('are each found by words or by what is known of the lesson', () => {
    expect(gps(readText('x'))).toMatchObject({ goal: false, position: false, steps: false, score: 0 });
    expect(gps(readText('x'), { has_objectives: true, has_links: true })).toMatchObject({ goal: true, position: true });
    expect(gps(readText('1. a\n2. b\n3. c'))).toMatchObject({ steps: true });
    expect(gps(readText(`${'word. '.repeat(100)}\n\nYou can do it.`)).goal).toBe(false);
  });
});

describe('the voice of a persona', () => {
  const plain = 'The river is wide and it is deep, so we cross at the old bridge. '.repeat(60);
  const stern =
    'Whoever wishes to enter must, however, never have spoken against those who themselves were upon the throne. '.repeat(
      60,
    );
  it('is told from 600 words, and is near itself and far from another', () => {
    expect(voiceFidelity(voiceUse(['few words']), voiceUse([plain]), 'en')).toEqual({ is_told: false, words: 2 });
    const same = voiceFidelity(voiceUse([plain]), voiceUse([plain]), 'en');
    const other = voiceFidelity(voiceUse([stern]), voiceUse([plain]), 'en');
    if (!same.is_told || !other.is_told) throw new Error(`both have more than ${LEAST_VOICE_WORDS} words`);
    expect(same.score).toBe(1);
    expect(other.score).toBeLessThan(0.6);
    expect(other.differ).toHaveLength(3);
  });
  it('is taken from every text of a voice profile, however deep', () => {
    const own = ownTexts({ tone: 'calm', samples: ['One text.', { said: 'Another one.' }], median: 11, none: null });
    expect(own).toEqual(['calm', 'One text.', 'Another one.']);
    expect(voiceUse(own).words).toBe(5);
    expect(ownTexts(undefined)).toEqual([]);
  });
  it('pools short texts', () => {
    expect(voiceFidelity(voiceUse([plain.slice(0, 2_000), plain.slice(2_000)]), voiceUse([plain]), 'en')).toMatchObject(
      {
        is_told: true,
        score: 1,
      },
    );
  });
});
