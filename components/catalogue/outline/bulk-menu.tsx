import {
  ArrowRightLeft,
  CircleCheck,
  Combine,
  Copy,
  Download,
  Gauge,
  Layers,
  PencilLine,
  Sparkles,
  SquareCheck,
  Tag,
  Trash2,
  WandSparkles,
} from 'lucide-react';
import { baseText } from '#components/base/text.ts';
import type { MenuEntry, MenuGroup } from '#components/ui/menu.tsx';
import { DIFFICULTIES, factsOf } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { mayMoveTogether } from '#lib/catalogue/core/outline-moves.ts';
import type { OutlineContextValue } from './context.tsx';
import { entitiesOf } from './selection.tsx';
import { outlineText } from './text.ts';
import { mayDraftTogether } from './tree-keys.ts';
import { draftHref } from './use-tree-commands.ts';

export interface BulkMenuActions {
  outline: Pick<OutlineContextValue, 'workspace' | 'bulk' | 'ask'>;
  stage: (nodes: readonly OutlineNode[]) => void;
  clear: () => void;
}

/** What can be done with several rows: the bar shows the first few as buttons, the menu has all of it. */
export function bulkMenu(nodes: readonly OutlineNode[], actions: BulkMenuActions): MenuGroup[] {
  const entities = entitiesOf(nodes);
  return [
    { id: 'change', items: changeItems(nodes, entities, actions) },
    { id: 'more', items: moreItems(nodes, entities, actions) },
    {
      id: 'end',
      items: [
        {
          id: 'clear',
          label: outlineText.bulk.clear,
          icon: <SquareCheck />,
          shortcut: 'Escape',
          onAction: actions.clear,
        },
        {
          id: 'trash',
          label: outlineText.bulk.trash,
          icon: <Trash2 />,
          shortcut: 'Delete',
          danger: true,
          onAction: () => actions.outline.ask('trash', nodes),
        },
      ],
    },
  ];
}

/** Those that are drafts or published. */
const statefulOf = (entities: readonly OutlineNode[]) =>
  entities.filter(({ kind }) => kind !== 'group' && factsOf(kind).is_publishable);

function changeItems(
  nodes: readonly OutlineNode[],
  entities: readonly OutlineNode[],
  { outline: { bulk, ask } }: BulkMenuActions,
): MenuEntry[] {
  const stateful = statefulOf(entities);
  const levelled = entities.filter(
    ({ kind }) => kind !== 'group' && factsOf(kind).edited?.some((field) => field.startsWith('difficulty')),
  );
  const sparks = entities.filter(({ kind }) => kind === 'spark');
  const mayMove = mayMoveTogether(nodes) && entities[0]?.kind !== 'domain';
  const publish = (is_published: boolean) =>
    void bulk.edit(
      stateful,
      { set: { is_published } },
      is_published ? outlineText.bulk.published : outlineText.bulk.unpublished,
    );
  return [
    {
      id: 'move',
      label: mayMove ? outlineText.bulk.move : outlineText.bulk.moveMixed,
      icon: <ArrowRightLeft />,
      disabled: !mayMove,
      onAction: () => ask('move', nodes),
    },
    {
      id: 'publish',
      label: outlineText.bulk.publish,
      icon: <CircleCheck />,
      disabled: stateful.length === 0,
      onAction: () => publish(true),
    },
    {
      id: 'unpublish',
      label: outlineText.bulk.unpublish,
      icon: <PencilLine />,
      disabled: stateful.length === 0,
      onAction: () => publish(false),
    },
    {
      id: 'difficulty',
      label: outlineText.bulk.difficulty,
      icon: <Gauge />,
      disabled: levelled.length === 0,
      items: DIFFICULTIES.map((difficulty) => ({
        id: difficulty,
        label: baseText.difficulty[difficulty] ?? difficulty,
        onAction: () =>
          void bulk.edit(levelled, { set: { difficulty } }, (done) =>
            outlineText.bulk.levelled(done, baseText.difficulty[difficulty] ?? difficulty),
          ),
      })),
    },
    {
      id: 'beacons',
      label: outlineText.bulk.beacons,
      icon: <Tag />,
      disabled: sparks.length === 0,
      onAction: () => ask('beacons', sparks),
    },
  ];
}

function moreItems(
  nodes: readonly OutlineNode[],
  entities: readonly OutlineNode[],
  { outline: { workspace, bulk, ask }, stage }: BulkMenuActions,
): MenuEntry[] {
  const stateful = statefulOf(entities);
  const [first, second] = entities;
  const mayMerge = entities.length === 2 && first?.kind === second?.kind && /^(spark|concept)$/.test(first?.kind ?? '');
  return [
    {
      id: 'duplicate',
      label: outlineText.bulk.duplicate,
      icon: <Copy />,
      disabled: stateful.length === 0,
      onAction: () => void bulk.duplicate(stateful),
    },
    {
      id: 'generate',
      label: outlineText.generate,
      icon: <Sparkles />,
      shortcut: 'G',
      disabled: !mayDraftTogether(entities),
      href: draftHref(workspace, entities),
    },
    {
      id: 'merge',
      label: outlineText.bulk.merge,
      icon: <Combine />,
      disabled: !mayMerge,
      onAction: () => ask('merge', entities),
    },
    {
      id: 'export',
      label: outlineText.bulk.export,
      icon: <Download />,
      disabled: entities.length === 0,
      onAction: () => void bulk.export(nodes),
    },
    {
      id: 'fix',
      label: outlineText.bulk.fix,
      icon: <WandSparkles />,
      disabled: stateful.length === 0,
      onAction: () => ask('fix', stateful),
    },
    {
      id: 'stage',
      label: outlineText.bulk.stage,
      icon: <Layers />,
      disabled: entities.length === 0,
      onAction: () => stage(nodes),
    },
  ];
}
