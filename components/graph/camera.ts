import type { Rect } from '#lib/graph/core/layout.ts';

export const LEAST_ZOOM = 0.01;
export const MOST_ZOOM = 2;
const FLIGHT = 280;
/** Room for what floats above the canvas. */
const MARGIN = { top: 56, bottom: 64 };
const SIDE = 32;

export interface Point {
  x: number;
  y: number;
}

export interface Viewport extends Point {
  zoom: number;
}

/** What the camera moves: React Flow on the page, a plain object in tests. */
export interface Lens {
  size: () => { width: number; height: number };
  viewport: () => Viewport;
  setViewport: (viewport: Viewport, duration: number) => void;
  /** Pixels of the window, as events tell them, in units of the canvas. */
  toCanvas: (point: Point) => Point;
  /** Whether the reader wants nothing to fly. */
  isCalm: () => boolean;
}

/** Pans and zooms so that what is meant stands in what of the window is free. */
export class Camera {
  private readonly lens: Lens;

  constructor(lens: Lens) {
    this.lens = lens;
  }

  get zoom(): number {
    return this.lens.viewport().zoom;
  }

  toCanvas(point: Point): Point {
    return this.lens.toCanvas(point);
  }

  /** The zoom at which a rectangle fills the window, `most` at the highest. */
  fit(rect: Rect, most: number): number {
    const { width, height } = this.lens.size();
    const fitting = Math.min((width - 2 * SIDE) / rect.width, (height - MARGIN.top - MARGIN.bottom) / rect.height);
    return Math.max(LEAST_ZOOM, Math.min(most, fitting));
  }

  goTo(rect: Rect, most: number, isFlight: boolean): void {
    const { width, height } = this.lens.size();
    const zoom = this.fit(rect, most);
    this.lens.setViewport(
      {
        x: width / 2 - (rect.x + rect.width / 2) * zoom,
        y: (height + MARGIN.top - MARGIN.bottom) / 2 - (rect.y + rect.height / 2) * zoom,
        zoom,
      },
      isFlight && !this.lens.isCalm() ? FLIGHT : 0,
    );
  }

  /** Puts a point into the upper left corner, below what floats there. */
  beginAt({ x, y }: Point, zoom: number): void {
    this.lens.setViewport({ x: SIDE - x * zoom, y: MARGIN.top - y * zoom, zoom }, 0);
  }

  /** Puts a point into the middle, as near as one is. */
  centreOn({ x, y }: Point): void {
    const { width, height } = this.lens.size();
    const { zoom } = this;
    this.lens.setViewport({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom }, 0);
  }
}
