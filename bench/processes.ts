import { readdir, readFile } from 'node:fs/promises';
import type { Trial } from '#lib/studio/embedded/trial.ts';

/** A process of a studio, and the memory it takes. */
export interface Seen {
  pid: number;
  parent: number;
  what: string;
  kilobytes: number;
}

/** All processes of a studio: those that know its folder, and what these have started. */
export async function processesOf(trial: Trial): Promise<Seen[]> {
  const known = new Set(trial.leftovers());
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(look))).filter((one) => one !== null);
  const ours = all.filter(({ pid, parent }) => known.has(pid) || known.has(parent));
  return Promise.all(ours.map(async (one) => ({ ...one, kilobytes: await pssOf(one.pid) })));
}

async function look(pid: number): Promise<Omit<Seen, 'kilobytes'> | null> {
  const [stat, line] = await Promise.all(
    ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => null)),
  );
  if (!stat || !line) return null;
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
  return { pid, parent, what: nameOf(line.replaceAll('\0', ' ').trim()) };
}

/** `postgres: checkpointer`, `postgres` for the postmaster, or what Node was told to run. */
function nameOf(line: string): string {
  if (line.startsWith('postgres:')) return line.replace(/ 127\.0\.0\.1\(\d+\)/, '');
  if (line.includes('/bin/postgres ')) return 'postgres';
  const file = /([\w-]+)\.(?:ts|mjs|js)(?= |$)/.exec(line)?.[1];
  return file ?? line.slice(0, 30);
}

export async function pssOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}
