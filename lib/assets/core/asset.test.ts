import { describe, expect, test } from 'vitest';
import { assetAddress, keyInAddress } from '#lib/base/core/asset-address.ts';
import { ASSET_TYPES, findType, safeName, sizeInWords, typeByName } from './asset.ts';

const type = (media_type: string) => {
  const found = findType(media_type);
  if (!found) throw new Error(media_type);
  return found;
};
const png = type('image/png');

describe('names', () => {
  test.each([
    ['plan.png', 'plan.png'],
    ['My plan (final).PNG', 'My-plan-final.png'],
    ['../../etc/passwd.png', 'passwd.png'],
    ['C:\\Users\\me\\shot.png', 'shot.png'],
    ['Übersicht größer.png', 'Übersicht-größer.png'],
    ['図.png', '図.png'],
    ['a\u202egnp.exe.png', 'agnp.exe.png'],
    ['.png', 'image.png'],
    ['---.png', 'image.png'],
    ['no ending', 'no-ending.png'],
    ['a?b#c%20.png', 'a-b-c-20.png'],
    [`${'long'.repeat(60)}.png`, `${'long'.repeat(25)}.png`],
  ])('%s becomes %s', (given, expected) => {
    expect(safeName(given, png)).toBe(expected);
  });

  test('another spelling of the ending stays, a foreign one does not', () => {
    expect(safeName('a.jpeg', type('image/jpeg'))).toBe('a.jpeg');
    expect(safeName('a.exe', type('application/pdf'))).toBe('a.pdf');
    expect(safeName('', type('application/pdf'))).toBe('file.pdf');
  });

  test('no two types share an ending', () => {
    const endings = ASSET_TYPES.flatMap((one) => one.endings);
    expect(new Set(endings).size).toBe(endings.length);
    expect(typeByName('Notes.MD')?.media_type).toBe('text/markdown');
    expect(typeByName('tool.exe')).toBeUndefined();
  });
});

describe('addresses', () => {
  const sha256 = 'ab'.repeat(32);

  test('lead from a file to its address and back', () => {
    const address = assetAddress({ sha256, path: 'images/a b.png' });
    expect(address).toBe(`/assets/${'ab'.repeat(16)}/a%20b.png`);
    expect(keyInAddress(address)).toBe('ab'.repeat(16));
  });

  test.each(['/assets/', `/assets/${'AB'.repeat(16)}/a.png`, `x/assets/${'ab'.repeat(16)}/a`, `/assets/${sha256}/a`])(
    '%s names no file',
    (address) => expect(keyInAddress(address)).toBeNull(),
  );
});

test.each([
  [0, '0 bytes'],
  [1536, '1.5 kB'],
  [200 * 1024, '200 kB'],
  [10 * 1024 * 1024, '10 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});
