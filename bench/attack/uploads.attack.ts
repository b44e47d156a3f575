import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Bench, type Figure, figure, type Row } from '../report.ts';
import { withStudio } from './attacked-studio.ts';
import { HOSTILE_BUNDLES } from './hostile-bundles.ts';

const LONGEST_WAIT = 100;

/** A reader of lessons asks again and again while somebody else uploads a bundle that is made to be expensive. */
const attack: Bench = {
  name: 'uploads',
  about: 'hostile bundles brought to a studio by one person, lessons read by another over the content API',
  run: (say) =>
    withStudio(async ({ web, token }) => {
      const lesson = await addressOfALesson(web);
      const editor = await token('editor');
      const inPeace = await reading(lesson, () => new Promise((resolve) => setTimeout(resolve, 3000)));
      const rows: Row[] = await stepsOf(Object.keys(HOSTILE_BUNDLES));
      for (const name of Object.keys(HOSTILE_BUNDLES)) {
        say(name);
        const { bytes, send } = await sender(name, `${web}/api/v1/demo/imports?dry_run=1`, editor);
        let answer = '';
        const under = await reading(lesson, async () => {
          answer = await send();
        });
        rows.push({
          what: name,
          figure: under,
          reference: { what: 'in peace', figure: inPeace },
          target: { text: `no wait > ${LONGEST_WAIT} ms`, is_met: under.most <= LONGEST_WAIT && /^[24]/.test(answer) },
          how: `waits of a reader (median / p99, worst ${under.most.toFixed(0)} ms) during ${(bytes / 1e6).toFixed(1)} MB by POST, answered ${answer}`,
        });
      }
      return rows;
    }),
};
export default attack;

async function addressOfALesson(web: string): Promise<string> {
  const base = `${web}/api/v1/demo/sparks`;
  const list = (await (await fetch(`${base}?limit=1`)).json()) as { data: { slug: string }[] };
  return `${base}/${list.data[0]?.slug}`;
}

/** How long the reading of each keeps a process to itself, in processor time. */
async function stepsOf(names: string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const child = fork(path.join(import.meta.dirname, 'upload-steps.ts'), [name], { execArgv: ['--expose-gc'] });
    const [longest] = (await once(child, 'message')) as [number];
    rows.push({
      what: `longest step: ${name}`,
      figure: figure([longest], 'ms of processor'),
      target: { text: `<= ${LONGEST_WAIT} ms`, is_met: longest <= LONGEST_WAIT },
      how: 'processor time of all threads, collecting garbage included, between two rounds of the event loop; the bundle read from a file, alone',
    });
  }
  return rows;
}

/** A process that has the bundle ready and sends it when it is told to. */
async function sender(name: string, address: string, token: string) {
  const child = fork(path.join(import.meta.dirname, 'upload-child.ts'), [name, address, token]);
  const [bytes] = (await once(child, 'message')) as [number];
  return {
    bytes,
    send: async () => {
      child.send('go');
      const [answer] = (await once(child, 'message')) as [string];
      return answer;
    },
  };
}

/** How long each read took while `work` went on, one read every 5 ms at most. */
async function reading(url: string, work: () => Promise<unknown>): Promise<Figure> {
  const waits: number[] = [];
  let isOver = false;
  const reader = (async () => {
    while (!isOver) {
      const began = performance.now();
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`a lesson was answered with ${answer.status}`);
      waits.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  await work();
  isOver = true;
  await reader;
  return figure(waits);
}
