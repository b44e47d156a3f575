'use client';

import { useQuery } from '@tanstack/react-query';
import { Eye, ListTree, PencilLine } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { text as wordsOf } from '#components/base/text.ts';
import { entityHref } from '#components/catalogue/outline/address.tsx';
import { ExercisesTab } from '#components/exercises/exercises-tab.tsx';
import { LinksTab } from '#components/graph/spark/links-tab.tsx';
import { ReviewNotice } from '#components/graph/spark/review-notice.tsx';
import type { Flush } from '#components/lessons/editor/use-rich-editor.ts';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { usePersonName } from '#components/people/person.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { People } from '#components/shell/people.tsx';
import { Place } from '#components/shell/place.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import type { Crumb } from '#components/ui/breadcrumbs.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { changedQuery, entityQuery, sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import type { RenderedPackage } from '#lib/exercises/services.ts';
import { presenceQuery } from '#lib/people/queries/presence.ts';
import { HistoryTab } from './history-tab.tsx';
import { LearnerPreview } from './learner-preview.tsx';
import { LessonConflict } from './lesson-conflict.tsx';
import { LessonEditor, preloadEditor } from './lesson-editor.tsx';
import { LessonNotices } from './lesson-notices.tsx';
import { LessonStatus } from './lesson-status.tsx';
import type { SavedLesson } from './lesson-sync.ts';
import { text } from './text.ts';
import { useLesson, useLessonState } from './use-lesson.ts';
import { usePassage } from './use-passage.ts';
import { type Preview, usePreview } from './use-preview.ts';

const TABS = ['lesson', 'exercises', 'links', 'history'] as const;
type Tab = (typeof TABS)[number];

export interface WorkbenchProps {
  workspace: string;
  id: string;
  /** From the outline through the concept; the spark itself comes last. */
  crumbs: Crumb[];
  saved: SavedLesson;
  rendered: Preview;
  exercises: RenderedPackage | null;
}

/** One spark with everything that belongs to it. Which part is open stands in the address; the editor keeps its text. */
export function Workbench({ workspace, id, crumbs, saved, rendered, exercises }: WorkbenchProps) {
  const leaveTo = useGo();
  const search = useSearchParams();
  const pathname = usePathname();
  const { data: row } = useQuery(entityQuery(workspace, 'spark', id));
  const { data: context } = useQuery(sparkContextQuery(workspace, id));
  const { data: changed } = useQuery(changedQuery(workspace));
  const { preview, state: previewState, follow, hold } = usePreview(workspace, rendered);
  const lesson = useLesson(workspace, id, saved);
  // Typed, and no Markdown yet: the editor writes behind the typing, and saving waits for it.
  const flush = useRef<Flush | null>(null);
  const save = async () => (await (flush.current?.() ?? true)) && lesson.save();
  const write = (next: string) => {
    lesson.write(next);
    follow(next);
  };
  const { read, noticed } = lesson;
  const generation = useLessonState(lesson, (state) => state.generation);
  const conflict = useLessonState(lesson, (state) => state.conflict);
  // A text that came from outside is drawn at once; so is one that was saved after this page was rendered, see useLesson.
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing has its own way to the preview.
  useEffect(() => {
    if (generation > 0 || read() !== saved.content_md) follow(read(), true);
  }, [generation]);

  const tab = TABS.find((one) => one === search.get('tab')) ?? 'lesson';
  const isEditing = search.get('edit') === '1';
  const sought = useRef<HTMLDivElement>(null);
  usePassage(sought, search.get('find') ?? '', `${tab}${isEditing}`);
  const isPreview = search.get('view') === 'learner';
  const go = (change: Record<string, string | null>) => {
    const params = new URLSearchParams(search);
    // Somebody came to see a passage; from here on they go their own way.
    for (const passing of ['find', 'version', 'with', 'only']) params.delete(passing);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) params.delete(name);
      else params.set(name, value);
    }
    // The same page shows another side of itself: no request, and the back button leads back.
    window.history.pushState(null, '', `${pathname}${params.size > 0 ? `?${params}` : ''}`);
  };
  const showTab = (next: Tab) => go({ tab: next === 'lesson' ? null : next });
  const edit = () => go({ tab: null, view: null, edit: isEditing && tab === 'lesson' ? null : '1' });
  const togglePreview = () => go({ view: isPreview ? null : 'learner' });

  const title = row && 'title' in row ? row.title : '';
  const { data: presence } = useQuery(presenceQuery(workspace, 'spark', id, isEditing && tab === 'lesson'));
  const newest = presence?.newest?.version;
  useEffect(() => {
    if (newest !== undefined) noticed(newest);
  }, [newest, noticed]);
  const nameOf = usePersonName(workspace);
  useShortcuts(text.keys.group, [
    { keys: 'P', label: text.keys.preview, run: togglePreview },
    { keys: 'E', label: text.keys.edit, run: edit },
    { keys: 'Mod+S', label: text.keys.save, run: () => void save() },
    { keys: 'Mod+B', label: text.keys.bold },
    { keys: 'Mod+I', label: text.keys.italic },
  ]);
  if (!row || !('estimated_mins' in row)) return null;

  const hasChanged = changed?.some((change) => change.entity_id === id || change.owner_id === id);
  const state = !row.is_published ? 'draft' : hasChanged ? 'changed' : 'published';
  const isWriting = tab === 'lesson' && isEditing;
  const linkCount = (context?.before.length ?? 0) + (context?.after.length ?? 0);

  if (isPreview)
    return <LearnerPreview title={row.title} summary={row.summary} html={preview.html} onLeave={togglePreview} />;

  return (
    <Place
      layout="fill"
      crumbs={[...crumbs, { label: row.title }]}
      state={
        <>
          <People names={presence?.people.map((one) => nameOf(one.user_id)) ?? []} />
          <LessonStatus lesson={lesson} title={title} save={save} onTrouble={() => go({ tab: null, edit: '1' })} />
        </>
      }
    >
      <div className="flex shrink-0 flex-col gap-1 px-4 pt-4 md:px-8">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 dir="auto" className="text-title text-xl font-semibold tracking-tight text-pretty break-words">
              {row.title}
            </h1>
            <StateBadge state={state} />
            <span className="text-sm text-muted tabular-nums">
              {wordsOf.minutes(row.estimated_mins)} · {wordsOf.difficulty[row.difficulty]}
            </span>
          </div>
          <div className="flex flex-wrap gap-2">
            <LinkButton
              variant="quiet"
              icon={<ListTree />}
              href={entityHref(workspace, 'spark', row.slug)}
              className="max-sm:hidden"
            >
              {text.inOutline}
            </LinkButton>
            <Button variant="quiet" icon={<Eye />} onPress={togglePreview} className="max-sm:hidden">
              {text.preview}
            </Button>
            <span className="flex sm:hidden">
              <IconButton label={text.inOutline} onPress={() => leaveTo(entityHref(workspace, 'spark', row.slug))}>
                <ListTree />
              </IconButton>
              <IconButton label={text.preview} onPress={togglePreview}>
                <Eye />
              </IconButton>
            </span>
            {tab === 'lesson' && (
              <Button icon={<PencilLine />} onPress={edit} onHoverStart={preloadEditor} onFocus={preloadEditor}>
                {isEditing ? text.read : text.edit}
              </Button>
            )}
          </div>
        </div>
      </div>
      <ReviewNotice workspace={workspace} id={id} title={row.title} />
      <Tabs
        label={text.tabs.label}
        selected={tab}
        onSelect={(next) => showTab(next as Tab)}
        items={[
          { id: 'lesson', label: text.tabs.lesson },
          { id: 'exercises', label: text.tabs.exercises, note: exercises?.exercises.length },
          { id: 'links', label: text.tabs.links, note: linkCount || undefined },
          { id: 'history', label: text.tabs.history },
        ]}
        className="min-h-0 flex-1"
        listClassName="px-1.5 md:px-5.5"
        panelClassName={isWriting ? 'flex min-h-0 flex-col' : 'min-h-0 overflow-auto'}
      >
        {isWriting && <LessonNotices workspace={workspace} lesson={lesson} presence={presence} />}
        {isWriting && conflict ? (
          <LessonConflict lesson={lesson} parts={conflict} />
        ) : isWriting ? (
          <LessonEditor
            workspace={workspace}
            lesson={lesson}
            plannedMins={row.estimated_mins}
            preview={preview}
            isPreviewLost={previewState === 'failed'}
            onWrite={write}
            onHidePreview={hold}
            flushRef={flush}
            onSave={() => void save()}
          />
        ) : (
          <div ref={sought}>
            {tab === 'lesson' && <LessonReading html={preview.html} words={preview.words} onEdit={edit} />}
            {tab === 'exercises' && <ExercisesTab exercises={exercises} />}
            {tab === 'links' && context && (
              <LinksTab
                workspace={workspace}
                spark={{ id, slug: row.slug, title: row.title }}
                before={context.before}
                after={context.after}
              />
            )}
            {tab === 'history' && <HistoryTab workspace={workspace} id={id} onNewer={() => void lesson.reload()} />}
          </div>
        )}
      </Tabs>
    </Place>
  );
}

function LessonReading({ html, words, onEdit }: { html: string; words: number; onEdit: () => void }) {
  if (words === 0 && html.trim() === '') {
    return (
      <EmptyState drawing="pages" title={text.noLesson} action={<Button onPress={onEdit}>{text.edit}</Button>}>
        {text.noLessonHelp}
      </EmptyState>
    );
  }
  return (
    <div className="px-4 py-8 md:px-8">
      <LessonView html={html} />
    </div>
  );
}
