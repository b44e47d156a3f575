import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { startWorker } from '#lib/studio/processes/worker.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

test('a backlog is gone through at once, also after a job that fails, by as many as the job says', async () => {
  const boss = new PgBoss({ connectionString: db.url, schema: 'queue' });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue('test.short', { retryLimit: 0 });
  await boss.insert(
    'test.short',
    Array.from({ length: 40 }, (_, nth) => ({ data: { nth } })),
  );
  await boss.stop({ graceful: false });

  const seen = new Set<number>();
  let [now, most] = [0, 0];
  const job = defineJob({
    name: 'test.short',
    input: z.object({ nth: z.number() }),
    concurrency: 2,
    retryLimit: 0,
    run: async ({ nth }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
      seen.add(nth);
      if (nth % 10 === 0) throw new Error('this one fails');
    },
  });
  const worker = await startWorker({ databaseUrl: db.url, jobs: [job], log: pino({ level: 'silent' }) });
  try {
    // One job a look of five seconds would take three minutes, in either of the two.
    await vi.waitFor(() => expect(seen.size).toBe(40), { timeout: 10_000, interval: 20 });
    expect(most).toBe(2);
  } finally {
    await worker.stop();
  }
});
