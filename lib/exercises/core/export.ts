import { z } from 'zod';
import { FILE_FORMATS, type FileFormat } from './formats/file-formats.ts';
import { type Counts, countsOf, type Reason, reasonsOf } from './formats/report.ts';
import type { WrittenExercise } from './formats/write-questions.ts';

/** Which exercises go out: those of lessons, all or some of them by id, in the order of their banks; null: all of the workspace. */
export const exportScope = z
  .array(z.object({ spark_id: z.uuid(), exercise_ids: z.array(z.string().max(1_000)).max(10_000).nullable() }))
  .min(1)
  .max(2_000)
  .nullable();
export type ExportScope = z.infer<typeof exportScope>;

export const exportFormat = z.enum(FILE_FORMATS);

/** More exercises than a file of any format should have. */
export const MOST_EXPORTED = 20_000;

/** What an export in a format would keep, change and leave, without the exercises themselves. */
export interface ExportReport {
  counts: Counts;
  reasons: (Omit<Reason, 'questions'> & { total: number })[];
}

/** The report of a written file, as the dialog before an export shows it. */
export function exportReport(exercises: readonly WrittenExercise[]): ExportReport {
  const reasons = reasonsOf(exercises).map(({ questions, ...reason }) => ({ ...reason, total: questions.length }));
  return { counts: countsOf(exercises), reasons };
}

/** What a file of each format is called and is. */
export const EXPORT_FILES: Record<FileFormat, { ending: string; media_type: string }> = {
  moodle_xml: { ending: '.xml', media_type: 'application/xml; charset=utf-8' },
  gift: { ending: '.gift', media_type: 'text/plain; charset=utf-8' },
  csv: { ending: '.csv', media_type: 'text/csv; charset=utf-8' },
  qti21: { ending: '.zip', media_type: 'application/zip' },
  qti22: { ending: '.zip', media_type: 'application/zip' },
  qti30: { ending: '.zip', media_type: 'application/zip' },
  scorm12: { ending: '.zip', media_type: 'application/zip' },
  scorm2004: { ending: '.zip', media_type: 'application/zip' },
  anki: { ending: '.apkg', media_type: 'application/octet-stream' },
  cc11: { ending: '.imscc', media_type: 'application/zip' },
  cc13: { ending: '.imscc', media_type: 'application/zip' },
};
