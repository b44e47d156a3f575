import { expect, test } from 'vitest';
import { mention, mentionable, mentioned, mentionsIn, typedMention } from './mentions.ts';

const JUNKO = { user_id: 'j', display_name: 'Junko Arai' };
const JUN = { user_id: 'n', display_name: 'Jun' };
const TOMAS = { user_id: 't', display_name: 'Tomás Lima' };
const PEOPLE = [JUN, JUNKO, TOMAS];

test.each([
  ['@ju', 3, { from: 0, typed: 'ju' }],
  ['See @', 5, { from: 4, typed: '' }],
  ['See @Junko Ar', 13, { from: 4, typed: 'Junko Ar' }],
  ['(@ju', 4, { from: 1, typed: 'ju' }],
  ['mira@example.org', 16, null],
  ['@Junko Arai said so', 19, null],
  ['no mention', 10, null],
])('what is typed behind an @: %s', (text, caret, typed) => {
  expect(typedMention(text, caret)).toEqual(typed);
});

test('people are found by any part of their name, without their accents', () => {
  expect(mentionable(PEOPLE, 'ju')).toEqual([JUN, JUNKO]);
  expect(mentionable(PEOPLE, 'lim')).toEqual([TOMAS]);
  expect(mentionable(PEOPLE, 'tomas')).toEqual([TOMAS]);
  expect(mentionable(PEOPLE, 'xy')).toEqual([]);
});

test('a chosen name takes the place of what was typed', () => {
  expect(mention('See @ju, please', { from: 4, typed: 'ju' }, 'Jun')).toEqual({ text: 'See @Jun , please', caret: 9 });
  expect(mention('@', { from: 0, typed: '' }, 'Jun')).toEqual({ text: '@Jun ', caret: 5 });
});

test('a text is cut at its mentions, the longer name first', () => {
  expect(mentionsIn('Ask @Junko Arai and @Jun.', PEOPLE)).toEqual([
    { text: 'Ask ', user_id: null },
    { text: '@Junko Arai', user_id: 'j' },
    { text: ' and ', user_id: null },
    { text: '@Jun', user_id: 'n' },
    { text: '.', user_id: null },
  ]);
  expect(mentioned('@Junkyard, @Jun, @Jun and @Nobody', PEOPLE)).toEqual(['n']);
  expect(mentionsIn('', PEOPLE)).toEqual([]);
});
