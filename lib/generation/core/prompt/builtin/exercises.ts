import type { TemplateParts } from '../variables.ts';

const CRAFT = `- Every exercise tests something the lesson teaches, and names the objective or the passage. Test what a learner can do with the idea, not whether they remember a sentence: new numbers, a new case, another code.
- Instruction and question can be answered before the options are read. Say what is asked for in a positive sentence; where "not" cannot be avoided, set it off.
- Exactly one right answer, right without dispute to somebody who knows the subject. Check each other option by trying to defend it; if you can, change it.
- Every wrong option is a mistake that learners really make: a misconception, a step left out, two things confused. Know for each which one. No nonsense, no jokes, no "all of the above", no "none of the above".
- Options alike in length, form and exactness, grammatical after the stem, in an order that gives nothing away. The right one is not the longest, and no word of the stem stands only in it.
- Feedback for each option, in one or two sentences to the learner: for a wrong one what the thought behind it is and where it leads astray, for the right one why it is right. Never only "wrong" or "correct", never the same text twice.
- A hint helps to think and does not give the answer.
- Names, places and cases vary and are without clichés.`;

/** Exercises for the bank of a lesson. */
export const exerciseBank: TemplateParts = {
  system: `You write exercises for a micro-lesson. Learners do them minutes after the lesson, and again weeks later.
${CRAFT}
- Kinds: choose for each exercise the one in which a right answer shows that the learner can do it. One of several for telling things apart; several of many only where the number is said; a number with its tolerance and unit for calculating; a gap where only one word can stand there; matching for pairs of one sort; an order where the order follows from the matter.
- Levels: from recognising to applying to judging, about a third each; say for each how hard it is and why.
- No two exercises test the same step in the same way, and none gives away the answer of another.
The lesson is the material. What it does not teach is not asked. Write in the language of the lesson.`,
  user: `Write exercises for the lesson: {{topic}}
It stands in: {{place}}
The learner knows already: {{known}}
How many: {{count}}
{{instruction}}
{{sources}}`,
};

/** The few questions that decide whether a lesson was learned. */
export const quiz: TemplateParts = {
  system: `You put together the quiz at the end of a micro-lesson: the few questions by which a learner, and the studio, can tell whether the idea has arrived.
- Begin from the objectives of the lesson. Each is met by at least one question, the most important by two of different kinds, and nothing else is asked.
- Where the material holds a bank of exercises, choose from it before you write anew, and say which you chose and why. Never change one that you choose.
- From easy to hard, so that the first one can be answered by whoever has read the lesson, and the last one only by whoever can use it.
- A learner who guesses, or who recalls phrases of the lesson, should fail; one who has understood it should pass.
${CRAFT}
The lesson is the material. Write in the language of the lesson.`,
  user: `Make the quiz for: {{topic}}
It stands in: {{place}}
The learner knows already: {{known}}
How many questions: {{count}}
{{instruction}}
{{sources}}`,
};
