'use client';

import { type FocusEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { useIsNarrower } from '#components/ui/use-is-narrower.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { layMapOut, linesWith, type MapLayout } from '#lib/graph/core/map/layout.ts';
import type { MapLevel } from '#lib/graph/core/map/level.ts';
import { MapBeside } from './map-beside.tsx';
import { MapCardView, type MapCardViewProps } from './map-card.tsx';
import { MapCardMenu } from './map-card-menu.tsx';
import { MapLegend } from './map-legend.tsx';
import { MapLines } from './map-lines.tsx';
import { mapText } from './text.ts';
import type { MapData } from './use-map.ts';
import { useWidth } from './use-width.ts';
import { walkByKey } from './walk-by-key.ts';

/** Pixels: below that steps are read as a list. */
const ROOM_FOR_LINES = 768;

export interface MapLevelViewProps {
  workspace: string;
  map: MapData;
  /** The slug of the card to go to. */
  on: string | null;
  /** Nothing was open before: the focus is the reader's. */
  isFirst: boolean;
  goTo: (at: string | null) => void;
}

/** One level: its steps from top to bottom, its links behind them. */
export function MapLevelView({ workspace, map, on, isFirst, goTo }: MapLevelViewProps) {
  const { level } = map;
  const isList = useIsNarrower(ROOM_FOR_LINES);
  const [sheet, width] = useWidth();
  const scroller = useRef<HTMLElement>(null);
  const hasNames = level.cards.some(({ names }) => names.length > 0) && map.place.level === 'all';
  const [lit, setLit] = useState<number | null>(null);
  const layout = useMemo(
    () => (width === null || isList ? null : layMapOut(level, width, hasNames)),
    [level, width, hasNames, isList],
  );
  const lines = useMemo(() => (layout ? linesWith(level, layout, lit) : []), [level, layout, lit]);
  const [menu, setMenu] = useState<{ card: number; at: { x: number; y: number } } | null>(null);
  const onMenu = useCallback((card: number, event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    setMenu({ card, at: menuPoint(event) });
  }, []);
  const isThere = layout !== null || isList;
  useArrival(scroller, level, { on, isFirst, isThere }, setLit);
  const cardProps = useCards(level, lit);
  const cardAt = (number: number, size: MapCardViewProps['size']) => (
    <MapCardView workspace={workspace} size={size} goTo={goTo} onMenu={onMenu} {...(cardProps[number] as CardProps)} />
  );
  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={scroller}
        aria-label={mapText.map}
        className="size-full overflow-y-auto px-6 pt-5 pb-16 outline-none max-md:px-4 max-md:pb-6"
        onKeyDown={(event) => layout && walkByKey(layout, event)}
        onPointerOver={(event) => event.pointerType !== 'touch' && setLit(cardOf(event.target))}
        onPointerLeave={() => setLit(null)}
        onFocus={(event: FocusEvent) => event.target.matches(':focus-visible') && setLit(cardOf(event.target))}
        onBlur={() => setLit(null)}
      >
        <MapBeside workspace={workspace} level={level} goTo={goTo} />
        <div ref={sheet} className="relative md:ms-18">
          {isList && <StepList level={level} cardAt={(card) => cardAt(card, 'list')} />}
          {layout && width !== null && (
            <div style={{ height: layout.height }}>
              <MapLines lines={lines} bundles={level.bundles} width={width} height={layout.height} lit={lit} />
              <Steps
                layout={layout}
                level={level}
                cardAt={(card) => cardAt(card, layout.is_compact ? 'compact' : hasNames ? 'full' : 'low')}
              />
            </div>
          )}
          {isThere && map.place.level === 'all' && <Loose workspace={workspace} count={map.loose_count} />}
        </div>
      </section>
      {layout && <MapLegend level={level} isCompact={layout.is_compact} />}
      {menu && (
        <MapCardMenu
          workspace={workspace}
          map={map}
          card={level.cards[menu.card]}
          at={menu.at}
          goTo={goTo}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

function cardOf(target: EventTarget | null): number | null {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null;
  return card ? Number(card.dataset.card) : null;
}

/** The menu key has no place of its own: then the menu opens at the card. */
function menuPoint({ clientX, clientY, currentTarget }: MouseEvent<HTMLElement>): { x: number; y: number } {
  const { left, bottom } = currentTarget.getBoundingClientRect();
  return clientX === 0 && clientY === 0 ? { x: left + 12, y: bottom - 12 } : { x: clientX, y: clientY };
}

/** Goes to the card that was asked for; and the focus, which went with the level before, to the first of this one. */
function useArrival(
  scroller: React.RefObject<HTMLElement | null>,
  level: MapLevel,
  { on, isFirst, isThere }: Pick<MapLevelViewProps, 'on' | 'isFirst'> & { isThere: boolean },
  setLit: (card: number) => void,
) {
  const arrived = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (!isThere || arrived.current === on) return;
    arrived.current = on;
    const number = level.cards.findIndex(({ slug }) => on !== null && slug === on);
    if (number < 0 && isFirst) return;
    const first = level.steps[0]?.[0] ?? level.unlinked[0];
    const card = scroller.current?.querySelector<HTMLElement>(`[data-card="${number < 0 ? first : number}"] a`);
    card?.focus({ preventScroll: true });
    if (number < 0) return;
    card?.scrollIntoView({ block: 'center' });
    if (isFirst || card?.matches(':focus-visible')) setLit(number);
  }, [scroller, level, on, isFirst, isThere, setLit]);
}

type CardProps = Pick<MapCardViewProps, 'card' | 'number' | 'share' | 'before' | 'after' | 'standing' | 'isDraft'>;

/** What each card of a level says, by its number. */
function useCards(level: MapLevel, lit: number | null): CardProps[] {
  const still = useMemo(() => {
    const { cards, bundles, drawn } = level;
    const longest = cards.reduce((most, { mins }) => Math.max(most, mins), 1);
    const isSomePublished = cards.some(({ is_published }) => is_published);
    const all = cards.map((card, number) => ({
      card,
      number,
      share: card.mins / longest,
      before: [] as string[],
      after: [] as string[],
      isDraft: !card.is_published && isSomePublished,
    }));
    // What longer ways say already would make these lists long without saying more.
    for (const number of drawn) {
      const { from, to } = bundles[number] as (typeof bundles)[number];
      all[to]?.before.push(cards[from]?.title ?? '');
      all[from]?.after.push(cards[to]?.title ?? '');
    }
    return all;
  }, [level]);
  return useMemo(() => {
    const standing = new Map<number, CardProps['standing']>();
    if (lit !== null)
      for (const { from, to } of level.bundles) {
        if (to === lit) standing.set(from, 'before');
        if (from === lit) standing.set(to, 'after');
      }
    return still.map((card, number) => ({
      ...card,
      standing: lit === null ? null : number === lit ? 'lit' : (standing.get(number) ?? 'other'),
    }));
  }, [still, level, lit]);
}

interface StepsProps {
  level: MapLevel;
  cardAt: (card: number) => React.ReactNode;
}

function useStepName(level: MapLevel): (step: number | null) => string {
  const number = useNumber();
  return (step) =>
    step !== null ? mapText.step(number(step)) : level.steps.length > 0 ? mapText.unlinked : mapText.inOrder;
}

function Steps({ level, layout, cardAt }: StepsProps & { layout: MapLayout }) {
  const nameOf = useStepName(level);
  return layout.bands.map(({ step, cards, y }) => (
    <section key={step} aria-label={nameOf(step)}>
      <h2 className="absolute -start-18 w-17 pt-2 text-xs text-faint" style={{ top: y }}>
        {nameOf(step)}
      </h2>
      <ol>
        {cards.map((card) => {
          const { x, y, width, height } = layout.boxes[card] as MapLayout['boxes'][number];
          return (
            <li key={card} className="absolute" style={{ insetInlineStart: x, top: y, width, height }}>
              {cardAt(card)}
            </li>
          );
        })}
      </ol>
    </section>
  ));
}

/** The same order where there is no room for lines. */
function StepList({ level, cardAt }: StepsProps) {
  const nameOf = useStepName(level);
  const bands = [
    ...level.steps.map((cards, at) => ({ step: at + 1, cards })),
    ...(level.unlinked.length > 0 ? [{ step: null, cards: level.unlinked }] : []),
  ];
  return bands.map(({ step, cards }) => (
    <section key={step} aria-label={nameOf(step)} className="pb-5">
      <h2 className="pb-2 text-xs text-muted">{nameOf(step)}</h2>
      <ol className="flex flex-col gap-2">
        {cards.map((card) => (
          <li key={card} className="flex min-h-18">
            {cardAt(card)}
          </li>
        ))}
      </ol>
    </section>
  ));
}

function Loose({ workspace, count }: { workspace: string; count: number }) {
  const number = useNumber();
  if (count === 0) return null;
  return (
    <p className="pt-8 text-sm text-muted">
      {mapText.loose(number(count), count)} <Link href={inWorkspace(workspace).graphList}>{mapText.showLoose}</Link>
    </p>
  );
}
