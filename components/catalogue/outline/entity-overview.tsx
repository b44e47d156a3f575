'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Grid3x3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { baseText } from '#components/base/text.ts';
import { useUrlState } from '#components/base/url-state.tsx';
import { useVisited } from '#components/shell/use-visited.ts';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { type NumberWriter, useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { LogSkeleton, TextSkeleton } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { buildTree, childKind, type OutlineNode } from '#lib/catalogue/core/outline.ts';
import { FOUND } from '#lib/catalogue/core/outline-part.ts';
import { entityQuery } from '#lib/catalogue/queries/entities.ts';
import { foundQuery, loadFound } from '#lib/catalogue/queries/outline.ts';
import { ChildrenList } from './children-list.tsx';
import { useOutlineContext } from './context.tsx';
import { OverviewHead, OverviewPage } from './overview-head.tsx';
import { outlineText } from './text.ts';

// Read only when somebody asks how it came to be.
const Timeline = dynamic(() => import('#components/history/versions/timeline.tsx').then((module) => module.Timeline), {
  loading: () => <LogSkeleton />,
});

// What files of units and courses bring: most of it long, and seldom looked at.
const ProfilePanel = dynamic(() => import('../profiles/profile-panel.tsx').then((module) => module.ProfilePanel), {
  loading: () => <TextSkeleton lines={8} />,
});

const ResearchTab = dynamic(() => import('../profiles/research-tab.tsx').then((module) => module.ResearchTab), {
  loading: () => <TextSkeleton lines={8} />,
});
const PerformanceTab = dynamic(
  () => import('../profiles/performance-tab.tsx').then((module) => module.PerformanceTab),
  {
    loading: () => <TextSkeleton lines={8} />,
  },
);

const QualityTab = dynamic(
  () => import('#components/quality/outline/quality-tab.tsx').then((module) => module.QualityTab),
  { loading: () => <TextSkeleton lines={8} /> },
);

const VersionsTab = dynamic(
  () => import('#components/snapshots/courses/versions-tab.tsx').then((module) => module.VersionsTab),
  { loading: () => <LogSkeleton /> },
);

const VIEWS = ['content', 'profile', 'research', 'performance', 'quality', 'history', 'versions'] as const;
type View = (typeof VIEWS)[number];

/** What there is to see of a kind: units and courses have a panel, courses research and figures as well. */
const viewsOf = (kind: NamedKind): View[] =>
  VIEWS.filter((view) =>
    view === 'profile' || view === 'quality'
      ? kind === 'concept' || kind === 'trail'
      : view === 'research' || view === 'performance' || view === 'versions'
        ? kind === 'trail'
        : true,
  );
const MANY_SPARKS = 12;

/** A domain, trail, concept or beacon: what it is, and what stands in it. */
export function EntityOverview({ kind, id, role }: { kind: NamedKind; id: string; role: Role }) {
  const write = useNumber();
  const { workspace, base } = useOutlineContext();
  const [params, show] = useUrlState();
  const { data: row, error } = useQuery(entityQuery(workspace, kind, id));
  const node = base.entities.get(`${kind}:${id}`)?.[0];
  useVisited(kind, row?.slug, row && ('title' in row ? row.title : row.name));
  if (error) {
    return (
      <OverviewPage>
        <ProblemNotice title={problemOf(error).message} />
      </OverviewPage>
    );
  }
  if (!row || !node) return null;
  const description = 'description' in row ? row.description : null;
  const inside = childKind(node);
  const profiled = kind === 'concept' || kind === 'trail' ? kind : null;
  const views = viewsOf(kind);
  const view = views.find((one) => one === params.get('view')) ?? 'content';
  const labels: Record<View, string> = {
    content: outlineText.overview.content,
    profile: profiled ? outlineText.overview.profile[profiled] : '',
    research: outlineText.overview.research,
    performance: outlineText.overview.performance,
    quality: outlineText.overview.quality,
    history: outlineText.overview.history,
    versions: outlineText.overview.versions,
  };

  return (
    <OverviewPage>
      <OverviewHead
        node={node}
        kindLabel={outlineText.kind(kind)}
        description={description}
        facts={factsOf(node, inside, write)}
        actions={
          (kind === 'concept' || kind === 'trail') && (
            <LinkButton
              size="sm"
              variant="quiet"
              icon={<Grid3x3 />}
              href={inWorkspace(workspace).coverage({ [kind]: id })}
            >
              {outlineText.overview.coverage}
            </LinkButton>
          )
        }
      />
      <Tabs
        label={outlineText.overview.views}
        selected={view}
        onSelect={(next) =>
          show({ view: next === 'content' ? null : next, version: null, with: null, only: null }, 'push')
        }
        items={views.map((one) => ({ id: one, label: labels[one] }))}
        className="-mt-2"
        panelClassName="pt-5"
      >
        {view === 'quality' && profiled ? (
          <QualityTab workspace={workspace} kind={profiled} id={id} />
        ) : view === 'history' ? (
          <Timeline workspace={workspace} kind={kind} id={id} />
        ) : view === 'versions' && 'title' in row ? (
          <VersionsTab
            workspace={workspace}
            trail={{ id, slug: row.slug, title: row.title }}
            mayRollBack={can(role, 'review.decide')}
          />
        ) : view === 'profile' && profiled ? (
          <div className="@container">
            <ProfilePanel workspace={workspace} kind={profiled} id={id} slug={row.slug} />
          </div>
        ) : view === 'research' ? (
          <div className="@container">
            <ResearchTab workspace={workspace} id={id} />
          </div>
        ) : view === 'performance' ? (
          <div className="@container">
            <PerformanceTab workspace={workspace} id={id} slug={row.slug} />
          </div>
        ) : (
          <Inside kind={kind} node={node} />
        )}
      </Tabs>
    </OverviewPage>
  );
}

/** What stands in it, or what a beacon marks. */
function Inside({ kind, node }: { kind: NamedKind; node: OutlineNode }) {
  const inside = childKind(node);
  return (
    <>
      {kind === 'beacon' ? (
        <BeaconSparks slug={node.slug} />
      ) : (
        inside && (
          <section className="flex flex-col gap-2">
            <div className="flex items-baseline gap-3">
              <h2 className="text-base font-semibold">{outlineText.kindMany(inside)}</h2>
              {node.child_count > 1 && <p className="text-sm text-faint">{outlineText.overview.inOrder}</p>}
            </div>
            {node.child_count === 0 && (
              <p className="max-w-prose text-muted">{outlineText.overview.emptyChildren[kind]}</p>
            )}
            <ChildrenList
              label={outlineText.kindMany(inside)}
              kind={inside}
              parent={node}
              rows={node.children}
              branch={node.key}
            />
            {kind === 'concept' && node.child_count > MANY_SPARKS && (
              <p className="text-sm text-muted">{outlineText.overview.sizeHint(node.child_count)}</p>
            )}
          </section>
        )
      )}
    </>
  );
}

function factsOf(node: OutlineNode, inside: NamedKind | null, write: NumberWriter) {
  return [
    inside && outlineText.count(inside, node.child_count, write),
    node.kind !== 'concept' && node.spark_count !== null && outlineText.count('spark', node.spark_count, write),
    node.mins !== null && node.mins > 0 && baseText.minutes(node.mins, write),
    node.difficulty && baseText.difficulty[node.difficulty],
    node.category && baseText.category[node.category],
    node.changed_below > 0 && outlineText.changedBelow(write(node.changed_below)),
  ];
}

/** The sparks that a beacon marks, as a filter finds them. */
function BeaconSparks({ slug }: { slug: string }) {
  const { workspace } = useOutlineContext();
  const queries = useQueryClient();
  const filter = useMemo(() => ({ beacon: slug }), [slug]);
  const { data } = useQuery(foundQuery(workspace, filter));
  const tree = useMemo(() => data && buildTree(data), [data]);
  if (!data?.found || !tree) return null;
  const { rows: total, shown } = data.found;
  // A spark that stands twice is one spark.
  const rows = [...tree.entities.values()].flatMap(([row]) => (row?.kind === 'spark' ? row : []));
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-base font-semibold">{outlineText.overview.marked}</h2>
      {rows.length === 0 ? (
        <EmptyState compact title={outlineText.overview.markedNone} />
      ) : (
        <ChildrenList
          label={outlineText.overview.marked}
          kind="spark"
          parent={null}
          rows={rows}
          ordered={false}
          canAdd={false}
          later={total - shown}
          onLater={() => loadFound(queries, workspace, filter, Math.max(FOUND, shown) * 2)}
        />
      )}
    </section>
  );
}
