import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, type LessonContext } from './analyse.ts';
import { applyEdits, FINDING_CODES, findingKey, GATE_CODES } from './finding.ts';
import { findingText } from './text.ts';

const lesson = (content_md: string, estimated_mins = 5) => ({ content_md, estimated_mins, summary: null });
const codes = (content_md: string, context: LessonContext = {}, mins = 5) =>
  analyse(lesson(content_md, mins), context).findings.map(({ code }) => code);

const GOOD = `After this lesson you can measure soil.

In the previous lesson you built a sensor.

## Dig

For example, dig a hole.

\`\`\`sh
dig
\`\`\`

## Read

What does it say?

## Summary

Dig, then read.
`;

const pieces = fc.constantFrom(
  '# One\n\n',
  '### Three\n\n',
  '#\n\n',
  '```\ncode\n```\n\n',
  '~~~\ncode\n~~~\n\n',
  '**new term** here. ',
  '![](x.png)\n\n',
  '[a](#nowhere) ',
  '1. a\n2. b\n3. c\n\n',
  'Some words é 漢字 😀. ',
  '- item\n\n',
  '> quote\n\n',
  '\r\n\r\n',
  '\\# ',
  '`code` ',
  '[x]: y\n\n',
  '$a$ ',
);
const markdown = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  fc.string({ maxLength: 200, unit: 'binary' }),
);

describe('the analysis of a lesson', () => {
  it('has nothing to say of the parts of a good one', () => {
    expect(analyse(lesson(GOOD, 1)).findings.map(({ code }) => code)).toEqual(['time_under']);
    expect(analyse(lesson(GOOD)).scores).toMatchObject({ gps: 1, didactic: 1 });
  });

  it('says nothing of a lesson without a text', () => {
    expect(analyse(lesson('')).findings).toEqual([]);
  });

  it('gives the same twice, with places inside the text and names that tell findings apart', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { findings } = analyse(lesson(text));
        expect(analyse(lesson(text)).findings).toEqual(findings);
        expect(new Set(findings.map(findingKey)).size).toBe(findings.length);
        for (const { place } of findings) {
          if (!place || !('from' in place)) continue;
          expect(place.from).toBeGreaterThanOrEqual(0);
          expect(place.from).toBeLessThanOrEqual(place.to);
          expect(place.to).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('offers fixes that settle what they are about', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        for (const { fix, code } of analyse(lesson(text)).findings) {
          if (!fix) continue;
          const fixed = applyEdits(text, fix.edits);
          const count = (of: string) => analyse(lesson(of)).findings.filter((one) => one.code === code).length;
          expect(fixed).not.toBe(text);
          expect(count(fixed)).toBeLessThanOrEqual(count(text));
        }
      }),
    );
  });

  it('marks the words, not the block before them', () => {
    const text = '# A\n\nSee the **growing degree** now.';
    const found = analyse(lesson(text)).findings.find(({ code }) => code === 'undefined_term');
    expect(found?.place && 'from' in found.place && text.slice(found.place.from, found.place.to)).toBe(
      '**growing degree**',
    );
  });
});

describe('findings', () => {
  it.each([
    ['level_skipped', '# A\n\n### B\n'],
    ['empty_heading', 'text\n\n##\n'],
    ['fence_without_language', '```\nx\n```\n'],
    ['image_undescribed', '![](https://x.test/a.png)'],
    ['broken_image', '![a corn](corn.png)'],
    ['broken_link', '# A\n\n[there](#b)'],
    ['exercise_before_instruction', '## Exercise\n\nDo it.'],
    ['long_paragraph', `${'word '.repeat(130)}.`],
    [
      'many_terms',
      ['wet', 'dry', 'old', 'cold', 'red', 'deep'].map((word) => `**${word} soil** is good.`).join('\n\n'),
    ],
    ['time_over', `${'word '.repeat(2_500)}`],
  ] as const)('%s', (code, text) => {
    expect(codes(text)).toContain(code);
    expect(codes(GOOD)).not.toContain(code);
  });

  it('of files, neighbours, exercises and rules come with what stands around the lesson', () => {
    const context: LessonContext = {
      sparks: new Set(['here']),
      asked_about: { objectives: [{ id: 'o', title: 'Measure' }], exercises: [] },
      taught: { before: [], later: [{ key: 'capacitance', term: 'capacitance', title: 'Sensors' }] },
      seo: { primary_keywords: ['loam'], meta_description_length: { min: 10 } },
    };
    expect(codes('A capacitance and a [link](spark:gone).', context)).toEqual(
      expect.arrayContaining([
        'broken_link',
        'term_before_taught',
        'objective_without_exercise',
        'keyword_missing',
        'description_length',
      ]),
    );
    expect(codes('A [link](spark:here).', context)).not.toContain('broken_link');
    const bank = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, objective: 'o', difficulty: 'easy' }));
    expect(codes('x', { asked_about: { objectives: [{ id: 'o', title: 'O' }], exercises: bank } })).toContain(
      'one_difficulty',
    );
  });

  it('have a name each, and a gate where a revision answers for it', () => {
    for (const code of FINDING_CODES) {
      expect(findingText[code].name).not.toBe('');
      expect(findingText[code].gate !== undefined).toBe(GATE_CODES.includes(code));
    }
    expect(GATE_CODES).not.toContain('hard_to_read');
    expect(GATE_CODES).not.toContain('voice_off');
  });
});
