import { describe, expect, test } from 'vitest';
import { CAST, CASTS } from './casts.ts';
import { complaints, placeOf } from './complaints.ts';
import { describeRooms } from './describe.ts';
import { askedActions, definedReads, lookingActions } from './doors.ts';
import { isPure, SERVED, speaksSql } from './floors.ts';
import { filesOf, importsOf, read } from './imports.ts';
import { kindLists, LISTED_BY_HAND } from './kind-lists.ts';
import { AREAS, EXCEPTIONS, ROOMS } from './rooms.ts';
import { says, wordsIn } from './words.ts';

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
    ['lib/search/core.ts', "import { y } from '#lib/search/data/search.ts';"],
    ['lib/catalogue/services/x.ts', "import { y } from '#lib/catalogue/actions/x.ts';"],
    ['lib/search/core.ts', "import { cache } from 'react';"],
    ['lib/graph/services/x.ts', "import { createClient } from '@supabase/supabase-js';"],
    ['lib/catalogue/data/x.ts', "import { y } from '#lib/graph/data/links.ts';"],
    ['lib/history/core/history.ts', "import type { Outline } from '#lib/catalogue/core/outline.ts';"],
    ['components/graph/x.tsx', "import { readOutline } from '#lib/catalogue/data/entities.ts';"],
    ['components/catalogue/x.tsx', "import { Stage } from '#components/graph/canvas.tsx';"],
    ['components/people/x.tsx', "import { outlineQuery } from '#lib/catalogue/queries/entities.ts';"],
    ['components/ui/x.tsx', "import { KindIcon } from '#components/base/kind.tsx';"],
    ['lib/search/data/search.ts', "import('../../catalogue/data/entities.ts')"],
    ['components/lessons/x.tsx', "import { renderLesson } from '#lib/lessons/core/html/html.ts';"],
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

describe('floors are kept by what is done there', () => {
  const services = code.filter((file) => /^lib\/\w+\/services(\/|\.ts)/.test(file));

  test('what is pure belongs to core', () => {
    expect(services.length).toBeGreaterThan(30);
    expect(services.filter((file) => isPure(file, read))).toEqual(Object.keys(SERVED));
  });

  test.each([
    ["import { readOutline } from '../data/outline.ts';\nexport const x = readOutline;", false],
    ["import { createHash } from 'node:crypto';\nexport const x = createHash;", false],
    ["import { other } from './other.ts';\nexport const x = other;", false],
    ['export const now = () => Date.now();', false],
    ["import type { Row } from '../data/outline.ts';\nexport const x = (row: Row) => row.id;", true],
    ["import { suggestSlug } from '#lib/base/core/slug.ts';\n// Not Date.now.\nexport const x = suggestSlug;", true],
  ])('a service is pure or not: %s', (source, expected) => {
    const files: Record<string, string> = {
      'lib/x/services/other.ts': 'export const other = () => setTimeout(done, 1);',
    };
    expect(isPure('lib/x/services/one.ts', (file) => files[file] ?? source)).toBe(expected);
  });

  test('SQL is spoken by data alone, and by what runs an install', () => {
    const speaking = code.filter((file) => file.startsWith('lib/') && speaksSql(read(file)));
    expect(speaking.length).toBeGreaterThan(8);
    expect(speaking.filter((file) => !/^lib\/(\w+\/data(\/|\.ts)|studio\/(embedded|processes)\/)/.test(file))).toEqual(
      [],
    );
    expect(speaksSql("await db.query<{ n: number }>('select 1 as n')")).toBe(true);
    expect(speaksSql("await client.query('rollback')")).toBe(true);
    expect(speaksSql('useQuery(outlineQuery(workspace))')).toBe(false);
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

  test('have every table in one of them', () => {
    const tables = Array.from(
      read('supabase/schema.sql').matchAll(/^create table (?:public|private)\.(\w+)/gim),
      (one) => one[1],
    );
    expect(ROOMS.flatMap((room) => room.tables ?? []).sort()).toEqual(tables.sort());
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

  test('words of the screen are imported under their own name', () => {
    const alias = /^import \{[^}]*\b\w*[tT]ext as \w+[^}]*\} from '[^']*text\.ts'/m;
    expect(alias.test("import { outlineText as words } from './text.ts';")).toBe(true);
    const areas = code.filter((file) => file.startsWith('components/'));
    expect(areas.filter((file) => alias.test(read(file)))).toEqual([]);
    const texts = areas.filter((file) => /(^|-|\/)text\.ts$/.test(file));
    const names = texts.flatMap((file) =>
      Array.from(read(file).matchAll(/^export const (\w*[tT]ext) =/gm), ([, name]) => name),
    );
    expect(texts.length).toBeGreaterThan(15);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('text');
  });

  test('there are no words that nobody says', () => {
    const screens = filesOf('app/*.ts', 'app/*.tsx', 'components/*.ts', 'components/*.tsx', 'e2e/*.ts').map(read);
    const words = code.filter((file) => /^components\/.*text\.ts$/.test(file)).flatMap((file) => wordsIn(read(file)));
    expect(words.flatMap(({ keys }) => keys).length).toBeGreaterThan(1000);
    const unsaid = words.flatMap(({ name, keys }) => {
      const users = screens.filter((source) => source.includes(name)).join('\n');
      return keys.filter((key) => !says(users, key)).map((key) => `${name}.${key}`);
    });
    expect(unsaid).toEqual([]);
    expect(wordsIn("export const aText = {\n  one: 'One',\n  two: () => ({\n    three: 3,\n  }),\n};")).toEqual([
      { name: 'aText', keys: ['one', 'two'] },
    ]);
    expect(
      ['text.one', 'const { two, one } = aText', "['one']", 'someone.ones'].map((line) => says(line, 'one')),
    ).toEqual([true, true, true, false]);
  });

  test('addresses of the studio are written in one place', () => {
    const address = /['"`]\/(w|sign-in|account|invitations?|new-workspace|doc)(\/|[?#'"`])/;
    const written = code.filter(
      (file) => /^(app|components|lib)\/|^proxy/.test(file) && !file.startsWith('app/gallery/'),
    );
    expect(written.filter((file) => address.test(read(file)))).toEqual(['lib/base/core/studio-address.ts']);
    for (const bad of ['`/w/`', "'/sign-in?used'", 'href="/doc"', '`/invitation/'])
      expect(address.test(bad)).toBe(true);
    for (const good of ["'/welcome'", "'/document'", 'inWorkspace(slug).home']) expect(address.test(good)).toBe(false);
  });

  test('nothing is said to have a type that it does not have', () => {
    const cast = code.filter((file) => /^(app|components|lib)\//.test(file) && CASTS.test(read(file)));
    expect(cast.filter((file) => !/database\.types/.test(file))).toEqual(Object.keys(CAST));
    for (const bad of ['row as unknown as Values', 'args as never', 'window as any'])
      expect(CASTS.test(bad)).toBe(true);
    for (const good of ["['a'] as const", 'value as string', 'was never sent']) expect(CASTS.test(good)).toBe(false);
  });

  test('no hand-written file is longer than 400 lines', () => {
    const long = filesOf('*.ts', '*.tsx', '*.mjs').filter(
      (file) => !/database\.types/.test(file) && read(file).split('\n').length > 401,
    );
    expect(long).toEqual([]);
  });

  test('every action names a permission: nothing among actions and reads but sign-in is exported bare', () => {
    const doors = code.filter((file) => /^lib\/(?!base\/)\w+\/(actions|reads)(\/(?!sign-in)|\.ts)/.test(file));
    expect(doors.length).toBeGreaterThan(30);
    for (const file of doors) {
      const bare = read(file).match(/^export (?!const \w+ = define(Person)?(Action|Read)\(|type |interface ).*$/gm);
      expect(bare, file).toBeNull();
    }
  });
});

/** An answer of the database that is said to be something: `as` looks at nothing. */
const TAKES = /\bas unknown as\b|\bdata(\?)?(\.\w+|\[\d+\])* as (?!const\b)/;
const TAKEN: Record<string, string> = {
  'lib/base/data/rpc.ts': 'Numbers, texts and rows of tables are what the generated types say.',
  'lib/catalogue/data/entities.ts':
    'Which table it is depends on the kind; supabase/tests/catalogue/heads.test.ts compares.',
};

const INVALIDATES = /\.(invalidateQueries|refetchQueries|resetQueries)\(/;

describe('reads are requests, writes are actions (docs/decisions/051-reads-are-requests.md)', () => {
  const actions = code.filter((file) => /^lib\/\w+\/actions(\/|\.ts)/.test(file));
  const clients = code.filter((file) => /^(lib\/\w+\/queries(\/|\.ts)|components\/)/.test(file));

  test('no action only looks', () => {
    expect(actions.length).toBeGreaterThan(8);
    expect(actions.flatMap((file) => lookingActions(read(file)))).toEqual([]);
  });

  test('no query calls an action', () => {
    expect(clients.filter((file) => file.startsWith('lib/')).flatMap((file) => askedActions(read(file)))).toEqual([]);
  });

  test('what the studio asks by address goes through the one route, which knows every read', () => {
    expect(code.filter((file) => /^app\/w\/.*\/route\.ts$/.test(file))).toEqual([
      'app/w/[workspace]/api/[read]/route.ts',
    ]);
    const registry = read('app/w/[workspace]/api/[read]/registry.ts');
    const known = Array.from(registry.matchAll(/^ {2}'?([a-z-]+)'?: \w+Read,$/gm), (match) => match[1]);
    const defined = code
      .filter((file) => /^lib\/\w+\/reads(\/|\.ts)/.test(file))
      .flatMap((file) => definedReads(read(file)));
    expect(known.length).toBeGreaterThan(30);
    expect(known).toEqual([...defined].sort());
  });

  test('what goes stale is said in one place', () => {
    const own = code.filter((file) => /^(app|lib|components)\//.test(file) && file !== 'lib/base/queries/stale.ts');
    expect(own.filter((file) => INVALIDATES.test(read(file)))).toEqual([]);
    for (const bad of ['queries.invalidateQueries({ queryKey })', 'client.refetchQueries()', 'q.resetQueries({})'])
      expect(INVALIDATES.test(bad)).toBe(true);
  });

  test('what the database answers is parsed, not taken for something', () => {
    const data = code.filter((file) => /^lib\/\w+\/data(\/|\.ts)/.test(file));
    const taken = data.filter((file) => !(file in TAKEN) && TAKES.test(read(file)));
    expect(taken).toEqual([]);
    expect(Object.keys(TAKEN).filter((file) => !TAKES.test(read(file)))).toEqual([]);
    // Functions are called through lib/base/data/rpc.ts, whose types ask for a schema.
    const calling = code.filter((file) => /\.rpc\(/.test(read(file)));
    expect(calling).toEqual(['lib/base/data/rpc.ts']);
    for (const bad of [
      '(data as unknown as Row[])',
      'ok(data as Revision)',
      'found.data?.body as Record<string, unknown>',
    ])
      expect(TAKES.test(bad)).toBe(true);
    for (const good of ["['a', 'b'] as const", 'const { data } = await db', 'import * as data from'])
      expect(TAKES.test(good)).toBe(false);
  });

  test('client data calls server actions, and knows of reads by type alone', () => {
    const called = imports.filter(
      ({ from, to, isType }) => clients.includes(from) && /^lib\/\w+\/(actions|reads)/.test(to) && !isType,
    );
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter(({ to }) => !read(to).startsWith("'use server'"))).toEqual([]);
    // Signing in and out belongs to no data.
    const bySight = called.filter(({ from }) => from.startsWith('components/'));
    expect(bySight.filter(({ to }) => to !== 'lib/people/actions/sign-in.ts')).toEqual([]);
  });

  const action = (run: string) => `export const xAction = defineAction({\n  name: 'x',\n  run: ${run},\n});`;
  test.each([
    ['({ db, workspace }) => data.listThings(db, workspace.id)'],
    ['({ db, workspace }, { id }) => withImport(db, workspace.id, id, () => readPlan(db, id))'],
    [
      'async ({ db }, { only }) => {\n  const found = await exportBundle(db, { only });\n  return found.ok ? ok(found.data) : found;\n}',
    ],
    ['async ({ workspace }) => ok(workspace)'],
  ])('an action that only looks is noticed: %s', (run) => {
    expect(lookingActions(action(run))).toEqual(['xAction']);
  });

  test.each([
    ['({ db, workspace }, input) => data.bulkEdit(db, workspace.id, input)'],
    ['({ db, workspace }, { id }) => withImport(db, workspace.id, id, () => applyImport(db, id))'],
    [
      'async ({ db }, { id }) => {\n  const found = await getThing(db, id);\n  return found.ok ? removeThing(db, id) : found;\n}',
    ],
  ])('an action that writes is not: %s', (run) => {
    expect(lookingActions(action(run))).toEqual([]);
  });

  const imported = "import { type X, readAction } from '../actions/things.ts';\n";
  test.each([
    ['export const q = (w: string) => queryOptions({ queryKey: [w], queryFn: () => unwrap(readAction(w, {})) });'],
    ['export const fetchIt = (w: string) => unwrap(readAction(w, {}));'],
    [
      'export function useIt(w: string) {\n  const it = readAction(w, {});\n  return useMutation({ mutationFn: save });\n}',
    ],
  ])('a query that calls an action is noticed: %s', (source) => {
    expect(askedActions(imported + source)).toEqual(['readAction']);
  });

  test.each([
    ['export const useIt = (w: string) => useMutation({ mutationFn: () => unwrap(readAction(w, {})) });'],
    ['export const useIt = (w: string) => useTogether(w, (input: X) => unwrap(readAction(w, input)));'],
    ['export const q = (w: string) => queryOptions({ queryFn: ({ signal }) => fetchRead(w, signal) });'],
  ])('a mutation that does is not: %s', (source) => {
    expect(askedActions(imported + source)).toEqual([]);
  });
});
