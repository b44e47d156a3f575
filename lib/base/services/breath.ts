/** Milliseconds that one piece of work may keep the process; then whoever waits comes first. */
const LONGEST = 10;

/**
 * Long work in a process that answers others as well: `if (breath.isDue()) await breath.take()` between its steps. (A promise
 * that is settled already lets nobody else in: only the next round of the event loop does.)
 */
export class Breath {
  private since = performance.now();

  isDue(): boolean {
    return performance.now() - this.since >= LONGEST;
  }

  async take(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.since = performance.now();
  }
}
