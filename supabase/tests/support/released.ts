import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { migrate } from '#lib/studio/embedded/migrate.ts';
import { ensureSystemSchema } from '#lib/studio/embedded/system-schema.ts';
import { list, type Sql, value } from './authoring.ts';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Databases as installs have them: migrated by what a start runs, from one state of the checkout to the next. */
export function installs() {
  const undo: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const one of undo.reverse()) await one();
  });

  /** A checkout with these migrations of ours, and some made-up ones. */
  async function checkout(files: string[], made: Record<string, string> = {}): Promise<string> {
    const root = await mkdtemp(path.join(os.tmpdir(), 'trailwright-release-'));
    undo.push(() => rm(root, { recursive: true, force: true }));
    await mkdir(path.join(root, 'supabase/migrations'), { recursive: true });
    await cp(path.join(ROOT, 'supabase/config.toml'), path.join(root, 'supabase/config.toml'));
    for (const file of files) {
      await cp(path.join(ROOT, 'supabase/migrations', file), path.join(root, 'supabase/migrations', file));
    }
    for (const [file, sql] of Object.entries(made)) await writeFile(path.join(root, 'supabase/migrations', file), sql);
    return root;
  }

  /** A database that looks like a fresh Supabase project. */
  async function project(): Promise<{ url: string; sql: pg.Pool; start: (root: string) => Promise<number> }> {
    const name = `release_${randomUUID().replaceAll('-', '')}`;
    const server = new pg.Client(inject('database').url);
    await server.connect();
    await server.query(`create database ${name}`);
    const url = new URL(inject('database').url);
    url.pathname = `/${name}`;
    const sql = new pg.Pool({ connectionString: url.href, max: 2 });
    sql.on('error', () => undefined);
    undo.push(async () => {
      await sql.end();
      await server.query(`drop database ${name} with (force)`);
      await server.end();
    });
    await ensureSystemSchema(url.href);
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'trailwright-release-data-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    return { url: url.href, sql, start: (root) => migrate({ databaseUrl: url.href, root, dataDir }) };
  }

  return { checkout, project };
}

/** What people did with a release, see `supabase/releases/<version>/content.sql`. */
export async function writeAs(sql: Sql, version: string): Promise<void> {
  const folder = path.join(ROOT, 'supabase/releases', version);
  const course = await readFile(path.join(folder, 'course.json'), 'utf8');
  const statements = await readFile(path.join(folder, 'content.sql'), 'utf8');
  await sql.query(statements.replace('jsonb := $course;', () => `jsonb := ${pg.escapeLiteral(course)};`));
}

type Row = Record<string, unknown>;

/** Every row of every table of ours, in an order of its own. */
export async function allRows(sql: Sql): Promise<Map<string, Row[]>> {
  const tables = await list<{ name: string }>(
    sql,
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.oid <> 'private.kinds'::regclass order by 1`,
  );
  const rows = new Map<string, Row[]>();
  for (const { name } of tables) {
    rows.set(
      name,
      await value<Row[]>(
        sql,
        `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]') from ${name} t`,
      ),
    );
  }
  return rows;
}

/** Rows that got other ids when they became content, which has ids of its own form. */
const RENUMBERED: Record<string, string> = { trail_performance: 'id' };

/** What of the rows before is not there any more, table by table. Columns that came are no loss. */
export function lost(before: Map<string, Row[]>, after: Map<string, Row[]>): string[] {
  return [...before].flatMap(([table, rows]) => {
    const names = Object.keys(rows[0] ?? {}).filter((name) => name !== RENUMBERED[table]);
    const line = (row: Row) => JSON.stringify(names.map((name) => row[name]));
    const there = new Set(after.get(table)?.map(line));
    return rows.filter((row) => !there.has(line(row))).map((row) => `${table}: ${line(row).slice(0, 200)}`);
  });
}
