'use client';

import { Button } from 'react-aria-components/Button';
import { cx } from '#components/ui/cx.tsx';
import { useGraph } from '../context.tsx';
import { panelsText } from './text.ts';

/** The title of a node; pressing it goes there. */
export function NodeButton({ id, className }: { id: string; className?: string }) {
  const { node, select, reveal } = useGraph();
  const title = node(id)?.title ?? '';
  return (
    <Button
      aria-label={panelsText.goTo(title)}
      onPress={() => {
        select({ nodes: [id], link: null });
        reveal([id]);
      }}
      className={cx(
        'text-title min-w-0 cursor-default rounded-sm text-start break-words underline-offset-3 data-hovered:underline',
        className,
      )}
    >
      <span dir="auto">{title}</span>
    </Button>
  );
}
