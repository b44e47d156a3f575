import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { startListener } from '#lib/tasks/jobs/listener.ts';
import { ANALYSER_VERSION, analyse } from '../core/analyse.ts';
import { contextOf, type LessonAround } from '../core/around.ts';
import type { Finding } from '../core/finding.ts';
import type { TeachingLesson } from '../core/taught.ts';
import { linesLeft, type Measured, measureSome, type Unmeasured } from '../data/measuring.ts';

/** As many lines are one transaction: a second or so. */
const STEP = 50;

/** Measures all that waits. */
export async function measureAll(db: Pool, signal: AbortSignal): Promise<void> {
  let taken = STEP;
  while (taken > 0 && !signal.aborted) taken = await measureSome(db, STEP, measure);
}

/** As often somebody who stages looks for what was saved meanwhile; then the gates say what they have not seen. */
const MOST_ROUNDS = 10;

/**
 * Has everything of a workspace looked at, before gates are asked: what other workers are at is waited for. `isStopped` ends it early.
 */
export async function measureWorkspace(db: Pool, workspace_id: string, isStopped: () => boolean): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS && !isStopped(); round++) {
    let taken = STEP;
    while (taken > 0 && !isStopped()) taken = await measureSome(db, STEP, measure, workspace_id);
    if ((await linesLeft(db, workspace_id)) === 0) return;
  }
}

function measure(lesson: Unmeasured, around: LessonAround, trails: TeachingLesson[][]): Measured {
  const { workspace_id, spark_id, version, text_hash, looked_at, content_md, estimated_mins, summary } = lesson;
  const here = analyse({ content_md, estimated_mins, summary }, contextOf(spark_id, around, trails));
  const alone = lesson.has_scores ? null : analyse({ content_md, estimated_mins, summary: null });
  return {
    workspace_id,
    spark_id,
    version,
    text_hash,
    looked_at,
    analyser_version: ANALYSER_VERSION,
    scores: alone?.scores ?? {},
    of_text: alone && storable(alone.findings),
    findings: storable(here.findings),
    terms: here.terms.map(({ key, term }) => ({ key: whole(key), term: whole(term) })),
    voice: here.voice,
  };
}

const storable = (findings: readonly Finding[]) =>
  findings.map(({ code, subject, says }) => ({ code, subject: whole(subject), ...(says && { says: whole(says) }) }));

// A database holds no half of a character.
const whole = (subject: string) => subject.slice(0, 180).replaceAll('\0', '').toWellFormed();

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
