import { decodeText, isBinary } from '#lib/exercises/core/formats/decode.ts';
import { Findings, MOST_ANSWERS, type ReadOutcome, type ResultFormat, refused, TooMany } from './answers.ts';
import type { ColumnRole } from './columns.ts';
import { readCsv } from './read-csv.ts';
import { isScorm, readSessions } from './read-scorm.ts';
import { isStatement, readStatements } from './read-xapi.ts';

export interface ReadOptions {
  /** Recognised by what is in the file unless it is said. */
  format?: ResultFormat;
  /** Whether an exercise is called so. */
  isExercise: (name: string) => boolean;
  /** What the columns of a table are. */
  roles?: readonly ColumnRole[];
}

/** Reads the answers of a file, whatever it is. Never throws for what is in it. */
export function readResultFile(bytes: Uint8Array, { format, isExercise, roles }: ReadOptions): ReadOutcome {
  const { text, encoding } = decodeText(bytes);
  if (isBinary(text))
    return refused('unknown_format', 'This file is no text.', 'Export the answers as CSV, xAPI or SCORM data.');
  if (text.trim() === '') return refused('broken', 'This file is empty.', 'Choose another file.');
  try {
    const isJson = format === undefined ? /^\s*[[{]/.test(text) : format !== 'csv' && /^\s*[[{]/.test(text);
    return isJson ? readJson(text, encoding, format) : readCsv(text, { encoding, isExercise, roles });
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    return refused(
      'too_many',
      `This file has more than ${MOST_ANSWERS.toLocaleString('en')} answers.`,
      'Part it and import one after the other.',
    );
  }
}

function readJson(text: string, encoding: string, format: ResultFormat | undefined): ReadOutcome {
  const found = new Findings();
  const { value, lines } = parsed(text, found);
  if (value === undefined) {
    return refused(
      'broken',
      'This file is no JSON, and no line of it is.',
      'Export it again; it may have been cut off.',
    );
  }
  const read = { encoding, separator: null, columns: [], answers: found.answers, left: found.left };
  const statements = statementsOf(value);
  if (format !== 'scorm' && statements) {
    readStatements(statements, (at) => lines?.[at] ?? at + 1, found);
    return { ok: true, read: { ...read, format: 'xapi' } };
  }
  if (format !== 'xapi' && isScorm(value)) {
    readSessions(value, found);
    return { ok: true, read: { ...read, format: 'scorm' } };
  }
  return refused(
    'unknown_format',
    'This JSON has neither xAPI statements nor SCORM interactions.',
    'Choose another file.',
  );
}

/** A document of JSON, or a list of what stands in its lines, with their numbers; undefined where it is neither. */
function parsed(text: string, found: Findings): { value: unknown; lines: number[] | null } {
  try {
    return { value: JSON.parse(text), lines: null };
  } catch {
    const values: unknown[] = [];
    const lines: number[] = [];
    const broken: [line: number, text: string][] = [];
    for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (line.trim() === '') continue;
      try {
        values.push(JSON.parse(line));
        lines.push(at + 1);
      } catch {
        broken.push([at + 1, line]);
      }
    }
    if (values.length === 0) return { value: undefined, lines };
    for (const [line, said] of broken) found.leave(line, 'unreadable', said);
    return { value: values, lines };
  }
}

/** A list of statements, or `{statements: [...]}` as the query interface of xAPI answers. */
function statementsOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value.some(isStatement) ? value : null;
  if (typeof value !== 'object' || value === null) return null;
  const { statements } = value as { statements?: unknown };
  if (Array.isArray(statements)) return statements;
  return isStatement(value) ? [value] : null;
}
