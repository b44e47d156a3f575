import { expect, test } from 'vitest';
import type { Persona } from '#lib/catalogue/data/courses.ts';
import { failedCsv, figuresCsv, personasCsv } from './csv.ts';

const rowsOf = (csv: string) => csv.slice(1).trimEnd().split('\r\n');

test('a persona has a row for each course, with the mean over them, and one where it has none', () => {
  const persona = { slug: 'ana', display_name: 'Ana' } as Persona;
  const course = (slug: string, voice_fidelity: number | null) => ({
    id: slug,
    slug,
    title: `=${slug}`,
    status: 'draft',
    voice_fidelity,
  });
  const csv = personasCsv([
    { ...persona, courses: [course('farm', 0.5), course('home', 1), course('new', null)] },
    { ...persona, slug: 'ben', display_name: 'Ben', courses: [] },
  ]);
  expect(rowsOf(csv)).toEqual([
    'persona,persona_slug,avg_voice_fidelity,course,course_slug,status,voice_fidelity',
    "Ana,ana,0.75,'=farm,farm,draft,0.5",
    "Ana,ana,0.75,'=home,home,draft,1",
    "Ana,ana,0.75,'=new,new,draft,",
    'Ben,ben,,,,,',
  ]);
});

test('figures have a column for each fifth, and failed lessons what the validator wrote', () => {
  const figures = figuresCsv('type', [
    {
      key: null,
      label: null,
      courses: 1,
      lessons: 2,
      failed_lessons: 0,
      fidelity: null,
      gps: 0.5,
      didactic: null,
      quality: 0.5,
      fidelity_fifths: [0, 0, 0, 0, 0],
      quality_fifths: [0, 0, 1, 0, 0],
    },
  ]);
  expect(rowsOf(figures)[1]).toBe(',1,2,0,,0.5,,0.5,0,0,0,0,0,0,0,1,0,0');
  const failed = failedCsv([
    {
      spark_id: 'x',
      slug: 'a',
      title: 'A',
      lesson_id: '1.1',
      gps_score: 0.5,
      didatica_score: null,
      validation_issues: ['No goal'],
      trail_slug: 't',
      trail_title: 'T',
    },
  ]);
  expect(rowsOf(failed)[1]).toBe('T,1.1,a,A,0.5,,"[""No goal""]"');
});
