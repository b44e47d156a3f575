import { useCallback, useEffect, useRef, useState } from 'react';
import { type UploadedAsset, useUploadFile } from '#lib/assets/queries.ts';
import { problemOf } from '#lib/base/queries/result.ts';

export interface Upload {
  id: number;
  file: File;
  state: 'waiting' | 'sending' | 'done' | 'refused' | 'stopped';
  /** Share that is on its way, 0 to 1. */
  share: number;
  /** Why it was refused. */
  message?: string;
  asset?: UploadedAsset;
}

const AT_ONCE = 2;

/** Files on their way to a workspace, two at a time, each with what came of it. */
export function useUploads(workspace: string) {
  const { mutateAsync } = useUploadFile(workspace);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  const number = useRef(0);

  const patch = useCallback(
    (id: number, change: Partial<Upload>) =>
      setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one))),
    [],
  );

  useEffect(() => {
    const room = AT_ONCE - aborts.current.size;
    for (const { id, file } of uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, room))) {
      const abort = new AbortController();
      aborts.current.set(id, abort);
      patch(id, { state: 'sending', share: 0 });
      mutateAsync({ file, signal: abort.signal, onProgress: (share) => patch(id, { share }) })
        .then(
          (asset): Partial<Upload> => ({ state: 'done', asset }),
          (error): Partial<Upload> =>
            abort.signal.aborted ? { state: 'stopped' } : { state: 'refused', message: problemOf(error).message },
        )
        .then((change) => {
          aborts.current.delete(id);
          patch(id, change);
        });
    }
  }, [uploads, mutateAsync, patch]);

  return {
    uploads,
    add: (files: File[]) =>
      setUploads((all) => [
        ...files.map((file): Upload => ({ id: ++number.current, file, state: 'waiting', share: 0 })),
        ...all,
      ]),
    stop: (id: number) => {
      const abort = aborts.current.get(id);
      if (abort) abort.abort();
      else patch(id, { state: 'stopped' });
    },
    again: (id: number) => patch(id, { state: 'waiting', message: undefined }),
    /** Forgets those that have come to an end. */
    clear: () => setUploads((all) => all.filter(({ state }) => state === 'waiting' || state === 'sending')),
  };
}

export type Uploads = ReturnType<typeof useUploads>;
