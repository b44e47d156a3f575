import { execFile } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { OpenInstall } from './install.ts';
import { findServerUser } from './server-user.ts';

const run = promisify(execFile);

/**
 * Where the database files of an install are: in its data folder, or, when root keeps that where PostgreSQL's own
 * account cannot go (below /root, say), in a folder of their own under /var/lib/trailwright. The choice is remembered.
 */
export async function placeCluster({ dataDir, install, save }: OpenInstall): Promise<string> {
  if (install.cluster) return install.cluster;
  const inside = path.join(dataDir, 'database');
  const user = await findServerUser();
  if (!user) return inside;
  const reachable = await run('test', ['-x', dataDir], { ...user.ids, cwd: '/' }).then(
    () => true,
    () => false,
  );
  // The server creates nothing in the data folder itself: `database` is made and given to it by root.
  if (reachable) return inside;
  const outside = path.join('/var/lib/trailwright', install.id);
  await mkdir(outside, { recursive: true, mode: 0o711 });
  await chown(outside, user.ids.uid, user.ids.gid);
  const cluster = path.join(outside, 'database');
  await save({ cluster });
  return cluster;
}
