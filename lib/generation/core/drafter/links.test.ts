import { describe, expect, test } from 'vitest';
import { draftLinks, type LinkedLesson } from './links.ts';

const lesson = (id: string, title: string, content_md: string): LinkedLesson => ({ id, title, content_md });

const SLUICES = lesson(
  'sluices',
  'Sluices',
  'A sluice is a gate that holds back the water of a canal. A wooden sluice lasts for thirty years. Most sluices are lifted by hand, and a sluice of iron by an engine.',
);
const MILLS = lesson(
  'mills',
  'Mills',
  'A mill is a house in which a wheel grinds corn. The wheel of a mill turns under water. Old mills stand at rivers, and a mill at the sea waits for the tide.',
);
const GULLS = lesson(
  'gulls',
  'Gulls',
  'A gull is a bird of the coast. Gulls breed on cliffs, and a gull lives for ten years.',
);
const STORKS = lesson(
  'storks',
  'Storks',
  'A stork is a bird of wet meadows. Storks nest on chimneys, and a stork flies far in autumn.',
);
/** Needs the first lesson by what it speaks of. */
const LOCKS = lesson(
  'locks',
  'Locks',
  'A lock is a chamber between two gates. Water enters it through a sluice, and it leaves it through another sluice.',
);
const others = [GULLS, STORKS, MILLS];

const drawn = (lessons: LinkedLesson[]) =>
  draftLinks(lessons).map(({ source_id, target_id }) => [source_id, target_id]);

describe('a lesson needs an earlier one', () => {
  test('that explains a term which it uses, with the sentence that does', () => {
    const [link, ...more] = draftLinks([SLUICES, ...others, LOCKS]);
    expect(more).toEqual([]);
    expect(link).toMatchObject({ source_id: 'sluices', target_id: 'locks', term: 'sluice' });
    expect(link?.confidence).toBeLessThan(0.5);
    expect(LOCKS.content_md.slice(link?.evidence.from, link?.evidence.to)).toMatch(/^Water enters it through a sluice/);
  });

  test('and none that comes later', () => {
    expect(drawn([...others, LOCKS, SLUICES])).toEqual([]);
  });

  test('the surer the nearer that stands', () => {
    const near = draftLinks([GULLS, STORKS, MILLS, SLUICES, LOCKS])[0]?.confidence ?? 0;
    const far = draftLinks([SLUICES, GULLS, STORKS, MILLS, LOCKS])[0]?.confidence ?? 0;
    expect(near).toBeGreaterThan(far);
    expect(far).toBeGreaterThan(0);
  });

  test('not one that only sets a task, however often it says the word', () => {
    const task = lesson(
      'task',
      'Sluices',
      'Build a sluice. Count the planks of the sluice. Paint each sluice green. Given a sluice, say how long it lasts.',
    );
    expect(drawn([task, ...others, LOCKS])).toEqual([]);
  });

  test('not for a word that every text has', () => {
    const tasks = lesson(
      'tasks',
      'Tasks',
      'A task is a piece of work on a canal. A task has an owner. Every task of a canal is written down, task by task.',
    );
    const needing = lesson('gates', 'Gates', 'The task is to open gates. It is a long task in winter.');
    expect(drawn([tasks, ...others, needing])).toEqual([]);
  });

  test('not for a word that names nothing where it is used', () => {
    const basics = lesson(
      'basics',
      'Basic',
      'A basic is a plan that is drawn first. The basic shows the canal. Each basic is signed, and a basic is kept.',
    );
    const needing = lesson(
      'gates',
      'Gates',
      'Gates are opened with basic tools by anybody. A very basic rope is enough.',
    );
    expect(drawn([basics, ...others, needing])).toEqual([]);
  });
});

describe('a lesson that names another', () => {
  const COLOURS = lesson(
    'colours',
    'Signal Colours',
    'Red and green lamps hang at each harbour, so that ships know their side.',
  );
  test.each([
    ['as it is called', 'Remember what Signal Colours told about lamps.', ['colours']],
    ['in words that mean the thing', 'Ships know signal colours from afar.', []],
    ['as the last one', 'In the last lesson we saw lamps.', ['storks']],
    ['but not as the last of all', 'This is the last lesson of the course, so take a rest.', []],
  ])('%s', (_how, content_md, sources) => {
    const links = draftLinks([COLOURS, GULLS, STORKS, lesson('buoys', 'Buoys', content_md)]);
    expect(links.map(({ source_id }) => source_id)).toEqual(sources);
  });
});
