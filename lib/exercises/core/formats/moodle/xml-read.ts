import type { Refusal } from '../report.ts';
import type { SourceText, TextFormat } from '../text/text.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from '../xml.ts';
import { moodleNumber } from './parts.ts';
import { emptyQuestion, type MoodleAnswer, type MoodleQuestion } from './question.ts';

/** A question of a file of Moodle XML, with its place. */
export interface PlacedQuestion {
  question: MoodleQuestion;
  category: string;
  line: number;
  column: number;
  source: string;
}

export type MoodleXmlResult =
  | { ok: true; questions: PlacedQuestion[]; categories: string[] }
  | { ok: false; refusal: Refusal };

const LONGEST_SOURCE = 4_000;

/** The questions of a file of Moodle XML in their order, each with the category above it. */
export function readMoodleXml(source: string): MoodleXmlResult {
  const parsed = parseXml(source);
  if (!parsed.ok) return parsed;
  const { root } = parsed;
  if (root.name !== 'quiz') {
    return {
      ok: false,
      refusal: {
        code: 'not_moodle_xml',
        is: `XML of another kind (<${root.name}>)`,
        sentence: `The file begins with <${root.name}>, and Moodle XML with <quiz>.`,
        instead: 'Export the questions as Moodle XML.',
        line: root.line,
        column: root.column,
      },
    };
  }
  const questions: PlacedQuestion[] = [];
  const categories: string[] = [];
  let category = '';
  for (const element of childrenOf(root, 'question')) {
    const type = (element.attributes.type ?? '').trim();
    if (type === 'category') {
      category = categoryPath(childOf(childOf(element, 'category'), 'text')?.text ?? '');
      categories.push(category);
      continue;
    }
    const { line, column } = element;
    questions.push({
      question: questionOf(element, type),
      category,
      line,
      column,
      source: withoutFiles(element, source),
    });
  }
  return { ok: true, questions, categories };
}

/** The source of a question as a person reads it: without the bytes of its files, and not without end. */
function withoutFiles(element: XmlElement, source: string): string {
  let text = '';
  let from = element.start;
  for (const file of filesIn(element)) {
    if (text.length > LONGEST_SOURCE) break;
    const tag = /^<file[^>]{0,300}>/.exec(source.slice(file.start, file.start + 310))?.[0] ?? '<file>';
    text += `${source.slice(from, Math.min(file.start, from + LONGEST_SOURCE + 1))}${tag}...</file>`;
    from = file.end;
  }
  text += source.slice(from, Math.min(element.end, from + LONGEST_SOURCE + 1));
  return text.length > LONGEST_SOURCE ? `${text.slice(0, LONGEST_SOURCE)}...` : text;
}

const filesIn = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((one) => (one.name === 'file' ? [one] : filesIn(one)));

/** `$course$/top/Default for IoT/Soil` is Default for IoT / Soil; a slash within a name is written twice. */
export function categoryPath(path: string): string {
  return path
    .trim()
    .split(/(?<!\/)\/(?!\/)/)
    .map((part) => part.replaceAll('//', '/').trim())
    .filter((part, at) => part !== '' && !/^\$\w+\$$/.test(part) && !(part === 'top' && at <= 1))
    .join(' / ');
}

const FORMATS = new Map<string, TextFormat>([
  ['moodle_auto_format', 'moodle'],
  ['plain_text', 'plain'],
  ['markdown', 'markdown'],
]);

const words = (element: XmlElement | undefined): string =>
  (childOf(element, 'text')?.text ?? element?.text ?? '').trim();

function textOf(element: XmlElement | undefined, usual: TextFormat = 'html'): SourceText {
  const named = element?.attributes.format?.trim();
  const files = childrenOf(element, 'file').map(({ attributes, text }) => ({
    name: attributes.name ?? '',
    path: attributes.path || '/',
    base64: text.replace(/\s+/g, ''),
  }));
  return { text: words(element), format: named ? (FORMATS.get(named) ?? 'html') : usual, files };
}

const number = (text: string, usual: number) => (text.trim() === '' ? usual : moodleNumber(text) || 0);
const isYes = (element: XmlElement | undefined) => element !== undefined && !/^(0|false)?$/i.test(words(element));

function questionOf(element: XmlElement, type: string): MoodleQuestion {
  const get = (name: string) => childOf(element, name);
  const text = withOldImage(element, textOf(get('questiontext')));
  const answerOf = (answer: XmlElement): MoodleAnswer => ({
    text: textOf(answer, text.format),
    fraction: (moodleNumber(answer.attributes.fraction ?? words(childOf(answer, 'fraction'))) || 0) / 100,
    feedback: textOf(childOf(answer, 'feedback'), text.format),
    tolerance: number(words(childOf(answer, 'tolerance')), 0),
  });
  const choices = [...childrenOf(element, 'selectoption'), ...childrenOf(element, 'dragbox')];
  const single = get('single');
  return {
    ...emptyQuestion(type),
    name: words(get('name')),
    text,
    general_feedback: textOf(get('generalfeedback'), text.format),
    answers: childrenOf(element, 'answer').map(answerOf),
    is_single: single === undefined || isYes(single),
    is_case_sensitive: isYes(get('usecase')) || isYes(get('casesensitive')),
    pairs: childrenOf(element, 'subquestion').map((one) => ({
      left: textOf(one, text.format),
      right: words(childOf(one, 'answer')),
    })),
    ...unitsOf(element),
    grading: words(get('gradingtype')) || (type === 'ordering' ? 'ABSOLUTE_POSITION' : ''),
    choices: choices.map((one) => ({ text: words(one), group: childOf(one, 'group')?.text.trim() ?? '1' })),
    gapfill: {
      delimiters: words(get('delimitchars')) || '[]',
      display: words(get('answerdisplay')) || 'dragdrop',
      is_pattern: type === 'gapfill' && !isYes(get('disableregex')),
    },
    grader_info: textOf(get('graderinfo'), text.format),
    has_response_template: words(get('responsetemplate')) !== '',
    attachments: number(words(get('attachments')), 0),
    id_number: words(get('idnumber')),
    tags: childrenOf(get('tags'), 'tag').map(words).filter(Boolean),
    default_mark: number(words(get('defaultgrade')), 1),
    penalty: number(words(get('penalty')), 1 / 3),
    hints: childrenOf(element, 'hint').filter((one) => words(one) !== '').length,
    overall_feedback: ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'].map((name) =>
      words(get(name)),
    ),
    unknown_parts: unknownParts(element),
  };
}

/** Files of Moodle 1 have one picture beside the text. */
function withOldImage(element: XmlElement, text: SourceText): SourceText {
  const base64 = childOf(element, 'image_base64')?.text.replace(/\s+/g, '') ?? '';
  const name = (childOf(element, 'image')?.text ?? '').trim().split('/').at(-1) ?? '';
  if (base64 === '' || name === '') return text;
  return {
    ...text,
    text: `${text.text} <img src="@@PLUGINFILE@@/${encodeURIComponent(name)}" alt="">`,
    files: [...text.files, { name, path: '/', base64 }],
  };
}

function unitsOf(element: XmlElement): Pick<MoodleQuestion, 'units' | 'unit_grading' | 'unit_penalty'> {
  const units = childrenOf(childOf(element, 'units'), 'unit').map((one) => ({
    name: words(childOf(one, 'unit_name')),
    multiplier: number(words(childOf(one, 'multiplier')), 1),
  }));
  const grading = number(words(childOf(element, 'unitgradingtype')), 0);
  const shown = words(childOf(element, 'showunits'));
  const isNone = shown === '' ? units.length === 0 : shown === '3';
  return {
    units,
    unit_grading: isNone ? 'none' : grading > 0 ? 'required' : 'optional',
    unit_penalty: number(words(childOf(element, 'unitpenalty')), 0.1),
  };
}

/** What is read above, or says nothing about an exercise: how often options are shuffled, how they are numbered, and so on. */
const KNOWN = new Set(
  (
    'name questiontext generalfeedback answer single usecase casesensitive subquestion units unitgradingtype unitpenalty showunits ' +
    'unitsleft instructions gradingtype selectoption dragbox delimitchars answerdisplay disableregex graderinfo responsetemplate ' +
    'attachments idnumber tags coursetags defaultgrade penalty hint correctfeedback partiallycorrectfeedback incorrectfeedback ' +
    'image image_base64 hidden shuffleanswers answernumbering showstandardinstruction shownumcorrect correctresponsesfeedback ' +
    'layouttype selecttype selectcount showgrading numberingstyle responseformat responserequired responsefieldlines minwordlimit ' +
    'maxwordlimit attachmentsrequired maxbytes filetypeslist noduplicates fixedgapsize optionsaftertext letterhints singleuse ' +
    'length questiontextformat category'
  ).split(' '),
);

const isFilled = (element: XmlElement): boolean => element.text.trim() !== '' || element.children.some(isFilled);

const unknownParts = (element: XmlElement) => [
  ...new Set(element.children.filter((one) => !KNOWN.has(one.name) && isFilled(one)).map(({ name }) => name)),
];
