'use client';

import type { ReactNode } from 'react';
import { baseText } from '#components/base/text.ts';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import type { Sort } from '#components/ui/table-sort.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { CourseRow } from '#lib/catalogue/data/courses.ts';
import { profilesText } from '../profiles/text.ts';
import { type FigureWriter, useFigure } from '../profiles/use-figure.ts';
import { coursesText } from './text.ts';

const words = coursesText.columns;
/** The server sorts; that a column has a `sortBy` says that it can be sorted. */
const sortable = () => null;

interface CourseTableProps {
  workspace: string;
  rows: readonly CourseRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  onEnd: () => void;
  empty: ReactNode;
}

/** The rows of the list of courses. */
export function CourseTable({ workspace, rows, ...rest }: CourseTableProps) {
  const write = useFigure();
  const address = inWorkspace(workspace);
  return (
    <Table
      label={coursesText.list}
      virtual
      columns={columnsOf(write)}
      rows={rows}
      rowId={({ trail_id }) => trail_id}
      rowName={({ title }) => title}
      rowHref={({ slug }) => address.course(slug)}
      className="min-h-0 flex-1 px-2 md:px-4"
      {...rest}
    />
  );
}

function columnsOf(write: FigureWriter): TableColumn<CourseRow>[] {
  const share = (value: number | null) =>
    value === null ? '' : write(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const faint = (text: string | null) => (
    <span dir="auto" className="truncate text-muted">
      {text}
    </span>
  );
  return [
    {
      id: 'title',
      name: words.title,
      grow: true,
      width: 190,
      sortBy: sortable,
      render: ({ title }) => (
        <span dir="auto" className="truncate">
          {title}
        </span>
      ),
    },
    {
      id: 'persona',
      name: words.persona,
      width: 136,
      sortBy: sortable,
      render: ({ persona_name }) => faint(persona_name),
    },
    {
      id: 'type',
      name: words.type,
      width: 104,
      render: ({ course_type }) => <span className="text-muted capitalize">{course_type}</span>,
    },
    {
      id: 'level',
      name: words.level,
      width: 104,
      render: ({ knowledge_level: level }) =>
        faint(level && (baseText.difficulty[level as keyof typeof baseText.difficulty] ?? level)),
    },
    {
      id: 'framework',
      name: words.framework,
      width: 126,
      render: ({ pedagogical_framework }) => faint(pedagogical_framework),
    },
    {
      id: 'status',
      name: words.status,
      width: 84,
      render: ({ status }) => faint(profilesText.lessons.stages[status] ?? status),
    },
    {
      id: 'lessons',
      name: words.lessons,
      width: 80,
      numeric: true,
      sortBy: sortable,
      render: (row) => write(row.total_lessons),
    },
    {
      id: 'hours',
      name: words.hours,
      width: 70,
      numeric: true,
      sortBy: sortable,
      render: (row) => write(row.estimated_duration_hours, { maximumFractionDigits: 1 }),
    },
    {
      id: 'fidelity',
      name: words.fidelity,
      width: 80,
      numeric: true,
      sortBy: sortable,
      render: (row) => share(row.voice_fidelity),
    },
    {
      id: 'quality',
      name: words.quality,
      width: 80,
      numeric: true,
      sortBy: sortable,
      render: (row) => share(row.quality),
    },
    {
      id: 'failed',
      name: words.failed,
      width: 70,
      numeric: true,
      sortBy: sortable,
      render: ({ failed_lessons: failed }) =>
        failed > 0 ? <span className="text-danger-text">{write(failed)}</span> : '',
    },
  ];
}
