import type { LossCode } from './losses.ts';

/** A part of the source of a question, as offsets into its text. */
export interface Mark {
  start: number;
  end: number;
}

const element = (name: string) => `<${name}\\b[^>]*>[\\s\\S]*?</${name}>`;

/** What in the source of a question a loss is about, in whatever format it is written. */
const PLACES: Partial<Record<LossCode, RegExp>> = {
  points_of_options: /fraction="[^"]*"|[~=]%-?[\d.,]+%/g,
  partly_right: /fraction="(?!0"|100")[^"]*"|[~=]%-?[\d.,]+%/g,
  no_right_answer: /fraction="[^"]*"|[~=]%-?[\d.,]+%|^ANSWER:.*$/gm,
  several_right_answers: /fraction="100[^"]*"/g,
  several_numbers: /fraction="100[^"]*"/g,
  points_of_question: new RegExp(element('defaultgrade'), 'g'),
  second_tries: new RegExp(`${element('hint')}|${element('penalty')}`, 'g'),
  overall_feedback: new RegExp(element('(?:partially|in)?correctfeedback'), 'g'),
  case_sensitive: new RegExp(element('usecase'), 'g'),
  more_units: new RegExp(element('units'), 'g'),
  unit_penalty: new RegExp(element('unitpenalty'), 'g'),
  ordering_marking: new RegExp(element('gradingtype'), 'g'),
  tags: new RegExp(`${element('tags')}|\\[tag:[^\\]\\n]*\\]`, 'g'),
  response_template: new RegExp(element('responsetemplate'), 'g'),
  attachments: new RegExp(element('attachments'), 'g'),
  grader_notes: new RegExp(element('graderinfo'), 'g'),
  merged_cells: /(?:col|row)span=["']?\d+["']?/gi,
  look_lost: /(?:background-)?color\s*:[^;"']*|text-decoration[^;"']*|<\/?u>/gi,
  script_removed: /(?:<|&lt;)\/?(?:script|iframe|object|embed)\b|\bon[a-z]+\s*=|javascript:/gi,
  media_removed: /(?:<|&lt;)(?:audio|video|svg|canvas|input|select|textarea|button)\b/gi,
  picture_missing: /@@PLUGINFILE@@[^\s"'<)]*/g,
  catch_all_reply: /<text>\*<\/text>|=(?:%0%)?\*(?=#)|~#/g,
  wildcard: /<text>[^<\n]*\*[^<\n]*<\/text>/g,
  number_in_blank: /\{\d*:(?:NUMERICAL|NM):[^}]*\}/g,
  blank_without_answer: /\{\d*:[A-Z_]+:[^}]*\}/g,
  several_in_blank: /\{\d*:(?:MULTIRESPONSE|MR)[A-Z_]*:[^}]*\}/g,
  braces: /[{}]/g,
  no_question: /type="[^"]*"/g,
  calculated: /type="[^"]*"/g,
  stack: /type="[^"]*"/g,
  onto_image: /type="[^"]*"/g,
  random_question: /type="[^"]*"/g,
  unknown_type: /type="[^"]*"/g,
};

const MOST = 50;

/** The places in the source of a question that a loss is about, to be marked where it is shown; none where it is about all of it. */
export function marksOf(source: string, code: LossCode): Mark[] {
  const pattern = PLACES[code];
  if (!pattern) return [];
  const found = Array.from(source.matchAll(pattern), ({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
  }));
  return found.slice(0, /^type=/.test(pattern.source) ? 1 : MOST);
}
