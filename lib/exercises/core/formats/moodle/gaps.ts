import type { Blank, Exercise, ExerciseBase } from '../../exercise.ts';
import { wordsOfHtml } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import { gapText } from './cloze.ts';
import type { MoodleQuestion } from './question.ts';

interface Gap {
  start: number;
  end: number;
  blank: Omit<Blank, 'id'>;
}

/** Gap texts of the types "select missing words", "drag and drop into text" and the add-on "gapfill". */
export function gapExercise(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise | null {
  const gaps = question.type === 'gapfill' ? typedGaps(question, conversion) : chosenGaps(question);
  if (gaps.length === 0) {
    conversion.lose('no_gaps', 'text');
    return null;
  }
  return gapText(question, base, conversion, {
    cuts: gaps,
    blanks: gaps.map(({ blank }, at) => ({ id: String(at + 1), ...blank })),
  });
}

/** `[[2]]` is filled with the second choice; the choices of its group are offered. */
function chosenGaps({ text, choices }: MoodleQuestion): Gap[] {
  return Array.from(text.text.matchAll(/\[\[(\d+)\]\]/g), (found) => {
    const right = choices[Number(found[1]) - 1];
    const offered = choices.filter(({ group }) => group === right?.group).map((one) => wordsOfHtml(one.text));
    return {
      start: found.index,
      end: found.index + found[0].length,
      blank: { accepted: right ? [wordsOfHtml(right.text)] : [], options: [...new Set(offered)] },
    };
  });
}

const escaped = (sign: string) => sign.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `[cat|dog]` accepts both words; where words are dragged or chosen, all right and wrong ones are offered. */
function typedGaps({ text, gaps, answers, is_case_sensitive }: MoodleQuestion, conversion: Conversion): Gap[] {
  const [open = '[', close = ']'] = gaps.delimiters;
  const pattern = new RegExp(`${escaped(open)}([^${escaped(open)}${escaped(close)}]+)${escaped(close)}`, 'g');
  const offered = [...new Set(answers.map((one) => wordsOfHtml(one.text.text)).filter(Boolean))];
  return Array.from(text.text.matchAll(pattern), (found) => {
    const words = wordsOfHtml(found[1] ?? '');
    if (gaps.is_pattern && /[\\^$.*+?()]/.test(words))
      conversion.lose('gap_pattern', 'blanks', { sentence: `The gap “${words.slice(0, 80)}” is a pattern.` });
    const accepted = words
      .split('|')
      .map((one) => one.trim())
      .filter(Boolean);
    return {
      start: found.index,
      end: found.index + found[0].length,
      blank: {
        accepted,
        ...(gaps.display === 'gapfill' ? {} : { options: [...new Set([...offered, ...accepted])] }),
        ...(is_case_sensitive ? { is_case_sensitive: true } : {}),
      },
    };
  });
}
