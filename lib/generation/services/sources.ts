import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PROBLEM_CODES, type Result } from '#lib/base/core/problem.ts';
import { runScriptApart } from '#lib/base/services/apart.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { MOST_BYTES, refuse, type SourceText } from '../core/sources/refusal.ts';

const SCRIPT = 'lib/generation/services/source-process.ts';
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 1_000;
/** Where the process leaves what came of it. */
const OUTCOME = 'outcome.json';

const outcome = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    data: z.object({ name: z.string(), kind: z.enum(['markdown', 'text', 'html', 'pdf', 'docx']), text: z.string() }),
  }),
  z.object({
    ok: z.literal(false),
    problem: z.object({ code: z.enum(PROBLEM_CODES), message: z.string(), detail: z.unknown() }),
  }),
]);

interface Options {
  signal?: AbortSignal;
  seconds?: number;
}

/**
 * Reads a file of source material as Markdown, whatever it is: Markdown, text, HTML, PDF or DOCX. What other people wrote is read in a process of
 * its own: a file that never ends costs a minute, and nobody else waits.
 */
export async function readSourceFile(
  bytes: Uint8Array,
  name: string,
  { signal, seconds = MOST_SECONDS }: Options = {},
): Promise<Result<SourceText>> {
  if (bytes.length > MOST_BYTES)
    return refuse(
      'source_too_large',
      name,
      `“${name}” is larger than ${MOST_BYTES / 1_000_000} MB. Split it, or take pictures out of it.`,
    );
  return withTemporary(async (folder) => {
    const file = path.join(folder, 'source');
    const left = path.join(folder, OUTCOME);
    await writeFile(file, bytes);
    const ended = await runScriptApart(SCRIPT, [file, name, left], { seconds, megabytes: MOST_MEGABYTES, signal });
    if (ended !== 'done')
      return refuse('source_too_slow', name, `“${name}” takes too long to read. Split it, or save it as plain text.`);
    return outcome.parse(JSON.parse(await readFile(left, 'utf8')));
  });
}
