import { decimalText } from '../moodle/parts.ts';
import { isFull, type MoodleAnswer, type MoodleQuestion } from '../moodle/question.ts';
import { NO_TEXT, type SourceText } from '../text/text.ts';

/** Types that GIFT has. */
export const GIFT_TYPES = new Set(['multichoice', 'truefalse', 'shortanswer', 'numerical', 'match', 'essay']);

/** A question with what GIFT keeps of it. */
export function forGift(question: MoodleQuestion): MoodleQuestion {
  // A backslash before the bracket that ends an id would hide it.
  const id_number = question.id_number.includes('\\') ? '' : question.id_number;
  return { ...question, id_number, units: [], unit_grading: 'none', unit_penalty: 0, grader_info: NO_TEXT };
}

/** Whether an answer has an arrow, which makes a question of pairs of one with short answers. */
export const hasArrow = ({ type, answers }: MoodleQuestion) =>
  type === 'shortanswer' && answers.some(({ text }) => text.text.includes('->'));

/** GIFT of questions. The same questions give the same bytes. */
export function giftText(questions: readonly MoodleQuestion[], category = ''): string {
  const head =
    category === '' ? [] : [`$CATEGORY: $course$/top/${category.replaceAll('/', '//').replaceAll(' // ', '/')}`];
  return `${[...head, ...questions.map(questionText)].join('\n\n')}\n`;
}

const escaped = (text: string) => text.replace(/[\\#={}~:]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');

/** Arrows of HTML are spelled out: within pairs they would part left from right. */
const written = ({ text, format }: SourceText) => escaped(format === 'html' ? text.replaceAll('->', '-&gt;') : text);

/** A text in the format of its question; a bracket at its start would be taken for the name of another one. */
function own(source: SourceText, format: SourceText['format']): string {
  const isOther = source.text !== '' && source.format !== format;
  const isBracket = /^\[(html|moodle|plain|markdown)\]/.test(source.text);
  return (isOther || isBracket ? `[${source.format}]` : '') + written(source);
}

function questionText(question: MoodleQuestion): string {
  const marks = [
    ...(question.id_number === '' ? [] : [`[id:${question.id_number.replaceAll(']', '\\]')}]`]),
    ...question.tags.map((one) => `[tag:${one}]`),
  ];
  const comment = marks.length > 0 ? [`// ${marks.join(' ')}`] : [];
  const { format } = question.text;
  const feedback = question.general_feedback.text === '' ? '' : `####${own(question.general_feedback, format)}`;
  const lines = answerLines(question);
  const head = `::${escaped(question.name)}::[${format}]${written(question.text)}`;
  if (lines.length === 0) return [...comment, `${head}{${feedback}}`].join('\n');
  const isNumber = question.type === 'numerical';
  return [
    ...comment,
    `${head}{${isNumber ? '#' : ''}`,
    ...lines.map((line) => `\t${line}`),
    ...(feedback === '' ? [] : [`\t${feedback}`]),
    '}',
  ].join('\n');
}

const percent = (fraction: number) => `%${Number((fraction * 100).toFixed(5))}%`;

function answerLines({ type, text: { format }, answers, pairs, is_single }: MoodleQuestion): string[] {
  const reply = ({ feedback }: MoodleAnswer) => (feedback.text === '' ? '' : `#${own(feedback, format)}`);
  // A short answer is read as it stands, whatever the format of its question.
  const word = ({ text }: MoodleAnswer) =>
    text.text.startsWith('[') ? `[plain]${escaped(text.text)}` : escaped(text.text);
  switch (type) {
    case 'multichoice':
      return answers.map((one) => {
        const isRight = is_single && isFull(one.fraction);
        const isPlain = one.fraction === 0 && !one.text.text.startsWith('%');
        return `${isRight ? '=' : isPlain ? '~' : `~${percent(one.fraction)}`}${own(one.text, format)}${reply(one)}`;
      });
    case 'truefalse': {
      const right = answers.find(({ fraction }) => isFull(fraction));
      const wrong = answers.find(({ fraction }) => !isFull(fraction));
      const replies = [wrong, right].map((one) => (one && one.feedback.text !== '' ? own(one.feedback, format) : ''));
      const tail = replies[1] ? `#${replies[0]}#${replies[1]}` : replies[0] ? `#${replies[0]}` : '';
      return [`${right?.text.text.toUpperCase() ?? ''}${tail}`];
    }
    case 'shortanswer':
      return answers.map((one) => `=${percent(one.fraction)}${word(one)}${reply(one)}`);
    case 'numerical':
      return answers.map(
        (one) => `=${percent(one.fraction)}${one.text.text}:${decimalText(one.tolerance)}${reply(one)}`,
      );
    case 'match':
      return pairs.map(({ left, right }) => `=${own(left, format)} -> ${escaped(right)}`);
    default:
      return [];
  }
}
