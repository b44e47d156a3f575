import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseParts, mergedText, mergeTexts } from './text-merge.ts';

const merged = (base: string, mine: string, theirs: string) => mergedText(mergeTexts(base, mine, theirs));

describe('a merge', () => {
  const base = '# Title\n\nFirst paragraph of some words.\n\n- one\n- two\n\nLast.\n';

  test('keeps edits of different paragraphs', () => {
    const mine = base.replace('First', 'My first');
    const theirs = base.replace('Last.', 'Their last.');
    expect(merged(base, mine, theirs)).toBe(base.replace('First', 'My first').replace('Last.', 'Their last.'));
  });

  test('keeps edits of different words of one paragraph', () => {
    const mine = base.replace('First', 'Second');
    const theirs = base.replace('words', 'sentences');
    expect(merged(base, mine, theirs)).toBe(base.replace('First', 'Second').replace('words', 'sentences'));
  });

  test('an edit beside a removal of another line', () => {
    expect(merged('a\nb\nc\nd\n', 'a\nB\nc\nd\n', 'a\nb\nc\n')).toBe('a\nB\nc\n');
  });

  test('takes the same edit of both once', () => {
    const both = base.replace('one', 'uno');
    expect(merged(base, both, both)).toBe(both);
    expect(merged(base, `${both}mine\n`, both)).toBe(`${both}mine\n`);
  });

  test('leaves the same words changed by both to a person, with all around merged', () => {
    const mine = base.replace('First', 'Mine').replace('Last', 'My last');
    const theirs = base.replace('First', 'Theirs').replace('- two', '- two\n- three');
    const parts = mergeTexts(base, mine, theirs);
    expect(parts.filter((part) => typeof part !== 'string')).toEqual([
      {
        base: 'First paragraph of some words.\n',
        mine: 'Mine paragraph of some words.\n',
        theirs: 'Theirs paragraph of some words.\n',
      },
    ]);
    expect(mergedText(parts)).toBe(null);
    const rest = '\n- one\n- two\n- three\n\nMy last.\n';
    expect(chooseParts(parts, ['mine'])).toBe(`# Title\n\nMine paragraph of some words.\n${rest}`);
    expect(chooseParts(parts, ['theirs'])).toBe(`# Title\n\nTheirs paragraph of some words.\n${rest}`);
    expect(chooseParts(parts, ['both'])).toBe(
      `# Title\n\nMine paragraph of some words.\nTheirs paragraph of some words.\n${rest}`,
    );
  });
});

describe('what somebody chose', () => {
  const parts = ['One\n', { base: 'two', mine: 'deux', theirs: 'zwei' }, '\n', { base: 'x', mine: '', theirs: 'y\n' }];

  test('counts piece by piece, mine where nobody has chosen', () => {
    expect(chooseParts(parts, ['theirs', 'theirs'])).toBe('One\nzwei\ny\n');
    expect(chooseParts(parts, ['theirs'])).toBe('One\nzwei\n');
    expect(chooseParts(parts, [])).toBe('One\ndeux\n');
  });

  test('both are lines of their own, and no line comes from nothing', () => {
    expect(chooseParts(parts, ['both', 'both'])).toBe('One\ndeux\nzwei\ny\n');
    expect(chooseParts([{ base: '', mine: 'a\n', theirs: 'b' }], ['both'])).toBe('a\nb');
  });

  test('is not asked where everything fits', () => {
    expect(mergedText(['a', 'b'])).toBe('ab');
    expect(mergedText([])).toBe('');
    expect(mergedText(parts)).toBeNull();
  });
});

describe('pieces', () => {
  test('that fit are one', () => {
    expect(mergeTexts('a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n')).toEqual(['A\nb\nC\n']);
    expect(mergeTexts('same', 'same', 'same')).toEqual(['same']);
  });

  test('words meet with the space behind them: of two edits of one line each is there', () => {
    const base = 'the quick brown fox jumps over the lazy dog\n';
    expect(merged(base, base.replace('quick', 'slow'), base.replace('lazy', 'wakeful'))).toBe(
      'the slow brown fox jumps over the wakeful dog\n',
    );
    expect(merged(base, base.replace('brown ', ''), base.replace('over', 'under'))).toBe(
      'the quick fox jumps under the lazy dog\n',
    );
  });

  test('both emptied, or wrote into nothing', () => {
    expect(mergeTexts('a\n', '', '')).toEqual(['']);
    expect(merged('', 'mine\n', '')).toBe('mine\n');
    expect(mergeTexts('', 'mine\n', 'theirs\n')).toEqual([{ base: '', mine: 'mine\n', theirs: 'theirs\n' }]);
  });

  test('a last line without an end is a line', () => {
    expect(merged('a\nb', 'a\nB', 'A\nb')).toBe(null);
    expect(merged('a\nb\nc', 'a\nb\nC', 'A\nb\nc')).toBe('A\nb\nC');
  });
});

const line = fc.constantFrom('alpha beta gamma', 'delta epsilon', '', '- item', '# Head', 'zeta', 'a b c d');
const text = fc.array(line, { maxLength: 12 }).map((all) => all.join('\n'));

describe('for any texts', () => {
  test('who did not change anything is in nobody’s way', () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        expect(merged(base, base, other)).toBe(other);
        expect(merged(base, other, base)).toBe(other);
        expect(merged(base, other, other)).toBe(other);
      }),
    );
  });

  test('choosing one side everywhere keeps all of that side’s edits; a merge is the same from both sides', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const parts = mergeTexts(base, mine, theirs);
        const turned = mergeTexts(base, theirs, mine);
        expect(
          chooseParts(
            parts,
            parts.map(() => 'mine'),
          ),
        ).toBe(
          chooseParts(
            turned,
            turned.map(() => 'theirs'),
          ),
        );
        if (mergedText(parts) === null) expect(parts.some((part) => typeof part !== 'string')).toBe(true);
      }),
    );
  });

  test('insertions in different places are both there', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 6, maxLength: 12 }), fc.nat(), fc.nat(), (numbers, a, b) => {
        const all = numbers.map((number, at) => `line ${at} ${number}`);
        const [here, there] = [a % all.length, b % all.length];
        fc.pre(Math.abs(here - there) > 1);
        const insert = (at: number, what: string) => all.toSpliced(at, 0, what).join('\n');
        const both = merged(all.join('\n'), insert(here, 'mine'), insert(there, 'theirs'));
        expect(both).toContain('mine\n');
        expect(both).toContain('theirs\n');
        expect(both?.split('\n')).toHaveLength(all.length + 2);
      }),
    );
  });
});
