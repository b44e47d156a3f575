import { runScriptApart } from '#lib/base/services/apart.ts';
import { type QuestionsOnDisk, questionsLeft } from './question-file.ts';

const SCRIPT = 'lib/bundles/services/question-file-process.ts';
const MOST_SECONDS = 120;
const MOST_MEGABYTES = 1_200;

const REFUSED = {
  too_slow: `Reading this file took more than ${MOST_SECONDS} seconds.`,
  too_large: 'Reading this file took more memory than there is for it.',
};

/** Reads a file of questions in a process of its own, for it is the most hostile input there is, and leaves what it found in a folder. */
export async function readQuestionFileApart(
  file: string,
  name: string,
  folder: string,
  signal?: AbortSignal,
): Promise<QuestionsOnDisk> {
  const limits = { seconds: MOST_SECONDS, megabytes: MOST_MEGABYTES, signal };
  const ended = await runScriptApart(SCRIPT, [file, name, folder], limits);
  if (ended !== 'done')
    return { ok: false, refusal: { code: ended, is: null, sentence: REFUSED[ended], instead: 'Split it.' } };
  const left = await questionsLeft(folder);
  if (!left) throw new Error('reading a file of questions left nothing');
  return left;
}
