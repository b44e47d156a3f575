import type { Blank, Exercise, ExerciseBase } from '../../exercise.ts';
import { wordsOfHtml } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import { clozeText } from './cloze.ts';
import type { MoodleQuestion } from './question.ts';

interface Place {
  start: number;
  end: number;
  blank: Omit<Blank, 'id'>;
}

/** Texts with blanks of the types "select missing words", "drag and drop into text" and the add-on "gapfill". */
export function blanksExercise(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise | null {
  const places = question.type === 'gapfill' ? typedBlanks(question, conversion) : chosenBlanks(question);
  if (places.length === 0) {
    conversion.lose('no_blanks', 'text');
    return null;
  }
  return clozeText(question, base, conversion, {
    cuts: places,
    blanks: places.map(({ blank }, at) => ({ id: String(at + 1), ...blank })),
  });
}

/** `[[2]]` is filled with the second choice; the choices of its group are offered. */
function chosenBlanks({ text, choices }: MoodleQuestion): Place[] {
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
function typedBlanks({ text, gapfill, answers, is_case_sensitive }: MoodleQuestion, conversion: Conversion): Place[] {
  const [open = '[', close = ']'] = gapfill.delimiters;
  const pattern = new RegExp(`${escaped(open)}([^${escaped(open)}${escaped(close)}]+)${escaped(close)}`, 'g');
  const offered = [...new Set(answers.map((one) => wordsOfHtml(one.text.text)).filter(Boolean))];
  return Array.from(text.text.matchAll(pattern), (found) => {
    const words = wordsOfHtml(found[1] ?? '');
    if (gapfill.is_pattern && /[\\^$.*+?()]/.test(words))
      conversion.lose('blank_pattern', 'blanks', { sentence: `The blank “${words.slice(0, 80)}” is a pattern.` });
    const accepted = words
      .split('|')
      .map((one) => one.trim())
      .filter(Boolean);
    return {
      start: found.index,
      end: found.index + found[0].length,
      blank: {
        accepted,
        ...(gapfill.display === 'gapfill' ? {} : { options: [...new Set([...offered, ...accepted])] }),
        ...(is_case_sensitive ? { is_case_sensitive: true } : {}),
      },
    };
  });
}
