import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';

const KIND = CONTENT_KINDS.join('|');
const QUOTED = new RegExp(`['"](${KIND})['"]`, 'g');
const AS_KEY = new RegExp(`(?:^|[{,(\\s])(${KIND})\\s*:(?!:)`, 'g');

/** Lists that stay, each with the reason why a new kind need not be in it or cannot be missed. */
export const LISTED_BY_HAND: Readonly<Record<string, string>> = {
  'lib/base/core/content-kinds.ts': 'The registry itself.',
  'lib/bundles/core/folder.ts': 'Which kinds have files of their own; every other one stands among the loose ones.',
  'lib/bundles/core/folder-layout.ts':
    'Which kinds stand in the file of another; every other one stands among the loose ones.',
  'lib/bundles/core/folder-read.ts': 'The three kinds that are folders.',
  'lib/bundles/core/courses/read-course.ts': 'What a lesson of a course is made of: the format is somebody else’s.',
  'lib/bundles/core/units/read-unit.ts': 'What a lesson of a unit is made of: the format is somebody else’s.',
  'lib/bundles/services/folder-export.ts': 'The kinds whose files people rename.',
  'lib/bundles/services/folder-source.ts': 'The kinds whose files people delete.',
  'lib/delivery/core/endpoints.ts': 'The contract with learner apps: grows by decision.',
  'lib/delivery/data/content.ts': 'The contract with learner apps: grows by decision.',
  'lib/catalogue/core/profiles.ts': 'Which kinds have a panel of a profile, each with fields of its own.',
  'components/graph/text.ts': 'Words for the two levels of the graph and what gathers them.',
  'lib/exercises/core/coverage.ts':
    'What the rows of a coverage are: a decision about each kind (docs/decisions/100-what-coverage-counts.md).',
  'components/exercises/coverage/text.ts': 'What these rows are called, and what is said where there are none.',
  'components/catalogue/outline/text.ts':
    'What is said where a holder is empty; a holder without a sentence shows none.',
};

/** From how many kinds on a list of them is a list that a new kind would be missing from. */
const MANY = 3;

const distinct = (text: string, pattern: RegExp) => new Set(Array.from(text.matchAll(pattern), (match) => match[1]));

/** Lists, unions and objects by kind that somebody wrote by hand, each as the kinds in it. */
export function kindLists(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const found: string[] = [];
  const tell = (kinds: Set<string | undefined>) => {
    if (kinds.size >= MANY) found.push([...kinds].join(', '));
  };
  for (const [list] of code.matchAll(/\[[^[\]]*\]/g)) tell(distinct(list, QUOTED));
  for (const [union] of code.matchAll(/(?:'\w+'\s*\|\s*)+'\w+'/g)) tell(distinct(union, QUOTED));
  for (const body of objects(code)) tell(distinct(body, AS_KEY));
  return found;
}

/** What stands directly within each pair of braces, without what stands in braces or brackets inside. */
function objects(code: string): string[] {
  const done: string[] = [];
  const open: string[] = [];
  for (const letter of code) {
    if (letter === '{' || letter === '[' || letter === '(') open.push('');
    else if (letter === '}' || letter === ']' || letter === ')') {
      const body = open.pop();
      if (body !== undefined && letter === '}') done.push(body);
    } else if (open.length > 0) open[open.length - 1] += letter;
  }
  return done;
}
