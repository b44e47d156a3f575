import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { CourseList, CourseRow, Persona } from '#lib/catalogue/data/courses.ts';
import { CourseListPage } from './course-list.tsx';
import { PersonasPage } from './personas-page.tsx';
import { coursesText } from './text.ts';

const words = coursesText.persona;
const ANA = '00000000-0000-4000-8000-000000000001';

const persona = (more: Partial<Persona> = {}): Persona => ({
  id: ANA,
  slug: 'ana',
  display_name: 'Ana',
  voice_profile: { tone: 'Calm', samples: [{ text: 'x' }] },
  extras: {},
  external_id: '42',
  external_system: 'course-export',
  version: 1,
  courses: [],
  ...more,
});

const course = (title: string, more: Partial<CourseRow> = {}): CourseRow => ({
  trail_id: title,
  slug: title.toLowerCase(),
  title,
  status: 'draft',
  course_type: null,
  knowledge_level: null,
  pedagogical_framework: null,
  tool_name: null,
  keywords: null,
  persona_id: null,
  persona_name: null,
  voice_fidelity: null,
  published_at: null,
  total_modules: 1,
  total_lessons: 2,
  estimated_duration_hours: 1.5,
  avg_gps_score: null,
  avg_didatica_score: null,
  quality: null,
  passed_lessons: 0,
  warned_lessons: 0,
  failed_lessons: 0,
  ...more,
});

const list = (rows: CourseRow[], more: Partial<CourseList> = {}): CourseList => ({
  all: 5,
  total: rows.length,
  mean_fidelity: 0.8,
  rows,
  frameworks: ['GPS'],
  personas: [{ id: ANA, display_name: 'Ana' }],
  ...more,
});

const openPersona = async (one: Persona) => {
  answer('personas', () => done([one]));
  return show(<PersonasPage workspace={WORKSPACE} />, { search: `persona=${one.id}` });
};

test('a persona is renamed in place, on top of what it was called', async () => {
  answer<{ patch: object }>('saveProfileAction', ({ patch }) =>
    done({ row: { ...patch }, conflicts: {}, change_set_id: 'x' }),
  );
  const screen = await openPersona(persona());
  const name = screen.getByRole('textbox', { name: 'Name' });
  await name.fill('Ana Silva');
  await userEvent.tab();
  await expect.element(screen.getByRole('heading', { name: 'Ana Silva' })).toBeVisible();
  expect(inputsOf('saveProfileAction')).toEqual([
    { kind: 'persona', owner_id: ANA, base: { display_name: 'Ana' }, patch: { display_name: 'Ana Silva' } },
  ]);
  await expect.element(screen.getByText('42 (course-export)')).toBeVisible();
});

test('a persona that no course uses is deleted at once, and undone from there', async () => {
  answer('trashEntityAction', () => done('change-set'));
  answer('undoChangeSetAction', () => done('undoing'));
  const screen = await openPersona(persona());
  await screen.getByRole('button', { name: words.remove }).click();
  await expect.element(screen.getByText(words.removed('Ana'))).toBeVisible();
  expect(inputsOf('trashEntityAction')).toEqual([{ kind: 'persona', id: ANA, with_sparks: false }]);
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => inputsOf('undoChangeSetAction')).toEqual([{ change_set_id: 'change-set' }]);
});

test('one that courses use says first what becomes of them', async () => {
  const courses = [{ id: 'c', slug: 'farm', title: 'Farm', status: 'draft', voice_fidelity: 0.9 }];
  const screen = await openPersona(persona({ courses }));
  await expect.element(screen.getByRole('link', { name: 'Farm' })).toBeVisible();
  await screen.getByRole('button', { name: words.remove }).click();
  await expect.element(screen.getByText(words.removeWhy(1))).toBeVisible();
  expect(inputsOf('trashEntityAction')).toEqual([]);
});

test('the list asks for what is chosen, and says how many there are', async () => {
  answer('courses', () => done(list([course('Farm', { voice_fidelity: 0.86 })])));
  const screen = await show(<CourseListPage workspace={WORKSPACE} />, { search: 'type=mixed' });
  await expect.element(screen.getByRole('row', { name: /Farm/ })).toBeVisible();
  await expect.element(screen.getByText('1 of 5 courses · mean fidelity 0.8')).toBeVisible();
  await screen.getByRole('button', { name: 'Any Fidelity' }).click();
  await screen.getByRole('option', { name: 'Above .90' }).click();
  await screen.getByRole('searchbox', { name: coursesText.search }).fill('soil');
  await expect
    .poll(() => inputsOf<{ filter: object }>('courses').at(-1)?.filter)
    .toEqual({ q: 'soil', type: 'mixed', fidelity: 0.9 });
});

test('a search that the address takes back is taken back in the field', async () => {
  answer('courses', () => done(list([course('Farm')])));
  const screen = await show(<CourseListPage workspace={WORKSPACE} />, { search: 'q=soil' });
  const field = screen.getByRole('searchbox', { name: coursesText.search });
  await field.fill('soil and sun ');
  await expect.poll(() => inputsOf<{ filter: object }>('courses').at(-1)?.filter).toEqual({ q: 'soil and sun' });
  await expect.element(field).toHaveValue('soil and sun ');
  // As Back does.
  const before = new URLSearchParams(location.search);
  before.set('q', 'soil');
  history.replaceState(null, '', `?${before}`);
  await expect.element(field).toHaveValue('soil');
});

test('a filter that nothing fits is cleared in one go', async () => {
  answer<{ filter: object }>('courses', ({ filter }) =>
    done(Object.keys(filter).length > 0 ? list([]) : list([course('Farm')])),
  );
  const screen = await show(<CourseListPage workspace={WORKSPACE} />, { search: 'type=mixed&q=moon' });
  await screen.getByRole('button', { name: coursesText.clear }).click();
  await expect.element(screen.getByRole('row', { name: /Farm/ })).toBeVisible();
  await expect.element(screen.getByRole('searchbox', { name: coursesText.search })).toHaveValue('');
});

test('a workspace without courses says how one comes to be', async () => {
  answer('courses', () => done(list([], { all: 0, mean_fidelity: null })));
  const screen = await show(<CourseListPage workspace={WORKSPACE} />);
  await expect.element(screen.getByText(coursesText.none)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: coursesText.download })).toBeDisabled();
});
