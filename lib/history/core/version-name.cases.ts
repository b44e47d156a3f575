/** What somebody calls a version, and what is kept of it: null where it is no name. The database and `versionName` agree about these. */
export const NAMES: [said: string, kept: string | null][] = [
  ['Before the workshop', 'Before the workshop'],
  ['  Before the workshop   ', 'Before the workshop'],
  ['x', 'x'],
  ['x'.repeat(80), 'x'.repeat(80)],
  [` ${'x'.repeat(80)} `, 'x'.repeat(80)],
  ['x'.repeat(81), null],
  // One character each, and two units of JavaScript.
  ['🌱'.repeat(80), '🌱'.repeat(80)],
  ['🌱'.repeat(81), null],
  ['نسخة أولى', 'نسخة أولى'],
  ['', null],
  ['   ', null],
  ['\u200b', null],
  ['two\nlines', null],
  ['a\ttab', null],
];
