'use client';

import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { ChosenFolder } from '#components/ui/chosen-folder.ts';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type CourseBrief, courseBrief, EMPTY_BRIEF } from '#lib/generation/core/course/brief.ts';
import { BRIEF_NAME, type CourseFile, courseFolder, isCourseText } from '#lib/generation/core/course/folder.ts';
import { readBrief } from '#lib/generation/core/course/read-brief.ts';
import { useReadCourseZip } from '#lib/generation/queries/jobs.ts';
import { keep, keptSource, readKept } from '../start/kept.ts';
import type { useSources } from '../start/source-list.tsx';
import { courseText } from './text.ts';

const MOST_BRIEF_BYTES = 2_000_000;

interface Refused {
  title: string;
  why: string;
}

/** A brief on this device: untidy as it was typed, so only its shape is looked at. */
const keptBrief = z.object({
  brief: courseBrief.extend({ title: z.string().max(200) }),
  sources: keptSource.array().max(50),
});

/** The brief of a course that is begun: read from a file, a folder or a zip, and edited. What comes along is handed on as sources. */
export function useBrief(workspace: string, user_id: string, sources: ReturnType<typeof useSources>) {
  const [brief, setBrief] = useState<CourseBrief | null>(null);
  /** The file as it stands, to be read beside. */
  const [text, setText] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  /** Sources that came along with the folder. */
  const [along, setAlong] = useState<readonly string[]>([]);
  const unzip = useReadCourseZip(workspace);
  const forgetKept = useKept(workspace, user_id, brief, setBrief, sources);

  const take = async (files: CourseFile[]) => {
    const { brief: found, sources: texts } = courseFolder(files);
    if (found === null) return setRefused({ title: courseText.noBrief, why: courseText.noBriefWhy });
    setText(found);
    setBrief(readBrief(found, BRIEF_NAME));
    const sent = await sources.add(texts.map((one) => new File([one.text], one.name, { type: 'text/markdown' })));
    setAlong(sent.map(({ id }) => id));
  };
  const reading = async (read: () => Promise<void>, name: string) => {
    setReading(true);
    setRefused(null);
    try {
      await read();
    } catch (error) {
      setRefused({ title: courseText.notRead(name), why: problemOf(error).message });
    }
    setReading(false);
  };
  const readFile = ([file]: File[]) => {
    if (!file) return;
    void reading(async () => {
      if (/\.zip$/i.test(file.name)) return take(await unzip.mutateAsync(file));
      const said = file.size > MOST_BRIEF_BYTES ? null : new TextDecoder().decode(await file.arrayBuffer());
      // A NUL is in no text; without one a file of any ending is worth a look.
      if (said === null || said.includes('\0'))
        return setRefused({ title: courseText.notRead(file.name), why: courseText.notReadWhy });
      setText(said);
      setBrief(readBrief(said, file.name.slice(0, 255)));
    }, file.name);
  };
  const readFolder = (folder: ChosenFolder) =>
    void reading(async () => {
      const files = (await folder.read((path) => path.startsWith('.'))).filter(({ path }) => isCourseText(path));
      await take(await Promise.all(files.map(async ({ path, file }) => ({ path, text: await file.text() }))));
    }, folder.name);
  const begin = (from: CourseBrief = EMPTY_BRIEF) => {
    setText(null);
    setBrief(from);
  };
  /** Another file is to be read instead: what was typed goes with the sources that came along, and comes back with Undo. */
  const replace = () => {
    const [before, beforeText, beforeSources] = [brief, text, sources.read];
    setBrief(null);
    setText(null);
    sources.putBack(sources.read.filter(({ id }) => !along.includes(id)));
    toast.done(courseText.putAside, {
      undo: async () => {
        setBrief(before);
        setText(beforeText);
        sources.putBack(beforeSources);
      },
    });
  };
  return { brief, type: setBrief, text, isReading, refused, readFile, readFolder, begin, replace, forgetKept };
}

/** Brings back the brief that was left, and keeps the one that is typed. Gives what forgets it. */
function useKept(
  workspace: string,
  user_id: string,
  brief: CourseBrief | null,
  setBrief: (brief: CourseBrief) => void,
  sources: ReturnType<typeof useSources>,
): () => void {
  const key = `course-brief.${user_id}.${workspace}`;
  const [isBack, setBack] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened.
  useEffect(() => {
    const kept = readKept(key, keptBrief);
    if (kept) {
      setBrief(kept.brief);
      sources.putBack(kept.sources);
    }
    setBack(true);
  }, []);
  useEffect(() => {
    if (isBack) keep(key, brief && { brief, sources: sources.read });
  }, [isBack, key, brief, sources.read]);
  return () => {
    // Nothing is kept of this one any more, whatever is drawn until the page is left.
    setBack(false);
    keep(key, null);
  };
}
