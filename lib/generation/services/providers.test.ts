import { expect, test } from 'vitest';
import { listPrice } from './providers.ts';

test('a listed model has the price of a usual call, for a million tokens', () => {
  expect(listPrice('gpt-4o-mini')).toMatchObject({
    input_micros: 150_000,
    cached_input_micros: 75_000,
    output_micros: 600_000,
    origin: 'list',
  });
  // A prompt of more than 200,000 tokens would cost twice as much.
  expect(listPrice('claude-sonnet-4-5')).toMatchObject({ input_micros: 3_000_000, output_micros: 15_000_000 });
});

test('a model that no list knows has no price', () => expect(listPrice('our-own-model-of-the-cellar')).toBeNull());
