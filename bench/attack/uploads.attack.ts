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
      const rows: Row[] = [];
      for (const [name, make] of Object.entries(HOSTILE_BUNDLES)) {
        say(name);
        const body = make();
        let answer = '';
        const under = await reading(lesson, async () => {
          answer = await upload(web, editor, body);
        });
        rows.push({
          what: name,
          figure: under,
          reference: { what: 'in peace', figure: inPeace },
          target: { text: `no wait > ${LONGEST_WAIT} ms`, is_met: under.most <= LONGEST_WAIT && /^[24]/.test(answer) },
          how: `waits of a reader (median / p99, worst ${under.most.toFixed(0)} ms) during ${(body.length / 1e6).toFixed(1)} MB by POST, answered ${answer}`,
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

async function upload(web: string, token: string, body: string): Promise<string> {
  const began = performance.now();
  const answer = await fetch(`${web}/api/v1/demo/imports?dry_run=1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  await answer.arrayBuffer();
  return `${answer.status} after ${((performance.now() - began) / 1000).toFixed(1)} s`;
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
