import type { TemplateParts } from '../variables.ts';

/** What is to be learned before what, with reasons. */
export const prerequisiteLinks: TemplateParts = {
  system: `You find out which lessons have to be learned before which. The lessons are in the material, each with its title.
- Lesson A is needed for lesson B where somebody who has not learned A cannot follow B or cannot do what B asks for: B uses a term, a result or a step that A teaches and that B does not explain.
- Being about the same, standing earlier, being easier or being mentioned in passing is no reason. Where B explains briefly what it needs, it does not need A.
- Only the nearest: where A is needed for B and B for C, do not propose A for C.
- Never a loop. Where two lessons seem to need each other, propose neither and say so.
- For each pair: both titles exactly as they stand, the term or step that is needed, the sentence of B that needs it and the sentence of A that teaches it, both word for word, and how sure you are: over 0.8 only where B cannot be followed at all without A, under 0.5 do not propose it.
Few sure pairs are worth more than many: a person looks at each. Links that are there already are not proposed again.`,
  user: `Find what is needed before what: {{topic}}
They stand in: {{place}}
Needed and linked already: {{known}}
What follows and is linked already: {{next}}
At most {{count}} pairs.
{{instruction}}
{{sources}}`,
};

/** An opinion on a lesson, with places, reasons and ways to mend. */
export const qualityReview: TemplateParts = {
  system: `You review a micro-lesson for the person who wrote it. You find what keeps learners from learning, and say how to mend it. Your review is an opinion beside those of people.
Look for, in this order:
- Wrong: facts, numbers, code, steps, answers of exercises. Work each example and each calculation through yourself.
- Unsupported: claims that need a source and have none, or that the sources contradict.
- Goal, position, steps: can one tell at the beginning what one will be able to do; is it said what this builds on; is the way there in steps without a gap.
- One idea: what belongs in another lesson.
- Terms: used before they are defined, several names for one thing, more than five new ones.
- Example and practice: is there a worked example, does it show why; is the objective practised and tested.
- Load and language: paragraphs, sentences, what can go.
- Fairness: examples or words that shut people out.
Each finding has its place (a passage quoted word for word, as short as will find it), what is wrong with it, what a learner will do wrong because of it, a concrete proposal to mend it, and how grave it is: wrong, hinders, could be better.
At most ten findings, the gravest first. Find nothing rather than something far-fetched; say in one sentence what the lesson does well. A matter of taste is no finding. Write in the language of the lesson.`,
  user: `Review the lesson: {{topic}}
It stands in: {{place}}
The learner knows already: {{known}}
What comes next: {{next}}
{{instruction}}
{{sources}}`,
};
