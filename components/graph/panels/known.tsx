'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import { useNumber } from '#components/ui/number';
import { useGraph } from '../context';
import { NodeComboBox } from '../node-combo-box';
import { text } from './text.ts';
import type { Paths } from './use-paths.ts';

/** What the learner knows already. */
export function Known({ known, setKnown }: Pick<Paths, 'known' | 'setKnown'>) {
  const { nodes, node, selection } = useGraph();
  const write = useNumber();
  // The field is begun anew after each choice.
  const [round, setRound] = useState(0);
  const ids = new Set(known.map(({ id }) => id));
  const add = (added: readonly string[]) => {
    const coming = added.filter((id) => !ids.has(id)).flatMap((id) => node(id) ?? []);
    if (coming.length > 0) setKnown([...known, ...coming]);
  };
  const chosen = selection.nodes.filter((id) => !ids.has(id));
  return (
    <section aria-label={text.paths.known} className="flex flex-col gap-2">
      <NodeComboBox
        key={round}
        label={text.paths.known}
        placeholder={text.paths.knownAdd}
        nodes={nodes}
        value={null}
        onChange={(id) => {
          if (id === null) return;
          add([id]);
          setRound(round + 1);
        }}
      />
      {known.length === 0 && <p className="text-sm text-muted">{text.paths.knownNone}</p>}
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
                label={text.paths.forget(title)}
                onPress={() => setKnown(known.filter((each) => each.id !== id))}
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
            <Button size="sm" onPress={() => add(chosen)}>
              {text.paths.addChosen(chosen.length, write(chosen.length))}
            </Button>
          )}
          {known.length > 1 && (
            <Button size="sm" variant="quiet" onPress={() => setKnown([])}>
              {text.paths.forgetAll}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
