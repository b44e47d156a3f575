import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { FIXABLE_CODES } from './finding.ts';
import { fixAll } from './fixes.ts';

const BAD = '# A\n\n#### B\n\n##\n\n```\ncode\n```\n';

describe('fixes that need no decision', () => {
  it('are made together, with what each changes', () => {
    const { content_md, fixes } = fixAll(BAD);
    expect(content_md).toBe('# A\n\n## B\n\n\n\n```text\ncode\n```\n');
    expect(fixes).toEqual([
      { code: 'empty_heading', before: '##', after: '' },
      { code: 'fence_without_language', before: '```', after: '```text' },
      { code: 'level_skipped', before: '#### B', after: '## B' },
    ]);
  });

  it('leave what was waved off', () => {
    const { fixes } = fixAll(BAD, [{ code: 'level_skipped', subject: 'B' }]);
    expect(fixes.map(({ code }) => code)).toEqual(['empty_heading', 'fence_without_language']);
  });

  it('change nothing where there is nothing to fix', () => {
    expect(fixAll('# A\n\n## B\n')).toEqual({ content_md: '# A\n\n## B\n', fixes: [] });
  });

  const piece = fc.constantFrom(
    '# One\n\n',
    '### Three\n\n',
    '#####\n\n',
    '#\r\n\r\n',
    '```\nx\n```\n\n',
    '~~~\nx\n~~~\n\n',
    'Words. ',
    '> quote\n\n',
    '- item\n\n',
  );
  it('leave nothing to fix, and say each change once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { content_md, fixes } = fixAll(pieces.join(''));
        const left = analyse({ content_md, estimated_mins: 5, summary: null }).findings;
        expect(left.filter(({ code }) => FIXABLE_CODES.includes(code))).toEqual([]);
        for (const { before, after } of fixes) expect(after).not.toBe(before);
      }),
    );
  });
});
