import type { SourceText, TextFormat } from '../text/text.ts';
import { decimalText } from './parts.ts';
import type { MoodleAnswer, MoodleQuestion } from './question.ts';

/** Moodle XML of questions. The same questions give the same bytes. */
export function moodleXml(questions: readonly MoodleQuestion[], category = ''): string {
  const head = category === '' ? [] : [categoryXml(category)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<quiz>',
    ...head,
    ...questions.map(questionXml),
    '</quiz>',
    '',
  ].join('\n');
}

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Text of HTML is easier to read without its signs escaped. */
const content = (text: string) =>
  /[<&]/.test(text) ? `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : escaped(text);

const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`;
const textTag = (text: string) => `<text>${content(text)}</text>`;

function categoryXml(category: string): string {
  const path = `$course$/top/${category.replaceAll('/', '//').replaceAll(' // ', '/')}`;
  return `  <question type="category">\n    <category>${textTag(path)}</category>\n  </question>`;
}

const FORMATS: Record<TextFormat, string> = {
  html: 'html',
  moodle: 'moodle_auto_format',
  plain: 'plain_text',
  markdown: 'markdown',
};

function inner({ text, files }: SourceText): string {
  const carried = files.map(
    ({ name, path, base64 }) =>
      `<file name="${escaped(name)}" path="${escaped(path)}" encoding="base64">${base64}</file>`,
  );
  return textTag(text) + carried.join('');
}

const formatted = (name: string, text: SourceText) =>
  `<${name} format="${FORMATS[text.format]}">${inner(text)}</${name}>`;

/** At most seven digits, as Moodle writes percents. */
const percent = (fraction: number) => String(Number((fraction * 100).toFixed(5)));

function answerXml({ text, fraction, feedback, tolerance }: MoodleAnswer, type: string): string {
  const width = type === 'numerical' ? tag('tolerance', decimalText(tolerance)) : '';
  const share = type === 'ordering' ? String(fraction) : percent(fraction);
  const reply = type === 'ordering' ? '' : formatted('feedback', feedback);
  const format =
    type === 'truefalse' || type === 'numerical' || type === 'shortanswer'
      ? 'moodle_auto_format'
      : FORMATS[text.format];
  return `<answer fraction="${share}" format="${format}">${inner(text)}${reply}${width}</answer>`;
}

const GRADING = { none: 0, optional: 0, required: 2 } as const;

function questionXml(question: MoodleQuestion): string {
  const { type, answers, pairs, units, tags } = question;
  const lines = [
    `<name>${textTag(question.name)}</name>`,
    formatted('questiontext', question.text),
    formatted('generalfeedback', question.general_feedback),
    tag('defaultgrade', '1'),
    tag('penalty', type === 'truefalse' ? '1' : '0.3333333'),
    tag('hidden', '0'),
    tag('idnumber', question.id_number),
    ...settings(question),
    ...(type === 'multianswer' ? [] : answers.map((one) => answerXml(one, type))),
    ...pairs.map(({ left, right }) =>
      formatted('subquestion', left).replace(/<\/subquestion>$/, `<answer>${textTag(right)}</answer></subquestion>`),
    ),
    ...(units.length > 0
      ? [
          `<units>${units.map((one) => `<unit>${tag('multiplier', String(one.multiplier))}${tag('unit_name', one.name)}</unit>`).join('')}</units>`,
        ]
      : []),
    ...(tags.length > 0 ? [`<tags>${tags.map((one) => `<tag>${textTag(one)}</tag>`).join('')}</tags>`] : []),
  ];
  return [
    `  <question type="${type === 'match' ? 'matching' : type === 'multianswer' ? 'cloze' : type}">`,
    ...lines.map((line) => `    ${line}`),
    '  </question>',
  ].join('\n');
}

function settings(question: MoodleQuestion): string[] {
  switch (question.type) {
    case 'multichoice':
      return [tag('single', String(question.is_single)), tag('shuffleanswers', 'true'), tag('answernumbering', 'abc')];
    case 'shortanswer':
      return [tag('usecase', question.is_case_sensitive ? '1' : '0')];
    case 'numerical':
      return [
        tag('unitgradingtype', String(GRADING[question.unit_grading])),
        tag('unitpenalty', String(question.unit_penalty)),
        tag('showunits', question.unit_grading === 'none' ? '3' : '0'),
        tag('unitsleft', '0'),
      ];
    case 'match':
      return [tag('shuffleanswers', 'true')];
    case 'ordering':
      return [
        tag('layouttype', 'VERTICAL'),
        tag('selecttype', 'ALL'),
        tag('selectcount', '0'),
        tag('gradingtype', question.grading),
        tag('showgrading', 'SHOW'),
      ];
    case 'essay':
      return [
        tag('responseformat', 'editor'),
        tag('responserequired', '1'),
        tag('responsefieldlines', '15'),
        tag('attachments', '0'),
        formatted('graderinfo', question.grader_info),
      ];
    default:
      return [];
  }
}
