'use client';

import { useState } from 'react';
import type { ChosenFolder } from '#components/ui/chosen-folder.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { type CourseBrief, EMPTY_BRIEF } from '#lib/generation/core/course/brief.ts';
import { BRIEF_NAME, type CourseFile, courseFolder, isCourseText } from '#lib/generation/core/course/folder.ts';
import { readBrief } from '#lib/generation/core/course/read-brief.ts';
import { useReadCourseZip } from '#lib/generation/queries/jobs.ts';
import { courseText } from './text.ts';

const MOST_BRIEF_BYTES = 2_000_000;

interface Refused {
  title: string;
  why: string;
}

/** The brief of a course that is begun: read from a file, a folder or a zip, and edited. What comes along is handed on as sources. */
export function useBrief(workspace: string, addSources: (files: File[]) => Promise<void>) {
  const [brief, setBrief] = useState<CourseBrief | null>(null);
  /** The file as it stands, to be read beside. */
  const [text, setText] = useState<string | null>(null);
  /** Something of it was typed: it stands in no file. */
  const [isTyped, setTyped] = useState(false);
  const [isReading, setReading] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const unzip = useReadCourseZip(workspace);

  const take = async (files: CourseFile[]) => {
    const { brief: found, sources } = courseFolder(files);
    if (found === null) return setRefused({ title: courseText.noBrief, why: courseText.noBriefWhy });
    setText(found);
    setBrief(readBrief(found, BRIEF_NAME));
    await addSources(sources.map((one) => new File([one.text], one.name, { type: 'text/markdown' })));
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
  const type = (next: CourseBrief) => {
    setTyped(true);
    setBrief(next);
  };
  const forget = () => {
    setTyped(false);
    setBrief(null);
  };
  return { brief, isTyped, type, text, isReading, refused, readFile, readFolder, begin, forget };
}
