import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

interface Disturbances {
  count: number;
  /** A worker is silent for so long before another takes over what it had. */
  silentForMs: number;
  /** Between two disturbances, at least and at most. */
  pauseMs: readonly [number, number];
  begin: () => ChildProcess;
}

/** Kills workers, and stops some for longer than a silent one is waited for; those wake up and go on with what is not theirs any more. */
export async function disturb(
  workers: ChildProcess[],
  { count, silentForMs, pauseMs: [least, most], begin }: Disturbances,
  client: pg.ClientBase,
  say: (line: string) => void,
): Promise<{ kills: number; stops: number }> {
  let [kills, stops] = [0, 0];
  for (let nth = 0; nth < count; nth++) {
    await sleep(least + Math.random() * (most - least));
    const at = nth % workers.length;
    const worker = workers[at] as ChildProcess;
    if (nth % 5 === 4) {
      stops += 1;
      worker.kill('SIGSTOP');
      setTimeout(() => worker.kill('SIGCONT'), silentForMs * 1.5);
    } else {
      kills += 1;
      worker.kill('SIGKILL');
      workers[at] = begin();
    }
    if (nth % 10 === 9) say(`${nth + 1} disturbances, ${await retryFailed(client)} jobs tried again`);
  }
  return { kills, stops };
}

/** Three attempts end a job, as they should; whoever asked for it tries it again. */
export async function retryFailed(client: pg.ClientBase): Promise<number> {
  const { rowCount } = await client.query(
    `select public.retry_job(r.workspace_id, r.id) from public.flow_runs r where r.job_kind is not null and r.status = 'failed'`,
  );
  return rowCount ?? 0;
}
