import { describe, expect, test } from 'vitest';
import { briefKeywords, briefMaterial, courseBrief, lessonCount, missingIn, rangeIn } from './brief.ts';
import { readBrief } from './read-brief.ts';

const GIT = `# Version Control with Git

<!-- Fill in below -->
## Who it is for

Researchers and analysts who keep several copies of one file
and have lost work at least once

## 2. Learning Objectives

- Record versions of their own files
- **Share** a repository
  1. settle a conflict

## Structure

- Lessons: 14
- Minutes per lesson: 10 to 20

Launch: Q1-ish

## Voice

Hedda, field technician
`;

test('fields are read from headings and lines, each with its line, and the rest is quoted', () => {
  const brief = readBrief(GIT, 'COURSE-BRIEF.md');
  expect(brief).toMatchObject({
    title: 'Version Control with Git',
    audience: 'Researchers and analysts who keep several copies of one file\nand have lost work at least once',
    outcomes: 'Record versions of their own files\nShare a repository\nsettle a conflict',
    lessons: '14',
    minutes: '10 to 20',
    voice: 'Hedda, field technician',
    file_name: 'COURSE-BRIEF.md',
    lines: { title: 1, audience: 6, outcomes: 11, lessons: 17, minutes: 18, voice: 24 },
    not_understood: [{ line: 20, text: 'Launch: Q1-ish' }],
  });
  expect(missingIn(brief)).toEqual(['prior', 'include', 'exclude', 'keywords']);
  expect(courseBrief.parse(brief)).toEqual(brief);
});

test('a brief of the old tools is read: numbered headings, labels in bold, an ideal customer in parts', () => {
  const brief = readBrief(
    '# COURSE-BRIEF\r\n\r\n## 1. Basic Information\r\n\r\n**Title:** Levain\r\n**Tags:** bread, levain\r\n**Slug:** levain\r\n\r\n' +
      '## 2. ICP\r\n\r\n### Demographics\r\n- 25-40\r\n### Pain points\r\n- Flat loaves\r\n\r\n## 4. Launch plan\r\n\r\nSoon.\r\n',
  );
  expect(brief).toMatchObject({
    title: 'Levain',
    keywords: 'bread, levain',
    audience: 'Demographics:\n25-40\nPain points:\nFlat loaves',
    lines: { title: 5, keywords: 6, audience: 11 },
  });
  expect(brief.not_understood.map(({ line }) => line)).toEqual([7, 16, 18]);
});

test.each([
  ['a table', '| Title | Levain |\n|---|---|\n| Audience | Bakers |', { title: 'Levain', audience: 'Bakers' }],
  ['front matter', '---\ntitle: Levain\ntags: a, b\n---\n', { title: 'Levain', keywords: 'a, b' }],
  ['a title after the name of the file', '# COURSE BRIEF: Levain', { title: 'Levain' }],
  [
    'Portuguese',
    '# Pão\n\n## Público-alvo\n\nPadeiros\n\n## Pré-requisitos\n\nNenhum',
    { audience: 'Padeiros', prior: 'Nenhum' },
  ],
  ['a label with its list below', 'Must include:\n- salt\n- time', { include: 'salt\ntime' }],
  [
    'facts within a section',
    '## Voice\n\nAvoid: jargon\n- Lessons: 8',
    { voice: 'Avoid: jargon', lessons: '8', exclude: '' },
  ],
  ['a comment over lines', '<!-- a\nTitle: No\n-->\nTitle: Yes', { title: 'Yes' }],
])('%s', (_, text, fields) => {
  expect(readBrief(text)).toMatchObject(fields);
});

describe('what comes from anywhere', () => {
  test('what does not fit a field is quoted and not cut', () => {
    const brief = readBrief(`# T\n\n## Audience\n\n${'a'.repeat(3_900)}\n${'b'.repeat(200)}\n`);
    expect(brief.audience).toHaveLength(3_900);
    expect(brief.not_understood).toEqual([{ line: 6, text: 'b'.repeat(200) }]);
  });

  test.each([
    '#'.repeat(100_000),
    `${'|'.repeat(50_000)}\n`.repeat(3),
    '<!--'.repeat(20_000),
    '- '.repeat(50_000),
    '\n'.repeat(200_000),
    `# ${'course brief '.repeat(5_000)}`,
    'a:'.repeat(40_000),
  ])('a hostile text is read in time that grows with its length, into what the request takes (%#)', (text) => {
    const brief = readBrief(text);
    expect(courseBrief.safeParse({ ...brief, title: brief.title || 'T' }).success).toBe(true);
  });

  test('nothing is a brief with nothing in it', () => {
    expect(missingIn(readBrief(''))).toHaveLength(10);
  });
});

test('what a brief means for the job', () => {
  const brief = { ...readBrief(GIT), lessons: '15-25 lessons', keywords: `a, b;c\n${'x'.repeat(51)}` };
  expect(lessonCount(brief)).toBe(20);
  expect(lessonCount({ ...brief, lessons: 'some' })).toBeUndefined();
  expect(lessonCount({ ...brief, lessons: '9000' })).toBe(200);
  expect(briefKeywords(brief)).toEqual(['a', 'b', 'c']);
  expect(rangeIn('10 to 20 minutes')).toEqual({ least: 10, most: 20 });
  expect(rangeIn('0')).toBeNull();
  expect(briefMaterial(brief)).toContain('## Voice\n\nHedda, field technician');
  expect(briefMaterial(brief)).not.toContain('Q1-ish');
});
