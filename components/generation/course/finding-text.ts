import type { NumberWriter } from '#components/ui/number.tsx';
import type { CourseFinding } from '#lib/generation/core/course/findings.ts';
import { lessonsOf, type Outline } from '#lib/generation/core/outline.ts';
import { courseText } from './text.ts';

const words = courseText.findings;

/** What a finding says, with the lesson it is about by number and title. */
export function findingText(finding: CourseFinding, outline: Outline, number: NumberWriter): string {
  if (finding.code === 'outcome_uncovered') return words.outcome_uncovered(finding.outcome);
  const nth = finding.lesson + 1;
  const title = lessonsOf(outline)[finding.lesson]?.title ?? '';
  switch (finding.code) {
    case 'bloom_drop':
      return words.bloom_drop(nth, title, finding.levels);
    case 'no_objective':
      return words.no_objective(nth, title);
    case 'minutes_off': {
      const { least, most } = finding;
      const range = least === most ? number(least) : `${number(least)}–${number(most)}`;
      return words.minutes_off(nth, title, number(finding.minutes), range);
    }
    case 'same_title':
      return words.same_title(nth, title, finding.before + 1);
    case 'no_text':
      return words.no_text(nth, title);
    case 'reading_time_off':
      return words.reading_time_off(nth, title, number(finding.minutes), number(finding.planned));
  }
}
