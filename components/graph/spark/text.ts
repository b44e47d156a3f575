/** Words of the links of a spark and of its marks for another look. */
export const sparkLinksText = {
  links: {
    before: 'Learn before',
    beforeHelp: 'Sparks that this one builds on.',
    beforeNone: 'Nothing has to be learned before this spark.',
    after: 'Leads on to',
    afterHelp: 'Sparks that build on this one.',
    afterNone: 'Nothing builds on this spark yet.',
    add: 'Add',
    beforeAdd: 'Add what is learned before',
    afterAdd: 'Add what this leads on to',
    isItself: 'This is the spark itself',
    isLinked: 'Linked with this spark already',
    unusual: 'unusual for its type',
    weight: 'Weight',
    noReason: 'No reason given',
  },
  review: {
    title: (count: number) => (count === 1 ? 'Somebody asked for another look' : `${count} reasons for another look`),
    because: (name: string) => `${name} marked this spark, because another one changed:`,
    plain: (name: string) => `${name} marked this spark.`,
    done: 'Reviewed',
    cleared: (title: string) => `“${title}” is reviewed`,
    notCleared: 'The mark was not taken away',
  },
} as const;
