/** What `otherWays` is asked, by source: the pairs of a node are `pair[start[node]]` up to `pair[start[node + 1]]`. */
export interface Asked {
  start: Int32Array;
  /** Numbers of pairs. */
  pair: Int32Array;
  /** Of each pair. */
  targets: Int32Array;
  /** Of each pair: 1 as soon as a way has been found. */
  found: Uint8Array;
}
