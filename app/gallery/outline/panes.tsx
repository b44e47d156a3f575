'use client';

import { BookOpen, Ellipsis, Flag, Layers2, Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { PaneGroup } from '#components/ui/pane-group.tsx';
import type { PaneMemory } from '#components/ui/preferences.tsx';
import { type ContentState, StateBadge } from '#components/ui/state-badge.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { Tree } from '#components/ui/tree.tsx';
import { TreeRow } from '#components/ui/tree-row.tsx';

interface Node {
  id: string;
  title: string;
  kind: 'trail' | 'concept' | 'spark';
  state?: ContentState;
  children?: Node[];
}

const CONCEPTS = [
  'First steps',
  'Tracking changes and everything that goes with it, at length',
  'Branching',
  'التراجع عن التغييرات',
];
const STATES: (ContentState | undefined)[] = [undefined, 'draft', 'changed', undefined, 'blocked'];

const TREE: Node[] = ['Version control with Git', 'Internet of things'].map((title, t) => ({
  id: `t${t}`,
  title,
  kind: 'trail',
  children: CONCEPTS.map((concept, c) => ({
    id: `t${t}c${c}`,
    title: concept,
    kind: 'concept',
    state: c === 1 ? 'changed' : undefined,
    children: Array.from({ length: 5 }, (_, s) => ({
      id: `t${t}c${c}s${s}`,
      title:
        [
          'Setting up',
          'The commit cycle',
          'Exploring history',
          'Ignoring things',
          'A long title that has to be cut off',
        ][s] ?? '',
      kind: 'spark' as const,
      state: STATES[s],
    })),
  })),
}));

const ICONS = { trail: <Flag />, concept: <Layers2 />, spark: <BookOpen /> };

function renderNode(node: Node) {
  return (
    <TreeRow<Node>
      key={node.id}
      id={node.id}
      title={node.title}
      icon={ICONS[node.kind]}
      items={node.children}
      trailing={
        <>
          {node.children && <span className="tabular-nums">{node.children.length}</span>}
          {node.state && <StateBadge state={node.state} compact />}
        </>
      }
      actions={
        <IconButton size="sm" label={`Actions of ${node.title}`}>
          <Ellipsis />
        </IconButton>
      }
    >
      {renderNode}
    </TreeRow>
  );
}

export function OutlinePanes({ memory }: { memory: PaneMemory }) {
  return (
    <PaneGroup
      name="gallery"
      memory={memory}
      panes={[
        {
          id: 'tree',
          label: 'Outline',
          tools: (
            <IconButton label="Add concept">
              <Plus />
            </IconButton>
          ),
          content: (
            <Tree
              label="Outline"
              virtual
              className="h-full"
              items={TREE}
              defaultExpandedKeys={['t0', 't0c1', 't0c3']}
              selectionMode="multiple"
              selectionBehavior="replace"
              defaultSelectedKeys={['t0c1s1']}
            >
              {renderNode}
            </Tree>
          ),
        },
        {
          id: 'content',
          label: 'Spark',
          main: true,
          content: (
            <div className="mx-auto flex max-w-3xl flex-col gap-5 px-4 py-6 md:px-8">
              <PageHeader
                title="Tracking changes: the modify, add, commit cycle, and why the staging area exists"
                badges={<StateBadge state="changed" />}
                actions={<Button variant="primary">Publish changes</Button>}
              >
                Concept “Tracking changes”, 8 minutes, intermediate
              </PageHeader>
              <Tabs
                label="Spark"
                selected="lesson"
                items={[
                  { id: 'lesson', label: 'Lesson', content: <p className="text-muted">The text of the lesson.</p> },
                  { id: 'exercises', label: 'Exercises', note: 12 },
                  { id: 'links', label: 'Links', note: 4 },
                  { id: 'history', label: 'History' },
                  { id: 'quality', label: 'Quality' },
                  { id: 'provenance', label: 'Provenance' },
                ]}
              />
            </div>
          ),
        },
        {
          id: 'inspector',
          label: 'Inspector',
          size: 300,
          content: (
            <div className="px-3 py-2">
              <KeyValues
                items={[
                  { key: 'Difficulty', value: 'Intermediate' },
                  { key: 'Minutes', value: 8, numeric: true },
                  { key: 'Beacons', value: 'git, staging, command line' },
                  { key: 'Slug', value: <code>the-modify-add-commit-cycle</code> },
                ]}
              />
            </div>
          ),
        },
      ]}
    />
  );
}
