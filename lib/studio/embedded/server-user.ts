import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StartError } from '#lib/base/start-error.ts';

const run = promisify(execFile);

/** The account that PostgreSQL runs under when Trailwright itself runs as root. */
export interface ServerUser {
  name: string;
  ids: { uid: number; gid: number };
}

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root. As root this finds the account `postgres`, or creates it (without home, shell or
 * password); as anybody else the answer is null: the server runs as the person who started it.
 */
export async function findServerUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { name: NAME, ids: { uid: Number(uid.stdout), gid: Number(gid.stdout) } };
  } catch {
    return null;
  }
}

async function create(): Promise<ServerUser> {
  // Debian, Fedora and most others have useradd; Alpine has adduser of BusyBox.
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME])
    .catch(() => run('adduser', ['-S', '-D', '-H', '-s', '/bin/false', NAME]))
    .catch(() => null);
  const user = await lookUp();
  if (user) return user;
  throw new StartError(
    `PostgreSQL does not run as root and the account "${NAME}" could not be created: ` +
      'create it, or start Trailwright as an ordinary user.',
  );
}
