interface ToldTest {
  name: string;
  questions: readonly unknown[];
  losses: readonly { sentence: string; instead: string }[];
}

/** What a quiz could be made of, and what it would not keep. */
export const testLines = ({ tests = [] }: { tests?: readonly ToldTest[] }): string[] =>
  tests.flatMap(({ name, questions, losses }) => [
    `  Test “${name}”: ${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`,
    ...losses.map(({ sentence, instead }) => `    ${sentence} ${instead}`),
  ]);
