import { csvOf } from '#lib/base/core/csv.ts';
import { FIFTHS, meanFidelity } from '#lib/catalogue/core/courses.ts';
import type { CourseFigures, CourseRow, FailedLessons, Persona } from '#lib/catalogue/data/courses.ts';

// Tables of courses as files: columns bear the names of the database and of course exports.

const COURSE_COLUMNS = [
  'slug',
  'title',
  'status',
  'course_type',
  'knowledge_level',
  'pedagogical_framework',
  'tool_name',
  'persona_name',
  'voice_fidelity',
  'total_modules',
  'total_lessons',
  'estimated_duration_hours',
  'avg_gps_score',
  'avg_didatica_score',
  'quality',
  'passed_lessons',
  'warned_lessons',
  'failed_lessons',
  'published_at',
] as const satisfies readonly (keyof CourseRow)[];

export const coursesCsv = (rows: readonly CourseRow[]): string =>
  csvOf(
    [...COURSE_COLUMNS, 'keywords'],
    rows.map((row) => [...COURSE_COLUMNS.map((name) => row[name]), (row.keywords ?? []).join(' | ')]),
  );

export const figuresCsv = (by: string, rows: readonly CourseFigures[]): string =>
  csvOf(
    [
      by,
      'courses',
      'lessons',
      'failed_lessons',
      'avg_voice_fidelity',
      'avg_gps_score',
      'avg_didatica_score',
      'quality',
      ...FIFTHS.map((range) => `fidelity ${range}`),
      ...FIFTHS.map((range) => `quality ${range}`),
    ],
    rows.map((row) => [
      row.label,
      row.courses,
      row.lessons,
      row.failed_lessons,
      row.fidelity,
      row.gps,
      row.didactic,
      row.quality,
      ...row.fidelity_fifths,
      ...row.quality_fifths,
    ]),
  );

export const failedCsv = (rows: FailedLessons['rows']): string =>
  csvOf(
    ['course', 'lesson_id', 'slug', 'title', 'gps_score', 'didatica_score', 'validation_issues'],
    rows.map((row) => [
      row.trail_title,
      row.lesson_id,
      row.slug,
      row.title,
      row.gps_score,
      row.didatica_score,
      row.validation_issues === null ? null : JSON.stringify(row.validation_issues),
    ]),
  );

/** Each persona with each of its courses and the mean of their fidelity; a persona without one has a row of its own. */
export const personasCsv = (personas: readonly Persona[]): string =>
  csvOf(
    ['persona', 'persona_slug', 'avg_voice_fidelity', 'course', 'course_slug', 'status', 'voice_fidelity'],
    personas.flatMap(({ display_name, slug, courses }) => {
      const head = [display_name, slug, meanFidelity(courses)];
      return courses.length === 0
        ? [[...head, null, null, null, null]]
        : courses.map((course) => [...head, course.title, course.slug, course.status, course.voice_fidelity]);
    }),
  );
