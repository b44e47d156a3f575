import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { embedCode } from './embed-code.ts';
import { EXERCISE_TYPES } from './exercise.ts';
import { EXERCISES } from './marking.cases.ts';
import { bankOf, languageOf, quizPlaces } from './package-view.ts';
import { forLearners } from './played.ts';
import { exerciseHtml, renderExercise } from './rendered.ts';

describe('a rendered exercise', () => {
  test.each(EXERCISE_TYPES)('%s has its texts by where they stand', async (type) => {
    const { exercise, html, problem } = await renderExercise(EXERCISES[type], 3);
    expect(exercise).toEqual(EXERCISES[type]);
    expect(problem).toBeNull();
    expect(html['/stem']).toBe(`<p dir="auto">${EXERCISES[type].stem}</p>`);
    expect(Object.values(html).every((one) => one !== '')).toBe(true);
  });

  test('a true_false that nobody has decided is neither', async () => {
    const { exercise, problem } = await renderExercise({ id: 'a', exercise_type: 'true_false', stem: 'So?' }, 0);
    expect(exercise).toMatchObject({ answer: null });
    expect(problem).toMatchObject({ rule: 'answer_missing' });
  });

  test('one of a type of others is shown as its source', async () => {
    expect(await renderExercise({ id: 'a', exercise_type: 'drawing', stem: 'Draw.' }, 0)).toMatchObject({
      exercise: null,
      problem: { rule: 'unknown_type' },
      source: expect.stringContaining('"Draw."'),
    });
    for (const odd of [null, 7, 'x', []]) expect((await renderExercise(odd, 0)).exercise).toBeNull();
  });

  test('scripts in stems, options and reasons do not get through', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))';
    const { html } = await renderExercise(
      {
        ...EXERCISES.mcq,
        stem: hostile,
        options: [{ id: 'a', text: hostile, rationale_wrong: hostile }],
        answer_key: { option_id: 'a', rationale_right: hostile },
      },
      0,
    );
    expect(Object.keys(html)).toHaveLength(4);
    expect(JSON.stringify(html)).not.toMatch(/<script|onerror|javascript:/);
  });

  test('formulas are MathML for the player', async () => {
    const { html } = await renderExercise({ ...EXERCISES.mcq, stem: 'So $x^2$?' }, 0, { formulas: 'mathml' });
    expect(html['/stem']).toContain('<math');
    expect(html['/stem']).not.toContain('katex-html');
  });
});

describe('the places of blanks', () => {
  const places = async (text: string, ids: string[]) => {
    const blanks = ids.map((id) => ({ id, accepted: ['x'] }));
    return (await renderExercise({ ...EXERCISES.cloze, text, blanks }, 0)).html['/text'] ?? '';
  };
  const blank = (at: number) => `<span data-blank="${at}"></span>`;

  test('stand in the rendered text, within what is bold and in lists', async () => {
    expect(await places('Mix {{a}} and **{{ b }}**.', ['a', 'b'])).toBe(
      `<p dir="auto">Mix ${blank(0)} and <strong>${blank(1)}</strong>.</p>`,
    );
    expect(await places('- one {{b}}\n- two {{a}}', ['a', 'b'])).toMatch(
      /one <span data-blank="1">.*two <span data-blank="0">/s,
    );
    expect(await places('```sql\nselect {{a}} from x\n```', ['a'])).toContain(blank(0));
  });

  test('are never made within an attribute, and once for each blank', async () => {
    const html = await places('![{{a}}](/x.png "t") then {{a}} and {{a}}', ['a']);
    expect(html.match(/data-blank/g)).toHaveLength(1);
    expect(html).toMatch(/alt=""/);
    expect(await places('$x = {{a}}$', ['a'])).not.toMatch(/annotation[^>]*>[^<]*<span/);
  });

  test('a blank that nobody knows stays as it is written', async () => {
    expect(await places('See {{c}} and \u{E000}.', ['a'])).toBe('<p dir="auto">See {{c}} and .</p>');
  });
});

test('plain words are rendered without a parser, to the same', async () => {
  const words = fc
    .array(
      fc.constantFrom(
        'a',
        'Bread',
        'é',
        ' ',
        '.',
        ',',
        ' - ',
        "'",
        '"',
        '/',
        '1',
        '2.',
        '?',
        '(',
        ')',
        '…',
        '%',
        '\n',
        '*',
        '_',
        'www.x.org',
        'ب',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(words, async (text) => {
      const whole = (await renderLesson(text, { headingShift: 3, idPrefix: '' })).html.trim();
      expect(await exerciseHtml(text, { idPrefix: '' })).toBe(whole);
    }),
    { numRuns: 400 },
  );
});

describe('a package as a list', () => {
  const bank = [EXERCISES.mcq, EXERCISES.cloze, { ...EXERCISES.mcq, stem: 'x'.repeat(400) }, null];
  const body = {
    exercise_bank: bank,
    quiz: ['bread-6', 'gone', 'bread-1'],
  };

  test('knows where the exercises of its quiz stand; what is gone is left out', () => {
    expect(quizPlaces(body)).toEqual([1, 0]);
  });

  test.each([
    [{}, ''],
    [{ language: 'de-CH' }, 'de-CH'],
    [{ meta: { language: 'pt' } }, 'pt'],
    [{ language: '"><script>' }, ''],
    [{ exercise_bank: [{ stem: 'ايه اللي هيتطبع؟ `function sayHi() { console.log(name) }`' }] }, 'ar'],
    [{ exercise_bank: [{ stem: 'これは何ですか' }] }, 'ja'],
    [{ exercise_bank: [{ stem: 'What does שלום mean in Hebrew, and how many letters has it?' }] }, ''],
  ])('%o is in “%s”', (content, language) => {
    expect(languageOf(content)).toBe(language);
    expect(bankOf({ exercise_bank: 'none' })).toEqual([]);
  });
});

describe('what pages elsewhere are given', () => {
  test('has no misconceptions in it', async () => {
    for (const type of EXERCISE_TYPES) {
      const sent = forLearners(await renderExercise(EXERCISES[type], 0));
      expect(JSON.stringify(sent)).not.toContain('misconception');
      expect(sent.exercise?.id).toBe(EXERCISES[type].id);
    }
  });

  test('stands in a script that no text can end', () => {
    const code = embedCode(
      { title: '</script><img src=x>', language: '', version: 1, exercises: [] },
      'https://studio.example/player/x.js?a=1&b="',
    );
    expect(code.match(/<\/script>/g)).toHaveLength(2);
    expect(code).toContain('src="https://studio.example/player/x.js?a=1&amp;b=&quot;"');
    const json = /<script type="application\/json">(.*)<\/script>/.exec(code)?.[1] ?? '';
    expect(JSON.parse(json)).toMatchObject({ title: '</script><img src=x>' });
  });
});
