import { statfs } from 'node:fs/promises';
import path from 'node:path';

const MB = 1024 * 1024;
/** From here on a save may fail any moment. */
const FULL_MB = 50;

/** Megabytes that are free where a folder is, or will be; null where the system does not tell. */
export async function freeMb(folder: string): Promise<number | null> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    const found = await statfs(place).catch(() => null);
    if (found) return (found.bavail * found.bsize) / MB;
    if (place === path.dirname(place)) return null;
  }
}

/** Whether what is saved in this folder may not fit any more. */
export async function isNearlyFull(folder: string): Promise<boolean> {
  const free = await freeMb(folder);
  return free !== null && free < FULL_MB;
}
