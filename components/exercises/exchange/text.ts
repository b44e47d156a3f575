import type { FileFormat } from '#lib/exercises/core/formats/file-formats.ts';

const inWords = (count: number) => (count === 1 ? '1 exercise' : `${count.toLocaleString('en')} exercises`);

/** Words of what an exchange with other tools keeps, changes and leaves. */
export const exchangeText = {
  sum: 'What becomes of them',
  fates: { whole: 'whole', changed: 'changed on the way', blocked: 'blocked drafts', not_taken: 'not taken' },
  badges: { whole: 'Whole', changed: 'Changed', blocked: 'Blocked draft', not_taken: 'Not taken' },
  right: 'right',
  wrong: 'wrong',
  answerTrue: 'True',
  answerFalse: 'False',
  noAnswer: 'No answer yet',
  accepted: 'Also accepted',
  model: 'Model answer',
  within: (value: string, tolerance: string, unit: string) => [value, tolerance, unit].filter(Boolean).join(' '),
  exportWord: 'Export',
  exportTitle: (count: number) => (count === 0 ? 'Export exercises' : `Export ${inWords(count)}`),
  export: (count: number) => `Export ${inWords(count)}`,
  exported: (count: number, format: string) => `${inWords(count)} exported as ${format}`,
  cancel: 'Cancel',
  format: 'Format',
  formats: {
    moodle_xml: 'Moodle XML',
    qti30: 'QTI 3.0',
    qti22: 'QTI 2.2',
    qti21: 'QTI 2.1',
    gift: 'GIFT',
    csv: 'CSV',
    scorm2004: 'SCORM 2004',
    scorm12: 'SCORM 1.2',
    anki: 'Anki deck',
    cc13: 'Common Cartridge 1.3',
    cc11: 'Common Cartridge 1.1',
  } satisfies Record<FileFormat, string>,
  inShort: (whole: number, changed: number, not: number) =>
    [
      `${whole.toLocaleString('en')} whole`,
      changed > 0 ? `${changed.toLocaleString('en')} changed` : '',
      not > 0 ? `${not.toLocaleString('en')} not taken` : '',
    ]
      .filter(Boolean)
      .join(', '),
  noun: (count: number) => (count === 1 ? 'exercise' : 'exercises'),
  losses: 'What is lost',
  moreLosses: (count: number) => `Show ${count} more`,
  sameFile: 'Two exports of the same exercises are the same file.',
  notPreviewed: 'What an export would lose could not be found out',
  notExported: 'The file was not made',
  tryAgain: 'Try again; the exercises are as they were.',
  importWord: 'Import',
  importQuestions: 'Import questions',
};
