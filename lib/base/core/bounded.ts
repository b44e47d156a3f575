/**
 * Options of an LRUCache for so many entries, whose arrays grow with what is in it: given as `max`, the library makes them at their
 * full length at once, half a megabyte for 20,000 entries of a cache that may never hold ten.
 */
export function upTo(entries: number): { maxSize: number; sizeCalculation: () => number } {
  return { maxSize: entries, sizeCalculation: () => 1 };
}
