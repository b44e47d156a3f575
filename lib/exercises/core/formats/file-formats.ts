// Names alone: the command line and forms list them without loading what writes them.

/** What is written and read back. */
export const EXPORT_FORMATS = ['moodle_xml', 'gift', 'csv', 'qti21', 'qti22', 'qti30'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Packages that learning platforms play. */
const SCORM = ['scorm12', 'scorm2004'] as const;
export type ScormFormat = (typeof SCORM)[number];

/** What is written and never read: packages that are played, decks of cards, and quizzes in cartridges. */
export const ONE_WAY = [...SCORM, 'anki', 'cc11', 'cc13'] as const;
type OneWay = (typeof ONE_WAY)[number];

/** Every format that a file is written in. */
export const FILE_FORMATS = [...EXPORT_FORMATS, ...ONE_WAY] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const isScorm = (format: string): format is ScormFormat => SCORM.some((one) => one === format);
export const isOneWay = (format: string): format is OneWay => ONE_WAY.some((one) => one === format);
