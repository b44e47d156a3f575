import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import { type Hit, hit, meets } from '#lib/graph/core/hit.ts';
import { FRAME, type Positions, type Rect } from '#lib/graph/core/layout.ts';
import { type Scene, unite } from '#lib/graph/core/scene.ts';
import { Camera, type Lens, type Point } from './camera.ts';
import type { GraphPlace, GraphSelection } from './context.tsx';
import { emphasisOf } from './draw-lines.ts';
import { type DrawState, TITLES_FROM } from './drawing.ts';
import { type Hovered, hoverOf } from './hover.ts';
import { refusals } from './refusals.ts';
import type { Scenes } from './scenes.ts';
import { Walk } from './walk.ts';

/** From here on a little more makes titles readable. */
const ALMOST_READ = 0.2;
/** How near to a line the pointer must be, in pixels. */
const REACH = 6;

/** What the canvas shows just now, and whom it tells. */
export interface CanvasInput {
  graph: ClusteredGraph;
  positions: Positions;
  shown: Shown;
  scenes: Scenes;
  state: DrawState;
  /** The graph of the level, whatever of it is shown: what a link may close a loop with. */
  whole: Pick<GraphPlace, 'index' | 'nodes'>;
  selection: GraphSelection;
  select: (selection: Partial<GraphSelection>) => void;
  onFold: (cluster: number) => void;
  /** A link was drawn to a place that may have it. */
  onDraw: (source_id: string, target_id: string, at: Point) => void;
  onRefuse: (why: string) => void;
  onOpen: () => void;
}

export interface CanvasState {
  hovered: Hovered | null;
  /** While a link is drawn: where it cannot lead, by ids, each with the reason. */
  impossible: ReadonlyMap<string, string> | null;
}

type Keys = Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>>;
type At = { clientX: number; clientY: number };

/** A link that was let go: where it began, and the card that React Flow found for its other end. */
export interface DrawnEnd extends At {
  from: string;
  to?: string;
  /** It was drawn backwards, from what comes after to what comes before. */
  isBackwards: boolean;
}

/**
 * What pointer and keys do on the canvas: it finds what lies under a point, moves the camera, chooses, and says where a link may
 * lead. It draws nothing, and knows React only as somebody who listens.
 */
export class CanvasController {
  private readonly camera: Camera;
  private readonly walk = new Walk();
  private readonly listeners = new Set<() => void>();
  private input: CanvasInput | null = null;
  private state: CanvasState = { hovered: null, impossible: null };
  private seen: string | null = null;

  constructor(lens: Lens) {
    this.camera = new Camera(lens);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  snapshot = (): CanvasState => this.state;

  /** Said after every drawing, before anything can happen to it. */
  update(input: CanvasInput): void {
    this.input = input;
  }

  /**
   * Each graph is seen as a whole first, unless a node of it is chosen already, or its cards would be just too small to be read:
   * then it begins where the course begins.
   */
  open(name: string): void {
    if (this.seen === name) return;
    this.seen = name;
    this.leave();
    this.showAll(false);
    const { selection, scenes } = this.now;
    const { zoom } = this.camera;
    if (selection.nodes.length > 0) this.flyTo(selection.nodes);
    else if (zoom < TITLES_FROM && zoom >= ALMOST_READ)
      this.camera.beginAt(scenes.step(scenes.stepAt(0)).bounds, TITLES_FROM);
  }

  showAll = (isFlight = true): void => {
    const { scenes } = this.now;
    this.camera.goTo(scenes.step(scenes.stepAt(0)).bounds, 1, isFlight);
  };

  /** Brings nodes into view, as near as they can be seen together. */
  flyTo = (ids: readonly string[]): void => {
    const { scenes, graph } = this.now;
    const scene = scenes.step('nodes');
    const numbers = ids.flatMap((id) => graph.index.at.get(id) ?? []).filter((node) => scene.endOf[node] !== -1);
    if (numbers.length === 0) return;
    // From afar a pile stands for its cards, and is wider than they are.
    const seen = scenes.at(this.camera.fit(unite(numbers.map(scene.rectOf)), 1));
    this.camera.goTo(unite(numbers.map((node) => seen.rectOf(seen.endOf[node] as number))), 1, true);
  };

  centreOn = (at: Point): void => this.camera.centreOn(at);

  /** A press on what the canvas itself draws. */
  press(event: At & Keys) {
    const { graph, selection, select, onFold } = this.now;
    const { scene, found } = this.under(event);
    if (found?.is === 'node') return this.choose(graph.nodes[found.node]?.id ?? '', event);
    if (found?.is === 'line') {
      const link = graph.links[scene.lines.link[found.line] as number];
      if (link) select({ nodes: [], link: link.id });
      return;
    }
    const frame = found?.is === 'frame' ? scene.frames[found.frame] : undefined;
    if (frame?.isFolded) return scene.step === 'nodes' ? onFold(frame.number) : this.camera.goTo(frame.rect, 1, true);
    if (selection.nodes.length > 0 || selection.link !== null) select({ nodes: [], link: null });
  }

  /** Chooses a node, or with a key held down one more or one less. A second press on the only one opens it. */
  choose(id: string, keys: Keys) {
    const { selection, select, onOpen } = this.now;
    const isMore = keys.shiftKey || keys.ctrlKey || keys.metaKey;
    if (!isMore) {
      if (selection.nodes.length === 1 && selection.nodes[0] === id) onOpen();
      return select({ nodes: [id], link: null });
    }
    const others = selection.nodes.filter((other) => other !== id);
    select({ nodes: others.length === selection.nodes.length ? [...others, id] : others, link: null });
  }

  /** Chooses what a box meets, beside what is chosen; `span` in pixels of the window. */
  chooseWithin(span: Rect): void {
    const { scenes, graph, selection, select } = this.now;
    const { zoom } = this.camera;
    const area = { ...this.camera.toCanvas(span), width: span.width / zoom, height: span.height / zoom };
    const scene = scenes.at(zoom);
    const ends = new Set(scene.cards.filter((node) => meets(scene.rectOf(node), area)));
    scene.frames.forEach(({ rect, isFolded }, frame) => {
      if (isFolded && meets(rect, area)) ends.add(graph.nodes.length + frame);
    });
    const inside = graph.nodes.filter((_, node) => ends.has(scene.endOf[node] as number)).map(({ id }) => id);
    select({ nodes: [...selection.nodes, ...inside.filter((id) => !selection.nodes.includes(id))], link: null });
  }

  /** The pointer moves over what the canvas itself draws. */
  point(event: At & { buttons: number }) {
    if (event.buttons !== 0) return this.leave();
    const { scene, found } = this.under(event);
    this.show({ hovered: hoverOf(scene, found, event, this.camera.zoom, this.state.hovered) });
  }

  /** The pointer is on a card that is an element of the page. */
  pointAtCard(id: string): void {
    this.show({ hovered: { node: this.now.graph.index.at.get(id) ?? null, link: null, label: null, x: 0, y: 0 } });
  }

  leave(): void {
    this.show({ hovered: null });
  }

  startLink(id: string, isSource: boolean): void {
    this.show({ impossible: refusals(this.now.whole, id, isSource) });
  }

  endLink(end: DrawnEnd | null) {
    const why = this.state.impossible;
    this.show({ impossible: null });
    if (!end) return;
    const { graph, onDraw, onRefuse } = this.now;
    const { found } = this.under(end);
    const to = (found?.is === 'node' ? graph.nodes[found.node]?.id : end.to) ?? end.from;
    if (to === end.from) return;
    const reason = why?.get(to);
    if (reason) return onRefuse(reason);
    const at = { x: end.clientX, y: end.clientY };
    if (end.isBackwards) onDraw(to, end.from, at);
    else onDraw(end.from, to, at);
  }

  /** Says whether the key meant something here. */
  key(event: { key: string } & Keys): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const { select, onOpen } = this.now;
    if (event.key.startsWith('Arrow')) this.step(event.key);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Home') this.showAll();
    else if (event.key === 'Escape') select({ nodes: [], link: null });
    else return false;
    return true;
  }

  private step(key: string): void {
    const { graph, select } = this.now;
    const next = this.walk.next(key, this.now, this.current);
    const id = next === null ? undefined : graph.nodes[next]?.id;
    if (!id) return;
    select({ nodes: [id], link: null });
    this.flyTo([id]);
  }

  /** The number of the only node that is chosen, or -1. */
  private get current(): number {
    const { selection, graph } = this.now;
    return selection.nodes.length === 1 ? (graph.index.at.get(selection.nodes[0] as string) ?? -1) : -1;
  }

  private under({ clientX, clientY }: At): { scene: Scene; found: Hit } {
    const { scenes, state } = this.now;
    const { zoom } = this.camera;
    const at = this.camera.toCanvas({ x: clientX, y: clientY });
    const scene = scenes.at(zoom);
    const emphasis = emphasisOf(scene, state);
    return { scene, found: hit(scene, at.x, at.y, REACH / zoom, FRAME.head, (line) => emphasis(line) === 'lit') };
  }

  private get now(): CanvasInput {
    if (!this.input) throw new Error('Nothing has been drawn yet.');
    return this.input;
  }

  private show(change: Partial<CanvasState>): void {
    const next = { ...this.state, ...change };
    if (next.hovered === this.state.hovered && next.impossible === this.state.impossible) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
