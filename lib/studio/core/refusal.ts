/**
 * SQLSTATE classes that say no to whoever asked: rights, checks, bad input, what is not there, our own (TW...). The caller
 * hears of them; for the log they are no news, and at the allowed rate they would fill 15 GB a day.
 */
const REFUSED = /^(PGRST\d|TW\d|PT\d|22|23|28|42501|P0001|P0002|55P03|57014)/;

/** Whether an error is a refusal that somebody has been told of, and nothing is wrong with the studio. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, cause, detail } = error as { code?: unknown; cause?: unknown; detail?: unknown };
  // A table or function that is not there: the API has no code for what it asks nobody.
  if (/in the schema cache$/.test(error.message)) return true;
  // A code that goes through the door of PGRST (gateway.ts) may be a fault all the same; its status tells.
  if (code === 'PGRST') return !/"status":5/.test(String(detail));
  return (typeof code === 'string' && REFUSED.test(code)) || isRefusal(cause);
}

/** The embedded API writes each error to the console with its stack; from here on only those that are news. */
export function silenceRefusals(): void {
  const write = console.error.bind(console);
  console.error = (...said: unknown[]) => {
    if (!said.some(isRefusal)) write(...said);
  };
}

/** How a line of PostgreSQL's log begins with the prefix `%m [%p] %e `: time, process, and the SQLSTATE of what is told. */
const ENTRY = /^\d{4}-\d{2}-\d{2} [\d:.]+ \w+ \[\d+\] ([0-9A-Z]{5}) /;

/**
 * Says of each line of PostgreSQL's log in turn whether it is news. An entry has several lines (what it says, context, statement)
 * of one SQLSTATE, and lines of a statement that begin with a tab.
 */
export function newsOfDatabase(): (line: string) => boolean {
  let isNews = true;
  return (line) => {
    const [, code] = ENTRY.exec(line) ?? [];
    if (code) isNews = !REFUSED.test(code);
    else if (!line.startsWith('\t')) isNews = true;
    return isNews;
  };
}
