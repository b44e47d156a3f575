'use client';

import type { Editor } from '@tiptap/core';
import { type HTMLAttributes, useLayoutEffect, useRef } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { type Area, placeAt, placeBeside } from './place-at.ts';

interface FloatingProps extends HTMLAttributes<HTMLDivElement> {
  editor: Editor;
  from: number;
  to: number;
  /** Beside the column of text, where it covers nothing, or not at all. */
  isBeside?: boolean;
}

/** What can be seen of the window: less than all of it while a keyboard is on the screen. */
function seen(): Area {
  const { visualViewport: seen } = window;
  const top = seen?.offsetTop ?? 0;
  const left = seen?.offsetLeft ?? 0;
  return { top, left, bottom: top + (seen?.height ?? innerHeight), right: left + (seen?.width ?? innerWidth) };
}

function placeOf({ editor, from, to, isBeside }: FloatingProps, dom: HTMLElement) {
  const start = editor.view.coordsAtPos(from);
  const end = editor.view.coordsAtPos(to);
  const text = {
    top: Math.min(start.top, end.top),
    bottom: Math.max(start.bottom, end.bottom),
    left: start.left,
    right: end.right,
  };
  const { width } = dom.getBoundingClientRect();
  const size = { width, height: dom.scrollHeight + dom.offsetHeight - dom.clientHeight };
  const screen = seen();
  if (!isBeside) return placeAt(text, size, screen);
  const frame = dom.closest('[data-lesson-scroll]')?.getBoundingClientRect() ?? screen;
  const shown = {
    top: Math.max(screen.top, frame.top),
    bottom: Math.min(screen.bottom, frame.bottom),
    left: Math.max(screen.left, frame.left),
    right: Math.min(screen.right, frame.right),
  };
  return placeBeside(text, size, editor.view.dom.getBoundingClientRect(), shown);
}

/** Something that floats at a part of the text and stays there while one scrolls. */
export function Floating({ editor, from, to, isBeside, className, ...props }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const dom = box.current;
      if (!dom || editor.isDestroyed || to > editor.state.doc.content.size) return;
      const found = placeOf({ editor, from, to, isBeside }, dom);
      dom.style.visibility = found ? '' : 'hidden';
      if (!found) return;
      dom.style.left = `${found.left}px`;
      dom.style.top = `${found.top}px`;
      dom.style.maxHeight = `${found.maxHeight}px`;
    };
    place();
    const resized = new ResizeObserver(place);
    if (box.current) resized.observe(box.current);
    addEventListener('scroll', place, true);
    window.visualViewport?.addEventListener('resize', place);
    return () => {
      resized.disconnect();
      removeEventListener('scroll', place, true);
      window.visualViewport?.removeEventListener('resize', place);
    };
  }, [editor, from, to, isBeside]);
  return <div ref={box} className={cx('floats fixed z-40 overflow-y-auto rounded-lg', className)} {...props} />;
}
