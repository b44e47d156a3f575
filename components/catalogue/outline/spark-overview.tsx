'use client';

import { useQuery } from '@tanstack/react-query';
import { FilePen } from 'lucide-react';
import { baseText } from '#components/base/text.ts';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { useVisited } from '#components/shell/use-visited.ts';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { entityQuery, sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { useOutlineContext } from './context.tsx';
import { OverviewHead, OverviewPage } from './overview-head.tsx';
import { outlineText } from './text.ts';

export interface SparkOverviewProps {
  id: string;
  /** The lesson, rendered by the server. */
  html: string;
  words: number;
  /** What reading takes, as against what the author says it takes. */
  minutes: number;
}

/** A spark in the outline: what it is about, and the lesson as learners read it. */
export function SparkOverview({ id, html, words, minutes }: SparkOverviewProps) {
  const { workspace, base, current } = useOutlineContext();
  const write = useNumber();
  const { data: row } = useQuery(entityQuery(workspace, 'spark', id));
  const { data: context } = useQuery(sparkContextQuery(workspace, id));
  const node = current?.id === id ? current : base.entities.get(`spark:${id}`)?.[0];
  useVisited('spark', row?.slug, row && 'title' in row ? row.title : undefined);
  if (!row || !node || !('estimated_mins' in row)) return null;
  const elsewhere = (context?.places ?? []).filter(({ concept }) => concept.id !== node.parent?.id);

  return (
    <OverviewPage>
      <OverviewHead
        node={node}
        kindLabel={outlineText.kind('spark')}
        description={row.summary ?? ''}
        facts={[
          baseText.minutes(row.estimated_mins, write),
          baseText.difficulty[row.difficulty],
          words > 0 && outlineText.overview.reading(write(words), write(minutes)),
          elsewhere.length > 0 && (
            <span key="elsewhere">
              {outlineText.overview.alsoIn}{' '}
              {elsewhere.map(({ id: place, concept }, at) => (
                <span key={place}>
                  {at > 0 && ', '}
                  <Link href={inWorkspace(workspace).outlined('spark', row.slug, concept.slug)}>{concept.title}</Link>
                </span>
              ))}
            </span>
          ),
        ]}
        actions={
          <LinkButton href={inWorkspace(workspace).spark(row.slug)} icon={<FilePen />}>
            {outlineText.overview.read}
          </LinkButton>
        }
      />
      <div className="border-t pt-8">
        {words > 0 || html.trim() !== '' ? (
          <LessonView html={html} />
        ) : (
          <EmptyState
            drawing="pages"
            title={outlineText.overview.noLesson}
            action={
              <LinkButton href={inWorkspace(workspace).spark(row.slug, { edit: '1' })}>
                {outlineText.overview.writeLesson}
              </LinkButton>
            }
          />
        )}
      </div>
    </OverviewPage>
  );
}
