'use client';

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.tsx';
import { IconButton } from './icon-button.tsx';
import { PaneHandle } from './pane-handle.tsx';
import { type PaneMemory, panesCookie, remember, writePanes } from './preferences.tsx';
import { Segmented } from './segmented.tsx';
import { text } from './text.ts';

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

/** Panes side by side, resizable and foldable by mouse and keyboard; on a phone they become steps. */
export function PaneGroup({ name, panes, memory, step, onStep, className }: PaneGroupProps) {
  const main = panes.findIndex((pane) => pane.main);
  const [sizes, setSizes] = useState(() =>
    Object.fromEntries(
      panes
        .filter((pane) => !pane.main)
        .map((pane) => [
          pane.id,
          { size: memory?.[pane.id]?.size ?? pane.size ?? DEFAULTS.size, folded: memory?.[pane.id]?.folded ?? false },
        ]),
    ),
  );
  const [ownStep, setOwnStep] = useState(panes[main]?.id ?? '');
  const current = step ?? ownStep;
  const root = useRef<HTMLDivElement>(null);
  const touched = useRef(false);

  useEffect(() => {
    if (!touched.current) return;
    const timer = setTimeout(() => remember(panesCookie(name), writePanes(sizes)), 200);
    return () => clearTimeout(timer);
  }, [name, sizes]);

  const update = (pane: Pane, change: { size?: number; folded?: boolean }) => {
    touched.current = true;
    const { min = DEFAULTS.min, max = DEFAULTS.max } = pane;
    setSizes((all) => {
      const before = all[pane.id] ?? { size: DEFAULTS.size, folded: false };
      const size = Math.min(max, Math.max(min, change.size ?? before.size));
      return { ...all, [pane.id]: { size, folded: change.folded ?? before.folded } };
    });
  };
  const fold = (pane: Pane, folded: boolean) => {
    update(pane, { folded });
    // The button that had the focus is gone; its counterpart takes it.
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-fold="${pane.id}"]`)?.focus());
  };

  return (
    <div ref={root} className={cx('flex min-h-0 min-w-0 flex-1 flex-col', className)}>
      <div className="border-b px-3 py-2 md:hidden">
        <Segmented
          label={text.steps}
          items={panes.map(({ id, label }) => ({ id, label }))}
          value={current}
          onChange={(id) => (onStep ?? setOwnStep)(id)}
          className="w-full *:flex-1"
        />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1">
        {panes.map((pane, place) => {
          const hidden = pane.id !== current && 'max-md:hidden';
          if (pane.main) {
            return (
              <section
                key={pane.id}
                aria-label={pane.label}
                className={cx('min-h-0 min-w-0 flex-1 overflow-auto', hidden)}
              >
                {pane.content}
              </section>
            );
          }
          const { size, folded } = sizes[pane.id] ?? { size: DEFAULTS.size, folded: false };
          const before = place < main;
          const [Open, Close] = before ? [PanelLeftOpen, PanelLeftClose] : [PanelRightOpen, PanelRightClose];
          const handle = !folded && (
            <PaneHandle
              label={text.resize(pane.label)}
              size={size}
              min={pane.min ?? DEFAULTS.min}
              max={pane.max ?? DEFAULTS.max}
              grows={before ? 'end' : 'start'}
              onResize={(next) => update(pane, { size: next })}
              onFold={() => fold(pane, true)}
            />
          );
          return (
            <div
              key={pane.id}
              style={{ '--pane': `${folded ? 44 : size}px` } as CSSProperties}
              className={cx('relative flex min-h-0 min-w-0 max-md:flex-1 md:w-(--pane) md:shrink-0', hidden)}
            >
              {!before && handle}
              {folded && (
                <div
                  className={cx(
                    'hidden w-full flex-col items-center gap-3 py-1.5 md:flex',
                    before ? 'border-e' : 'border-s',
                  )}
                >
                  <IconButton label={text.unfold(pane.label)} data-fold={pane.id} onPress={() => fold(pane, false)}>
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
                  before ? 'md:border-e' : 'md:border-s',
                  folded && 'md:hidden',
                )}
              >
                <div className="flex h-11 shrink-0 items-center gap-2 border-b ps-3 pe-1.5 max-md:hidden">
                  <h2 className="min-w-0 flex-1 truncate text-sm font-medium text-muted">{pane.label}</h2>
                  {pane.tools}
                  <IconButton
                    label={text.fold(pane.label)}
                    data-fold={folded ? undefined : pane.id}
                    onPress={() => fold(pane, true)}
                  >
                    <Close />
                  </IconButton>
                </div>
                <div className="min-h-0 flex-1 overflow-auto">{pane.content}</div>
              </section>
              {before && handle}
            </div>
          );
        })}
      </div>
    </div>
  );
}
