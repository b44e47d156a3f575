import type { LossCode } from './losses.ts';

// Where in the source of a question stands what is lost, for those losses that have a word of their own in it.
const PLACES: Partial<Record<LossCode, RegExp>> = {
  points_of_options: /fraction="[^"]*"|~%-?[\d.]+%|<mapEntry\b[^>]*>/g,
  points_of_question: /<defaultgrade>[^<]*<\/defaultgrade>/g,
  partly_right: /fraction="[^"]*"|[=~]%-?[\d.]+%/g,
  catch_all_reply: /<text>\*<\/text>/g,
  wildcard: /\*/g,
  case_sensitive: /<usecase>[^<]*<\/usecase>/g,
  unit_penalty: /<unitpenalty>[^<]*<\/unitpenalty>/g,
  second_tries: /<hint\b[\s\S]*?<\/hint>|<penalty>[^<]*<\/penalty>/g,
  overall_feedback: /<(correct|partiallycorrect|incorrect)feedback\b[\s\S]*?<\/\1feedback>/g,
  tags: /<tags>[\s\S]*?<\/tags>/g,
  response_template: /<responsetemplate\b[\s\S]*?<\/responsetemplate>/g,
  attachments: /<attachments>[^<]*<\/attachments>/g,
  grader_notes: /<graderinfo\b[\s\S]*?<\/graderinfo>/g,
  script_removed: /<script\b[\s\S]*?(?:<\/script>|$)|<iframe\b[^>]*>|\bon\w+="[^"]*"/gi,
  media_removed: /<(?:video|audio|canvas|svg|form|input|object|embed)\b[^>]*>/gi,
  merged_cells: /\b(?:row|col)span="[^"]*"/gi,
  picture_missing: /<img\b[^>]*>/gi,
};

/** A stretch of a source: as it is, or marked as what is lost. */
export interface SourcePart {
  /** Where it begins in the source. */
  at: number;
  text: string;
  is_marked: boolean;
}

/** The source of a question with what a loss speaks of marked, as far as it can be told. */
export function markLoss(source: string, code: string): SourcePart[] {
  const pattern = PLACES[code as LossCode];
  if (!pattern) return [{ at: 0, text: source, is_marked: false }];
  const parts: SourcePart[] = [];
  let end = 0;
  for (const found of source.matchAll(pattern)) {
    if (found[0] === '') continue;
    if (found.index > end) parts.push({ at: end, text: source.slice(end, found.index), is_marked: false });
    parts.push({ at: found.index, text: found[0], is_marked: true });
    end = found.index + found[0].length;
  }
  if (end < source.length) parts.push({ at: end, text: source.slice(end), is_marked: false });
  return parts;
}
