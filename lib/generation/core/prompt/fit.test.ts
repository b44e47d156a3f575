import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest, promptInput } from './assemble.cases.ts';
import { assembleWithin, bytesOf, type FittedPrompt, fitMaterial, roomIn } from './fit.ts';
import type { PromptInput, PromptSource } from './input.ts';

const nonce = '0123456789abcdef01234567';
const within = (input: PromptInput, most_bytes: number | null): FittedPrompt => {
  const made = assembleWithin({ ...input, nonce }, digest, most_bytes);
  if (!made.ok) throw new Error(made.problem.message);
  return made.data;
};
const inputOf = (sources: PromptSource[]) => promptInput('spark_draft', { sources });
const paragraph = (words: number) => Array.from({ length: words }, (_, at) => `word${at}`).join(' ');

// Texts of paragraphs with all that may stand in them: long characters, marks of chat templates, the nonce itself.
const text = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom('<|im_start|>', nonce, '', '  ')), {
    maxLength: 12,
  })
  .map((paragraphs) => paragraphs.join('\n\n'));
const source: fc.Arbitrary<PromptSource> = fc.record(
  { name: fc.string({ minLength: 1, maxLength: 20 }), text, is_needed: fc.boolean() },
  { requiredKeys: ['name', 'text'] },
);
const material = fc.array(source, { maxLength: 8 });

test('a prompt that fits is never over its bound, and all that is missing of it is said', () => {
  fc.assert(
    fc.property(material, fc.integer({ min: 0, max: 6_000 }), (sources, most) => {
      const made = within(inputOf(sources), most);
      expect(made.fits).toBe(bytesOf(made.messages) <= most);
      // What is too long is what cannot be left out: nothing else is in it.
      if (!made.fits)
        expect(bytesOf(made.messages)).toBe(
          bytesOf(within(inputOf(sources.filter((one) => one.is_needed)), null).messages),
        );
      const { sources: kept, left_out } = fitMaterial(
        sources,
        Math.max(0, most - bytesOf(within(inputOf([]), null).messages)),
      );
      const sum = (texts: readonly { text: string }[]) => texts.reduce((all, one) => all + one.text.length, 0);
      const missing = left_out.reduce((all, one) => all + one.left_out, 0);
      expect(sum(kept) + missing).toBe(sum(sources));
      expect(made.left_out.length === 0 || made.left_out.every((one) => one.left_out >= 0)).toBe(true);
    }),
  );
});

test('what is kept stands in its order, begins where it began and ends at a paragraph', () => {
  fc.assert(
    fc.property(material, fc.integer({ min: 0, max: 3_000 }), (sources, room) => {
      const kept = fitMaterial(sources, room).sources;
      let at = 0;
      for (const one of kept) {
        at = sources.findIndex((from, nth) => nth >= at && from.name === one.name && from.text.startsWith(one.text));
        expect(at).toBeGreaterThanOrEqual(0);
        const rest = sources[at]?.text.slice(one.text.length) ?? '';
        expect(rest === '' || /^\n[^\S\n]*\n/.test(rest)).toBe(true);
        if (one.is_needed) expect(rest).toBe('');
        at += 1;
      }
    }),
  );
});

test('more room never keeps less, and the same input and bound make the same prompt', () => {
  fc.assert(
    fc.property(material, fc.nat(3_000), fc.nat(3_000), (sources, one, more) => {
      const missing = (room: number) =>
        fitMaterial(sources, room).left_out.reduce((all, { left_out }) => all + left_out, 0);
      expect(missing(one + more)).toBeLessThanOrEqual(missing(one));
      expect(within(inputOf(sources), one)).toEqual(within(inputOf(sources), one));
    }),
  );
});

test('the first sources go along whole, one is cut, and the last are left out with their names', () => {
  const long = [paragraph(30), paragraph(30), paragraph(30)].join('\n\n');
  const sources = ['a.md', 'b.md', 'c.md'].map((name) => ({ name, text: long }));
  const frame = bytesOf(within(inputOf([]), null).messages);
  const made = within(inputOf(sources), frame + Math.floor(long.length * 1.6) + 200);
  expect(made.fits).toBe(true);
  expect(made.left_out).toEqual([
    { name: 'b.md', characters: long.length, left_out: long.length - paragraph(30).length },
    { name: 'c.md', characters: long.length, left_out: long.length },
  ]);
  expect(made.messages[1]?.content).toContain(`source 2: b.md>>>\n${paragraph(30)}\n<<<`);
  expect(made.messages[1]?.content).not.toContain('c.md');
});

test('material that is needed is whole, whatever stands before it', () => {
  const sources = [
    { name: 'big.md', text: paragraph(2_000) },
    { name: 'lesson', text: paragraph(50), is_needed: true },
  ];
  const made = within(inputOf(sources), bytesOf(within(inputOf([]), null).messages) + 800);
  expect(made.fits).toBe(true);
  expect(made.left_out.map(({ name }) => name)).toEqual(['big.md']);
  expect(within(inputOf(sources), 500)).toMatchObject({ fits: false });
});

test('beyond a hundred pieces, or where a template names no sources, what stays behind is said', () => {
  const many = Array.from({ length: 103 }, (_, at) => ({ name: `s${at}.md`, text: 'Words.' }));
  const made = within(inputOf(many), null);
  expect(made.left_out.map(({ name }) => name)).toEqual(['s100.md', 's101.md', 's102.md']);
  const template = {
    ...promptInput().template,
    parts: { system: 'Write.', user: 'About {{topic}}' },
    variables: ['topic'],
  };
  const none = within(promptInput('spark_draft', { template, sources: many.slice(0, 1) }), null);
  expect(none.left_out).toEqual([{ name: 's0.md', characters: 6, left_out: 6 }]);
});

test('room is what the answer leaves over, by the bytes of the densest texts', () => {
  expect(roomIn(null, 4_000)).toBeNull();
  expect(roomIn(8_000, 4_000)).toBe(12_000);
  expect(roomIn(2_000, 4_000)).toBe(0);
});
