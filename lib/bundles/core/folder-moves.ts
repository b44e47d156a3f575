import { CONCEPT_FILE, LESSON_END } from './folder.ts';
import { folderOf, nameOf } from './folder-names.ts';
import type { FolderContent } from './folder-read.ts';
import type { BundleProblem } from './problem.ts';

/** A lesson whose file went from one concept to another, or out of all of them, since the folder was exported. */
export interface MovedLesson {
  slug: string;
  /** The concept that it leaves, by slug. */
  from: string;
  was: string;
  file: string;
}

/**
 * Lessons that an export wrote into the folder of a concept and that lie elsewhere now, where the concept does not name them any
 * more. Who moves a file means that the lesson moves; who wants it in both names it in both.
 */
export function movedLessons(
  content: FolderContent,
  paths: readonly string[],
  manifest: Iterable<string>,
): MovedLesson[] {
  const here = new Set(paths);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const concepts = new Map(
    (content.entries.get('concept') ?? []).flatMap(({ item, file }) =>
      nameOf(file) === CONCEPT_FILE ? [[folderOf(file), text(item.slug)] as const] : [],
    ),
  );
  const files = new Map((content.entries.get('spark') ?? []).map(({ item, file }) => [text(item.slug), file]));
  const placed = new Set(
    (content.entries.get('concept_spark') ?? []).map(
      ({ item }) => `${text(item.concept_slug)}>${text(item.spark_slug)}`,
    ),
  );
  return [...manifest].flatMap((was): MovedLesson[] => {
    if (here.has(was) || !was.endsWith(LESSON_END)) return [];
    const slug = nameOf(was).slice(0, -LESSON_END.length);
    const from = concepts.get(folderOf(was));
    const file = files.get(slug);
    if (from === undefined || file === undefined || folderOf(file) === folderOf(was)) return [];
    return placed.has(`${from}>${slug}`) ? [] : [{ slug, from, was, file }];
  });
}

/** What the plan says of it. A plan that is applied later, without the folder, does not take the lesson out of its old concept. */
export function moveNotice({ slug, from, was, file }: MovedLesson, isLater = false): BundleProblem {
  const becomes = isLater
    ? `The lesson stands in its new place, and in the concept ${from} as well.`
    : `The import takes the lesson out of the concept ${from}.`;
  return {
    code: 'moved_file',
    severity: 'warning',
    path: '',
    kind: 'spark',
    slug,
    message: `${was} lies at ${file} now. ${becomes}`,
    hint: isLater
      ? 'Take it out there in the outline once the import is applied.'
      : `To keep it there as well, name it under sparks in the ${CONCEPT_FILE} of both concepts.`,
    file,
  };
}
