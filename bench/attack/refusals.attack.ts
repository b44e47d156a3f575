import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Bench, figure } from '../report.ts';
import { type AttackedStudio, withStudio } from './attacked-studio.ts';

const SECONDS = Number(process.env.TRAILWRIGHT_ATTACK_SECONDS ?? 600);
const AT_ONCE = 16;
const MOST_MB = 10;

/** Ten minutes of requests that are refused, as fast as they are answered: what they leave in the logs, and whether readers wait. */
const attack: Bench = {
  name: 'refusals',
  about: `${SECONDS} s of refused requests, ${AT_ONCE} at once: size of the logs`,
  run: (say) =>
    withStudio(async (studio) => {
      const before = await sizes(studio);
      const counts = new Map<number, number>();
      const until = performance.now() + SECONDS * 1000;
      say(`refusals for ${SECONDS} s`);
      await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, nth) => {
          for (let round = nth; performance.now() < until; round++) {
            const status = await refused(studio, round);
            counts.set(status, (counts.get(status) ?? 0) + 1);
          }
        }),
      );
      const after = await sizes(studio);
      const all = [...counts.values()].reduce((sum, times) => sum + times, 0);
      const largest = Math.max(...[...after.values()].map((bytes) => bytes / 1e6));
      const grown = [...after].reduce((sum, [file, bytes]) => sum + bytes - (before.get(file) ?? 0), 0) / 1e6;
      return [
        {
          what: 'the largest file of the logs',
          figure: figure([largest], 'MB'),
          target: { text: `<= ${MOST_MB} MB`, is_met: largest <= MOST_MB },
          how: `${all} requests, answered ${[...counts].map(([status, times]) => `${status} x ${times}`).join(', ')}`,
        },
        {
          what: 'what the logs grew by',
          figure: figure([grown], 'MB'),
          target: { text: `<= ${MOST_MB} MB`, is_met: grown <= MOST_MB },
          how: `${((grown * 1e6) / all).toFixed(1)} bytes a request, ${[...after.keys()].length} files`,
        },
      ];
    }),
};
export default attack;

/** One of many ways to be told no, by the web server and by the API. */
async function refused({ web, api, key }: AttackedStudio, round: number): Promise<number> {
  const headers = { apikey: key, 'content-type': 'application/json' };
  const ways = [
    () => fetch(`${web}/api/v1/nowhere/sparks/${round}`),
    () => fetch(`${web}/api/v1/demo/sparks/nothing-${round}`),
    () => fetch(`${web}/assets/${'0'.repeat(32)}/x-${round}.png`),
    () => fetch(`${web}/w/demo/nothing-${round}`, { redirect: 'manual' }),
    () =>
      fetch(`${api}/rest/v1/sparks?slug=eq.${round}`, { headers: { ...headers, authorization: `Bearer ${round}` } }),
    () => fetch(`${api}/rest/v1/rpc/stage_snapshot`, { method: 'POST', headers, body: `{"p_workspace":"${round}"}` }),
    () => fetch(`${api}/rest/v1/nothing_${round}`, { headers }),
    () =>
      fetch(`${api}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ email: `nobody-${round}@example.org`, password: 'wrong' }),
      }),
  ];
  const answer = await (ways[round % ways.length] as () => Promise<Response>)().catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.status ?? 0;
}

async function sizes({ trial }: AttackedStudio): Promise<Map<string, number>> {
  const folder = path.join(trial.dataDir, 'log');
  const files = await readdir(folder, { recursive: true });
  const found = await Promise.all(
    files.map(async (file) => {
      const { size } = await stat(path.join(folder, file));
      return [file, size] as const;
    }),
  );
  return new Map(found);
}
