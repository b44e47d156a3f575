'use client';

import { useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { graphText } from './text.ts';

const BY = 1.4;

export function ZoomControls({ onAll }: { onAll: () => void }) {
  const flow = useReactFlow();
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const zoom = (by: number) => void flow.zoomTo(flow.getZoom() * by, { duration: 120 });
  return (
    <div className="flex items-center rounded-lg border bg-raised">
      <IconButton label={graphText.zoomOut} placement="top" onPress={() => zoom(1 / BY)}>
        <Minus />
      </IconButton>
      <span title={graphText.zoom(percent)} className="w-11 text-center text-xs text-muted tabular-nums">
        {percent} %
      </span>
      <IconButton label={graphText.zoomIn} placement="top" onPress={() => zoom(BY)}>
        <Plus />
      </IconButton>
      <IconButton label={graphText.fit} shortcut="0" placement="top" onPress={onAll}>
        <Maximize />
      </IconButton>
    </div>
  );
}
