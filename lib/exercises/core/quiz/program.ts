import { type Coefficients, type Constraint, solve } from 'yalps';
import type { QuizCandidate, QuizTargets } from './types.ts';

// The choice of a quiz as a linear program over 0 and 1. Its cost, least first: a deviation of one exercise from a target costs 1, a quiz
// that is one too short 100, an objective without an exercise 10,000, so that what is given up first costs least and objectives go last.
const SHORT = 100;
const UNCOVERED = 10_000;
/** The best exercise is preferred to the worst by a thousandth of one deviation: quality never buys a deviation. */
const QUALITY = 0.001;
/** Few enough to take all of them into the program. Of more, the best of each cell. */
const ALL = 150;
const BEST_OF_CELL = 3;
/** Branches of the search, a second of it at 2,000 exercises. A number and not a time, so that the same question has the same answer everywhere. */
const MOST_BRANCHES = 2_000;

type Row = [string, Constraint];

export interface Solution {
  ids: Set<string>;
  /** The least cost over all candidates was reached, and is proved. */
  is_best: boolean;
}

/**
 * Takes `length` exercises out of the candidates so that deviations from the targets are least. Every pinned one is taken; of a set of
 * near-duplicates one. Candidates have distinct ids and qualities in 0..1.
 */
export function chooseQuiz(candidates: readonly QuizCandidate[], targets: QuizTargets): Solution {
  let each = candidates.length <= ALL ? Number.POSITIVE_INFINITY : BEST_OF_CELL;
  for (;;) {
    const considered = bestOfCells(candidates, each);
    const found = solveProgram(considered, targets);
    // A cell from which all that were considered are taken may hold another that is wanted.
    if (considered.length === candidates.length || !isExhausted(considered, found.ids, each)) {
      return {
        ids: found.ids,
        is_best:
          found.is_best && (considered.length === candidates.length || provesBest(candidates, targets, found.total)),
      };
    }
    each *= 2;
  }
}

const cellOf = ({ difficulty, cognitive_level, objective }: QuizCandidate) =>
  JSON.stringify([difficulty, cognitive_level, objective]);

/** The best few of each cell, a cell being what the program cannot tell apart but by quality, and all that are pinned. */
function bestOfCells(candidates: readonly QuizCandidate[], each: number): QuizCandidate[] {
  const taken = new Map<string, number>();
  const best = new Set<QuizCandidate>();
  for (const one of [...candidates].sort((a, b) => b.quality - a.quality)) {
    const cell = cellOf(one);
    const count = taken.get(cell) ?? 0;
    if (count >= each && !one.is_pinned) continue;
    taken.set(cell, count + 1);
    best.add(one);
  }
  return candidates.filter((one) => best.has(one));
}

function isExhausted(considered: readonly QuizCandidate[], ids: ReadonlySet<string>, each: number): boolean {
  const left = new Map<string, number>();
  for (const one of considered) left.set(cellOf(one), (left.get(cellOf(one)) ?? 0) + (ids.has(one.id) ? 1 : 0));
  return [...left.values()].some((count) => count >= each);
}

function solveProgram(candidates: readonly QuizCandidate[], targets: QuizTargets) {
  const { constraints, variables } = programOf(candidates, targets);
  const binaries = new Set(candidates.map(({ id }) => `x ${id}`));
  const {
    status,
    result,
    variables: values,
  } = solve(
    { direction: 'minimize', objective: 'cost', constraints, variables, binaries },
    { maxIterations: MOST_BRANCHES },
  );
  const ids = new Set(values.flatMap(([key, value]) => (key.startsWith('x ') && value > 0.5 ? [key.slice(2)] : [])));
  return { ids, is_best: status === 'optimal', total: result };
}

/** Deviations from the targets, minus a thousandth of each quality. */
export function costOf(quiz: readonly QuizCandidate[], targets: QuizTargets): number {
  const deviations = (key: 'difficulty' | 'cognitive_level') =>
    Object.entries(targets[key]).reduce(
      (sum, [name, wanted]) => sum + Math.abs(quiz.filter((one) => one[key] === name).length - wanted),
      0,
    );
  const quality = quiz.reduce((sum, one) => sum + one.quality, 0);
  return deviations('difficulty') + deviations('cognitive_level') - QUALITY * quality;
}

/** Whether no choice among all candidates could cost less: the same program over fractions of exercises bounds it from below. */
function provesBest(candidates: readonly QuizCandidate[], targets: QuizTargets, total: number): boolean {
  const { constraints, variables } = programOf(candidates, targets);
  const atMostOnce: Row[] = candidates.map(({ id }) => [`once ${id}`, { max: 1 }]);
  const bounded = variables.map(([key, terms]): [string, Coefficients] =>
    key.startsWith('x ') ? [key, { ...(terms as Record<string, number>), [`once ${key.slice(2)}`]: 1 }] : [key, terms],
  );
  const { status, result } = solve({
    direction: 'minimize',
    objective: 'cost',
    constraints: [...constraints, ...atMostOnce],
    variables: bounded,
  });
  return status === 'optimal' && total - result < 1e-6;
}

function programOf(candidates: readonly QuizCandidate[], targets: QuizTargets) {
  const constraints: Row[] = [['length', { equal: targets.length }]];
  const variables: [string, Record<string, number>][] = [['short', { cost: SHORT, length: 1 }]];
  const aim = (row: string, count: number) => {
    constraints.push([row, { equal: count }]);
    variables.push([`over ${row}`, { cost: 1, [row]: -1 }], [`under ${row}`, { cost: 1, [row]: 1 }]);
  };
  for (const [name, count] of Object.entries(targets.difficulty)) aim(`difficulty ${name}`, count);
  for (const [name, count] of Object.entries(targets.cognitive_level)) aim(`level ${name}`, count);
  for (const objective of targets.objectives) {
    constraints.push([`objective ${objective}`, { min: 1 }]);
    variables.push([`uncovered ${objective}`, { cost: UNCOVERED, [`objective ${objective}`]: 1 }]);
  }
  const alike = new Set<string>();
  for (const one of candidates) {
    const terms: Record<string, number> = { cost: -QUALITY * one.quality, length: 1 };
    if (one.difficulty !== null && one.difficulty in targets.difficulty) terms[`difficulty ${one.difficulty}`] = 1;
    if (one.cognitive_level !== null && one.cognitive_level in targets.cognitive_level)
      terms[`level ${one.cognitive_level}`] = 1;
    if (one.objective !== null && targets.objectives.includes(one.objective)) terms[`objective ${one.objective}`] = 1;
    if (one.is_pinned) {
      constraints.push([`pinned ${one.id}`, { equal: 1 }]);
      terms[`pinned ${one.id}`] = 1;
    } else if (one.alike !== null) {
      // What is pinned is the author's will, also two that are alike; another of the same set is not added to it.
      if (!alike.has(one.alike)) {
        const isTaken = candidates.some((other) => other.is_pinned && other.alike === one.alike);
        constraints.push([`alike ${one.alike}`, { max: isTaken ? 0 : 1 }]);
        alike.add(one.alike);
      }
      terms[`alike ${one.alike}`] = 1;
    }
    variables.push([`x ${one.id}`, terms]);
  }
  return { constraints, variables };
}
