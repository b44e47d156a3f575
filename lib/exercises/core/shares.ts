import { isObject } from './raw.ts';

/** Of a quiz: how much of it is of one difficulty or level, and how much should be. */
export interface Share {
  name: string;
  actual: number;
  target: number | null;
}

// Stored objects come back in the order of the database; these have an order of their own.
const SCALE = ['easy', 'medium', 'hard', 'Recall', 'Comprehension', 'Application', 'Transfer'];
const rank = (name: string) => (SCALE.includes(name) ? SCALE.indexOf(name) : SCALE.length);

/** Names that are known come in their order, the others after them. */
export function shares(actual: unknown, target: unknown): Share[] {
  const [now, wanted] = [isObject(actual) ? actual : {}, isObject(target) ? target : {}];
  const names = [...new Set([...Object.keys(now), ...Object.keys(wanted)])].sort((a, b) => rank(a) - rank(b));
  return names.map((name) => ({
    name,
    actual: Number(now[name] ?? 0) || 0,
    target: wanted[name] === undefined ? null : Number(wanted[name]) || 0,
  }));
}
