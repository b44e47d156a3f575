import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderDifference } from './difference.ts';
import { renderLesson } from './html.ts';

const compare = (before: string, after: string) => renderDifference(before, after, {});
const inserted = (text: string) => `<ins class="come">${text}</ins>`;
const deleted = (text: string) => `<del class="gone">${text}</del>`;

describe('the difference as readers see it', () => {
  test('words within a block, the rest counted', async () => {
    const told = await compare('One.\n\nThe quick fox runs.\n\nEnd.', 'One.\n\nThe slow fox runs far.\n\nEnd.');
    expect(told).toEqual([
      { change: 'same', blocks: 1 },
      {
        change: 'changed',
        html: expect.stringContaining(`The ${deleted('quick')}${inserted('slow')} fox runs${inserted(' far')}.`),
      },
      { change: 'same', blocks: 1 },
    ]);
  });

  test('blocks that came and went', async () => {
    const told = await compare('Alpha beta.\n\nGamma delta.', 'Alpha beta.\n\n## Something else\n\nGamma delta.');
    expect(told?.map(({ change }) => change)).toEqual(['same', 'added', 'same']);
    const other = await compare('Alpha beta.\n\nGone entirely.', 'Alpha beta.\n\nNothing alike here.');
    expect(other?.map(({ change }) => change)).toEqual(['same', 'removed', 'added']);
    const back = await compare('Alpha beta.\n\nGone entirely.', 'Alpha beta.');
    expect(back?.map(({ change }) => change)).toEqual(['same', 'removed']);
  });

  test('formatting alone is a change without other words', async () => {
    const [told] = (await compare('A plain word here.', 'A **plain** word here.')) ?? [];
    expect(told).toEqual({ change: 'changed', html: expect.stringContaining('<strong>') });
  });

  test('entries of lists and rows of tables stay entries and rows', async () => {
    const [list] = (await compare('- one thing\n- two things\n- three things', '- one thing\n- three things')) ?? [];
    expect(list && 'html' in list && list.html).toContain(
      '<li>one thing</li><li><del class="gone">two things</del></li><li>three things</li>',
    );
    const table = (rows: string) => `| a | b |\n| - | - |\n${rows}`;
    const [cells] = (await compare(table('| red | 1 |\n| blue | 2 |'), table('| red | 1 |'))) ?? [];
    expect(cells && 'html' in cells && cells.html).toContain(
      '<tr><td><del class="gone">blue</del></td><td><del class="gone">2</del></td></tr>',
    );
    const [cell] = (await compare(table('| red | 1 |'), table('| red | 2 |'))) ?? [];
    expect(cell && 'html' in cell && cell.html).toContain(`<td>red</td><td>${deleted('1')}${inserted('2')}</td>`);
  });

  test('a formula is one whole', async () => {
    const [told] = (await compare('So $a^2$ it is.', 'So $a^3$ it is.')) ?? [];
    const html = told && 'html' in told ? told.html : '';
    expect(html).toMatch(/<del class="gone"><span class="katex">.*<\/del><ins class="come"><span class="katex">/s);
  });

  test('a script that has no blanks is told word by word', async () => {
    const [told] = (await compare('植物の成長を予測する。', '植物の成長を記録する。')) ?? [];
    expect(told && 'html' in told && told.html).toContain(`${deleted('予測')}${inserted('記録')}`);
  });

  test('nothing of an author gets past the sanitiser', async () => {
    const told = await compare(
      'Hello <img src=x onerror=alert(1)>',
      'Hello <script>alert(1)</script> <b onclick=x>you</b>',
    );
    expect(JSON.stringify(told)).not.toMatch(/onerror|onclick|<script/);
  });
});

// The first code of a language takes long to colour; on a busy machine it would meet its time limit on one side alone.
beforeAll(() => renderLesson('```js\nlet a = 1;\n```'));

test('without the marks it is the newer lesson, whatever changed', async () => {
  const piece = fc.constantFrom(
    'A word here.',
    '## Title',
    '- one\n- two\n- three',
    '1. first\n2. second',
    '| a | b |\n| - | - |\n| 1 | 2 |',
    '```js\nlet a = 1;\n```',
    'So $x^2$ and **bold _and_ thin**.',
    '> [!NOTE]\n> Mind this.',
    'Plain < text & [link](https://example.com).',
  );
  const lesson = fc.array(fc.tuple(piece, fc.stringMatching(/^[a-z ]{0,12}$/)), { maxLength: 6 });
  const text = (parts: [string, string][]) => parts.map(([one, more]) => `${one} ${more}`.trim()).join('\n\n');
  await fc.assert(
    fc.asyncProperty(lesson, lesson, async (one, other) => {
      const [before, after] = [text(one), text(other)];
      const told = await compare(before, after);
      // Elements that hold nothing but what went are left empty; so are cells of the lesson itself, on both sides.
      const bare = (html: string) => {
        const shown = html.replaceAll(/ id="[^"]*"/g, '').replaceAll(/<\/?ins( class="come")?>/g, '');
        let left = shown.replaceAll(/<del class="gone">.*?<\/del>/gs, '').replaceAll(/>\s+</g, '><');
        for (let last = ''; last !== left; ) {
          last = left;
          left = left.replaceAll(/<(\w+)[^>]*><\/\1>/g, '');
        }
        return left.trim();
      };
      const whole = bare((await renderLesson(after)).html);
      for (const stretch of told ?? []) if (stretch.change !== 'same') expect(whole).toContain(bare(stretch.html));
    }),
    { numRuns: 60 },
  );
});
