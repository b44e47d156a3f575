import { expect, test } from 'vitest';
import { audioAddress, clock, pictureOf } from './media.ts';

test('an id is an address only where a browser could follow it', () => {
  expect(
    [
      'https://x.example/a.mp3',
      '/assets/2cf24dba5fb0a30e26e83b2ac5b9e29e/a.mp3',
      '8f2c0000-d1',
      'javascript:alert(1)',
      'data:audio/mp3;base64,x',
      '//x.example/a.mp3',
      null,
    ].map(audioAddress),
  ).toEqual([
    'https://x.example/a.mp3',
    '/assets/2cf24dba5fb0a30e26e83b2ac5b9e29e/a.mp3',
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('a picture is found in whatever member a file says it', () => {
  expect(pictureOf({ id: 7, public_url: 'https://x.example/a.png', alt_text: ' ', caption: 'A plant' })).toEqual({
    address: 'https://x.example/a.png',
    alt: 'A plant',
  });
  expect(pictureOf({ url: 'javascript:alert(1)' })).toEqual({ address: null, alt: null });
  expect(pictureOf('https://x.example/a.png')).toEqual({ address: 'https://x.example/a.png', alt: null });
  expect(pictureOf(null)).toEqual({ address: null, alt: null });
});

test('seconds are written as a clock', () => {
  expect([0, 7.9, 600, 3723, -1].map(clock)).toEqual(['0:00', '0:07', '10:00', '1:02:03', '0:00']);
});
