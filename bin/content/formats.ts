import { FILE_FORMATS, type FileFormat } from '#lib/exercises/core/formats/file-formats.ts';

/** The formats that are written, as the command line calls them. */
export const TARGETS = FILE_FORMATS.map((format) => (format === 'moodle_xml' ? 'moodle' : format));

/** The format that the command line calls so. */
export const fileFormatOf = (called: string): FileFormat =>
  called === 'moodle' ? 'moodle_xml' : (called as FileFormat);
