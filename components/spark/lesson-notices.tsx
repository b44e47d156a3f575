'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { Button, LinkButton } from '#components/ui/button';
import { ProblemNotice } from '#components/ui/problem-notice';
import type { Presence } from '#lib/data/presence';
import { usePersonName } from '../content/person';
import { text } from './text.ts';
import type { Lesson } from './use-lesson.ts';

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
  const editors = presence?.people.filter((one) => one.is_editing).map((one) => nameOf(one.user_id)) ?? [];
  const notices = [
    presence?.newest?.is_gone && (
      <ProblemNotice
        key="gone"
        title={text.sync.gone}
        why={text.sync.goneWhy}
        actions={
          <LinkButton size="sm" href={`/w/${workspace}/trash`}>
            {text.sync.toTrash}
          </LinkButton>
        }
      />
    ),
    lesson.problem && !presence?.newest?.is_gone && (
      <ProblemNotice key="failed" title={text.failed} why={lesson.problem.message} />
    ),
    lesson.status === 'offline' && (
      <ProblemNotice key="offline" tone="warning" title={text.sync.offline} why={text.sync.offlineWhy} />
    ),
    lesson.resumedFrom && (
      <ProblemNotice
        key="resumed"
        tone="note"
        title={text.sync.resumed}
        why={text.sync.resumedWhy(
          new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
            new Date(lesson.resumedFrom),
          ),
          !lesson.isDirty,
        )}
        actions={
          lesson.isDirty ? (
            <Button size="sm" onPress={lesson.discard}>
              {text.sync.discard}
            </Button>
          ) : (
            <Button size="sm" onPress={lesson.acknowledge}>
              {text.sync.close}
            </Button>
          )
        }
      />
    ),
    lesson.hasHiddenEdits && (
      <ProblemNotice
        key="others"
        tone="note"
        title={text.sync.others(lesson.othersBy && nameOf(lesson.othersBy))}
        why={lesson.savedAt ? text.sync.othersMerged : text.sync.othersClean}
        actions={
          <Button size="sm" onPress={lesson.showOthers}>
            {text.sync.show}
          </Button>
        }
      />
    ),
    editors.length > 0 && !lesson.hasHiddenEdits && (
      <ProblemNotice
        key="editing"
        tone="note"
        title={(editors.length === 1 ? text.sync.editing : text.sync.editingMany)(
          new Intl.ListFormat(locale, { type: 'conjunction' }).format(editors),
        )}
      />
    ),
  ].filter(Boolean);
  return notices.length > 0 ? <div className="flex shrink-0 flex-col gap-2 border-b p-3">{notices}</div> : null;
}
