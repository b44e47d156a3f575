import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ExportReport, exportReport } from '../core/export.ts';
import { FILE_FORMATS, type FileFormat, isScorm } from '../core/formats/file-formats.ts';
import { scormReport } from '../core/formats/scorm/package.ts';
import type { WrittenQuiz } from '../core/formats/write-questions.ts';
import { writeFileOf } from './written-file.ts';

// What is exchanged with the process that writes files of other tools, as files in a folder.

/** What is to be written. */
export interface ExportOrder {
  exercises: unknown[];
  /** Null: only the reports of all formats are wanted. */
  format: FileFormat | null;
  name: string;
  /** The workspace, which the ids of exercises are unique in. */
  scope: string;
  /** When they were last changed, in seconds. */
  changed: number;
  has_decimal_comma: boolean;
  /** Of their texts; empty where it is not known, or where they have several. */
  language: string;
  /** Of the exercises by their places. */
  quizzes: WrittenQuiz[];
  /** Pictures by the key in their address; their bytes lie beside the order under their digest. */
  pictures: { key: string; name: string; sha256: string }[];
}

export const orderFile = (folder: string) => path.join(folder, 'order.json');
export const writtenFile = (folder: string) => path.join(folder, 'written');
const reportFile = (folder: string) => path.join(folder, 'report.json');

/** Does what an order in a folder says. */
export async function fillOrder(folder: string): Promise<void> {
  const order = JSON.parse(await readFile(orderFile(folder), 'utf8')) as ExportOrder;
  const pictures = order.pictures.map(
    async ({ key, name, sha256 }) => [key, { name, bytes: await readFile(path.join(folder, sha256)) }] as const,
  );
  const options = { ...order, files: new Map(await Promise.all(pictures)) };
  const reports: Partial<Record<FileFormat, ExportReport>> = {};
  for (const format of order.format ? [order.format] : FILE_FORMATS) {
    if (!order.format && isScorm(format)) {
      // What is lost is known without making every text a page.
      reports[format] = exportReport(scormReport(order.exercises, options.files));
      continue;
    }
    const { bytes, exercises } = await writeFileOf(order.exercises, format, options);
    reports[format] = exportReport(exercises);
    if (order.format) await writeFile(writtenFile(folder), bytes);
  }
  await writeFile(reportFile(folder), JSON.stringify(reports));
}

/** The reports that an order left. */
export async function reportsLeft(folder: string): Promise<Partial<Record<FileFormat, ExportReport>>> {
  return JSON.parse(await readFile(reportFile(folder), 'utf8')) as Partial<Record<FileFormat, ExportReport>>;
}
