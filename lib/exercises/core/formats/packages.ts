import type { Known } from './recognise-xml.ts';

const known = (code: string, is: string, instead: string): Known => ({ code, is, instead });

/** The code of a package that has to be unpacked before anybody knows what it holds. */
export const PACKED = 'package';

/** What a zip holds, by the names in it. */
const PACKAGES: readonly { pattern: RegExp; is: Known }[] = [
  { pattern: /collection\.anki2/, is: known('anki', 'an Anki deck', 'Export its notes as text or CSV.') },
  {
    pattern: /word\/document\.xml/,
    is: known('word', 'a Word document', 'Copy its text, or save the questions as GIFT or CSV.'),
  },
  { pattern: /xl\/workbook\.xml/, is: known('excel', 'an Excel table', 'Save it as CSV.') },
  {
    pattern: /imsmanifest\.xml/,
    is: known(
      PACKED,
      'a package with a manifest (QTI, SCORM or Common Cartridge)',
      'Unpack it and choose a file in it.',
    ),
  },
  {
    pattern: /\.crs|\.au\b|\.des\b|\.cst/i,
    is: known('aicc', 'an AICC course', 'Export the questions as Moodle XML, GIFT or CSV.'),
  },
];

/** What a zip is, by the names in it; null where they tell nothing. */
export function packageOf(names: readonly string[]): Known | null {
  const all = names.join('\n');
  return PACKAGES.find(({ pattern }) => pattern.test(all))?.is ?? null;
}
