/** The most files in a zip, and the most bytes that they may have together, unpacked. */
export const MOST_ENTRIES = 10_000;
export const MOST_UNPACKED = 200_000_000;
