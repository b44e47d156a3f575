import type { WordDifference } from '#lib/exercises/core/difference-in-words.ts';

const quoted = (words: string[]) => words.map((word) => `“${word}”`).join(', ');

/** Words of exercises that ask nearly the same. */
export const duplicatesText = {
  title: 'Near-duplicates',
  notRead: 'The exercises could not be compared',
  comparing: 'Comparing the exercises with each other',
  lead: (total: number, shown: string, ofSpark: boolean) => {
    const where = ofSpark ? 'of this spark' : 'in the workspace';
    const pairs = total === 1 ? `1 pair ${where} is` : `${shown} pairs ${where} are`;
    return `${pairs} so close that one quiz never takes both. “Keep this one” deletes the other and puts the kept one in its quiz.`;
  },
  first: (shown: number) => `The ${shown} closest are shown.`,
  none: 'No two exercises ask nearly the same',
  noneHelp: (compared: string) => `${compared} were compared, question by question and answer by answer.`,
  noExercises: 'There are fewer than two exercises to compare.',
  all: 'Show those of the whole workspace',
  pair: (number: number, of: number) => `Pair ${number} of ${of}`,
  percent: (similarity: number) => `${Math.round(similarity * 100)} %`,
  difference(difference: WordDifference): string {
    switch (difference.code) {
      case 'same':
        return 'same question, same answers';
      case 'answers':
        return 'same question, other answers';
      case 'right_answer':
        return 'same question and options, another right answer';
      case 'wording':
        return 'another wording';
      case 'words': {
        const { one, other } = difference;
        if (one.length === 0) return `same but for ${quoted(other)}, which only the second says`;
        if (other.length === 0) return `same but for ${quoted(one)}, which only the first says`;
        return `same but for ${quoted(one)} and ${quoted(other)}`;
      }
    }
  },
  distinct: 'Not duplicates',
  keep: 'Keep this one',
  better: 'fewer hints',
  spark: 'Spark',
  used: 'Used',
  inQuiz: 'In the quiz',
  notInQuiz: 'Not in the quiz',
  isRight: 'right',
  kept: (stem: string, spark: string) => `Kept “${stem}” of ${spark}`,
  gone: (quizzes: number) =>
    quizzes > 0 ? 'The other is deleted; 1 quiz now uses the kept one.' : 'The other is deleted.',
  notKept: 'Nothing was deleted',
  remembered: 'Remembered as two exercises',
  notRemembered: 'That was not remembered',
} as const;
