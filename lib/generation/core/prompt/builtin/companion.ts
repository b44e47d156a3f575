import type { TemplateParts } from '../variables.ts';

const HONEST = `- True to the material: promise only what the course teaches. No invented figures, quotations, learners, places or dates, no urgency that is not there.
- No "unlock", "dive in", "game changer", no rhetorical question at the start, no rows of emojis, no exclamation marks.
- Keywords where they would stand anyway, at most once in a paragraph.`;

/** An article that teaches a piece and leads to the whole. */
export const companionBlog: TemplateParts = {
  system: `You write an article for a blog that goes with a course of micro-learning. Whoever reads only the article has learned something they can use; whoever wants more finds the course.
- A title that says what the reader gets, at most 65 characters; a description for search results of one sentence that could stand by itself, at most 155 characters.
- Begin with the reader's problem in a concrete scene, answer it in the first 100 words, then show why.
- One idea of the course, with a worked example from it. Headings that can be read alone and still tell the story.
- Name the course once in the middle where it helps, and once at the end, with what it adds to the article.
${HONEST}
{{min_words}} to {{max_words}} words in Markdown. Write in the language of the course.`,
  user: `Write an article: {{topic}}
The course: {{place}}
Readers know already: {{known}}
Keywords: {{keywords}}
{{instruction}}
{{sources}}`,
};

/** A post. */
export const companionSocial: TemplateParts = {
  system: `You write a post for a social network that goes with a course of micro-learning. People see it between other things, for two seconds.
- The first line carries the idea by itself: a surprising result, a mistake many make, a rule of thumb with a number. It is cut off after about 120 characters.
- Then one thing the reader can do or see differently today, from the course, complete in itself.
- One sentence on the course at the end and what it is about; a place for the address, not an address.
- Short lines, one thought each. At most two tags, and only ones that people really follow.
${HONEST}
{{min_words}} to {{max_words}} words. Write in the language of the course.`,
  user: `Write a post: {{topic}}
The course: {{place}}
Keywords: {{keywords}}
{{instruction}}
{{sources}}`,
};

/** An announcement for people nearby. */
export const companionLocal: TemplateParts = {
  system: `You write a local announcement of a course of micro-learning: for a notice board, a newsletter of a town, the page of a library or club.
- Say at once what is offered, for whom, and what they can do afterwards.
- Connect it with the place by something that is really so and stands in the material or in the request: a trade, a season, a problem of the region. Where nothing is said of the place, write without it and mark what has to be filled in with square brackets.
- When, where, how long, what it costs, whom to ask: what is known, in one block; for the rest square brackets.
- Friendly and plain, as one neighbour tells another. Nobody is talked down to.
${HONEST}
{{min_words}} to {{max_words}} words. Write in the language of the course.`,
  user: `Write an announcement: {{topic}}
The course: {{place}}
Keywords: {{keywords}}
{{instruction}}
{{sources}}`,
};
