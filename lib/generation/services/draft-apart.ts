import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { runScriptApart } from '#lib/base/services/apart.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { type Drafted, type DraftRequest, draft } from '../core/draft-job.ts';

const SCRIPT = 'lib/generation/services/draft-process.ts';
const REQUEST = 'request.json';
const OUTCOME = 'outcome.json';
const LIMITS = { seconds: 300, megabytes: 1_500 };

/** Drafts in a process of its own, so that the worker goes on saying that it is there, and can end it. */
export async function draftApart(request: DraftRequest, signal: AbortSignal): Promise<Result<Drafted>> {
  return withTemporary(async (folder) => {
    await writeFile(path.join(folder, REQUEST), JSON.stringify(request));
    const ended = await runScriptApart(SCRIPT, [folder], { ...LIMITS, signal });
    if (ended !== 'done') {
      return fail(
        'invalid_input',
        'These sources are too long to be drafted from at once. Start a job for each part of them.',
      );
    }
    return ok(JSON.parse(await readFile(path.join(folder, OUTCOME), 'utf8')) as Drafted);
  });
}

/** The work of that process. */
export async function draftAndLeave(folder: string): Promise<void> {
  const request = JSON.parse(await readFile(path.join(folder, REQUEST), 'utf8')) as DraftRequest;
  await writeFile(path.join(folder, OUTCOME), JSON.stringify(draft(request)));
}
