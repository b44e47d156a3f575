import { z } from 'zod';
import { env } from '#lib/base/env.ts';
import { defineJob, type JobContext } from '#lib/base/jobs/define-job.ts';
import { digestMail } from './core/digest.ts';
import { mailServer, settleDigest, sweepNotifications, takeDigest } from './data.ts';

/** Forgets by the clock what somebody was told long ago. */
export const sweepOldNotifications = defineJob({
  name: 'notifications.sweep',
  input: z.object({}),
  cron: '53 * * * *',
  run: async (_input, { db, log, signal }) => {
    for (;;) {
      const gone = await sweepNotifications(db);
      if (gone === 0 || signal.aborted) return;
      log.info({ gone }, 'old notifications removed');
    }
  },
});

interface MailProblem {
  code?: string;
  /** What the server was told when it refused, and its answer. */
  command?: string;
  responseCode?: number;
}

/** An address that is refused for good says nothing of the server, which may well take all the others. */
const isOfAddress = ({ command, responseCode = 0 }: MailProblem) => command === 'RCPT TO' && responseCode >= 500;

/** A server that refused so many mails in a row is left alone until the next hour. */
const MOST_FAILURES = 3;

/** Sends each person the mail of the day that they asked for. Who got none because of the server is tried again later. */
export async function sendDue(
  { db, log, signal }: Pick<JobContext, 'db' | 'log' | 'signal'>,
  server: ReturnType<typeof mailServer>,
  siteUrl: string,
): Promise<void> {
  let failures = 0;
  while (failures < MOST_FAILURES && !signal.aborted) {
    const digest = await takeDigest(db);
    if (!digest) return;
    const problem = await server.send({ to: digest.email, ...digestMail(digest, siteUrl) }).then(
      () => null,
      (error: MailProblem) => error,
    );
    // What a server answers may hold names and addresses.
    if (problem) log.warn({ user_id: digest.user_id, code: problem.code }, 'a mail of the day was not sent');
    if (!problem) failures = 0;
    else if (!isOfAddress(problem)) failures++;
    await settleDigest(db, digest, problem === null);
  }
}

export const sendDigests = defineJob({
  name: 'notifications.digest',
  input: z.object({}),
  cron: '23 6-23 * * *',
  run: async (_input, context) => {
    const { smtpUrl, mailFrom, siteUrl } = env();
    if (smtpUrl) await sendDue(context, mailServer(smtpUrl, mailFrom), siteUrl);
  },
});
