import type { Check, Severity } from '#lib/graph/core/finding.ts';
import type { GraphLevel } from '#lib/graph/core/graph.ts';
import type { Introduction } from '#lib/graph/core/suggest.ts';

const nouns = { spark: ['spark', 'sparks'], concept: ['concept', 'concepts'] } as const;
const nodes = (level: GraphLevel, count: number, number: string) => `${number} ${nouns[level][count === 1 ? 0 : 1]}`;
const links = (count: number, number: string) => `${number} ${count === 1 ? 'link' : 'links'}`;

/** Hours and minutes, as one says them. */
function duration(mins: number): string {
  const hours = Math.floor(mins / 60);
  return hours === 0 ? `${mins} min` : mins % 60 === 0 ? `${hours} h` : `${hours} h ${mins % 60} min`;
}

/** Words of the panels beside the graph. */
export const panelsText = {
  nodes,
  duration,
  before: 'before',
  draft: 'Draft',
  showMore: (number: string) => `Show ${number} more`,
  onGraph: 'Show on the graph',
  goTo: (title: string) => `Go to “${title}”`,

  checks: {
    title: 'Checks',
    looking: 'Looking through the graph',
    none: 'No findings',
    noneWhy: 'No loops, nothing superfluous, nothing out of order: this graph holds.',
    empty: 'Nothing to check yet',
    emptyWhy: 'Once links are drawn, this panel says what is odd about them and how to settle it.',
    found: (severity: Severity, count: number, number: string) =>
      severity === 'hint'
        ? `${number} ${count === 1 ? 'hint' : 'hints'}`
        : `${number} ${severity}${count === 1 ? '' : 's'}`,
    severities: { problem: 'Problem', warning: 'Warning', hint: 'Hint' } satisfies Record<Severity, string>,
    names: {
      loop: 'Loops',
      published_needs_draft: 'Published, but needs a draft',
      order: 'Needed earlier than it comes',
      concept_against: 'Against what the sparks say',
      difficulty_falls: 'Easier than what it builds on',
      concept_missing: 'Missing between concepts',
      concept_unbacked: 'Not borne out by sparks',
      redundant: 'Superfluous links',
      weight: 'Unusual weights',
      bottleneck: 'Bottlenecks',
      long_chain: 'Very long chains',
      island: 'Islands',
      no_way_in: 'No way in',
      unlinked: 'Not linked at all',
    } satisfies Record<Check, string>,
    why: {
      loop: 'Each is needed before the others, so nobody could begin. Take one of the links away.',
      published_needs_draft:
        'Readers can open the one and cannot find what it needs. Publish the other as well, or take the link away.',
      order:
        'A trail is learned from front to back, and here something is needed before it has come. A spark in several concepts counts at its first place.',
      concept_against:
        'Sparks of the first concept are needed for sparks of the second, while the concepts are linked the other way round.',
      difficulty_falls:
        'What is learned first is harder than what comes after it. Perhaps the link points the wrong way, or a difficulty is not right.',
      concept_missing: 'Their sparks need each other, but nobody linked the concepts.',
      concept_unbacked: 'The concepts are linked, and no spark of the one leads to a spark of the other.',
      redundant: 'A longer way says the same already. Without these the graph is easier to read, and nothing is lost.',
      weight: 'Allowed, but outside of what is usual for the type.',
      bottleneck: 'All ways to much of the graph lead through this one. Whoever gets stuck here gets no further.',
      long_chain: 'Each needs the one before. Perhaps not every step is really needed.',
      island: 'Linked among themselves, and with nothing else.',
      no_way_in: 'Something builds on it, but nothing leads to it, and no trail begins with it.',
      unlinked: 'Nothing leads here, and nothing follows. That is fine for what stands alone.',
    } satisfies Record<Check, string>,
    inTrail: (trail: string) => `in “${trail}”`,
    behind: (count: number, number: string, level: GraphLevel) => `${nodes(level, count, number)} behind it`,
    chain: (count: number, number: string, level: GraphLevel) => `${nodes(level, count, number)} in a row`,
    island: (count: number, number: string, level: GraphLevel) => `${nodes(level, count, number)}`,
    around: (titles: string) => `The longer way: ${titles}`,
    evidence: (count: number, number: string) => `${links(count, number)} between their sparks`,
    weight: (weight: string, low: number, high: number) => `${weight}, usual ${low} to ${high}`,
    fixes: {
      remove: 'Remove link',
      reverse: 'Turn round',
      set_weight: 'Set usual weight',
      add: 'Add link',
      reorder: 'Suggest an order',
    },
    fixLabel: (fix: string, names: string) => `${fix}: ${names}`,
    fixAll: {
      redundant: (which: string) => `Remove ${which}`,
      weight: (which: string) => `Set ${which} to the usual weight`,
      concept_missing: (which: string) => `Add ${which}`,
    } as Partial<Record<Check, (which: string) => string>>,
    all: (number: string) => `all ${number}`,
    first: (number: string) => `the first ${number}`,
    removeOf: (source: string, target: string) => `Remove “${source}” before “${target}”`,
    done: {
      weighed: (count: number, number: string) => `Gave ${links(count, number)} the usual weight`,
    },
  },

  paths: {
    title: 'Paths',
    take: (title: string) => `Take “${title}”, which is chosen`,
    takeNone: 'Take what is chosen on the graph',
    view: 'What to find out',
    views: { goal: 'Goal', effect: 'Effect', order: 'Trail order' },
    goal: 'Goal',
    node: { spark: 'Spark', concept: 'Concept' },
    find: (level: GraphLevel) => `Find a ${nouns[level][0]}`,
    known: 'Known already',
    knownAdd: 'Add something known',
    knownNone: 'Nothing yet: the path begins at the beginning.',
    forget: (title: string) => `“${title}” is not known`,
    forgetAll: 'Forget all',
    addChosen: (count: number, number: string) => (count === 1 ? 'Add what is chosen' : `Add the ${number} chosen`),
    kind: 'Path',
    kinds: { all: 'All that is needed', shortest: 'Shortest way' },
    withRecommended: 'Count recommended links as well',
    sum: (level: GraphLevel, count: number, number: string, mins: number) =>
      `${nodes(level, count, number)}, ${duration(mins)}`,
    list: 'The path, step by step',
    iKnow: (title: string) => `“${title}” is known`,
    buildsOn: 'Builds on what is known:',
    isKnown: 'This is known already',
    isKnownWhy: 'Take it off the list of what is known to see what leads to it.',
    start: 'Choose a goal',
    startWhy: 'You get everything that has to be learned before it, in an order in which it can be learned.',
    noBeginning: 'Only loops lead there, so there is no beginning.',
    shortestWhy:
      'The fewest steps from a beginning, or from what is known. It shows where to come from; it is not all one needs.',
    onlyGoal: 'Nothing has to be learned before it.',
    pathTo: (title: string) => `Path to “${title}”`,

    effectStart: (level: GraphLevel) => `Choose a ${nouns[level][0]}`,
    effectStartWhy: 'You see what it unlocks, and everything that rests on it.',
    unlocks: 'Unlocks',
    unlocksNone: 'Nothing needs it directly.',
    nextUp: 'Can be learned next',
    alsoNeeds: 'Needs more besides',
    rests: 'Rests on it',
    restsSum: (level: GraphLevel, count: number, number: string) => `${nodes(level, count, number)} further on`,
    hops: (hops: number) => (hops === 1 ? '1 link away' : `${hops} links away`),
    effectOf: (title: string) => `From “${title}” on`,
    mark: (count: number, number: string) => (count === 1 ? 'Mark it for review' : `Mark all ${number} for review`),
    markWhy: 'Whoever works on these sees that somebody shall look at them again, and because of what.',
    note: 'What has changed?',
    marked: (count: number, number: string) =>
      count === 0
        ? 'All of them are marked for review already'
        : `Marked ${count === 1 ? '1 spark' : `${number} sparks`} for review`,
    markFailed: 'Nothing was marked for review',

    trail: 'Trail',
    orderWhy: 'The order in which the links say a trail should be learned, as near to today’s as they allow.',
    noTrails: 'No trails yet',
    noTrailsWhy: 'A trail is made in the outline.',
    asItIs: 'The order follows the links already',
    asItIsWhy: 'Nothing is needed before it comes.',
    moves: (concepts: number, sparks: number) => {
      const parts = [
        concepts > 0 && `${concepts} ${concepts === 1 ? 'concept' : 'concepts'}`,
        sparks > 0 && `${sparks} ${sparks === 1 ? 'spark' : 'sparks'}`,
      ];
      return `${parts.filter(Boolean).join(' and ')} would move`;
    },
    conceptOrder: 'Concepts in their new order',
    sparkOrder: (title: string) => `Sparks of “${title}”`,
    wasAt: (place: string) => `was ${place}`,
    unsettled: (count: number, number: string) =>
      `${links(count, number)} ${count === 1 ? 'stays' : 'stay'} against the order: the sparks of these concepts need each other both ways. Move one of the sparks to another concept, or split the concept.`,
    apply: 'Apply order',
    applied: (trail: string) => `Put “${trail}” in order`,
    applyFailed: 'The order was not changed',
  },

  suggestions: {
    title: 'Suggestions',
    looking: 'Reading all lessons',
    failed: 'The lessons could not be read',
    onlySparks: 'Suggestions are for sparks',
    onlySparksWhy: 'They come out of the text of lessons.',
    toSparks: 'Show sparks',
    none: 'No suggestions',
    noneWhy: 'No lesson uses words that another one introduces without there being a way between them.',
    noneLeft: 'All looked at',
    noneLeftWhy: 'Suggestions come anew when lessons change.',
    about: (count: number, number: string, lessons: string) =>
      `${number} ${count === 1 ? 'suggestion' : 'suggestions'} from ${lessons} lessons: one introduces words that another uses.`,
    some: (read: string, all: string) => `Only ${read} of ${all} lessons were read.`,
    again: 'Read lessons again',
    accept: 'Add link',
    acceptLabel: (source: string, target: string) => `Add link: “${source}” before “${target}”`,
    dismiss: 'Dismiss',
    dismissLabel: (source: string, target: string) => `Dismiss: “${source}” before “${target}”`,
    dismissed: (source: string, target: string) => `“${source}” before “${target}” is not suggested again`,
    dismissFailed: 'The suggestion was not dismissed',
    undo: 'Undo',
    used: (count: number, number: string) => (count === 1 ? 'used once' : `used ${number} times`),
    from: {
      title: 'title of the first',
      key_concept: 'key concept of the first',
      heading: 'heading of the first',
      marked: 'set off in the first',
    } satisfies Record<Introduction, string>,
    reason: (terms: string) => `Uses ${terms}.`,
  },
} as const;
