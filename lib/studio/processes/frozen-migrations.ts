import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The migrations that a release shipped, with the SHA-256 of each, in `supabase/releases/<version>/digests.json`. */
export interface Release {
  version: string;
  migrations: Record<string, string>;
}

const MIGRATIONS = 'supabase/migrations';
const RELEASES = 'supabase/releases';

/** What has been released, oldest first. */
export async function readReleases(root: string): Promise<Release[]> {
  const file = (version: string) => path.join(root, RELEASES, version, 'digests.json');
  const versions = (await readdir(path.join(root, RELEASES))).filter((version) => existsSync(file(version)));
  const releases = await Promise.all(
    versions.map(async (version) => ({
      version,
      migrations: JSON.parse(await readFile(file(version), 'utf8')),
    })),
  );
  return releases.sort((one, other) => one.version.localeCompare(other.version, 'en', { numeric: true }));
}

/** The migrations of the checkout as a release would hold them. */
export async function digestMigrations(root: string): Promise<Record<string, string>> {
  const folder = path.join(root, MIGRATIONS);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const digests = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(folder, file));
      return [file, createHash('sha256').update(text).digest('hex')] as const;
    }),
  );
  return Object.fromEntries(digests);
}

/** What is wrong with the migrations of a checkout, as sentences: what a release shipped stays, and what is new comes after it. */
export function brokenPromises(releases: Release[], now: Record<string, string>): string[] {
  const problems: string[] = [];
  for (const { version, migrations } of releases) {
    const add = `the migrations of ${version} are frozen: databases out there have run them, so add a new one instead`;
    for (const [file, digest] of Object.entries(migrations)) {
      if (!now[file]) problems.push(`${file} is gone; ${add}`);
      else if (now[file] !== digest) problems.push(`${file} was edited; ${add}`);
    }
  }
  const last = releases.at(-1);
  const newest =
    Object.keys(last?.migrations ?? {})
      .sort()
      .at(-1) ?? '';
  for (const file of Object.keys(now)) {
    if (!last || file in last.migrations || file > newest) continue;
    problems.push(
      `${file} would run before ${newest} on a fresh database, and after it where ${last.version} is; number it higher`,
    );
  }
  return problems;
}

/**
 * `npm run db:freeze`: writes down the migrations of the version in package.json, when it is released. Done again it only
 * confirms what it wrote: a release whose migrations have changed since is an error and not a new truth.
 */
export async function freezeMigrations(root: string, version: string): Promise<string> {
  const now = await digestMigrations(root);
  const releases = await readReleases(root);
  const problems = brokenPromises(releases, now);
  const file = path.join(RELEASES, version, 'digests.json');
  const same = releases.find((release) => release.version === version);
  const added = same ? Object.keys(now).filter((migration) => !(migration in same.migrations)) : [];
  for (const migration of added)
    problems.push(`${migration} is no part of ${version}; raise the version in package.json`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (same) return file;
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), `${JSON.stringify(now, null, 2)}\n`);
  return file;
}
