'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { usePersonName } from '#components/people/person.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { dateFormat } from '#components/ui/formats.ts';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Presence } from '#lib/people/data/presence.ts';
import { workbenchText } from './text.ts';
import { type Lesson, useLessonState } from './use-lesson.ts';

/** What a person must know about the text in front of them: brought back, newer elsewhere, not saved, gone. */
export function LessonNotices({
  workspace,
  lesson,
  presence,
}: {
  workspace: string;
  lesson: Lesson;
  presence: Presence | undefined;
}) {
  const { locale } = useLocale();
  const nameOf = usePersonName(workspace);
  const problem = useLessonState(lesson, (state) => state.problem);
  const isOffline = useLessonState(lesson, ({ status }) => status === 'offline');
  const isDirty = useLessonState(lesson, (state) => state.isDirty);
  const resumedFrom = useLessonState(lesson, (state) => state.resumedFrom);
  const hasHiddenEdits = useLessonState(lesson, (state) => state.hasHiddenEdits);
  const othersBy = useLessonState(lesson, (state) => state.othersBy);
  const isHeld = useLessonState(lesson, (state) => state.isHeld);
  const wasSaved = useLessonState(lesson, ({ savedAt }) => savedAt !== null);
  const editors = presence?.people.filter((one) => one.is_editing).map((one) => nameOf(one.user_id)) ?? [];
  const resumedWhy = (when: string) =>
    isHeld ? workbenchText.proposing.resumedWhy(when) : workbenchText.sync.resumedWhy(when, !isDirty);
  const notices = [
    presence?.newest?.is_gone && (
      <ProblemNotice
        key="gone"
        title={workbenchText.sync.gone}
        why={workbenchText.sync.goneWhy}
        actions={
          <LinkButton size="sm" href={inWorkspace(workspace).trash}>
            {workbenchText.sync.toTrash}
          </LinkButton>
        }
      />
    ),
    problem && !presence?.newest?.is_gone && (
      <ProblemNotice key="failed" title={workbenchText.failed} why={problem.message} />
    ),
    isOffline && (
      <ProblemNotice
        key="offline"
        tone="warning"
        title={workbenchText.sync.offline}
        why={workbenchText.sync.offlineWhy}
      />
    ),
    resumedFrom && (
      <ProblemNotice
        key="resumed"
        tone="note"
        title={workbenchText.sync.resumed}
        why={resumedWhy(dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(resumedFrom)))}
        actions={
          isDirty ? (
            <Button size="sm" onPress={lesson.discard}>
              {workbenchText.sync.discard}
            </Button>
          ) : (
            <Button size="sm" onPress={lesson.acknowledge}>
              {workbenchText.sync.close}
            </Button>
          )
        }
      />
    ),
    hasHiddenEdits && (
      <ProblemNotice
        key="others"
        tone="note"
        title={workbenchText.sync.others(othersBy && nameOf(othersBy))}
        why={wasSaved ? workbenchText.sync.othersMerged : workbenchText.sync.othersClean}
        actions={
          <Button size="sm" onPress={lesson.showOthers}>
            {workbenchText.sync.show}
          </Button>
        }
      />
    ),
    editors.length > 0 && !hasHiddenEdits && (
      <ProblemNotice
        key="editing"
        tone="note"
        title={(editors.length === 1 ? workbenchText.sync.editing : workbenchText.sync.editingMany)(
          new Intl.ListFormat(locale, { type: 'conjunction' }).format(editors),
        )}
      />
    ),
  ].filter(Boolean);
  return notices.length > 0 ? <div className="flex shrink-0 flex-col gap-2 border-b p-3">{notices}</div> : null;
}
