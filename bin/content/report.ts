import type { BundleProblem } from '#lib/core/bundle-problem';
import type { Problem } from '#lib/core/problem';

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
export function refused(problems: BundleProblem[], more = 0, extra: object = {}): Outcome {
  return {
    code: EXIT.refused,
    json: { ok: false, ...extra, problems, ...(more > 0 && { more }) },
    text: `${showProblems(problems)}${more > 0 ? `\n... and ${more} more` : ''}`,
  };
}

/** A problem of the studio in the same shape as one of a bundle. */
export function failed(problem: Problem): Outcome {
  return {
    code: problem.code === 'unavailable' ? EXIT.unavailable : EXIT.refused,
    json: {
      ok: false,
      problems: [
        {
          code: problem.code,
          path: '',
          kind: null,
          slug: null,
          message: problem.message,
          hint: '',
          ...(problem.detail !== undefined && { detail: problem.detail }),
        },
      ],
    },
    text: `Refused: ${problem.message}`,
  };
}

const MOST_WARNINGS = 10;

/** Errors first and all of them; of the warnings a few, for they are advice (`--json` has them all). */
export function showProblems(problems: BundleProblem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.filter((problem) => problem.severity === 'warning');
  const hidden = warnings.length - MOST_WARNINGS;
  return [
    ...[...errors, ...warnings.slice(0, MOST_WARNINGS)].map(showProblem),
    ...(hidden > 0 ? [`... and ${hidden} more warnings`] : []),
  ].join('\n');
}

function showProblem(problem: BundleProblem): string {
  const what = [problem.kind, problem.slug].filter(Boolean).join(' ');
  return `${problem.severity} ${problem.code} at ${problem.path || '/'}${what && ` (${what})`}\n    ${problem.message} ${problem.hint}`;
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
