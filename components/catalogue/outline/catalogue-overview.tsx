'use client';

import { useQuery } from '@tanstack/react-query';
import { WandSparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import { baseText } from '#components/base/text.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { factsOf, NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { childKind, type OutlineNode, ROOTS } from '#lib/catalogue/core/outline.ts';
import { totalsQuery } from '#lib/catalogue/queries/outline.ts';
import { ChildrenList } from './children-list.tsx';
import { useOutlineContext } from './context.tsx';
import { OverviewHead, OverviewPage } from './overview-head.tsx';
import { outlineText } from './text.ts';
import { TitleField } from './title-field.tsx';
import { childrenIn } from './use-outline-data.ts';
import { titleProblem } from './use-outline-edits.ts';

/** The outline with nothing chosen: the domains and what all of it amounts to. */
export function CatalogueOverview() {
  const { workspace, base, ask } = useOutlineContext();
  const write = useNumber();
  const { data: totals } = useQuery(totalsQuery(workspace));
  if (base.roots.length === 0) return <EmptyCatalogue />;
  const domains = childrenIn(base, ROOTS);
  const groups = base.roots.filter(({ kind, group }) => kind === 'group' && group !== 'beacons');

  return (
    <OverviewPage>
      <OverviewHead
        node={{ kind: 'domain', title: outlineText.overview.totals, changed_below: 0 }}
        kindLabel={outlineText.catalogue}
        facts={
          totals
            ? [
                ...NAMED_KINDS.filter((kind) => factsOf(kind).is_publishable).map((kind) =>
                  outlineText.count(kind, totals.kinds[kind] ?? 0, write),
                ),
                baseText.minutes(totals.mins, write),
              ]
            : [outlineText.count('domain', base.domain_count, write)]
        }
        actions={
          <Button size="sm" variant="quiet" icon={<WandSparkles />} onPress={() => ask('fix', [])}>
            {outlineText.bulk.fix}
          </Button>
        }
      />
      <section className="flex flex-col gap-2">
        <h2 className="text-base font-semibold">{outlineText.kindMany('domain')}</h2>
        <ChildrenList
          label={outlineText.kindMany('domain')}
          kind="domain"
          parent={null}
          rows={domains}
          branch={ROOTS}
        />
      </section>
      {groups.map((group) => (
        <GroupSection key={group.key} group={group} />
      ))}
    </OverviewPage>
  );
}

function GroupSection({ group }: { group: OutlineNode }) {
  const { loading } = useOutlineContext();
  const kind = childKind(group);
  const { key, is_loaded } = group;
  useEffect(() => {
    if (!is_loaded) void loading.open([key]);
  }, [key, is_loaded, loading]);
  if (!kind || !group.group) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-base font-semibold">{group.title}</h2>
      <p className="max-w-prose text-muted">{outlineText.groupHelp[group.group]}</p>
      <ChildrenList
        label={group.title}
        kind={kind}
        parent={group}
        rows={group.children}
        branch={group.key}
        ordered={group.group === 'standalone'}
      />
    </section>
  );
}

function EmptyCatalogue() {
  const { workspace, edits } = useOutlineContext();
  const go = useGo();
  const [adding, setAdding] = useState(false);
  return (
    <OverviewPage>
      <EmptyState
        drawing="trail"
        title={outlineText.empty.title}
        action={
          adding ? (
            <span className="flex w-72">
              <TitleField
                label={outlineText.newTitle('domain')}
                placeholder={outlineText.newPlaceholder('domain')}
                initial=""
                check={(title) => titleProblem('domain', title)}
                onDone={async (title) => {
                  const made = await edits.create('domain', title, null);
                  setAdding(false);
                  if (made) go(inWorkspace(workspace).outlined('domain', made.slug));
                }}
                onCancel={() => setAdding(false)}
              />
            </span>
          ) : (
            <span className="flex flex-wrap justify-center gap-2">
              <LinkButton href={inWorkspace(workspace).imports}>{outlineText.empty.import}</LinkButton>
              <Button variant="primary" onPress={() => setAdding(true)}>
                {outlineText.empty.create}
              </Button>
            </span>
          )
        }
      >
        {outlineText.empty.help}
      </EmptyState>
    </OverviewPage>
  );
}
