import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import type { BundleItem } from '../item.ts';
import {
  datetimeProblems,
  formOf,
  holdsNothing,
  isJson,
  itemOf,
  type Json,
  notAnObject,
  type OutsidePart,
  type Path,
  problemAt,
  sourceOf,
} from '../outside.ts';

/** What a record has a field for, beside its day. */
const FIGURES = Object.keys(BUNDLE_ENTITIES.trail_performance.fields).filter(
  (name) => name !== 'measured_on' && name !== 'file_form',
);

/** The rows of a course export that say how it did, each of a day of its own. */
export function readPerformance(value: unknown, trail_slug: string, part: OutsidePart): void {
  if (value === undefined || holdsNothing(value)) return;
  if (!Array.isArray(value)) {
    part.problems.push(
      problemAt('invalid_type', ['performance'], 'performance must be a list.', 'Write it in brackets.'),
    );
    return;
  }
  const days = new Set<string>();
  for (const [nth, row] of value.entries()) {
    const at: Path = ['performance', nth];
    if (!isJson(row)) {
      part.problems.push(notAnObject(at, 'A row of performance'));
      continue;
    }
    const wrong = datetimeProblems(row, ['measured_on', 'created_at'], at);
    part.problems.push(...wrong);
    const day = String(row.measured_on ?? row.created_at ?? '').slice(0, 10);
    if (day === '' || days.has(day)) {
      const message = day === '' ? 'This row has no day.' : `A second row is of ${day}.`;
      part.problems.push(problemAt('invalid_value', at, message, 'Give each row a day of its own in measured_on.'));
      continue;
    }
    days.add(day);
    if (wrong.length === 0) part.items.push({ kind: 'trail_performance', item: recordOf(row, day, trail_slug), at });
  }
}

function recordOf(row: Json, day: string, trail_slug: string): BundleItem {
  return itemOf({
    kind: 'trail_performance',
    source: row,
    left_out: row.measured_on === day ? ['measured_on'] : [],
    own: { trail_slug, measured_on: day },
    strict: [],
    form: { has_no_day: !('measured_on' in row) },
  });
}

/** The inverse: a row as it came, with what was corrected since. */
export function writePerformance(record: BundleItem): Json {
  const form = formOf(record);
  const row: Json = form.has_no_day ? {} : { measured_on: record.measured_on };
  Object.assign(row, sourceOf('trail_performance', record, ['measured_on']));
  // A figure that did not fit its column is kept as it came, until somebody types one that does.
  for (const name of FIGURES) if ((record[name] ?? null) !== null) row[name] = record[name];
  return row;
}
