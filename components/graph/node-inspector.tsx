'use client';

import { useQuery } from '@tanstack/react-query';
import { Focus, Plus, Sparkles } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import type { GraphLink, GraphNode } from '#lib/graph/core/graph.ts';
import { useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { LinkRow } from './link-row.tsx';
import { graphText } from './text.ts';

type Write = (patch: Record<string, string | null>) => void;

/** One spark or concept: what it is, where it stands, what it builds on and what builds on it. */
export function NodeInspector({ node, write }: { node: GraphNode; write: Write }) {
  const { workspace, level, links, canWrite } = useGraph();
  const { askFor } = useEditing();
  const before = links.filter(({ target_id }) => target_id === node.id);
  const after = links.filter(({ source_id }) => source_id === node.id);
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="flex flex-col gap-2">
        <h3 dir="auto" className="text-title text-lg leading-snug font-semibold wrap-break-word">
          {node.title}
        </h3>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <StateBadge state={node.is_published ? 'published' : 'draft'} size="sm" />
          <span className="tabular-nums">{graphText.mins(node.mins)}</span>
          {node.difficulty && <span>{graphText.difficulty[node.difficulty] ?? node.difficulty}</span>}
        </p>
        <Places node={node} />
        <div className="flex flex-wrap gap-2 pt-1">
          <LinkButton size="sm" href={inWorkspace(workspace).entity(level, node.slug)}>
            {graphText.inspect.open[level]}
          </LinkButton>
          <Button size="sm" icon={<Focus />} onPress={() => write({ focus: node.slug, view: null })}>
            {graphText.inspect.focus}
          </Button>
          {canWrite && (
            <LinkButton
              size="sm"
              icon={<Sparkles />}
              href={inWorkspace(workspace).newJob({ at: level, id: node.id, title: node.title, from: 'graph' })}
            >
              {graphText.inspect.generate}
            </LinkButton>
          )}
        </div>
      </div>
      <Side
        key={`before ${node.id}`}
        title={graphText.inspect.before}
        none={graphText.inspect.beforeNone}
        links={before}
        of={node}
        add={graphText.inspect.addBefore}
        onAdd={canWrite ? () => askFor({ target_id: node.id }) : undefined}
      />
      <Side
        key={`after ${node.id}`}
        title={graphText.inspect.after}
        none={graphText.inspect.afterNone}
        links={after}
        of={node}
        add={graphText.inspect.addAfter}
        onAdd={canWrite ? () => askFor({ source_id: node.id }) : undefined}
      />
    </div>
  );
}

/** Where it stands, by name. */
function Places({ node }: { node: GraphNode }) {
  const { workspace, level } = useGraph();
  const { data: outline } = useQuery(wholeOutlineQuery(workspace));
  const kind = level === 'spark' ? 'concept' : 'trail';
  const all = kind === 'concept' ? outline?.concepts : outline?.trails;
  const places = node.clusters.flatMap((id) => all?.find((one) => one.id === id) ?? []);
  return (
    <p className="text-sm text-muted">
      {places.length === 0
        ? graphText.nowhere[level]
        : places.map(({ id, slug, title }, at) => (
            <span key={id}>
              {at === 0 ? `${graphText.inspect.standsIn} ` : ', '}
              <Link href={inWorkspace(workspace).entity(kind, slug)}>
                <span dir="auto">{title}</span>
              </Link>
            </span>
          ))}
    </p>
  );
}

interface SideProps {
  title: string;
  none: string;
  links: GraphLink[];
  of: GraphNode;
  add: string;
  onAdd?: () => void;
}

/** Each line has a menu of its own, which takes its time to make: the first of hundreds have to do until more are asked for. */
const AT_ONCE = 25;

function Side({ title, none, links, of, add, onAdd }: SideProps) {
  const number = useNumber();
  const list = useRef<HTMLUListElement>(null);
  const [most, setMost] = useState(AT_ONCE);
  const showAll = () => {
    flushSync(() => setMost(links.length));
    // The button is gone: go on where the new lines begin.
    list.current?.children[AT_ONCE]?.querySelector<HTMLElement>('button, a')?.focus();
  };
  return (
    <section aria-label={title} className="flex flex-col">
      <div className="flex h-8 items-center gap-2 border-b">
        <h4 className="flex-1 text-sm font-medium">
          {title} <span className="font-normal text-faint tabular-nums">{number(links.length)}</span>
        </h4>
        {onAdd && (
          <IconButton size="sm" label={add} onPress={onAdd}>
            <Plus />
          </IconButton>
        )}
      </div>
      {links.length === 0 ? (
        <p className="py-2 text-sm text-muted">{none}</p>
      ) : (
        <ul ref={list}>
          {links.slice(0, most).map((link) => (
            <LinkRow key={link.id} link={link} of={of} />
          ))}
        </ul>
      )}
      {links.length > most && (
        <Button size="sm" variant="quiet" onPress={showAll} className="mt-1 self-start">
          {graphText.list.showMore(number(links.length - most))}
        </Button>
      )}
    </section>
  );
}
