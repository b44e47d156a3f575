import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { startListener } from '#lib/tasks/jobs/listener.ts';
import { ANALYSER_VERSION, analyse } from '../core/analyse.ts';
import { type Measured, measureSome, type Unmeasured } from '../data/measuring.ts';

/** As many lines are one transaction: a second or so. */
const STEP = 50;

/** Measures all that waits. */
export async function measureAll(db: Pool, signal: AbortSignal): Promise<void> {
  let taken = STEP;
  while (taken > 0 && !signal.aborted) taken = await measureSome(db, STEP, measure);
}

function measure({ content_md, estimated_mins, ...of }: Unmeasured): Measured {
  const { findings, scores } = analyse({ content_md, estimated_mins, summary: null });
  return {
    ...of,
    analyser_version: ANALYSER_VERSION,
    scores,
    findings: findings.map(({ code, subject }) => ({ code, subject: storable(subject) })),
  };
}

// A database holds no half of a character.
const storable = (subject: string) => subject.slice(0, 180).replaceAll('\0', '').toWellFormed();

/** Measures by the clock what a notification missed. */
export const measureLessons = defineJob({
  name: 'quality.measure',
  input: z.object({}),
  cron: '* * * * *',
  run: async (_input, { db, signal }) => measureAll(db, signal),
});

/** Measures lessons as soon as they are saved, one step after the other, until it is stopped. Any number of workers may. */
export function startMeasuring({ databaseUrl, db, log }: { databaseUrl: string; db: Pool; log: Logger }) {
  const stopping = new AbortController();
  let isAsked = false;
  let running: Promise<void> | null = null;
  const look = () => {
    isAsked = true;
    running ??= (async () => {
      while (isAsked && !stopping.signal.aborted) {
        isAsked = false;
        await measureAll(db, stopping.signal).catch((error: Error) =>
          log.warn({ err: error.message }, 'measuring was cut off, it is begun again'),
        );
      }
      running = null;
    })();
  };
  const listener = startListener(databaseUrl, 'quality_waiting', look);
  return {
    stop: async () => {
      stopping.abort();
      await listener.stop();
      await running;
    },
  };
}
