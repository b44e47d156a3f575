'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText, PanelRight, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import {
  BRIEF_FIELDS,
  briefKeywords,
  briefMaterial,
  type CourseBrief,
  courseBrief,
  missingIn,
} from '#lib/generation/core/course/brief.ts';
import { MOST_SOURCES } from '#lib/generation/core/request.ts';
import { jobQuery, useStartJobs } from '#lib/generation/queries/jobs.ts';
import { SourceList, useSources } from '../start/source-list.tsx';
import { generationText } from '../text.ts';
import { BriefForm } from './brief-form.tsx';
import { CourseSteps } from './course-steps.tsx';
import { courseText } from './text.ts';
import { useBrief } from './use-brief.ts';
import { useCoursePrice } from './use-price.ts';

const LEAST_TITLE = 5;
const LONGEST_TOPIC = 1_000;

/** Where a course begins: its brief, from a file or typed, and what the first steps cost. */
export function BriefPage({ workspace, user_id }: { workspace: string; user_id: string }) {
  const sources = useSources(workspace);
  const from = useBrief(workspace, user_id, sources);
  const { brief } = from;
  const isLoading = useBriefOf(workspace, from.begin);
  const { hasModel, price } = useCoursePrice(
    workspace,
    brief && {
      course: { part: 'research' },
      source_ids: sources.read.map(({ id }) => id),
      more_text: briefMaterial(brief).length,
    },
  );
  const start = useStart(workspace, brief, sources, hasModel, from.forgetKept);
  useShortcuts(courseText.newTitle, [
    { keys: 'Mod+Enter', label: generationText.keys.start, run: brief ? start.go : undefined },
  ]);
  if (!brief || isLoading) return <NoBrief from={from} hasModel={hasModel} />;
  const label = hasModel !== true ? courseText.startFree : price ? courseText.startResearch(price) : courseText.start;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={brief.title || courseText.newTitle}
        actions={
          <Button variant="primary" icon={<Play />} isPending={start.isPending} onPress={start.go}>
            {label}
            <Kbd keys="Mod+Enter" inverted />
          </Button>
        }
      >
        {[courseText.place(1), start.missing].filter(Boolean).join(' · ')}
      </PageHeader>
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <CourseSteps course={null} isOfModel={hasModel === true} shown="brief" />
        <div className="flex min-w-0 flex-col gap-5">
          {brief.file_name ? (
            <ReadFrom brief={brief} text={from.text} onReplace={from.replace} />
          ) : (
            <Button variant="quiet" icon={<FileText />} onPress={from.replace} className="self-start">
              {courseText.fromFile}
            </Button>
          )}
          <BriefForm brief={brief} onChange={from.type} />
          <section aria-label={courseText.sources} className="flex flex-col gap-3">
            <h2 className="font-medium">{courseText.sources}</h2>
            <SourceList sources={sources} />
          </section>
          <p className="text-sm text-muted">
            {hasModel === true ? (price ? courseText.researchToo : courseText.noPrice) : courseText.withoutKey}
          </p>
        </div>
      </div>
    </div>
  );
}

/** What a brief is read from. */
function NoBrief({ from, hasModel }: { from: ReturnType<typeof useBrief>; hasModel: boolean | null }) {
  const [, show] = useUrlState();
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={courseText.newTitle}
        actions={<Button onPress={() => show({ kind: null })}>{courseText.otherKinds}</Button>}
      >
        {courseText.newLead}
      </PageHeader>
      {from.refused && <ProblemNotice title={from.refused.title} why={from.refused.why} />}
      {from.isReading && <Progress label={courseText.reading} />}
      <FileDrop
        label={courseText.drop}
        help={courseText.dropHelp}
        onFiles={from.readFile}
        onFolder={from.readFolder}
        className="py-14"
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button onPress={() => from.begin()}>{courseText.fillIn}</Button>
        {hasModel === false && <p className="text-sm text-muted">{courseText.withoutKey}</p>}
      </div>
    </div>
  );
}

/** The file a brief was read from, which may be read beside. */
function ReadFrom({ brief, text, onReplace }: { brief: CourseBrief; text: string | null; onReplace: () => void }) {
  const [isShown, show] = useState(false);
  const read = BRIEF_FIELDS.length - missingIn(brief).length;
  return (
    <div className="flex flex-col rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <FileText aria-hidden className="size-4 shrink-0 text-muted" />
        <div className="flex min-w-0 flex-1 flex-col">
          <span dir="auto" className="truncate font-medium">
            {brief.file_name}
          </span>
          <span className="text-sm text-muted">{courseText.read(read, BRIEF_FIELDS.length)}</span>
        </div>
        {text !== null && (
          <Button variant="quiet" icon={<PanelRight />} onPress={() => show(!isShown)}>
            {isShown ? courseText.hideFile : courseText.showFile}
          </Button>
        )}
        <Button variant="quiet" onPress={onReplace}>
          {courseText.replaceFile}
        </Button>
      </div>
      {isShown && text !== null && (
        <section
          aria-label={brief.file_name ?? courseText.steps.brief}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
          tabIndex={0}
          className="max-h-80 overflow-auto border-t"
        >
          <ol className="list-decimal py-2 ps-12 font-mono text-sm marker:text-faint">
            {text.split(/\r\n|\n|\r/, 2_000).map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file never move.
              <li key={at} dir="auto" className="min-h-5 pe-4 break-words whitespace-pre-wrap">
                {line}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

/** Takes the brief of another course that the address names, to begin again from it. */
function useBriefOf(workspace: string, begin: (brief: CourseBrief) => void): boolean {
  const [params, show] = useUrlState();
  const job_id = params.get('of');
  const { data, error } = useQuery({ ...jobQuery(workspace, job_id ?? ''), enabled: job_id !== null });
  const read = data && courseBrief.safeParse(data.params.brief);
  useEffect(() => {
    // A course that cannot be read any more leaves the way open to another brief.
    if (!read && !error) return;
    if (read?.success) begin(read.data);
    if (error) toast.problem(courseText.notDone, { detail: problemOf(error).message });
    show({ of: null });
  }, [read, error, begin, show]);
  return job_id !== null;
}

/** Starts the course, or says what is missing. */
function useStart(
  workspace: string,
  brief: CourseBrief | null,
  { read, reading }: ReturnType<typeof useSources>,
  hasModel: boolean | null,
  forgetKept: () => void,
) {
  const go = useGo();
  const starting = useStartJobs(workspace);
  const missing = whatIsMissing(brief, read.length, reading.length, hasModel);
  const start = () => {
    if (starting.isPending || !brief) return;
    if (missing) return toast.problem(generationText.startPage.notStarted, { detail: missing });
    const topic = [brief.title, brief.outcomes].join('\n').trim().slice(0, LONGEST_TOPIC);
    starting.mutate(
      [
        {
          job_kind: 'course',
          title: brief.title.trim(),
          source_ids: read.map(({ id }) => id),
          maker: hasModel ? 'model' : 'builtin',
          keywords: briefKeywords(brief),
          brief,
          ...(topic.length >= LEAST_TITLE && { topic }),
        },
      ],
      {
        onSuccess: ([id]) => {
          forgetKept();
          toast.done(generationText.startPage.started(1));
          if (id) go(inWorkspace(workspace).job(id));
        },
        onError: (error) => toast.problem(generationText.startPage.notStarted, { detail: problemOf(error).message }),
      },
    );
  };
  return { go: start, missing, isPending: starting.isPending };
}

function whatIsMissing(
  brief: CourseBrief | null,
  sources: number,
  reading: number,
  hasModel: boolean | null,
): string | null {
  // A course without a model is another one: it is not begun before that is known.
  if (hasModel === null) return generationText.startPage.missing.reading_models;
  if (!brief || brief.title.trim() === '') return courseText.titleFirst;
  if (reading > 0) return generationText.startPage.missing.reading;
  if (sources > MOST_SOURCES) return generationText.startPage.missing.too_many_sources;
  return !hasModel && sources === 0 ? generationText.startPage.missing.no_source : null;
}
