/** Which two states are compared: ids of snapshots, the working content, or (before only) what it builds on. */
export interface DifferenceScope {
  before: string | 'base' | 'working';
  after: string | 'working';
}

/** Between two snapshots nothing ever moves; the working content moves all the time. */
export const isFixed = ({ before, after }: DifferenceScope) =>
  before !== 'working' && before !== 'base' && after !== 'working';
