'use client';

import { useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { type ContentState, StateBadge } from '#components/ui/state-badge.tsx';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import { Row, Section } from './section.tsx';

interface Spark {
  id: string;
  title: string;
  state: ContentState;
  minutes: number;
  score: number | null;
  author: string;
  updated: string;
  diff: [number, number];
}

const TITLES = [
  'What version control is for',
  'Setting up Git',
  'Creating a repository',
  'Tracking changes: the modify, add, commit cycle, and why the staging area exists between your files and history',
  'Exploring history',
  'التنبؤ بنمو النبات باستخدام إنترنت الأشياء',
  'Lesson 2: Ignoring things',
  'Lesson 10: Remotes',
];
const STATES: ContentState[] = ['published', 'draft', 'changed', 'blocked', 'stale', 'archived', 'draft', 'published'];

const SPARKS: Spark[] = TITLES.map((title, place) => ({
  id: `s${place}`,
  title,
  state: STATES[place] ?? 'draft',
  minutes: 4 + ((place * 7) % 13),
  score: place === 3 ? null : 0.61 + ((place * 13) % 30) / 100,
  author: ['Edith Okonkwo', 'Ruth Sato', 'Ada Lindqvist'][place % 3] ?? '',
  updated: new Date(Date.UTC(2026, 1, 28 - place * 3, 9, place)).toISOString(),
  diff: [place * 5, place % 3],
}));

const MANY: Spark[] = Array.from({ length: 5_000 }, (_, place) => {
  const spark = SPARKS[place % SPARKS.length] as Spark;
  return { ...spark, id: `m${place}`, title: `${place + 1}. ${spark.title}` };
});

const COLUMNS: TableColumn<Spark>[] = [
  {
    id: 'title',
    name: 'Title',
    grow: true,
    sortBy: (row) => row.title,
    render: (row) => <span title={row.title}>{row.title}</span>,
  },
  { id: 'state', name: 'State', sortBy: (row) => row.state, render: (row) => <StateBadge state={row.state} /> },
  {
    id: 'author',
    name: 'Author',
    sortBy: (row) => row.author,
    render: (row) => (
      <span className="flex items-center gap-2">
        <Avatar name={row.author} size="sm" decorative /> {row.author}
      </span>
    ),
  },
  { id: 'diff', name: 'Change', render: (row) => <DiffCounts added={row.diff[0]} removed={row.diff[1]} /> },
  { id: 'minutes', name: 'Minutes', numeric: true, sortBy: (row) => row.minutes, render: (row) => row.minutes },
  {
    id: 'score',
    name: 'Quality',
    numeric: true,
    sortBy: (row) => row.score,
    render: (row) => (row.score === null ? '–' : row.score.toFixed(2)),
  },
  {
    id: 'updated',
    name: 'Changed',
    numeric: true,
    sortBy: (row) => row.updated,
    render: (row) => <RelativeTime value={row.updated} />,
  },
];

export function DataSection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['s1']));
  return (
    <>
      <Section title="States and facts">
        <Row>
          {(['draft', 'published', 'changed', 'blocked', 'stale', 'archived'] as const).map((state) => (
            <StateBadge key={state} state={state} />
          ))}
          <Badge tone="accent">Current snapshot</Badge>
          <DiffCounts added={120} removed={4} changed={38} />
          <DiffCounts />
          <Kbd keys="Mod+Shift+P" />
          <Kbd keys="G then O" />
          <Avatar name="Ines Prado" />
        </Row>
        <div className="grid gap-8 md:grid-cols-2">
          <KeyValues
            items={[
              { key: 'Trail', value: 'Version control with Git' },
              { key: 'Slug', value: <code>undoing-things</code> },
              { key: 'Sparks', value: '1,204', numeric: true },
              { key: 'Persona', value: null },
              { key: 'Changed', value: <RelativeTime value="2026-02-27T10:00:00Z" /> },
            ]}
          />
          <svg
            viewBox="0 0 320 112"
            role="img"
            aria-label="The four types of links"
            className="w-full max-w-md text-sm"
          >
            {(
              [
                ['prerequisite', 'Prerequisite', 2.5, undefined],
                ['deepens', 'Deepens', 1.25, undefined],
                ['recommended', 'Recommended', 2, '7 5'],
                ['related', 'Related', 2, '1.5 5'],
              ] as const
            ).map(([kind, name, width, dashes], place) => (
              <g key={kind} transform={`translate(0 ${14 + place * 28})`}>
                <path
                  d="M4 0h150"
                  stroke={`var(--link-${kind})`}
                  strokeWidth={width}
                  strokeDasharray={dashes}
                  strokeLinecap="round"
                />
                <text x="170" y="4" fill="var(--text)">
                  {name}
                </text>
              </g>
            ))}
          </svg>
        </div>
      </Section>
      <Section title="Table">
        <Table
          label="Sparks"
          columns={COLUMNS}
          rows={SPARKS}
          rowId={(row) => row.id}
          rowName={(row) => row.title}
          rowHref={() => '/gallery/lesson'}
          selected={selected}
          onSelect={setSelected}
        />
        <Table
          label="All sparks of a large workspace"
          virtual
          className="h-80"
          columns={COLUMNS}
          rows={MANY}
          rowId={(row) => row.id}
          rowName={(row) => row.title}
        />
        <Table
          label="No sparks"
          columns={COLUMNS.slice(0, 3)}
          rows={[]}
          rowId={(row) => row.id}
          rowName={(row) => row.title}
          empty={
            <EmptyState drawing="pages" title="No sparks yet" action={<Button>Add spark</Button>}>
              A spark is a lesson of five to ten minutes. Three to eight of them make a concept.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
