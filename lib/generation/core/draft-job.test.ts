import { describe, expect, test } from 'vitest';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import { type Drafted, draft } from './draft-job.ts';
import { lessonsOf, type Outline, outlineJson } from './outline.ts';
import { proposalBody } from './proposal.ts';

/** A section has to be long enough to be a spark of its own. */
const more = (word: string) =>
  Array.from(
    { length: 30 },
    (_, nth) => `Farmers of field ${nth} keep a record of ${word} through the year and read it again in spring.`,
  ).join(' ');

const text = `# Soil and water

## What soil is

Soil is a mixture of minerals, water, air and organic matter. A loam is a soil that holds equal parts of sand, silt and clay. A clay is a soil whose
grains are smaller than two micrometres. Farmers look at soil before they sow. ${more('soil')}

## How water moves

Infiltration is the movement of water from the surface into the soil. Runoff is the water that flows over the surface because the soil takes no more.
Loam takes more water than clay does. Evaporation is the way of water from the soil into the air. ${more('water')}

## When to irrigate

Field capacity is the amount of water that a soil holds after it has drained. The wilting point is the amount of water below which plants cannot recover.
How water moves decides how fast a field may be irrigated. ${more('irrigation')}
`;
const sources = [{ id: '00000000-0000-4000-8000-000000000001', name: 'soil.md', text }];
const cut = () => draft({ do: 'outline', sources, title: null }).outline as Outline;
const lessons = (outline = cut(), with_outline = true): Drafted =>
  draft({ do: 'lessons', sources, outline, place: null, with_outline });

test('cuts sources into an outline that a person can approve', () => {
  const outline = cut();
  expect(outlineJson.parse(outline)).toEqual(outline);
  expect(outline.title).toBe('Soil and water');
  expect(lessonsOf(outline).map(({ title }) => title)).toEqual(['What soil is', 'How water moves', 'When to irrigate']);
});

describe('drafts of an outline', () => {
  test('are the outline, a spark a lesson with its exercises, and links, each as it is stored', () => {
    const { proposals, summary } = lessons();
    expect(proposals.map(({ kind }) => kind).filter((kind) => kind === 'spark')).toHaveLength(3);
    expect(proposals[0]?.kind).toBe('outline');
    for (const { body } of proposals) expect(proposalBody.parse(body)).toEqual(body);
    expect(summary).toMatchObject({ sparks: 3 });
    expect(lessons(cut(), false).proposals.some(({ kind }) => kind === 'outline')).toBe(false);
  });

  test('say word for word what stands at their evidence', () => {
    for (const { body, evidence = [] } of lessons().proposals) {
      if (body.kind !== 'spark') continue;
      expect(evidence.length).toBeGreaterThan(0);
      for (const { from, to, in: at } of evidence) {
        const [start, end] = at as [number, number];
        expect(body.content_md.slice(start, end)).toBe(text.slice(from, to));
      }
    }
  });

  test('hold exercises that can be played', () => {
    const made = lessons().proposals.flatMap(({ body }) => (body.kind === 'exercises' ? body.exercises : []));
    expect(made.length).toBeGreaterThan(2);
    for (const part of made) expect(readExercise(part.do === 'add' && part.exercise)).not.toBeNull();
  });

  test('follow the titles and the order that were approved, and stay within the sources whatever was said', () => {
    const outline = cut();
    const [first, second] = lessonsOf(outline) as [
      Outline['modules'][0]['lessons'][0],
      Outline['modules'][0]['lessons'][0],
    ];
    const edited: Outline = {
      title: 'Water',
      modules: [
        {
          title: 'One',
          lessons: [
            { ...second, title: 'Water first' },
            { ...first, anchor: { source: 7, from: 10, to: 1_000_000 } },
          ],
        },
      ],
    };
    const sparks = lessons(edited).proposals.filter(({ kind }) => kind === 'spark');
    expect(sparks.map(({ title }) => title)).toEqual(['Water first', 'What soil is']);
  });

  test('are the same for the same sources', () => {
    expect(lessons()).toEqual(lessons());
  });
});

test('exercises are for the spark whose text they are made of, and none are made of nothing', () => {
  const lesson = { id: 'spark', title: 'Soil', content_md: text, version: 3 };
  const made = draft({ do: 'exercises', lesson });
  expect(made.proposals).toMatchObject([
    { kind: 'exercises', place_kind: 'spark', place_id: 'spark', base_version: 3 },
  ]);
  expect(draft({ do: 'exercises', lesson: { ...lesson, content_md: 'Nothing.' } }).proposals).toEqual([]);
});

test('a quiz has ten questions at most, each of which can be asked as it is', () => {
  const content_md = [
    'A sluice is a gate that holds back water in a canal.',
    'A weir is a low wall across a river that raises its level.',
    'A levee is a bank of earth that keeps a flood out of a town.',
    'A culvert is a pipe that carries a stream under a road.',
    'A spillway is a channel that takes the surplus of a reservoir.',
    'A penstock is a tube that leads water down to a turbine.',
    'An aquifer is a layer of rock that stores groundwater.',
    'A tributary is a stream that flows into a larger river.',
    'An estuary is the mouth of a river where the tide comes in.',
    'A delta is a plain of mud that a river leaves at the sea.',
    'A meander is a bend that a river cuts into soft ground.',
    'A watershed is a ridge that parts the rain between two rivers.',
    'A marsh is a meadow that stands under water for most of the year.',
  ].join('\n\n');
  const of = (kind: 'exercises' | 'quiz') => {
    const [made] = draft({ do: kind, lesson: { id: 'spark', title: 'Water', content_md, version: 3 } }).proposals;
    return made?.body.kind === kind ? made.body.exercises : [];
  };
  expect(of('exercises').length).toBeGreaterThan(10);
  const quiz = of('quiz');
  expect(quiz.length).toBeGreaterThan(0);
  expect(quiz.length).toBeLessThanOrEqual(10);
  expect(quiz.every((part) => part.do === 'add' && !part.needs_distractors)).toBe(true);
});

test('links lead from earlier to later lessons of the place, with the sentence that says so', () => {
  const placed = lessonsOf(cut()).map(({ title, anchor }, nth) => ({
    id: `spark-${nth}`,
    title,
    content_md: text.slice(anchor.from, anchor.to),
    version: 3,
  }));
  const { proposals } = draft({ do: 'links', lessons: placed });
  expect(proposals).toHaveLength(1);
  for (const { body } of proposals) {
    if (body.kind !== 'links') continue;
    for (const { source, target, reason, confidence } of body.links) {
      expect(placed.findIndex(({ id }) => id === source.id)).toBeLessThan(
        placed.findIndex(({ id }) => id === target.id),
      );
      expect(text).toContain(reason);
      expect(confidence).toBeLessThanOrEqual(0.6);
    }
  }
});
