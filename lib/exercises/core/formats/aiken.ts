import { AssetShelf, type Digest } from './assets.ts';
import { loss } from './losses.ts';
import { emptyQuestion } from './moodle/question.ts';
import { convertQuestion } from './moodle/read.ts';
import type { QuestionFile, ReadQuestion } from './report.ts';
import { NO_TEXT } from './text/text.ts';

const CHOICE = /^([A-Z])[).]\s*(.*)$/;
const ANSWER = /^ANSWER:\s*(.*)$/;

interface Open {
  line: number;
  source: string[];
  stem: string[];
  choices: { letter: string; text: string }[];
}

/** An Aiken file: a question, choices with letters, and `ANSWER: B`. One that is not finished costs itself only. */
export function readAiken(text: string, encoding: string, digest: Digest): QuestionFile {
  const assets = new AssetShelf(digest);
  const questions: ReadQuestion[] = [];
  let open: Open | null = null;
  const close = (answer: string | null) => {
    if (open) questions.push(questionOf(open, answer, assets));
    open = null;
  };
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const answer = ANSWER.exec(line);
    const choice = CHOICE.exec(line);
    // Words after choices begin another question: the one before has no answer.
    if (!answer && !choice && open?.choices.length) close(null);
    open ??= { line: at + 1, source: [], stem: [], choices: [] };
    open.source.push(raw);
    if (answer) close(answer[1] ?? '');
    else if (choice) open.choices.push({ letter: choice[1] ?? '', text: choice[2] ?? '' });
    else open.stem.push(line);
  }
  close(null);
  return { format: 'aiken', encoding, questions, total: questions.length, assets: assets.all };
}

function questionOf({ line, source, stem, choices }: Open, answer: string | null, assets: AssetShelf): ReadQuestion {
  const place = { line, text: source.join('\n').slice(0, 4_000), type: 'multichoice' };
  const refused = (code: 'unfinished' | 'no_stem' | 'too_few_answers'): ReadQuestion => ({
    exercise: null,
    source: place,
    losses: [loss(code, 'answers')],
  });
  if (stem.length === 0) return refused('no_stem');
  const letter = /^([A-Z])\b/.exec(answer ?? '')?.[1];
  if (answer === null || !letter) return refused('unfinished');
  if (choices.length < 2) return refused('too_few_answers');
  const plain = (words: string) => ({ text: words, format: 'plain' as const, files: [] });
  const question = {
    ...emptyQuestion('multichoice'),
    text: plain(stem.join('\n')),
    answers: choices.map((one) => ({
      text: plain(one.text),
      fraction: one.letter === letter ? 1 : 0,
      feedback: NO_TEXT,
      tolerance: 0,
    })),
  };
  return convertQuestion(question, place, assets);
}
