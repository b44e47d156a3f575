import type { Problem } from '#lib/base/core/problem.ts';
import { StartError } from '#lib/base/start-error.ts';
import type { BundleProblem } from '#lib/bundles/core/problem.ts';
import { errorsOf, type ToldProblems, warningsOf } from '#lib/bundles/core/problem-tally.ts';
import type { Blocker } from '#lib/snapshots/core/outcomes.ts';

/** Exit codes of the tool: part of its contract. */
export const EXIT = { done: 0, refused: 1, usage: 2, unavailable: 3 } as const;

/** A command's outcome: what `--json` prints, and how a person reads it. */
export interface Outcome {
  code: number;
  json: unknown;
  text: string;
}

export function done(json: object, text: string): Outcome {
  return { code: EXIT.done, json: { ok: true, ...json }, text };
}

/** A refusal with its list of problems. */
export function refused(found: Omit<ToldProblems, 'has_errors'>, extra: object = {}): Outcome {
  const { problems, more, warnings } = found;
  return {
    code: EXIT.refused,
    json: { ok: false, ...extra, problems, ...(more > 0 && { more }), ...(warnings.length > 0 && { warnings }) },
    text: showProblems(found),
  };
}

/** One problem that is none of a bundle, in the same shape as those. */
function only(code: number, problem: { code: string; message: string; hint?: string; detail?: unknown }): Outcome {
  const { message, hint = '', detail } = problem;
  const told = { code: problem.code, path: '', kind: null, slug: null, message, hint };
  return {
    code,
    json: { ok: false, problems: [{ ...told, ...(detail !== undefined && { detail }) }] },
    text: `${code === EXIT.refused ? 'Refused: ' : ''}${message}${hint && `\n${hint}`}`,
  };
}

/** The command was not called as it has to be: nothing was tried. */
export function usage(message: string, hint = ''): Outcome {
  return only(EXIT.usage, { code: 'usage', message, hint });
}

/** What was named is known and not taken, with the reason. */
export function declined(code: string, message: string, hint: string, detail?: unknown): Outcome {
  return only(EXIT.refused, { code, message, hint, detail });
}

/** A problem of the studio. */
export function failed(problem: Problem): Outcome {
  return only(problem.code === 'unavailable' ? EXIT.unavailable : EXIT.refused, problem);
}

/** What keeps a snapshot from being staged. `extra` and `before` tell what was done until then. */
export function blocked(blockers: Blocker[], hint: string, extra: object = {}, before = ''): Outcome {
  const problems = blockers.map(({ rule, kind, slug, message }) => ({
    code: rule,
    path: '',
    kind,
    slug,
    message,
    hint,
  }));
  const lines = blockers.map((one) => `    ${one.kind} ${one.slug ?? ''}: ${one.message}`);
  return {
    code: EXIT.refused,
    json: { ok: false, ...extra, problems },
    text: `${before}Nothing was staged:\n${lines.join('\n')}`,
  };
}

/** Files that cannot be used as asked are the caller's to mend; a full disk or a broken one is nobody's fault. */
const FILE_USAGE: Record<string, (file: string) => string> = {
  ENOENT: (file) => `There is no file ${file}.`,
  EACCES: (file) => `There is no right to use ${file}.`,
  EPERM: (file) => `There is no right to use ${file}.`,
  EROFS: (file) => `${file} is on a disk that cannot be written.`,
  EISDIR: (file) => `${file} is a folder.`,
  ENOTDIR: (file) => `${file} lies in something that is no folder.`,
  ENAMETOOLONG: (file) => `The name ${file.slice(0, 60)}... is too long.`,
};

/** What a thrown error means for the caller: a file, an install that cannot run, or a bug, which is told in full. */
export function thrown(error: unknown): Outcome {
  if (error instanceof StartError) return only(EXIT.unavailable, { code: 'unavailable', message: error.message });
  const { code = '', syscall, path: file } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  if (syscall) {
    const told = FILE_USAGE[code]?.(file ?? 'what was named');
    if (told) return usage(told);
    const message = code === 'ENOSPC' ? 'The disk is full.' : `${file ?? 'A file'} cannot be used (${code}).`;
    return only(EXIT.unavailable, { code: 'unavailable', message });
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const hint = 'Please report it with the lines on standard error.';
  return only(EXIT.refused, { code: 'bug', message: 'Something went wrong in this tool.', hint });
}

const MOST_WARNINGS = 10;

/** Errors first; of the warnings a few, for they are advice (`--json` has more), and how many there are of each rule. */
export function showProblems({ problems, more, warnings }: Omit<ToldProblems, 'has_errors'>): string {
  const listed = warningsOf(problems);
  const total = warnings.reduce((sum, one) => sum + one.total, 0);
  const each = warnings.map((one) => `${one.code} ${one.total}`).join(', ');
  return [
    ...errorsOf(problems).map(showProblem),
    ...(more > 0 ? [`... and ${more} more errors`] : []),
    ...listed.slice(0, MOST_WARNINGS).map(showProblem),
    ...(total > MOST_WARNINGS ? [`... and ${total - MOST_WARNINGS} more warnings (${each})`] : []),
  ].join('\n');
}

function showProblem(problem: BundleProblem): string {
  const what = [problem.kind, problem.slug].filter(Boolean).join(' ');
  const line = problem.line === undefined ? '' : `:${problem.line}`;
  const place = problem.file === undefined ? problem.path || '/' : `${problem.file}${line}`;
  return `${problem.severity} ${problem.code} at ${place}${what && ` (${what})`}\n    ${problem.message} ${problem.hint}`;
}

/** Rows under a header, padded; numbers to the right. */
export function table(header: string[], rows: (string | number)[][]): string {
  const widths = header.map((name, at) => Math.max(name.length, ...rows.map((row) => String(row[at] ?? '').length)));
  const line = (row: (string | number)[]) =>
    row
      .map((cell, at) =>
        typeof cell === 'number' ? String(cell).padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)].join('\n');
}
