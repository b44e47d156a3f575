import { describe, expect, test } from 'vitest';
import { definedReads } from './doors.ts';
import { filesOf, read } from './imports.ts';
import { declarationsOf, importedNames, reachOf } from './reach.ts';
import { sqlFunctions, volatileWays } from './sql-functions.ts';

// What is answered by GET writes nothing (docs/decisions/051-reads-are-requests.md): from each read down to the SQL it calls.

const functions = sqlFunctions(read('supabase/schema.sql'));
const ours = new Map(filesOf('lib/*.ts').map((file) => [file, read(file)]));
const inLib = (file: string) => ours.get(file) ?? null;

/** Where rows are written without a function. */
const WRITES = /\.(insert|update|upsert|delete|upload|remove)\(/;

/** What a declaration leads to in the database: functions it may call, and data functions that write themselves. */
function asked(file: string, name: string, source = inLib) {
  const calls = new Set<string>();
  const writes: string[] = [];
  for (const [key, text] of reachOf(file, name, source)) {
    if (!/^lib\/\w+\/data(\/|\.ts)/.test(key)) continue;
    for (const [, named] of text.matchAll(/'(\w+)'/g))
      if (functions.has(`public.${named}`)) calls.add(`public.${named}`);
    if (/\bdb\b/.test(text) && WRITES.test(text)) writes.push(`${key} writes`);
  }
  return { calls: [...calls], wrong: [...writes, ...volatileWays(functions, calls)] };
}

const reads = filesOf('lib/*/reads.ts', 'lib/*/reads/*.ts').flatMap((file) =>
  Array.from(declarationsOf(read(file)), ([name, text]) => ({ file, name, text })).filter(
    ({ text }) => definedReads(text).length > 0,
  ),
);

describe('what is asked by GET only reads', () => {
  const gets = reads.filter(({ text }) => !/^ {2}method: 'POST',$/m.test(text));

  test('down to the last function of the database', () => {
    expect(gets.length).toBeGreaterThan(25);
    const found = gets.map(({ file, name }) => ({ name, ...asked(file, name) }));
    expect(found.filter(({ wrong }) => wrong.length > 0).map(({ name, wrong }) => [name, wrong])).toEqual([]);
    // That nothing is found would prove little if nothing were looked at.
    expect(found.filter(({ calls }) => calls.length > 0).length).toBeGreaterThan(15);
  });

  test('and what leaves a trace is asked by POST', () => {
    const traces = reads.filter((one) => !gets.includes(one) && asked(one.file, one.name).wrong.length > 0);
    expect(traces.map(({ name }) => name).sort()).toEqual([
      'courseComparisonRead',
      'courseVersionsRead',
      'importPlanRead',
      'importRead',
      'importsRead',
      'jobEstimateRead',
      'overviewRead',
      'presenceRead',
      'promptPreviewRead',
      'searchRead',
      'templateTestPriceRead',
    ]);
  });
});

describe('how that is looked for', () => {
  const files: Record<string, string> = {
    'lib/x/reads.ts': `import { told, type Way } from './services/a.ts';
import * as data from './data.ts';

export const aRead = defineRead({ name: 'a', run: ({ db }) => told(db) });

export const bRead = defineRead({
  name: 'b',
  run: ({ db }) => data.looks(db),
});

export const cRead = defineRead({ name: 'c', run: data.sends });
`,
    'lib/x/services/a.ts': `import { sends as send } from '../data.ts';

export function told(db: Db) {
  return within(db);
}

const within = (db: Db) => send(db);
`,
    'lib/x/data.ts': `
export const looks = (db: Db) => callJson(db, 'read_outline', {}, shape);

export async function sends(db: Db): Promise<void> {
  await call(db, 'be_present', {});
}

export const enters = (db: Db) => db.from('sparks').insert({});
`,
  };
  const source = (file: string) => files[file] ?? null;

  test('a volatile function is found through services, other names and whole files', () => {
    const wrong = ['public.be_present, which is volatile'];
    expect(asked('lib/x/reads.ts', 'aRead', source)).toEqual({ calls: ['public.be_present'], wrong });
    expect(asked('lib/x/reads.ts', 'bRead', source)).toEqual({ calls: ['public.read_outline'], wrong: [] });
    expect(asked('lib/x/reads.ts', 'cRead', source).wrong).toEqual(wrong);
    expect(asked('lib/x/data.ts', 'enters', source).wrong).toEqual(['lib/x/data.ts#enters writes']);
  });

  test('types lead nowhere', () => {
    const names = importedNames('lib/x/reads.ts', source('lib/x/reads.ts') ?? '');
    expect([...names.keys()]).toEqual(['told', 'data']);
    expect(names.get('told')).toEqual({ file: 'lib/x/services/a.ts', name: 'told' });
  });

  const write = (name: string, declared: string, body: string) =>
    `CREATE OR REPLACE FUNCTION ${name}(a text DEFAULT ''::text)\n RETURNS void\n LANGUAGE plpgsql\n${declared} SET search_path TO ''\nAS $function$\n${body}\n$function$;\n`;
  const schema = [
    write('public.outer', ' STABLE SECURITY DEFINER\n', '-- private.quiet(1)\nselect private.inner(1)'),
    write('private.inner', ' STABLE\n', 'select private.writes(1), private.kept (2)'),
    write('private.writes', ' SECURITY DEFINER\n', 'delete'),
    write('private.kept', ' IMMUTABLE STRICT\n', '-- volatile'),
    write('private.quiet', '', 'insert'),
  ].join('\n');

  test('a function that says it only reads is not believed further than the functions it calls', () => {
    const found = sqlFunctions(schema);
    expect(Array.from(found.values(), ({ volatility }) => volatility)).toEqual([
      'stable',
      'stable',
      'volatile',
      'immutable',
      'volatile',
    ]);
    expect(volatileWays(found, ['public.outer'])).toEqual([
      'public.outer calls private.inner calls private.writes, which is volatile',
    ]);
    expect(volatileWays(found, ['private.kept'])).toEqual([]);
  });

  test('all functions of the schema are known', () => {
    const named = read('supabase/schema.sql').match(/^CREATE OR REPLACE FUNCTION [\w.]+/gm) ?? [];
    expect(functions.size).toBe(new Set(named).size);
  });
});
