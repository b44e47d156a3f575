import { runScriptApart } from '#lib/base/services/apart.ts';
import { type ZipOnDisk, zipLeft } from './zip-folder.ts';

const SCRIPT = 'lib/bundles/services/zip-folder-process.ts';
const MOST_SECONDS = 120;
const MOST_MEGABYTES = 1_000;

const REFUSED = {
  too_slow: `Unpacking this file took more than ${MOST_SECONDS} seconds.`,
  too_large: 'Unpacking this file took more memory than there is for it.',
};

/** Unpacks a zip of a folder in a process of its own: it comes from anywhere, and unpacked it is hundreds of megabytes at once. */
export async function unpackFolderApart(
  file: string,
  name: string,
  folder: string,
  signal?: AbortSignal,
): Promise<ZipOnDisk> {
  const limits = { seconds: MOST_SECONDS, megabytes: MOST_MEGABYTES, signal };
  const ended = await runScriptApart(SCRIPT, [file, name, folder], limits);
  if (ended !== 'done')
    return {
      is: 'refused',
      refusal: { code: ended, is: 'a zip file', sentence: REFUSED[ended], instead: 'Split it.' },
    };
  const left = await zipLeft(folder);
  if (!left) throw new Error('unpacking a zip left nothing');
  return left;
}
