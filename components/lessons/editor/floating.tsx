'use client';

import type { Editor } from '@tiptap/core';
import { type HTMLAttributes, useLayoutEffect, useRef } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { placeAt } from './place-at.ts';

interface FloatingProps extends HTMLAttributes<HTMLDivElement> {
  editor: Editor;
  from: number;
  to: number;
  isAbove?: boolean;
}

/** Something that floats at a part of the text and stays there while one scrolls. */
export function Floating({ editor, from, to, isAbove, className, ...props }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const dom = box.current;
      if (!dom || editor.isDestroyed || to > editor.state.doc.content.size) return;
      const { left, top } = placeAt(editor, from, to, dom.getBoundingClientRect(), isAbove);
      dom.style.left = `${left}px`;
      dom.style.top = `${top}px`;
    };
    place();
    const resized = new ResizeObserver(place);
    if (box.current) resized.observe(box.current);
    addEventListener('scroll', place, true);
    return () => {
      resized.disconnect();
      removeEventListener('scroll', place, true);
    };
  }, [editor, from, to, isAbove]);
  return <div ref={box} className={cx('floats fixed z-40 rounded-lg', className)} {...props} />;
}
