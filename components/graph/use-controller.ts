import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useState } from 'react';
import type { Lens } from './camera.ts';
import { CanvasController } from './canvas-controller.ts';

/** The controller of a canvas, looking through the React Flow around it; one for as long as the canvas is there. */
export function useController(): CanvasController {
  const flow = useReactFlow();
  const store = useStoreApi();
  const [controller] = useState(() => {
    const lens: Lens = {
      size: () => store.getState(),
      viewport: () => flow.getViewport(),
      setViewport: (viewport, duration) => void flow.setViewport(viewport, { duration }),
      toCanvas: (point) => flow.screenToFlowPosition(point),
      isCalm: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    };
    return new CanvasController(lens);
  });
  return controller;
}
