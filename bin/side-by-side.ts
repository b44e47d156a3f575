import { spawn } from 'node:child_process';

// Runs npm scripts at the same time and prints what each said once it is done: node bin/side-by-side.ts test:unit test:processes
// Unit tests fill two cores; those of processes wait for one studio after the other, so together they take little longer than the first alone.

interface Ran {
  name: string;
  code: number;
  said: string;
}

function run(name: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data));
    child.once('error', reject);
    child.once('close', (code) => resolve({ name, code: code ?? 1, said: Buffer.concat(said).toString() }));
  });
}

const ended = process.argv.slice(2).map(async (name) => {
  const ran = await run(name);
  process.stdout.write(`\n${ran.name}: exit ${ran.code}\n${ran.said}`);
  return ran.code;
});
const codes = await Promise.all(ended);
process.exitCode = codes.find((code) => code !== 0) ?? 0;
