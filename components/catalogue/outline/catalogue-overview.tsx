'use client';

import { useState } from 'react';
import { baseText } from '#components/base/text.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { factsOf, NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { entityHref } from './address.tsx';
import { childKind } from './child-kind.ts';
import { ChildrenList } from './children-list.tsx';
import { useOutlineContext } from './context.tsx';
import { OverviewHead, OverviewPage } from './overview-head.tsx';
import { outlineText } from './text.ts';
import { TitleField } from './title-field.tsx';
import { titleProblem } from './use-outline-edits.ts';

/** The outline with nothing chosen: the domains and what all of it amounts to. */
export function CatalogueOverview() {
  const { tree } = useOutlineContext();
  const write = useNumber();
  if (tree.roots.length === 0) return <EmptyCatalogue />;
  const domains = tree.roots.filter(({ kind }) => kind === 'domain');
  const groups = tree.roots.filter(({ kind, group }) => kind === 'group' && group !== 'beacons');
  const number = (kind: string) => [...tree.entities.keys()].filter((key) => key.startsWith(`${kind}:`)).length;
  const mins = [...tree.entities].reduce(
    (sum, [key, rows]) => sum + (key.startsWith('spark:') ? (rows[0]?.mins ?? 0) : 0),
    0,
  );

  return (
    <OverviewPage>
      <OverviewHead
        node={{ kind: 'domain', title: outlineText.overview.totals, changed_below: 0 }}
        kindLabel={outlineText.catalogue}
        facts={[
          ...NAMED_KINDS.filter((kind) => factsOf(kind).is_publishable).map((kind) =>
            outlineText.count(kind, number(kind), write),
          ),
          baseText.minutes(mins, write),
        ]}
      />
      <section className="flex flex-col gap-2">
        <h2 className="text-base font-semibold">{outlineText.kindMany('domain')}</h2>
        <ChildrenList label={outlineText.kindMany('domain')} kind="domain" parent={null} rows={domains} />
      </section>
      {groups.map((group) => (
        <GroupSection key={group.key} group={group} />
      ))}
    </OverviewPage>
  );
}

function GroupSection({ group }: { group: OutlineNode }) {
  const kind = childKind(group);
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
                  if (made) go(entityHref(workspace, 'domain', made.slug));
                }}
                onCancel={() => setAdding(false)}
              />
            </span>
          ) : (
            <span className="flex flex-wrap justify-center gap-2">
              <LinkButton href={`/w/${workspace}/imports`}>{outlineText.empty.import}</LinkButton>
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
