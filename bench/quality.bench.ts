import { analyse } from '#lib/quality/core/analyse.ts';
import { CONTENT, readCourse } from './drafter-courses.ts';
import { qualityAtSize } from './quality-at-size.ts';
import { type Bench, figure, type Row } from './report.ts';

// What real courses reach: where thresholds come from, and how long a lesson takes to be read.

const COURSES = ['iot-for-beginners', 'hf-llm-course', 'git-novice', 'exercism-elixir', 'exercism-javascript'];
const LOW = 0.2;

const rounded = (value: number) => Math.round(value * 100) / 100;

function percentile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(at * (sorted.length - 1))] ?? 0;
}

const share = (values: readonly number[], is: (value: number) => boolean) =>
  rounded(values.filter(is).length / Math.max(1, values.length));

function rowsOf(name: string): Row[] {
  const course = readCourse(name);
  if (!course) return [];
  const took: number[] = [];
  const all = course.sparks.map(({ content_md }) => {
    const begun = performance.now();
    const { scores } = analyse({ content_md, estimated_mins: 10, summary: null });
    took.push(performance.now() - begun);
    return scores;
  });
  const didactic = all.map((one) => one.didactic);
  const gps = all.map((one) => one.gps);
  const how = `${all.length} lessons, from their text alone`;
  return [
    { what: `didactic, 20th percentile, ${name}`, figure: figure([rounded(percentile(didactic, LOW))], ''), how },
    {
      what: `goal, position and steps all there, ${name}`,
      figure: figure([share(gps, (value) => value > 0.99)], ''),
      how,
    },
    { what: `reading a lesson, ${name}`, figure: figure(took, 'ms'), how },
  ];
}

const bench: Bench = {
  name: 'quality',
  about: 'scores that real courses reach, the time an analysis takes, and what the outline asks in a large workspace',
  run: async (say) => {
    const rows = COURSES.flatMap(rowsOf);
    if (rows.length === 0) say(`no courses in ${CONTENT}`);
    return [...rows, ...(await qualityAtSize(say))];
  },
};

export default bench;
