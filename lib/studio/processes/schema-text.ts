import pg from 'pg';
import { type Described, QUERIES } from './schema-queries.ts';

const HEADER = `-- The database of Trailwright as PostgreSQL has it: supabase/migrations, applied, and what private.register_kind and
-- private.register_links make of them, written out. For reading and searching: which columns, rules, policies and functions
-- there are, in one place.
--
-- Generated from the catalogue by "npm run db:schema" (lib/studio/processes/schema-text.ts), never edited and never applied;
-- supabase/tests/base/schema.test.ts fails when it is out of date. A change of the database is a new migration.
`;

/** The schema of a migrated database as text: the same for two databases if and only if they have the same schema. */
export async function readSchema(databaseUrl: string): Promise<string> {
  const client = new pg.Client(databaseUrl);
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Names come out with their schema when no schema is searched.
    await client.query("set search_path = ''");
    const ask = async (name: keyof typeof QUERIES) => (await client.query<Described>(QUERIES[name])).rows;
    const parts: string[] = [HEADER];
    for (const [title, names] of Object.entries(SECTIONS)) {
      const rows: Described[] = [];
      for (const name of names) rows.push(...(await ask(name)));
      if (title === TABLES) {
        parts.push(...tables(rows));
        continue;
      }
      parts.push(heading(title), ...rows.map(({ text }) => `${text}\n`));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}

const TABLES = 'tables';

/** In the order of the file. What stands under tables is put together table by table. */
const SECTIONS: Record<string, (keyof typeof QUERIES)[]> = {
  'extensions, schemas, types': ['extensions', 'schemas', 'defaults', 'types'],
  [TABLES]: ['tables', 'tableComments', 'indexes', 'security', 'tableGrants', 'policies', 'triggers'],
  'what hangs on tables of Supabase': ['foreignTriggers', 'foreignPolicies'],
  functions: ['functions'],
  'the kinds of content': ['kinds'],
};

function tables(rows: Described[]): string[] {
  const byTable = Map.groupBy(rows, ({ name }) => name);
  return [...byTable].flatMap(([name, own]) => [heading(name), `${own.map(({ text }) => text).join('\n')}\n`]);
}

function heading(title: string): string {
  return `-- ${'-'.repeat(Math.max(3, 112 - title.length))} ${title}\n`;
}
