import { EXPORT_FORMATS } from './write-questions.ts';

/** What is written and never read: decks of cards, and quizzes in cartridges. */
export const ONE_WAY = ['anki', 'cc11', 'cc13'] as const;
type OneWay = (typeof ONE_WAY)[number];

/** Every format that a file is written in. */
export const FILE_FORMATS = [...EXPORT_FORMATS, ...ONE_WAY] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const isOneWay = (format: string): format is OneWay => ONE_WAY.some((one) => one === format);
