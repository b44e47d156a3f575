import { type FolderDocument, LESSON_END } from './folder.ts';
import { readYaml, writeYaml } from './folder-yaml.ts';
import { firstBadByte } from './json-fault.ts';
import type { BundleProblem } from './problem.ts';

/** A file of a folder, taken apart. */
export interface FileText {
  /** The YAML of it, null when a Markdown file has none, and the line on which it begins. */
  yaml: string | null;
  yaml_line: number;
  /** The Markdown under it, byte for byte; null of a file that is YAML altogether. */
  body: string | null;
  body_line: number;
  data: Record<string, unknown> | null;
  problems: BundleProblem[];
}

const FENCE = '---';

/** A document as the text of its file. Front matter ends at the first line of three hyphens; everything after it is content. */
export function writeFileText({ data, body }: FolderDocument): string {
  const yaml = writeYaml(data);
  return body === undefined ? yaml : `${FENCE}\n${yaml}${FENCE}\n${body}`;
}

/** Reads a file and tells what is wrong with it, with its lines. */
export function readFileText(file: string, bytes: Uint8Array): FileText {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const bad = firstBadByte(bytes, false);
    const line = bytes.subarray(0, bad).filter((byte) => byte === 0x0a).length + 1;
    const problem = told(file, line, 'invalid_utf8', 'The file is not valid UTF-8.', 'Save the file as UTF-8.');
    return { yaml: null, yaml_line: 1, body: null, body_line: 1, data: null, problems: [problem] };
  }
  const parts = file.endsWith(LESSON_END) ? split(text) : { yaml: text, yaml_line: 1, body: null, body_line: 1 };
  if (parts.yaml === null) {
    const hint = `Begin the file with a line ${FENCE}, then its fields, then ${FENCE} again. Notes of your own may be named README.md.`;
    const problem = told(file, 1, 'invalid_yaml', 'This lesson has no front matter, or it has no end.', hint);
    return { ...parts, data: null, problems: [problem] };
  }
  const { value, faults } = readYaml(parts.yaml);
  const problems = faults.map(({ code, line, message }) => {
    const hint =
      code === 'inexact_number' ? 'Write it as text, in quotes.' : 'Mend the line; text with a colon in it is quoted.';
    return told(file, parts.yaml_line - 1 + line, code, message, hint);
  });
  return { ...parts, data: value, problems };
}

/** The Markdown of a lesson that has been read without fault before; its front matter is stepped over. */
export function readLessonText(bytes: Uint8Array): string {
  return split(new TextDecoder().decode(bytes)).body ?? '';
}

function split(text: string): Omit<FileText, 'data' | 'problems'> {
  const none = { yaml: null, yaml_line: 1, body: text, body_line: 1 };
  const opening = /^---[ \t]*(\r?)\n/.exec(text);
  if (!opening) return none;
  const start = opening[0].length;
  const closing = /^---[ \t]*\r?(\n|$(?![\s\S]))/m.exec(text.slice(start));
  if (!closing) return none;
  const yaml = text.slice(start, start + closing.index);
  const body = text.slice(start + closing.index + closing[0].length);
  const body_line = yaml.split('\n').length + 2;
  // An export ends these lines with LF. Where they end otherwise, git or an editor has done so to the whole file.
  return { yaml, yaml_line: 2, body: opening[1] ? body.replaceAll('\r\n', '\n') : body, body_line };
}

function told(file: string, line: number, code: BundleProblem['code'], message: string, hint: string): BundleProblem {
  const is_lesson = file.endsWith(LESSON_END);
  return { code, severity: 'error', path: '', kind: is_lesson ? 'spark' : null, slug: null, message, hint, file, line };
}
