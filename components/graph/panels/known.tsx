'use client';

import { X } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { useGraph } from '../context.tsx';
import { NodeComboBox } from '../node-combo-box.tsx';
import { panelsText } from './text.ts';
import type { Paths } from './use-paths.ts';

/** What the learner knows already. */
export function Known({ known, setKnown }: Pick<Paths, 'known' | 'setKnown'>) {
  const { nodes, node, selection } = useGraph();
  const write = useNumber();
  const section = useRef<HTMLElement>(null);
  // What was pressed goes with what it was about. The field itself would open its list.
  const keepFocus = () => section.current?.focus({ preventScroll: true });
  const ids = new Set(known.map(({ id }) => id));
  const add = (added: readonly string[]) => {
    const coming = added.filter((id) => !ids.has(id)).flatMap((id) => node(id) ?? []);
    if (coming.length > 0) setKnown([...known, ...coming]);
  };
  const chosen = selection.nodes.filter((id) => !ids.has(id));
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={panelsText.paths.known}
      className="flex flex-col gap-2 outline-none"
    >
      <NodeComboBox
        clears
        label={panelsText.paths.known}
        placeholder={panelsText.paths.knownAdd}
        nodes={nodes}
        value={null}
        onChange={(id) => id !== null && add([id])}
      />
      {known.length === 0 && <p className="text-sm text-muted">{panelsText.paths.knownNone}</p>}
      {known.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {known.map(({ id, title }) => (
            <li
              key={id}
              className="flex max-w-full items-center rounded-full bg-accent-soft ps-2 text-sm text-accent-text"
            >
              <span dir="auto" title={title} className="min-w-0 truncate">
                {title}
              </span>
              <IconButton
                size="sm"
                label={panelsText.paths.forget(title)}
                onPress={() => {
                  setKnown(known.filter((each) => each.id !== id));
                  keepFocus();
                }}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {(chosen.length > 0 || known.length > 1) && (
        <div className="flex flex-wrap gap-1">
          {chosen.length > 0 && (
            <Button
              size="sm"
              onPress={() => {
                add(chosen);
                keepFocus();
              }}
            >
              {panelsText.paths.addChosen(chosen.length, write(chosen.length))}
            </Button>
          )}
          {known.length > 1 && (
            <Button
              size="sm"
              variant="quiet"
              onPress={() => {
                setKnown([]);
                keepFocus();
              }}
            >
              {panelsText.paths.forgetAll}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
