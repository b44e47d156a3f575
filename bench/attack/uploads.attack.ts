import { tokenClient } from '#lib/base/data/clients/token.ts';
import { DEMO_PASSWORD, demoEmail } from '#lib/people/core.ts';
import { readInstall } from '#lib/studio/embedded/install.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { type Bench, type Figure, figure, type Row } from '../report.ts';
import { HOSTILE_BUNDLES } from './hostile-bundles.ts';

const LONGEST_WAIT = 100;

/** A reader of lessons asks again and again while somebody else uploads a bundle that is made to be expensive. */
const attack: Bench = {
  name: 'uploads',
  about: 'hostile bundles brought to a studio by one person, lessons read by another over the content API',
  run: async (say) => {
    const trial = await Trial.create();
    try {
      await trial.startAndWait();
      const token = await tokenOfEditor(trial);
      const lesson = await addressOfALesson(trial);
      const inPeace = await reading(lesson, () => new Promise((resolve) => setTimeout(resolve, 3000)));
      const rows: Row[] = [];
      for (const [name, make] of Object.entries(HOSTILE_BUNDLES)) {
        say(name);
        const body = make();
        let answer = '';
        const under = await reading(lesson, async () => {
          answer = await upload(trial, token, body);
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
    } finally {
      await trial.destroy();
    }
  },
};
export default attack;

async function tokenOfEditor(trial: Trial): Promise<string> {
  const install = await readInstall(trial.dataDir);
  const guest = tokenClient(`http://127.0.0.1:${trial.env.STUDIO_API_PORT}`, install?.publishable_key ?? '');
  const { data } = await guest.auth.signInWithPassword({ email: demoEmail('editor'), password: DEMO_PASSWORD });
  return data.session?.access_token ?? '';
}

async function addressOfALesson(trial: Trial): Promise<string> {
  const base = `${trial.webUrl}/api/v1/demo/sparks`;
  const list = (await (await fetch(`${base}?limit=1`)).json()) as { data: { slug: string }[] };
  return `${base}/${list.data[0]?.slug}`;
}

async function upload(trial: Trial, token: string, body: string): Promise<string> {
  const began = performance.now();
  const answer = await fetch(`${trial.webUrl}/api/v1/demo/imports?dry_run=1`, {
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
