import { describe, expect, test } from 'vitest';
import { complaints, placeOf } from './complaints.ts';
import { describeRooms } from './describe.ts';
import { filesOf, importsOf, read } from './imports.ts';
import { kindLists, LISTED_BY_HAND } from './kind-lists.ts';
import { AREAS, EXCEPTIONS, ROOMS } from './rooms.ts';

// The rules of the house (docs/architecture.md). A place that stands in no room fails as well: a list that has to be
// remembered would rot.

const code = filesOf('*.ts', '*.tsx').filter(
  (file) => /^(app|components|lib|bin|proxy|instrumentation)/.test(file) && !/\.(test|cases|spec)\.tsx?$/.test(file),
);
const imports = code.flatMap((file) => importsOf(file, read(file)));

describe('rooms and floors', () => {
  test('imports only go down', () => {
    expect(imports.length).toBeGreaterThan(300);
    expect(complaints(imports)).toEqual([]);
  });

  test('every file stands in a room, and those of lib on a floor', () => {
    const tests = filesOf('lib/*.test.ts', 'components/*.test.ts', 'components/*.test.tsx');
    const nowhere = [...code, ...tests].filter((file) => placeOf(file.replace(/\.test(\.tsx?)$/, '$1')) === null);
    expect(nowhere).toEqual([]);
  });

  test('each exception is still needed', () => {
    const unused = EXCEPTIONS.filter(
      (one) => !imports.some(({ from, to }) => from.startsWith(one.from) && to.startsWith(one.to)),
    );
    expect(unused).toEqual([]);
  });

  test.each([
    ['lib/search/core.ts', "import { y } from '#lib/search/data.ts';"],
    ['lib/catalogue/services/x.ts', "import { y } from '#lib/catalogue/actions/x.ts';"],
    ['lib/search/core.ts', "import { cache } from 'react';"],
    ['lib/graph/services/x.ts', "import { createClient } from '@supabase/supabase-js';"],
    ['lib/catalogue/data/x.ts', "import { y } from '#lib/graph/data/links.ts';"],
    ['lib/history/core.ts', "import type { Outline } from '#lib/catalogue/core/outline.ts';"],
    ['components/graph/x.tsx', "import { readOutline } from '#lib/catalogue/data/entities.ts';"],
    ['components/catalogue/x.tsx', "import { Stage } from '#components/graph/canvas.tsx';"],
    ['components/people/x.tsx', "import { outlineQuery } from '#lib/catalogue/queries/entities.ts';"],
    ['components/ui/x.tsx', "import { KindIcon } from '#components/base/kind.tsx';"],
    ['lib/search/data.ts', "import('../catalogue/data/entities.ts')"],
  ])('a bad import in %s is noticed: %s', (file, source) => {
    expect(complaints(importsOf(file, source))).toHaveLength(1);
  });

  test.each([
    ['components/graph/x.tsx', "import type { Spark } from '#lib/base/data/rows.ts';"],
    ['components/catalogue/x.tsx', "import { type Place, type Named } from '#lib/catalogue/data/entities.ts';"],
    ['lib/graph/services/x.ts', "import { y } from '#lib/catalogue/core/outline.ts';"],
    ['lib/graph/data/x.ts', "import { y } from '#lib/graph/core/links.ts';"],
  ])('a good import in %s is not: %s', (file, source) => {
    expect(complaints(importsOf(file, source))).toEqual([]);
  });
});

describe('names', () => {
  const rooms: string[] = ROOMS.map(({ name }) => name);

  test('each room is there', () => {
    const lib = new Set(code.filter((file) => file.startsWith('lib/')).map((file) => file.split('/')[1]));
    expect(rooms.filter((room) => !lib.has(room))).toEqual([]);
    const components = new Set(code.filter((file) => file.startsWith('components/')).map((file) => file.split('/')[1]));
    expect(AREAS.filter(({ name }) => name !== 'search' && !components.has(name))).toEqual([]);
  });

  test('migrations and tests bear the name of a room', () => {
    const migrations = filesOf('supabase/migrations/*.sql').map((file) => file.replace(/^.*\/\d+_([a-z]+).*$/, '$1'));
    const tests = filesOf('supabase/tests/*').map((file) => file.split('/')[2]);
    const screens = filesOf('e2e/*.spec.ts').map((file) => file.replace(/^e2e\/([a-z]+).*$/, '$1'));
    const known = [...rooms, ...AREAS.map(({ name }) => name)];
    expect(migrations.filter((name) => !rooms.includes(name))).toEqual([]);
    expect(tests.filter((name) => name !== undefined && ![...rooms, 'support'].includes(name))).toEqual([]);
    // The journey and the places go through all of them.
    expect(screens.filter((name) => !['journey', 'places', ...known].includes(name))).toEqual([]);
  });

  test('docs/rooms.md says what is there', () => {
    expect(read('docs/rooms.md'), 'docs/rooms.md is out of date: run "npm run rooms" and commit it').toBe(
      describeRooms(),
    );
  });
});

describe('kinds', () => {
  const written = code.filter((file) => !file.startsWith('app/gallery/') && !/database\.types/.test(file));

  test('are registered, not listed', () => {
    const lists = written.flatMap((file) => kindLists(read(file)).map((kinds) => ({ file, kinds })));
    expect(lists.filter(({ file }) => !(file in LISTED_BY_HAND))).toEqual([]);
    const listing = new Set(lists.map(({ file }) => file));
    expect(Object.keys(LISTED_BY_HAND).filter((file) => !listing.has(file))).toEqual([]);
  });

  test.each([
    ["const SHOWN = ['domain', 'trail', 'spark'];", 1],
    ["type Held = 'trail' | 'concept' | 'spark';", 1],
    ["const TABLES = { domain: 'domains', trail: 'trails', concept: { of: 'trail' } };", 1],
    ["const two = ['trail', 'spark'];", 0],
    ["// ['domain', 'trail', 'spark']", 0],
    ['const way = { trail: 1, inner: { concept: 2, spark: 3 } };', 0],
  ])('a list by hand is noticed: %s', (source, times) => {
    expect(kindLists(source)).toHaveLength(times);
  });
});

describe('the house', () => {
  test('no barrels: nothing re-exports another file', () => {
    // Routes of Next.js may show the same page in another slot.
    const barrels = code
      .filter((file) => !file.startsWith('app/'))
      .filter((file) => /(^|\n)export (\*|\{[^}]*\}) from/.test(read(file)));
    expect(barrels).toEqual([]);
  });

  test('no hand-written file is longer than 400 lines', () => {
    const long = filesOf('*.ts', '*.tsx', '*.mjs').filter(
      (file) => !/database\.types/.test(file) && read(file).split('\n').length > 401,
    );
    expect(long).toEqual([]);
  });

  test('every action names a permission: nothing among actions and reads but sign-in is exported bare', () => {
    const doors = code.filter((file) => /^lib\/\w+\/(actions|reads)(\/(?!define-|sign-in)|\.ts)/.test(file));
    expect(doors.length).toBeGreaterThan(3);
    for (const file of doors) {
      const bare = read(file).match(/^export (?!const \w+ = define(Person)?(Action|Read)\(|type |interface ).*$/gm);
      expect(bare, file).toBeNull();
    }
  });

  test('what the studio asks by address goes through such a door as well', () => {
    const routes = code.filter((file) => /^app\/w\/.*\/route\.ts$/.test(file));
    expect(routes.length).toBeGreaterThan(0);
    for (const file of routes) {
      expect(read(file).match(/^export .*$/gm), file).toEqual([expect.stringMatching(/^export const GET = \w+Read;$/)]);
    }
  });

  test('client data calls server actions, and only asks reads by their address', () => {
    const called = imports.filter(
      ({ from, to, isType }) =>
        /^(lib\/\w+\/queries|components\/)/.test(from) && /^lib\/\w+\/(actions|reads)/.test(to) && !isType,
    );
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter(({ to }) => !read(to).startsWith("'use server'"))).toEqual([]);
  });
});
