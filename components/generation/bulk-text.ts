/** What the bar below the list of jobs says once some are chosen. */
export const bulkText = {
  label: 'Chosen jobs',
  chosen: (count: number, shown: string) => (count === 1 ? '1 job chosen' : `${shown} jobs chosen`),
  retry: 'Retry from failed step',
  cancel: 'Cancel jobs',
  sure: (count: number, shown: string) => (count === 1 ? 'Cancel 1 job?' : `Cancel ${shown} jobs?`),
  lost: (running: number, waiting: number) =>
    [
      running > 0 && (running === 1 ? '1 running job stops.' : `${running} running jobs stop.`),
      waiting > 0 &&
        (waiting === 1 ? '1 that waits does not begin or go on.' : `${waiting} that wait do not begin or go on.`),
      'What they made so far stays.',
    ]
      .filter(Boolean)
      .join(' '),
  clear: 'Clear',
  retried: (done: number, of: number) => `${done} of ${of} retried`,
  cancelled: (done: number, of: number) => `${done} of ${of} cancelled`,
  rest: (count: number) =>
    count === 1 ? 'The other is in another state.' : `The other ${count} are in another state.`,
};
