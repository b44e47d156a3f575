'use client';

import { Check, FileText, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type SentSource, useRemoveSource, useSendSource } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';

const words = generationText.startPage;

/** The sources of a job that is being asked for: those that were read, those under way, and what was not taken. */
export function useSources(workspace: string) {
  const send = useSendSource(workspace);
  const [read, setRead] = useState<SentSource[]>([]);
  const forget = useRemoveSource(workspace);
  const nth = useRef(0);
  const [reading, setReading] = useState<{ id: string; name: string }[]>([]);
  const [refused, setRefused] = useState<{ id: string; name: string; why: string }[]>([]);
  /** Those that could be read, once all of them were sent. */
  const add = async (files: File[]): Promise<SentSource[]> => {
    const taken: SentSource[] = [];
    // Files may be called alike. The browser makes ids of its own on secure pages alone, and a studio in a house is often none.
    const added = files.map((file) => ({ id: `file-${nth.current++}`, name: file.name, file }));
    setReading((before) => [...before, ...added]);
    for (const { id, name, file } of added) {
      try {
        const source = await send.mutateAsync(file);
        taken.push(source);
        setRead((before) => [...before, source]);
      } catch (error) {
        setRefused((before) => [...before, { id, name, why: problemOf(error).message }]);
      }
      setReading((before) => before.filter((one) => one.id !== id));
    }
    return taken;
  };
  /** Those of a form that was left, or those that were there before others came along with a folder. */
  const putBack = (kept: readonly SentSource[]) => setRead([...kept]);
  const remove = (id: string) => {
    setRead((before) => before.filter((one) => one.id !== id));
    // Where it cannot be forgotten, a job is made from it or nobody waits to hear: it is not on the list either way.
    forget.mutate(id);
  };
  return { read, reading, refused, add, putBack, remove };
}

/** Takes files, and lists those that were read. */
export function SourceList({ sources }: { sources: ReturnType<typeof useSources> }) {
  const number = useNumber();
  return (
    <div className="flex flex-col gap-3">
      {sources.read.length > 0 && (
        <ul className="flex flex-col divide-y rounded-lg border bg-surface">
          {sources.read.map(({ id, name, format, words: count }) => (
            <li key={id} className="flex items-center gap-3 px-4 py-2.5">
              <FileText aria-hidden className="size-4 shrink-0 text-muted" />
              <span className="flex min-w-0 flex-1 flex-col">
                <span dir="auto" className="truncate font-medium">
                  {name}
                </span>
                <span className="text-sm text-muted">
                  {[words.formats[format] ?? format, generationText.job.summary.words?.(count, number(count))].join(
                    ' · ',
                  )}
                </span>
              </span>
              <Badge tone="green" icon={<Check aria-hidden />}>
                {words.read}
              </Badge>
              <IconButton label={words.removeSource(name)} size="sm" onPress={() => sources.remove(id)}>
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {sources.reading.map(({ id, name }) => (
        <Progress key={id} label={words.reading(name)} />
      ))}
      {sources.refused.map(({ id, name, why }) => (
        <ProblemNotice key={id} title={words.notTaken(name)} why={why} />
      ))}
      <FileDrop label={words.drop} help={words.dropHelp} multiple onFiles={(files) => void sources.add(files)} />
    </div>
  );
}
