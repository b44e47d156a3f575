import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';

const folder = () => path.join(process.env.E2E_STATE_DIR ?? '', 'mails');

/** A mail server that keeps what it is given, one file a mail, named by whom it is for. */
export async function startMailSink(stateDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const mails = path.join(stateDir, 'mails');
  await mkdir(mails);
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        writeFile(path.join(mails, `${++count}-${to?.address}`), Buffer.concat(chunks)).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The links in the mails to somebody, oldest first. */
export async function linksFor(address: string): Promise<string[]> {
  const names = (await readdir(folder())).filter((name) => name.endsWith(`-${address}`));
  names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder(), name), 'utf8')));
  // Quoted-printable: lines broken by `=`, and `=` itself as `=3D`.
  return texts.flatMap((text) =>
    (
      text
        .replace(/=\r?\n/g, '')
        .replaceAll('=3D', '=')
        .match(/^https?:\/\/\S+/m) ?? []
    ).map(String),
  );
}
