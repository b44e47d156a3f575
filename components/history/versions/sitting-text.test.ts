import { expect, test } from 'vitest';
import type { Summary } from '#lib/history/core/summary.ts';
import { sittingText } from './sitting-text.ts';

const at = (section: string) => ({ section });
const nothing: Summary = { lesson: [], exercises: null, fields: [], words: { added: 0, removed: 0 } };

test.each<[told: string, summary: Partial<Summary>]>([
  ['Rewrote “The Thing”', { lesson: [{ did: 'rewrote', words: 60, places: [at('The Thing')] }] }],
  ['Corrected 3 words in “The Internet”', { lesson: [{ did: 'corrected', words: 3, places: [at('The Internet')] }] }],
  ['Corrected 1 word in the beginning', { lesson: [{ did: 'corrected', words: 1, places: ['beginning'] }] }],
  ['Changed the lesson', { lesson: [{ did: 'changed', words: 30, places: ['lesson'] }] }],
  ['Wrote the lesson', { lesson: [{ did: 'added', words: 1_000, places: ['lesson'] }] }],
  ['Removed the text of the lesson', { lesson: [{ did: 'removed', words: 9, places: ['lesson'] }] }],
  ['Added 1,200 words to “A” and “B”', { lesson: [{ did: 'added_words', words: 1200, places: [at('A'), at('B')] }] }],
  ['Removed 2 words from “A”', { lesson: [{ did: 'removed_words', words: 2, places: [at('A')] }] }],
  ['Moved “A”, “B” and 1 more section', { lesson: [{ did: 'moved', words: 0, places: [at('A'), at('B'), at('C')] }] }],
  [
    'Removed “A”, “B” and 2 more sections',
    { lesson: [{ did: 'removed', words: 5, places: ['A', 'B', 'C', 'D'].map(at) }] },
  ],
  [
    'Changed punctuation or formatting in a section without a name',
    { lesson: [{ did: 'polished', words: 0, places: [at('')] }] },
  ],
  [`Added “${'x'.repeat(60)}…”`, { lesson: [{ did: 'added', words: 2, places: [at('x'.repeat(61))] }] }],
  [
    'Rewrote “A”; added “B”; 3 more changes',
    {
      lesson: [
        { did: 'rewrote', words: 9, places: [at('A')] },
        { did: 'added', words: 8, places: [at('B')] },
        { did: 'moved', words: 0, places: [at('C'), at('D')] },
        { did: 'polished', words: 0, places: [at('E')] },
      ],
    },
  ],
  ['Added 2 exercises; removed 1 exercise', { exercises: { added: 2, changed: 0, removed: 1 } }],
  ['Changed 1 exercise', { exercises: { added: 0, changed: 1, removed: 0 } }],
  ['Changed the difficulty and the title', { fields: ['difficulty', 'title'] }],
  [
    'Changed the description, the icon, the name and 2 more fields',
    { fields: ['description', 'icon', 'name', 'slug', 'color'] },
  ],
  ['Changed whether it is published', { fields: ['is_published'] }],
  ['Changed the learner level', { fields: ['learner_level'] }],
  ['Moved “A”; changed the title', { lesson: [{ did: 'moved', words: 0, places: [at('A')] }], fields: ['title'] }],
  ['No difference in the end', {}],
])('%s', (told, summary) => {
  expect(sittingText.told({ ...nothing, ...summary }, (count) => count.toLocaleString('en'))).toBe(told);
});

test.each<[told: string, added: number, removed: number]>([
  ['+148 −63 words', 148, 63],
  ['+1 word', 1, 0],
  ['−2 words', 0, 2],
  ['+1 −1 word', 1, 1],
])('%s', (told, added, removed) => {
  expect(sittingText.words({ added, removed }, String)).toBe(told);
});
