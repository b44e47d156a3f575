import type { RISKS } from '#lib/review/core/proposal.ts';
import type { FaultKind } from '#lib/review/core/told-check.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const CAUGHT: Record<FaultKind, (was_right: string) => string> = {
  negation: (word) => `“${word}” had been turned round or taken out`,
  number: (word) => `the number ${word} had been changed`,
  unit: (word) => `“${word}” had become another unit`,
  answer_key: () => 'the answer key was wrong',
};

/** What the desk says against approving asleep. */
export const attentionText = {
  gate: {
    what: {
      answer_key: () => 'Learners are marked by these answer keys. Check each against the lesson.',
      new_links: () => 'New links change what is learned first. Check which way each goes.',
      much_changed: (share) =>
        share === null
          ? 'Much of it changes. Check what is gone as well.'
          : `${percent(share)} of it changes. Check what is gone as well.`,
      instructions: () => 'This looks like instructions to a model. Read it as a learner would.',
    } satisfies Record<(typeof RISKS)[number], (share: number | null) => string>,
    opensIn: (seconds: number) => `Opens in ${seconds} s`,
  },

  checks: {
    label: 'A check, not a real draft',
    caught: (fault: FaultKind, was_right: string, caught: number, met: number) =>
      `Well caught. That was a check: ${CAUGHT[fault](was_right)}. ${caught} of your last ${met}.`,
    missed: {
      negation: 'One word was turned round',
      number: 'A number was wrong',
      unit: 'A unit was wrong',
      answer_key: 'The answer key was wrong',
    } satisfies Record<FaultKind, string>,
    whatIs: (was_right: string, is_wrong: string) =>
      is_wrong
        ? `It said “${is_wrong}”. Right is “${was_right}”. Nothing was applied.`
        : `“${was_right}” had been taken out. Nothing was applied.`,
    seenBy: (caught: number, met: number) =>
      `You caught ${caught} of the last ${met}. Only you and admins see this. It is in no figure about drafts.`,
    goOn: 'Go on',
    readMore: (count: number) => `Read ${count} more, picked at random`,
    read: 'Read',
    spotCheck: 'Spot check',
  },

  pause: {
    due: (time: string) => `A pause is due at ${time}`,
    why: 'You have decided for an hour. Eyes that rest see more.',
    take: 'Pause for five minutes',
    later: 'Later',
    paused: 'A pause',
    until: (time: string) => `Back at ${time}. Your place in the queue is kept.`,
    goOn: 'Go on reviewing',
  },

  second: {
    title: 'Second opinions',
    waiting: (count: number) =>
      count === 1 ? '1 waits for your second opinion' : `${count} wait for your second opinion`,
    help: 'Somebody has decided about this draft already. What they decided does not show, and what you say changes nothing: it is compared.',
    left: (count: number) => (count === 1 ? 'The last one' : `${count} wait`),
    approve: 'I would approve it',
    reject: 'I would reject it',
    reason: 'Why (optional)',
    alike: 'You both decided the same.',
    otherwise: { approved: 'It was approved.', rejected: 'It was rejected.' },
    notGiven: 'Your opinion was not taken',
    notRead: 'Second opinions could not be read',
    empty: 'No second opinion is wanted of you',
    emptyWhy: 'Some drafts are judged by two people who do not see each other’s decision. They wait here.',
    openDesk: 'Open the review desk',
  },
};
