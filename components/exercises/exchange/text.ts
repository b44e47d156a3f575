/** Words of what an exchange with other tools keeps, changes and leaves. */
export const exchangeText = {
  sum: 'What becomes of them',
  fates: { whole: 'whole', changed: 'changed on the way', blocked: 'blocked drafts' },
  badges: { whole: 'Whole', changed: 'Changed', blocked: 'Blocked draft' },
  right: 'right',
  wrong: 'wrong',
  answerTrue: 'True',
  answerFalse: 'False',
  noAnswer: 'No answer yet',
  accepted: 'Also accepted',
  model: 'Model answer',
  within: (value: string, tolerance: string, unit: string) => [value, tolerance, unit].filter(Boolean).join(' '),
  reason: 'Reason',
};
