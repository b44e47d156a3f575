'use client';

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.tsx';
import { IconButton } from './icon-button.tsx';
import { PaneHandle } from './pane-handle.tsx';
import { type PaneMemory, panesCookie, remember, writePanes } from './preferences.tsx';
import { Segmented } from './segmented.tsx';
import { uiText } from './text.ts';

export interface Pane {
  id: string;
  label: string;
  content: ReactNode;
  /** Takes the room that the others leave. Exactly one pane does. */
  main?: boolean;
  size?: number;
  min?: number;
  max?: number;
  /** Beside the label, for search fields and buttons of the pane. */
  tools?: ReactNode;
}

export interface PaneGroupProps {
  /** Under this name the sizes are remembered. */
  name: string;
  panes: readonly Pane[];
  /** What the cookie remembered, read by the server with `readPanes`. */
  memory?: PaneMemory;
  /** Under 768 px one pane is shown at a time: the one with this id. The caller may keep it in the URL. */
  step?: string;
  onStep?: (id: string) => void;
  className?: string;
}

const DEFAULTS = { size: 288, min: 208, max: 520 };

interface Size {
  size: number;
  folded: boolean;
}

/** The sizes of panes, as they were left the last time; what is changed is remembered. */
function useSizes(name: string, panes: readonly Pane[], memory: PaneMemory | undefined) {
  const [sizes, setSizes] = useState<Record<string, Size>>(() =>
    Object.fromEntries(
      panes
        .filter((pane) => !pane.main)
        .map((pane) => [
          pane.id,
          { size: memory?.[pane.id]?.size ?? pane.size ?? DEFAULTS.size, folded: memory?.[pane.id]?.folded ?? false },
        ]),
    ),
  );
  const touched = useRef(false);
  useEffect(() => {
    if (!touched.current) return;
    const timer = setTimeout(() => remember(panesCookie(name), writePanes(sizes)), 200);
    return () => clearTimeout(timer);
  }, [name, sizes]);
  const sizeOf = (pane: Pane): Size => sizes[pane.id] ?? { size: DEFAULTS.size, folded: false };
  const update = (pane: Pane, change: Partial<Size>) => {
    touched.current = true;
    const { min = DEFAULTS.min, max = DEFAULTS.max } = pane;
    setSizes((all) => {
      const before = all[pane.id] ?? { size: DEFAULTS.size, folded: false };
      const size = Math.min(max, Math.max(min, change.size ?? before.size));
      return { ...all, [pane.id]: { size, folded: change.folded ?? before.folded } };
    });
  };
  return { sizeOf, update };
}

/** Panes side by side, resizable and foldable by mouse and keyboard; on a phone they become steps. */
export function PaneGroup({ name, panes, memory, step, onStep, className }: PaneGroupProps) {
  const main = panes.findIndex((pane) => pane.main);
  const { sizeOf, update } = useSizes(name, panes, memory);
  const [ownStep, setOwnStep] = useState(panes[main]?.id ?? '');
  const current = step ?? ownStep;
  const root = useRef<HTMLDivElement>(null);
  const fold = (pane: Pane, folded: boolean) => {
    update(pane, { folded });
    // The button that had the focus is gone; its counterpart takes it.
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-fold="${pane.id}"]`)?.focus());
  };

  return (
    <div ref={root} className={cx('flex min-h-0 min-w-0 flex-1 flex-col', className)}>
      <div className="border-b px-3 py-2 md:hidden">
        <Segmented
          label={uiText.steps}
          items={panes.map(({ id, label }) => ({ id, label }))}
          value={current}
          onChange={(id) => (onStep ?? setOwnStep)(id)}
          className="w-full *:flex-1"
        />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1">
        {panes.map((pane, place) => {
          const hidden = pane.id !== current && 'max-md:hidden';
          if (pane.main)
            return (
              <section
                key={pane.id}
                aria-label={pane.label}
                className={cx('min-h-0 min-w-0 flex-1 overflow-auto', hidden)}
              >
                {pane.content}
              </section>
            );
          return (
            <SidePane
              key={pane.id}
              pane={pane}
              {...sizeOf(pane)}
              isBefore={place < main}
              className={hidden}
              onResize={(size) => update(pane, { size })}
              onFold={(folded) => fold(pane, folded)}
            />
          );
        })}
      </div>
    </div>
  );
}

interface SidePaneProps extends Size {
  pane: Pane;
  /** It stands before the main pane. */
  isBefore: boolean;
  className: string | false;
  onResize: (size: number) => void;
  onFold: (folded: boolean) => void;
}

/** A pane beside the main one, with the handle on the side of that; folded, a strip with its name. */
function SidePane({ pane, size, folded, isBefore, className, onResize, onFold }: SidePaneProps) {
  const [Open, Close] = isBefore ? [PanelLeftOpen, PanelLeftClose] : [PanelRightOpen, PanelRightClose];
  const handle = !folded && (
    <PaneHandle
      label={uiText.resize(pane.label)}
      size={size}
      min={pane.min ?? DEFAULTS.min}
      max={pane.max ?? DEFAULTS.max}
      grows={isBefore ? 'end' : 'start'}
      onResize={onResize}
      onFold={() => onFold(true)}
    />
  );
  return (
    <div
      style={{ '--pane': `${folded ? 44 : size}px` } as CSSProperties}
      className={cx('relative flex min-h-0 min-w-0 max-md:flex-1 md:w-(--pane) md:shrink-0', className)}
    >
      {!isBefore && handle}
      {folded && (
        <div
          className={cx('hidden w-full flex-col items-center gap-3 py-1.5 md:flex', isBefore ? 'border-e' : 'border-s')}
        >
          <IconButton label={uiText.unfold(pane.label)} data-fold={pane.id} onPress={() => onFold(false)}>
            <Open />
          </IconButton>
          <span aria-hidden className="text-sm text-muted [writing-mode:vertical-rl]">
            {pane.label}
          </span>
        </div>
      )}
      <section
        aria-label={pane.label}
        className={cx(
          'flex min-h-0 min-w-0 flex-1 flex-col',
          isBefore ? 'md:border-e' : 'md:border-s',
          folded && 'md:hidden',
        )}
      >
        <div className="flex h-11 shrink-0 items-center gap-2 border-b ps-3 pe-1.5 max-md:hidden">
          <h2 className="min-w-0 flex-1 truncate text-sm font-medium text-muted">{pane.label}</h2>
          {pane.tools}
          <IconButton
            label={uiText.fold(pane.label)}
            data-fold={folded ? undefined : pane.id}
            onPress={() => onFold(true)}
          >
            <Close />
          </IconButton>
        </div>
        <div className="min-h-0 flex-1 overflow-auto">{pane.content}</div>
      </section>
      {isBefore && handle}
    </div>
  );
}
