import type { Mend } from './rules.ts';

/** A copy of what was checked with the steps that mend a problem; a place that is not there any more is left alone. */
export function mended<T>(value: T, steps: readonly Mend[]): T {
  return steps.reduce<T>((now, step) => {
    const parts = ('set' in step ? step.set : step.remove)
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return changed(now, parts, step) as T;
  }, value);
}

function changed(value: unknown, [part, ...rest]: string[], step: Mend): unknown {
  if (part === undefined) return 'set' in step ? step.to : value;
  if (Array.isArray(value)) {
    const at = Number(part);
    if (!(at in value)) return value;
    if (rest.length === 0 && 'remove' in step) return value.toSpliced(at, 1);
    return value.with(at, changed(value[at], rest, step));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (rest.length === 0 && 'remove' in step) {
    const { [part]: _, ...others } = value as Record<string, unknown>;
    return others;
  }
  if (rest.length > 0 && !Object.hasOwn(value, part)) return value;
  return { ...value, [part]: changed((value as Record<string, unknown>)[part], rest, step) };
}
