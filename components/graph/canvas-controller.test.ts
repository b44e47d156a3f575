import { beforeEach, describe, expect, test, vi } from 'vitest';
import { clusterGraph } from '#lib/graph/core/clusters.ts';
import { filterGraph } from '#lib/graph/core/filter.ts';
import { type GraphLink, type GraphNode, indexGraph } from '#lib/graph/core/graph.ts';
import { CARD } from '#lib/graph/core/layout.ts';
import type { Lens, Point, Viewport } from './camera.ts';
import { CanvasController, type CanvasInput } from './canvas-controller.ts';
import type { GraphSelection } from './context.tsx';
import { drawStateOf } from './drawing.ts';
import { makeScenes } from './scenes.ts';
import { graphText } from './text.ts';
import { Walk } from './walk.ts';

const WIDTH = 1000;
const HEIGHT = 800;
const GAP = 400;

const node = (id: string, concept: string): GraphNode => ({
  id,
  slug: id,
  title: id.toUpperCase(),
  is_published: true,
  difficulty: 'beginner',
  mins: 5,
  clusters: [concept],
  trails: [],
});
const link = (source_id: string, target_id: string): GraphLink => ({
  id: `${source_id}${target_id}`,
  source_id,
  target_id,
  link_type: 'prerequisite',
  weight: 0.9,
  description: null,
  version: 1,
});

// a leads to b and c, below each other, and b to d. Columns from left to right, 400 apart.
const nodes = [node('a', 'p'), node('b', 'p'), node('c', 'q'), node('d', 'q')];
const links = [link('a', 'b'), link('a', 'c'), link('b', 'd')];
const PLACES = { x: Float64Array.from([0, GAP, GAP, 2 * GAP]), y: Float64Array.from([0, 0, 300, 0]) };
const NONE: GraphSelection = { nodes: [], link: null };
const middleOf = (at: number) => ({
  x: (PLACES.x[at] as number) + CARD.width / 2,
  y: (PLACES.y[at] as number) + CARD.height / 2,
});

class FakeLens implements Lens {
  at: Viewport = { x: 0, y: 0, zoom: 1 };
  durations: number[] = [];
  calm = false;
  size = () => ({ width: WIDTH, height: HEIGHT });
  viewport = () => this.at;
  setViewport = (at: Viewport, duration: number) => {
    this.at = at;
    this.durations.push(duration);
  };
  toCanvas = ({ x, y }: Point) => ({ x: (x - this.at.x) / this.at.zoom, y: (y - this.at.y) / this.at.zoom });
  isCalm = () => this.calm;
  /** Where a point of the canvas is on the screen, as an event tells it. */
  event = ({ x, y }: Point) => ({ clientX: x * this.at.zoom + this.at.x, clientY: y * this.at.zoom + this.at.y });
}

let lens: FakeLens;
let controller: CanvasController;
let selection: GraphSelection;
const told = { onFold: vi.fn(), onDraw: vi.fn(), onRefuse: vi.fn(), onOpen: vi.fn() };

/** What a drawing does: everything that follows from what is chosen is said anew. */
function draw(by: 'none' | 'concept' = 'none', folded: number[] = []) {
  const index = indexGraph(nodes, links);
  const outline = { trails: [], concepts: ['p', 'q'].map((id) => concept(id)) };
  const graph = clusterGraph({ nodes, links, index }, by, outline);
  const filter = { trail: null, types: [], least: 0, most: 1, difficulty: null, marked: null, focus: null };
  const shown = filterGraph(graph, filter);
  const positions = { x: PLACES.x.slice(), y: PLACES.y.slice() };
  const scenes = makeScenes(graph, positions, shown, new Set(folded), new Set());
  const { hovered, impossible } = controller.snapshot();
  const input: CanvasInput = {
    graph,
    positions,
    shown,
    scenes,
    state: drawStateOf(graph, {
      selection,
      highlight: null,
      hovered: { node: hovered?.node ?? null, link: hovered?.link ?? null },
      impossible: impossible?.keys() ?? null,
    }),
    whole: { index, nodes },
    selection,
    select: (patch) => {
      selection = { ...selection, ...patch };
      draw(by, folded);
    },
    ...told,
  };
  controller.update(input);
  return input;
}
const concept = (id: string) => ({ id, slug: id, title: id, is_published: true, version: 1, trail_id: null });

beforeEach(() => {
  for (const each of Object.values(told)) each.mockReset();
  lens = new FakeLens();
  controller = new CanvasController(lens);
  selection = NONE;
  draw();
});

describe('the camera', () => {
  test('sees the whole graph first, and once only', () => {
    controller.open('sparks');
    const whole = { ...lens.at };
    const corners = [lens.event({ x: 0, y: 0 }), lens.event({ x: 2 * GAP + CARD.width, y: 300 + CARD.height })];
    for (const { clientX, clientY } of corners) {
      expect(clientX).toBeGreaterThanOrEqual(0);
      expect(clientX).toBeLessThanOrEqual(WIDTH);
      expect(clientY).toBeGreaterThanOrEqual(0);
      expect(clientY).toBeLessThanOrEqual(HEIGHT);
    }
    lens.at = { x: 5, y: 5, zoom: 1 };
    controller.open('sparks');
    expect(lens.at).toEqual({ x: 5, y: 5, zoom: 1 });
    controller.open('concepts');
    expect(lens.at).toEqual(whole);
  });

  test('begins at the node that is chosen already', () => {
    selection = { nodes: ['d'], link: null };
    draw();
    controller.open('sparks');
    const { clientX, clientY } = lens.event(middleOf(3));
    expect(clientX).toBeCloseTo(WIDTH / 2);
    expect(Math.abs(clientY - HEIGHT / 2)).toBeLessThan(10);
  });

  test.each([
    ['flies', false, 280],
    ['goes at once for who wants nothing to move', true, 0],
  ])('%s', (_how, calm, duration) => {
    lens.calm = calm;
    controller.flyTo(['a']);
    expect(lens.durations).toEqual([duration]);
  });

  test('flies nowhere for what is not there', () => {
    controller.flyTo(['gone']);
    expect(lens.durations).toEqual([]);
  });

  test('puts the point that was pressed on the little map into the middle', () => {
    lens.at = { x: 0, y: 0, zoom: 0.5 };
    controller.centreOn({ x: 400, y: 300 });
    expect(lens.event({ x: 400, y: 300 })).toEqual({ clientX: WIDTH / 2, clientY: HEIGHT / 2 });
    expect(lens.at.zoom).toBe(0.5);
  });
});

describe('a press', () => {
  const NO_KEYS = { shiftKey: false, ctrlKey: false, metaKey: false };
  const press = (at: Point, keys: Partial<typeof NO_KEYS> = {}) => controller.press({ ...lens.event(at), ...keys });

  test('on a card chooses it, and a second one opens it', () => {
    press(middleOf(1));
    expect(selection).toEqual({ nodes: ['b'], link: null });
    expect(told.onOpen).not.toHaveBeenCalled();
    press(middleOf(1));
    expect(told.onOpen).toHaveBeenCalledOnce();
  });

  test.each(['shiftKey', 'ctrlKey', 'metaKey'] as const)('with %s adds a card, or takes it out again', (key) => {
    press(middleOf(0));
    press(middleOf(2), { [key]: true });
    expect(selection.nodes).toEqual(['a', 'c']);
    press(middleOf(0), { [key]: true });
    expect(selection.nodes).toEqual(['c']);
  });

  test('on a line chooses the link, and beside everything chooses nothing', () => {
    // Half way between the right edge of a and the left edge of b, where the line lies.
    press({ x: (CARD.width + GAP) / 2, y: CARD.height / 2 });
    expect(selection).toEqual({ nodes: [], link: 'ab' });
    press({ x: -500, y: -500 });
    expect(selection).toEqual(NONE);
  });

  test('a line is met within six pixels of the screen, from wherever one looks', () => {
    lens.at = { x: 0, y: 0, zoom: 0.5 };
    const line = { x: (CARD.width + GAP) / 2, y: CARD.height / 2 };
    press({ ...line, y: line.y + 5 / 0.5 });
    expect(selection.link).toBe('ab');
    press({ ...line, y: line.y + 8 / 0.5 });
    expect(selection.link).toBeNull();
  });

  test('on a folded frame unfolds it', () => {
    draw('concept', [0]);
    press(middleOf(0));
    expect(told.onFold).toHaveBeenCalledExactlyOnceWith(0);
    expect(selection).toEqual(NONE);
  });

  test('on a pile seen from afar flies to it', () => {
    draw('concept');
    lens.at = { x: 100, y: 100, zoom: 0.1 };
    press(middleOf(0));
    expect(told.onFold).not.toHaveBeenCalled();
    expect(lens.at.zoom).toBeGreaterThan(0.3);
  });

  test('a box adds what it meets to what is chosen', () => {
    press(middleOf(3));
    press(middleOf(0), { shiftKey: true });
    controller.chooseWithin({ x: -10, y: -10, width: GAP + 20, height: 200 });
    expect(selection.nodes).toEqual(['d', 'a', 'b']);
  });
});

describe('the pointer', () => {
  test('names what it is on, and forgets it when it leaves or carries something', () => {
    lens.at = { x: 0, y: 0, zoom: 0.5 };
    controller.point({ ...lens.event(middleOf(2)), buttons: 0 });
    expect(controller.snapshot().hovered).toMatchObject({ node: 2, label: { title: 'C' } });
    controller.point({ ...lens.event(middleOf(2)), buttons: 1 });
    expect(controller.snapshot().hovered).toBeNull();
  });

  test('on a line tells from where to where', () => {
    controller.point({ ...lens.event({ x: (CARD.width + GAP) / 2, y: CARD.height / 2 }), buttons: 0 });
    expect(controller.snapshot().hovered).toMatchObject({ link: 0, label: { title: graphText.link('A', 'B') } });
  });

  test('whoever listens is told of what is new, and not of what is the same', () => {
    const listener = vi.fn();
    const stop = controller.subscribe(listener);
    controller.point({ clientX: 5000, clientY: 5000, buttons: 0 });
    expect(listener).not.toHaveBeenCalled();
    controller.pointAtCard('a');
    expect(listener).toHaveBeenCalledOnce();
    stop();
    controller.leave();
    expect(listener).toHaveBeenCalledOnce();
  });
});

describe('drawing a link', () => {
  const end = (from: string, at: number, isBackwards = false) =>
    controller.endLink({ ...lens.event(middleOf(at)), from, isBackwards });

  test.each([
    // From a: to what it leads to already, to itself, and to d, which it may have.
    { from: 'a', isSource: true, refused: ['a', 'b', 'c'] },
    // From d: all that lead to it would close a loop.
    { from: 'd', isSource: true, refused: ['a', 'b', 'd'] },
    // Backwards from a: all that it leads to.
    { from: 'a', isSource: false, refused: ['a', 'b', 'c', 'd'] },
    { from: 'c', isSource: false, refused: ['a', 'c'] },
  ])('from $from (forwards: $isSource) shows where it cannot lead', ({ from, isSource, refused }) => {
    controller.startLink(from, isSource);
    expect([...(controller.snapshot().impossible?.keys() ?? [])].sort()).toEqual(refused);
  });

  test('lets go over a card that may have it', () => {
    controller.startLink('a', true);
    end('a', 3);
    expect(told.onDraw).toHaveBeenCalledExactlyOnceWith('a', 'd', {
      x: lens.event(middleOf(3)).clientX,
      y: lens.event(middleOf(3)).clientY,
    });
    expect(controller.snapshot().impossible).toBeNull();
  });

  test('backwards, from what is learned after to what is learned before', () => {
    controller.startLink('c', false);
    end('c', 1, true);
    expect(told.onDraw).toHaveBeenCalledExactlyOnceWith('b', 'c', expect.anything());
  });

  test('says why it cannot lead there', () => {
    controller.startLink('d', true);
    end('d', 0);
    expect(told.onRefuse).toHaveBeenCalledExactlyOnceWith(graphText.cannotLink.before('A'));
    expect(told.onDraw).not.toHaveBeenCalled();
  });

  test.each([
    ['beside every card', { clientX: 5000, clientY: 5000 }],
    ['over itself', { clientX: 10, clientY: 10 }],
  ])('let go %s draws nothing and says nothing', (_where, at) => {
    controller.startLink('a', true);
    controller.endLink({ ...at, from: 'a', isBackwards: false });
    expect(told.onDraw).not.toHaveBeenCalled();
    expect(told.onRefuse).not.toHaveBeenCalled();
  });
});

describe('keys', () => {
  const key = (name: string, keys: Record<string, boolean> = {}) => controller.key({ key: name, ...keys });

  test.each(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'])('%s begins with the first node', (name) => {
    expect(key(name)).toBe(true);
    expect(selection.nodes).toEqual(['a']);
  });

  test('arrows follow links, and up and down go through what a step could have led to', () => {
    const walked = ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'].map(
      (name) => {
        key(name);
        return selection.nodes[0];
      },
    );
    expect(walked).toEqual(['a', 'b', 'c', 'b', 'd', 'b', 'a']);
  });

  test('what a step could have led to is gone through from top to bottom, and no further', () => {
    const ground = draw();
    [ground.positions.y[1], ground.positions.y[2]] = [300, 0];
    const walk = new Walk();
    expect(walk.next('ArrowRight', ground, 0)).toBe(2);
    expect(walk.next('ArrowDown', ground, 2)).toBe(1);
    expect(walk.next('ArrowDown', ground, 1)).toBeNull();
  });

  test('an arrow that leads nowhere stays', () => {
    selection = { nodes: ['d'], link: null };
    draw();
    expect(key('ArrowRight')).toBe(true);
    expect(selection.nodes).toEqual(['d']);
  });

  test('the camera goes along', () => {
    key('ArrowRight');
    expect(lens.event(middleOf(0)).clientX).toBeCloseTo(WIDTH / 2);
  });

  test('Enter opens, Home shows all, Escape chooses nothing', () => {
    key('ArrowRight');
    key('Enter');
    expect(told.onOpen).toHaveBeenCalledOnce();
    const before = lens.at;
    key('Home');
    expect(lens.at).not.toEqual(before);
    key('Escape');
    expect(selection).toEqual(NONE);
  });

  test.each([
    ['x', {}],
    ['ArrowRight', { ctrlKey: true }],
    ['ArrowRight', { metaKey: true }],
    ['ArrowRight', { altKey: true }],
    ['Tab', {}],
  ])('%s %o is left to others', (name, keys) => {
    expect(key(name, keys)).toBe(false);
    expect(selection).toEqual(NONE);
  });
});
