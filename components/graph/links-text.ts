import { type LinkType, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import type { LinkEditCode } from '#lib/graph/core/edits.ts';
import type { GraphLevel } from '#lib/graph/core/graph.ts';

const nouns = { spark: ['spark', 'sparks'], concept: ['concept', 'concepts'] } as const;
const links = (count: number, number: string) => (count === 1 ? '1 link' : `${number} links`);

/** Words for drawing and editing links, wherever that is done. */
export const linksText = {
  types: {
    prerequisite: 'Needed before',
    recommended: 'Better learned before',
    related: 'About something close by',
    deepens: 'Goes deeper into the same',
  } satisfies Record<LinkType, string>,
  form: {
    source: 'Learn first',
    target: 'Learn after',
    type: 'Type',
    weight: 'Weight',
    reason: 'Reason',
    reasonHelp: 'Why the one comes before the other. Other editors read it, and learner apps may show it.',
    usual: (type: LinkType) => {
      const { low, high } = USUAL_WEIGHTS[type];
      return `From 0 to 1. Usual for this type: ${low} to ${high}.`;
    },
    unusual: (type: LinkType) => {
      const { low, high } = USUAL_WEIGHTS[type];
      return `Unusual for this type (${low} to ${high}), but allowed.`;
    },
    weightSlider: 'Weight, as a slider',
    weightRange: 'A weight lies between 0 and 1.',
    reasonLong: 'A reason has at most 500 characters.',
    choose: (level: GraphLevel) => `Find a ${nouns[level][0]}`,
    add: 'Add link',
    save: 'Save link',
    cancel: 'Cancel',
  },
  dialog: {
    add: 'Add a link',
    edit: 'Edit the link',
    before: (title: string) => `What has to be learned before “${title}”?`,
    after: (title: string) => `What does “${title}” lead on to?`,
  },
  done: {
    added: (source: string, target: string) => `Linked “${source}” to “${target}”`,
    changed: (source: string, target: string) => `Changed the link from “${source}” to “${target}”`,
    reversed: (source: string, target: string) => `Turned the link round: “${source}” now comes before “${target}”`,
    removed: (source: string, target: string) => `Removed the link from “${source}” to “${target}”`,
    addedMany: (count: number, number: string) => `Added ${links(count, number)}`,
    changedMany: (count: number, number: string) => `Changed ${links(count, number)}`,
    reversedMany: (count: number, number: string) => `Turned ${links(count, number)} round`,
    removedMany: (count: number, number: string) => `Removed ${links(count, number)}`,
    replaced: 'Drew the new link in place of the other',
    leftOut: (count: number, why: string) => `${count === 1 ? 'One was' : `${count} were`} left out: ${why}.`,
  },
  gone: {
    title: 'Somebody removed this link',
    why: 'What you typed is still here.',
    again: 'Add it again',
    leave: 'Leave it',
  },
  failed: {
    title: 'The link was not changed',
    titleMany: 'Nothing was changed',
    tooMany: (most: number) => `At most ${most} links are changed at once. Select fewer, or paste the sheet in parts.`,
    notYet: 'A link that was just drawn is still being saved. Try again in a moment.',
    codes: {
      not_found: 'gone meanwhile',
      stale: 'changed by somebody else meanwhile',
      self: 'would lead to itself',
      already_linked: 'linked already',
    } satisfies Record<LinkEditCode, string>,
    sentences: {
      not_found: 'The link, or what it leads to, is not here any more. Somebody has just put it into the trash.',
      stale:
        'Somebody has just changed this link. Save again to put yours in its place, or cancel to keep what it says now.',
      self: 'Nothing can be learned before itself. Choose two different ends.',
      already_linked: 'These two are linked already. Edit that link instead.',
    } satisfies Record<LinkEditCode, string>,
  },
  loop: {
    title: 'This would close a loop',
    why: 'Learning would go round in a circle, and nobody could begin. Take one of the links away, and the new one fits.',
    whyTurned: 'Turned round, the link would lead back to where it begins. Take one of the others away, and it fits.',
    whyStill: (count: number) =>
      `Without ${count === 1 ? 'that link' : `those ${count} links`} there is another way round. Take one of these away as well, or keep all as they are.`,
    list: 'The loop, link by link',
    newLink: 'New',
    leadsTo: (type: string, title: string) => `${type} → ${title}`,
    removeInstead: 'Remove this one instead',
    removeLabel: (source: string, target: string) => `Remove this one instead: from “${source}” to “${target}”`,
    leaveOut: 'Leave this one out',
    leaveOutLabel: (source: string, target: string) => `Leave this one out: from “${source}” to “${target}”`,
    keep: 'Keep all as they are',
    hidden: (count: number) => `${count} more`,
  },
  table: {
    label: 'Links',
    source: 'Learn first',
    target: 'Learn after',
    type: 'Type',
    weight: 'Weight',
    reason: 'Reason',
    hint: 'Unusual weight',
    noReason: 'Add a reason',
    noWeight: 'none',
    editWeight: 'Edit weight',
    editReason: 'Edit reason',
    weightOf: (name: string) => `Weight of ${name}`,
    reasonOf: (name: string) => `Reason of ${name}`,
    search: 'Search links',
    add: 'Add link',
    paste: 'Paste from a sheet',
    shown: (count: number, number: string, all: string) =>
      number === all ? (count === 1 ? '1 link' : `${number} links`) : `${number} of ${all} links`,
    chosen: (number: string) => `${number} selected`,
    bulk: 'Selected links',
    setType: 'Set type',
    setWeight: 'Set weight',
    usualWeights: 'Usual for its type',
    reverse: 'Turn round',
    remove: 'Remove',
    clear: 'Clear selection',
    removeKey: 'Remove the ticked links',
    noneChosen: 'Tick the links to remove first',
    none: 'No links yet',
    noneWhy: (level: GraphLevel) =>
      `A link says which ${nouns[level][0]} is learned before which. Add the first one, or paste many from a sheet.`,
    noneFound: 'No link matches',
    noneFoundWhy: 'Search for other words, or take the filters off.',
    showAll: 'Show all links',
  },
  paste: {
    title: 'Paste links from a sheet',
    why: 'Copy columns out of a sheet, or open a CSV file: what is learned first, what after, and if you like type, weight and reason. A row of headings is recognised.',
    cells: 'Cells',
    example: 'variables\tloops\tprerequisite\t0.9\tLoops count with variables.',
    file: 'Open a CSV file',
    usualType: 'Type where none is given',
    empty: 'Nothing to read yet. Each line becomes a link.',
    preview: 'What the lines become',
    line: 'Line',
    ready: (count: number, number: string) =>
      count === 1 ? '1 link is ready.' : count === 0 ? 'No link is ready.' : `${number} links are ready.`,
    wrong: (count: number, number: string) =>
      count === 1 ? '1 line cannot be used and is left out.' : `${number} lines cannot be used and are left out.`,
    add: (count: number, number: string) => (count === 0 ? 'Add links' : `Add ${links(count, number)}`),
    onlyProblems: 'Only lines with problems',
    ok: 'Ready',
    problems: {
      missing: (end: 'source' | 'target') =>
        end === 'source' ? 'The first cell is empty.' : 'The second cell is empty.',
      unknown: (said: string) => `There is nothing called “${said}” here.`,
      ambiguous: (said: string, slugs: string) => `Several are called “${said}”. Use one of these slugs: ${slugs}.`,
      type: (said: string) => `“${said}” is no type. Use prerequisite, recommended, related or deepens.`,
      weight: (said: string) => `“${said}” is no weight from 0 to 1.`,
      reason: (length: number) => `The reason has ${length} characters; 500 are allowed.`,
      self: 'It would lead to itself.',
      already_linked: 'These two are linked already.',
      twice: (line: number) => `The same link is in line ${line}.`,
      loop: (loop: string) => `It would close a loop: ${loop}.`,
    },
  },
  end: {
    edit: (title: string) => `Edit the link with “${title}”`,
    reverse: (title: string) => `Turn the link with “${title}” round`,
    remove: (title: string) => `Remove the link with “${title}”`,
    more: (title: string) => `Link with “${title}”`,
    editShort: 'Edit',
    reverseShort: 'Turn round',
    removeShort: 'Remove',
    inGraph: 'Show in the graph',
  },
} as const;
