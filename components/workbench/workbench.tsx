'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Commented } from '#components/comments/commented.tsx';
import { LinksTab } from '#components/graph/spark/links-tab.tsx';
import { ReviewNotice } from '#components/graph/spark/review-notice.tsx';
import { Timeline } from '#components/history/versions/timeline.tsx';
import type { Flush } from '#components/lessons/editor/use-rich-editor.ts';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { usePersonName } from '#components/people/person.tsx';
import { useSuggesting } from '#components/review/use-suggesting.tsx';
import { People } from '#components/shell/people.tsx';
import { Place } from '#components/shell/place.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { useVisited } from '#components/shell/use-visited.ts';
import type { Crumb } from '#components/ui/breadcrumbs.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { entityQuery, sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { pendingQuery } from '#lib/catalogue/queries/outline.ts';
import { presenceQuery } from '#lib/people/queries/presence.ts';
import { useWho } from './drafts/who.tsx';
import { LearnerPreview } from './learner-preview.tsx';
import { LessonConflict } from './lesson-conflict.tsx';
import { LessonEditor } from './lesson-editor.tsx';
import { LessonNotices } from './lesson-notices.tsx';
import { LessonStatus } from './lesson-status.tsx';
import type { SavedLesson } from './lesson-sync.ts';
import { Proposing } from './proposing.tsx';
import { workbenchText } from './text.ts';
import { useLesson, useLessonState } from './use-lesson.ts';
import { usePassage } from './use-passage.ts';
import { type Preview, usePreview } from './use-preview.ts';
import { type Tab, useWorkbenchAddress, type WorkbenchAddress } from './use-workbench-address.ts';
import { WorkbenchHead } from './workbench-head.tsx';

// Lists and forms of exercises are more than all of the lesson's page: who reads a lesson does not wait for them.
const SparkExercises = dynamic(
  () => import('#components/results/spark-exercises.tsx').then((module) => module.SparkExercises),
  {
    loading: () => (
      <div className="p-6">
        <TextSkeleton lines={8} />
      </div>
    ),
  },
);

const ProfilePanel = dynamic(
  () => import('#components/catalogue/profiles/profile-panel.tsx').then((module) => module.ProfilePanel),
  { loading: () => <TextSkeleton lines={8} /> },
);

export interface WorkbenchProps {
  workspace: string;
  id: string;
  /** From the outline through the concept; the spark itself comes last. */
  crumbs: Crumb[];
  saved: SavedLesson;
  rendered: Preview;
  /** Whether this person decides about proposals, and whether they propose what they change of a published lesson. */
  may: { decide: boolean; proposes: boolean };
}

/** One spark with everything that belongs to it. Which part is open stands in the address; the editor keeps its text. */
export function Workbench({ workspace, id, crumbs, saved, rendered, may }: WorkbenchProps) {
  const address = useWorkbenchAddress();
  const { data: row } = useQuery(entityQuery(workspace, 'spark', id));
  const { data: context } = useQuery(sparkContextQuery(workspace, id));
  const { data: pending } = useQuery(pendingQuery(workspace, [{ kind: 'spark', id }]));
  const { data: presence } = useQuery(presenceQuery(workspace, 'spark', id, address.isWriting));
  const nameOf = usePersonName(workspace);
  const me = useWho()?.user_id ?? '';
  const isHeld = may.proposes && row !== undefined && 'is_published' in row && row.is_published;
  const writing = useWriting(workspace, id, saved, rendered, isHeld);
  const { lesson, preview, save, keep } = writing;
  const suggesting = useSuggesting(workspace, id, me, may.decide);

  const newest = presence?.newest?.version;
  const { noticed } = lesson;
  useEffect(() => {
    if (newest !== undefined) noticed(newest);
  }, [newest, noticed]);
  useShortcuts(workbenchText.keys.group, [
    { keys: 'P', label: workbenchText.keys.preview, run: address.togglePreview },
    { keys: 'E', label: workbenchText.keys.edit, run: address.toggleEditing },
    { keys: 'Mod+S', label: workbenchText.keys.save, run: () => void save() },
    { keys: 'Mod+B', label: workbenchText.keys.bold },
    { keys: 'Mod+I', label: workbenchText.keys.italic },
  ]);
  useVisited('spark', row?.slug, row && 'title' in row ? row.title : undefined);
  if (!row || !('estimated_mins' in row)) return null;

  const state = !row.is_published ? 'draft' : pending?.length ? 'changed' : 'published';
  const linkCount = (context?.before.length ?? 0) + (context?.after.length ?? 0);
  if (address.isPreview)
    return (
      <LearnerPreview title={row.title} summary={row.summary} html={preview.html} onLeave={address.togglePreview} />
    );
  return (
    <Place
      layout="fill"
      crumbs={[...crumbs, { label: row.title }]}
      state={
        <>
          <People names={presence?.people.map((one) => nameOf(one.user_id)) ?? []} />
          <LessonStatus lesson={lesson} title={row.title} save={save} write={keep} onTrouble={address.startEditing} />
        </>
      }
    >
      <WorkbenchHead workspace={workspace} row={row} state={state} address={address} />
      <ReviewNotice workspace={workspace} id={id} title={row.title} />
      <Tabs
        label={workbenchText.tabs.label}
        selected={address.tab}
        onSelect={(next) => address.showTab(next as Tab)}
        items={[
          { id: 'lesson', label: workbenchText.tabs.lesson },
          { id: 'exercises', label: workbenchText.tabs.exercises, note: context?.exercises || undefined },
          { id: 'links', label: workbenchText.tabs.links, note: linkCount || undefined },
          { id: 'facts', label: workbenchText.tabs.facts },
          { id: 'history', label: workbenchText.tabs.history },
        ]}
        className="min-h-0 flex-1"
        listClassName="px-1.5 md:px-5.5"
        panelClassName={address.isWriting ? 'flex min-h-0 flex-col' : 'min-h-0 overflow-auto'}
      >
        {address.isWriting ? (
          <Commented workspace={workspace} user_id={me} spark_id={id} isWriting>
            <LessonNotices workspace={workspace} lesson={lesson} presence={presence} />
            <Proposing
              workspace={workspace}
              lesson={lesson}
              spark={row}
              writing={writing}
              onProposed={address.toggleEditing}
            />
            <Writing workspace={workspace} spark_id={id} plannedMins={row.estimated_mins} writing={writing} />
          </Commented>
        ) : (
          <Sought address={address}>
            {address.tab === 'lesson' && (
              <Commented workspace={workspace} user_id={me} spark_id={id} isWriting={false} suggesting={suggesting}>
                <LessonReading html={preview.html} words={preview.words} onEdit={address.toggleEditing} />
              </Commented>
            )}
            {address.tab === 'exercises' && <SparkExercises workspace={workspace} spark={{ id, slug: row.slug }} />}
            {address.tab === 'links' && context && (
              <LinksTab
                workspace={workspace}
                spark={{ id, slug: row.slug, title: row.title }}
                before={context.before}
                after={context.after}
              />
            )}
            {address.tab === 'facts' && (
              <div className="@container w-full max-w-5xl px-4 py-5 md:px-8">
                <ProfilePanel workspace={workspace} kind="spark" id={id} />
              </div>
            )}
            {address.tab === 'history' && (
              <div className="w-full max-w-4xl px-4 py-5 md:px-8">
                <Timeline workspace={workspace} kind="spark" id={id} onNewer={() => void lesson.reload()} />
              </div>
            )}
          </Sought>
        )}
      </Tabs>
    </Place>
  );
}

/** The text of the lesson with what hangs on it: its saving, and the preview that follows it. */
function useWriting(workspace: string, id: string, saved: SavedLesson, rendered: Preview, isHeld: boolean) {
  const { preview, state, follow, hold } = usePreview(workspace, rendered);
  const lesson = useLesson(workspace, id, saved, isHeld);
  const [isProposing, setProposing] = useState(false);
  // Typed, and no Markdown yet: the editor writes behind the typing, and saving waits for it.
  const flush = useRef<Flush | null>(null);
  const generation = useLessonState(lesson, (each) => each.generation);
  const { read } = lesson;
  // A text that came from outside is drawn at once; so is one that was saved after this page was rendered, see useLesson.
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing has its own way to the preview.
  useEffect(() => {
    if (generation > 0 || read() !== saved.content_md) follow(read(), true);
  }, [generation]);
  const keep = async () => (await flush.current?.()) ?? true;
  return {
    lesson,
    preview,
    isPreviewLost: state === 'failed',
    hold,
    flush,
    isProposing,
    setProposing,
    /** Makes Markdown of what was typed; false where that cannot be. */
    keep,
    /** Where changes are proposed, saving is to be asked for them. */
    save: async () => {
      if (!(await keep())) return false;
      if (!isHeld) return lesson.save();
      setProposing(true);
      return false;
    },
    write: (next: string) => {
      lesson.write(next);
      follow(next);
    },
  };
}

interface WritingProps {
  workspace: string;
  spark_id: string;
  plannedMins: number;
  writing: ReturnType<typeof useWriting>;
}

/** The editor, or what has to be decided before one can go on. */
function Writing({ workspace, spark_id, plannedMins, writing }: WritingProps) {
  const { lesson, preview, isPreviewLost, hold, flush, save, write } = writing;
  const conflict = useLessonState(lesson, (state) => state.conflict);
  if (conflict) return <LessonConflict lesson={lesson} parts={conflict} />;
  return (
    <LessonEditor
      workspace={workspace}
      spark_id={spark_id}
      lesson={lesson}
      plannedMins={plannedMins}
      preview={preview}
      isPreviewLost={isPreviewLost}
      onWrite={write}
      onHidePreview={hold}
      flushRef={flush}
      onSave={() => void save()}
    />
  );
}

/** Shows what a search led to. */
function Sought({ address: { sought, tab, isEditing }, children }: { address: WorkbenchAddress; children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  usePassage(root, sought, `${tab}${isEditing}`);
  // A bank scrolls by itself: of its rows only those in view are drawn.
  return (
    <div ref={root} className={tab === 'exercises' ? 'h-full min-h-0' : undefined}>
      {children}
    </div>
  );
}

function LessonReading({ html, words, onEdit }: { html: string; words: number; onEdit: () => void }) {
  if (words === 0 && html.trim() === '') {
    return (
      <EmptyState
        drawing="pages"
        title={workbenchText.noLesson}
        action={<Button onPress={onEdit}>{workbenchText.edit}</Button>}
      >
        {workbenchText.noLessonHelp}
      </EmptyState>
    );
  }
  return (
    <div className="px-4 py-8 md:px-8">
      <LessonView html={html} />
    </div>
  );
}
