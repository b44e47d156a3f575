import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// Imports only go down (docs/architecture.md). A folder that stands on no floor fails as well: a list that has to be
// remembered would rot.

const ROOT = path.resolve(import.meta.dirname, '..');

/** Floor of each place; a file belongs to the longest prefix that matches. */
const FLOORS: Record<string, number> = {
  'lib/core': 1,
  // What every process needs to know of its surroundings.
  'lib/base/env.ts': 1.5,
  'lib/base/log.ts': 1.5,
  'lib/base/start-error.ts': 1,
  'lib/base/version.ts': 1,
  'lib/data': 2,
  'lib/ai': 2,
  'lib/services': 3,
  'lib/base/services/session.ts': 3.5,
  'lib/actions': 4,
  'lib/jobs': 4,
  'lib/embedded': 4.2,
  'lib/processes': 4.2,
  bin: 4.5,
  'lib/queries': 5,
  components: 6,
  app: 7,
  'proxy.ts': 7,
  'instrumentation.ts': 7,
};

/** What a room may not use although it lies below: components get what they show from actions and queries. */
const NEVER: [from: string, to: string][] = [
  ['components', 'lib/services'],
  ['components', 'lib/data'],
  ['components', 'lib/base/services/session.ts'],
  ['lib/queries', 'lib/services'],
  ['components/ui', 'components/(?!ui)'],
  ['components/ui', 'lib/(?!core)'],
];

/** Packages that only some floors may know. */
const PACKAGES: [pattern: RegExp, allowed: RegExp][] = [
  [/^@supabase\//, /^(lib\/data|lib\/embedded|proxy\.ts)/],
  [
    /^(react|next|react-dom)(\/|$)/,
    /^(lib\/(actions|queries|session\.ts|data\/clients\/server\.ts|processes\/web)|components|app|proxy\.ts)/,
  ],
  [/^pg$/, /^(lib\/(data|embedded|processes|jobs))/],
];

interface Import {
  from: string;
  to: string;
  isType: boolean;
}

function floorOf(file: string): number | null {
  const place = Object.keys(FLOORS)
    .filter((prefix) => file === prefix || file.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length)[0];
  return place === undefined ? null : (FLOORS[place] ?? null);
}

function importsOf(file: string, source: string): Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  for (const match of source.matchAll(pattern)) {
    const target = match[2] ?? match[3] ?? '';
    const names = match[0].match(/\{([^}]*)\}/)?.[1];
    const isType: boolean =
      match[1] !== undefined ||
      ((names?.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name)) ?? false) &&
        !/import\s+\w/.test(match[0]));
    found.push({ from: file, to: resolve(file, target), isType });
  }
  return found;
}

function resolve(file: string, target: string): string {
  if (target.startsWith('#lib/')) return `lib/${target.slice(5)}.ts`;
  if (target.startsWith('#components/')) return `components/${target.slice(12)}.tsx`;
  if (target.startsWith('.')) return path.posix.join(path.posix.dirname(file), target);
  return target;
}

function complaints(imports: Import[]): string[] {
  return imports.flatMap(({ from, to, isType }) => {
    const here = floorOf(from);
    const there = floorOf(to);
    const said: string[] = [];
    if (here !== null && there !== null && there > here) said.push(`${from} imports upward: ${to}`);
    for (const [room, closed] of NEVER) {
      if (from.startsWith(room) && new RegExp(`^${closed}`).test(to) && !isType) said.push(`${from} may not use ${to}`);
    }
    for (const [name, allowed] of PACKAGES) {
      if (name.test(to) && !isType && !allowed.test(from) && here !== null) said.push(`${from} may not know ${to}`);
    }
    return said;
  });
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter(
    (file) => /^(app|components|lib|bin|proxy|instrumentation)/.test(file) && !/\.(test|cases|spec)\.tsx?$/.test(file),
  );

describe('floors', () => {
  test('imports only go down', () => {
    const imports = files.flatMap((file) => importsOf(file, readFileSync(path.join(ROOT, file), 'utf8')));
    expect(imports.length).toBeGreaterThan(300);
    expect(complaints(imports)).toEqual([]);
  });

  test('every file stands on a floor', () => {
    expect(files.filter((file) => floorOf(file) === null)).toEqual([]);
  });

  test.each([
    ['lib/core/x.ts', "import { y } from '#lib/data/y';"],
    ['lib/services/x.ts', "import { y } from '#lib/actions/y';"],
    ['lib/core/x.ts', "import { cache } from 'react';"],
    ['lib/services/x.ts', "import { createClient } from '@supabase/supabase-js';"],
    ['components/outline/x.tsx', "import { readOutline } from '#lib/catalogue/data/entities.ts';"],
    ['components/ui/x.tsx', "import { Tree } from '#components/outline/tree';"],
    ['lib/data/x.ts', "import('../services/y.ts')"],
  ])('a bad import in %s is noticed: %s', (file, source) => {
    expect(complaints(importsOf(file, source))).toHaveLength(1);
  });

  test.each([
    ['components/outline/x.tsx', "import type { Outline } from '#lib/catalogue/data/entities.ts';"],
    ['components/outline/x.tsx', "import { type Outline, type Spark } from '#lib/catalogue/data/entities.ts';"],
    ['lib/services/x.ts', "import { y } from '#lib/core/y';"],
  ])('a good import in %s is not: %s', (file, source) => {
    expect(complaints(importsOf(file, source))).toEqual([]);
  });
});

describe('the house', () => {
  test('no barrels: nothing re-exports another file', () => {
    // Routes of Next.js may show the same page in another slot.
    const barrels = files
      .filter((file) => !file.startsWith('app/'))
      .filter((file) => /(^|\n)export (\*|\{[^}]*\}) from/.test(readFileSync(path.join(ROOT, file), 'utf8')));
    expect(barrels).toEqual([]);
  });

  test('no hand-written file is longer than 400 lines', () => {
    const all = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
      .split('\n')
      .filter(Boolean);
    const long = all.filter(
      (file) => !/database\.types/.test(file) && readFileSync(path.join(ROOT, file), 'utf8').split('\n').length > 401,
    );
    expect(long).toEqual([]);
  });

  test('every action names a permission: nothing in lib/actions but sign-in is exported bare', () => {
    const actions = files.filter((file) => /^lib\/actions\/(?!define-|session)/.test(file));
    expect(actions.length).toBeGreaterThan(3);
    for (const file of actions) {
      const bare = readFileSync(path.join(ROOT, file), 'utf8').match(
        /^export (?!const \w+ = define(Person)?(Action|Read)\(|type |interface ).*$/gm,
      );
      expect(bare, file).toBeNull();
    }
  });

  test('what the studio asks by address goes through such a door as well', () => {
    const routes = files.filter((file) => /^app\/w\/.*\/route\.ts$/.test(file));
    expect(routes.length).toBeGreaterThan(0);
    for (const file of routes) {
      const exported = readFileSync(path.join(ROOT, file), 'utf8').match(/^export .*$/gm);
      expect(exported, file).toEqual([expect.stringMatching(/^export const GET = \w+Read;$/)]);
    }
  });

  test('client data calls server actions, and only asks reads by their address', () => {
    const called = files
      .filter((file) => /^(lib\/queries|components)\//.test(file))
      .flatMap((file) => importsOf(file, readFileSync(path.join(ROOT, file), 'utf8')))
      .filter(({ to, isType }) => to.startsWith('lib/actions/') && !isType);
    expect(called.length).toBeGreaterThan(10);
    const bare = called.filter(({ to }) => !readFileSync(path.join(ROOT, to), 'utf8').startsWith("'use server'"));
    expect(bare).toEqual([]);
  });
});
