'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Workflow } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { SparkLinkEnd } from '#lib/catalogue/data/sparks.ts';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import { linksText } from '../links-text.ts';
import { LoopDialog } from '../loop-dialog.tsx';
import { useLinkEditing } from '../use-link-editing.ts';
import { LinkEnd } from './link-end.tsx';
import { sparkLinksText } from './text.ts';

const LinkDialog = lazy(() => import('../link-dialog.tsx').then((module) => ({ default: module.LinkDialog })));

interface NamedSpark {
  id: string;
  slug: string;
  title: string;
}

/** Before: the other spark is learned first. */
type SideName = 'before' | 'after';

export interface LinksTabProps {
  workspace: string;
  spark: NamedSpark;
  before: SparkLinkEnd[];
  after: SparkLinkEnd[];
}

const NO_SPARKS: Outline['sparks'] = [];

/** What this spark builds on, and what builds on it, with everything that can be done to a link. */
export function LinksTab({ workspace, spark, before, after }: LinksTabProps) {
  const [open, setOpen] = useState<{ side: SideName; end: SparkLinkEnd | null } | null>(null);
  const editing = useLinkEditing(workspace, 'spark');
  const { data: outline } = useQuery({ ...wholeOutlineQuery(workspace), enabled: open !== null });

  const endsOf = (side: SideName, other: NamedSpark) =>
    side === 'before' ? ([other.title, spark.title] as const) : ([spark.title, other.title] as const);
  const side = (name: SideName, ends: SparkLinkEnd[]) => (
    <Side
      title={sparkLinksText.links[name]}
      help={sparkLinksText.links[`${name}Help`]}
      none={sparkLinksText.links[`${name}None`]}
      add={sparkLinksText.links[`${name}Add`]}
      ends={ends}
      workspace={workspace}
      onAdd={() => setOpen({ side: name, end: null })}
      onEdit={(end) => setOpen({ side: name, end })}
      onReverse={(end) => {
        const [source, target] = endsOf(name, end.spark);
        void editing.edit([{ op: 'reverse', id: end.id }], linksText.done.reversed(target, source));
      }}
      onRemove={(end) => {
        const [source, target] = endsOf(name, end.spark);
        void editing.edit([{ op: 'remove', id: end.id }], linksText.done.removed(source, target));
      }}
    />
  );
  const linked = new Set([...before, ...after].map((end) => end.spark.id));
  const impossible = (id: string) =>
    id === spark.id ? sparkLinksText.links.isItself : linked.has(id) ? sparkLinksText.links.isLinked : undefined;
  const dialog = linksText.dialog;

  return (
    <div className="grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-8 lg:grid-cols-2">
      {side('before', before)}
      {side('after', after)}
      <LinkButton
        variant="quiet"
        icon={<Workflow />}
        href={inWorkspace(workspace).nearby(spark.slug)}
        className="-ms-3 justify-self-start lg:col-span-2"
      >
        {linksText.end.inGraph}
      </LinkButton>
      {open && (
        <Suspense fallback={null}>
          <LinkDialog
            key={open.end?.id ?? open.side}
            workspace={workspace}
            level="spark"
            title={open.end ? dialog.edit : dialog[open.side](spark.title)}
            link={open.end ?? undefined}
            source={open.side === 'after' ? spark : open.end?.spark}
            target={open.side === 'before' ? spark : open.end?.spark}
            nodes={outline?.sparks ?? NO_SPARKS}
            impossible={impossible}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
      <LoopDialog {...editing} />
    </div>
  );
}

interface SideProps {
  title: string;
  help: string;
  none: string;
  add: string;
  ends: SparkLinkEnd[];
  workspace: string;
  onAdd: () => void;
  onEdit: (end: SparkLinkEnd) => void;
  onReverse: (end: SparkLinkEnd) => void;
  onRemove: (end: SparkLinkEnd) => void;
}

function Side({ title, help, none, add, ends, workspace, onAdd, onEdit, onReverse, onRemove }: SideProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="min-w-0 flex-1 text-sm text-muted">{help}</p>
        <Button size="sm" icon={<Plus />} aria-label={add} onPress={onAdd}>
          {sparkLinksText.links.add}
        </Button>
      </div>
      {ends.length === 0 ? (
        <p className="border-t py-3 text-muted">{none}</p>
      ) : (
        <ul className="border-t">
          {ends.map((end) => (
            <LinkEnd
              key={end.id}
              workspace={workspace}
              end={end}
              onEdit={() => onEdit(end)}
              onReverse={() => onReverse(end)}
              onRemove={() => onRemove(end)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
