import { describe, expect, it } from 'vitest';
import { readerLocale } from './locale.ts';

describe('readerLocale', () => {
  it.each([
    ['de-CH,de;q=0.9,en;q=0.8', 'de-CH'],
    ['en;q=0.5, fr-fr', 'fr-FR'],
    ['ar-EG,en-GB;q=0.7', 'en-GB'],
    ['*', 'en'],
    ['not a tag!,pt-BR;q=0.4', 'pt-BR'],
    ['de;q=0', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('reads %s as %s', (header, locale) => {
    expect(readerLocale(header)).toBe(locale);
  });
});
