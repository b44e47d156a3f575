import type { BundleProblem, BundleRule } from './problem.ts';

/** More errors than anybody mends at once are counted, not kept: making, keeping and answering more at once holds other readers up. */
const MOST_ERRORS = 5_000;
/** Warnings are advice: of each rule so many are kept as examples, the rest is counted. */
const MOST_WARNINGS_OF_A_RULE = 100;

/** How often one rule warned, whether those warnings are listed or not. */
export interface WarningCount {
  code: BundleRule;
  total: number;
}

/** What was found, in a size that can be shown and kept. */
export interface ToldProblems {
  /** Errors first, then examples of each rule that warned. */
  problems: BundleProblem[];
  /** Errors beyond those listed. */
  more: number;
  warnings: WarningCount[];
  /** Whether there is an error at all, listed or not. */
  has_errors: boolean;
}

/** What the log keeps of the warnings of a plan. */
export interface KeptWarnings {
  counts: WarningCount[];
  problems: BundleProblem[];
}

/** So many examples of each rule are kept with the log, which is not to grow by megabytes. */
const KEPT_OF_A_RULE = 20;
/** In characters, all examples together. The database takes 1 MB; advice, however long a name in it is, keeps no import out. */
const KEPT_LENGTH = 100_000;

/** The warnings that a log keeps: all of them counted, of each rule the first few in full. Nothing where there were none. */
export function keptWarnings({
  problems,
  warnings,
}: Pick<ToldProblems, 'problems' | 'warnings'>): KeptWarnings | undefined {
  if (warnings.length === 0) return undefined;
  const kept = Map.groupBy(warningsOf(problems), ({ code }) => code);
  const examples = [...kept.values()].flatMap((of) => of.slice(0, KEPT_OF_A_RULE));
  let length = 0;
  return {
    counts: warnings,
    problems: examples.filter((one) => {
      const own = JSON.stringify(one).length;
      if (length + own > KEPT_LENGTH) return false;
      length += own;
      return true;
    }),
  };
}

/** Takes problems as they are found. Errors and warnings have limits of their own, so that no advice hides an error. */
export class ProblemTally {
  private readonly errors: BundleProblem[] = [];
  private readonly examples: BundleProblem[] = [];
  private readonly warned = new Map<BundleRule, number>();
  private more = 0;

  get has_errors(): boolean {
    return this.errors.length > 0;
  }

  add(problem: BundleProblem): void {
    if (problem.severity === 'error') {
      if (this.errors.length < MOST_ERRORS) this.errors.push(problem);
      else this.more++;
      return;
    }
    const total = (this.warned.get(problem.code) ?? 0) + 1;
    this.warned.set(problem.code, total);
    if (total <= MOST_WARNINGS_OF_A_RULE) this.examples.push(problem);
  }

  told(): ToldProblems {
    return {
      problems: [...this.errors, ...this.examples],
      more: this.more,
      warnings: [...this.warned].map(([code, total]) => ({ code, total })),
      has_errors: this.has_errors,
    };
  }
}

export function errorsOf(problems: readonly BundleProblem[]): BundleProblem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

export function warningsOf(problems: readonly BundleProblem[]): BundleProblem[] {
  return problems.filter(({ severity }) => severity === 'warning');
}

/** Warnings that are counted and not listed. */
export function unlistedWarnings(problems: readonly BundleProblem[], warnings: readonly WarningCount[]): number {
  return warnings.reduce((sum, { total }) => sum + total, 0) - warningsOf(problems).length;
}
