import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Import {
  from: string;
  to: string;
  isType: boolean;
}

/** Files of the project, new ones included, by pattern of git. */
export function filesOf(...patterns: string[]): string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...patterns], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
}

export const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports, with places inside the project as paths from its root. */
export function importsOf(file: string, source: string): Import[] {
  return Array.from(source.matchAll(IMPORT), (match) => {
    const target = match[2] ?? match[3] ?? '';
    const names = match[0].match(/\{([^}]*)\}/)?.[1];
    const isType: boolean =
      match[1] !== undefined ||
      ((names?.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name)) ?? false) &&
        !/import\s+\w/.test(match[0]));
    return { from: file, to: resolve(file, target), isType };
  });
}

function resolve(file: string, target: string): string {
  if (target.startsWith('#')) return target.slice(1);
  if (target.startsWith('.')) return path.posix.join(path.posix.dirname(file), target);
  return target;
}
