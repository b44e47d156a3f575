import type { ExerciseOf } from '../../exercise.ts';
import { rubricIn } from '../moodle/rubric.ts';
import { html } from '../text/text.ts';
import type { QtiItem } from './item.ts';
import { markdownOf, type Reading, writtenIn } from './text.ts';
import { named } from './tree.ts';

type Rubric = ExerciseOf<'open_response'>['rubric'];

/** What graders are told: a rubric where it is a table as the studio writes one, else words. */
export function rubricsOf({ root }: QtiItem, reading: Reading): { rubric: Rubric; words: string } {
  let rubric: Rubric = [];
  const words: string[] = [];
  for (const block of named(root, 'rubricBlock')) {
    const written = writtenIn(block, reading);
    const table = rubricIn(html(written.html.trim()));
    if (table) rubric = table;
    else words.push(markdownOf(written, reading, '/model_answer'));
  }
  return { rubric, words: words.filter(Boolean).join('\n\n') };
}
