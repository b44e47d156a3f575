'use client';

import { ArrowDown, ArrowLeftRight, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import { useGraph } from './context.tsx';
import { type LinkDraft, useEditing } from './editing.tsx';
import { InsertDialog } from './insert-dialog.tsx';
import { LinkFields, type LinkValues, linkErrors } from './link-fields.tsx';
import { linksText } from './links-text.ts';
import { graphText } from './text.ts';

export interface LinkInspectorProps {
  link: GraphLink;
  /** Somebody removed it while something was typed about it. */
  isGone: boolean;
}

/** One link: what it says, and everything that can be done to it. */
export function LinkInspector({ link, isGone }: LinkInspectorProps) {
  const { node, canWrite, level } = useGraph();
  const { reverse, remove } = useEditing();
  const [isInserting, setInserting] = useState(false);
  const source = node(link.source_id);
  const target = node(link.target_id);
  if (!source || !target) return null;
  return (
    <div className="flex flex-col gap-5 p-4">
      <section aria-label={graphText.inspect.link} className="flex flex-col gap-1.5">
        <End id={source.id} title={source.title} label={linksText.form.source} />
        <span className="flex items-center gap-2 ps-1 text-sm text-muted">
          <ArrowDown aria-hidden className="size-4 text-faint" />
          <LinkStroke type={link.link_type} />
          {LINK_WORDS[link.link_type]}
          {!canWrite && link.weight !== null && <span className="tabular-nums">{link.weight.toFixed(2)}</span>}
        </span>
        <End id={target.id} title={target.title} label={linksText.form.target} />
      </section>
      {canWrite ? (
        <>
          <LinkForm link={link} isGone={isGone} titles={[source.title, target.title]} />
          {!isGone && (
            <div className="flex flex-wrap gap-2 border-t pt-4">
              <Button size="sm" icon={<ArrowLeftRight />} onPress={() => reverse(link)}>
                {graphText.inspect.reverse}
              </Button>
              {level === 'spark' && (
                <Button size="sm" icon={<Plus />} onPress={() => setInserting(true)}>
                  {graphText.inspect.insert}
                </Button>
              )}
              <Button size="sm" icon={<Trash2 />} onPress={() => remove([link])}>
                {graphText.inspect.remove}
              </Button>
            </div>
          )}
        </>
      ) : (
        link.description && <p dir="auto">{link.description}</p>
      )}
      {isInserting && <InsertDialog link={link} onClose={() => setInserting(false)} />}
    </div>
  );
}

function End({ id, title, label }: { id: string; title: string; label: string }) {
  const { select, flyTo } = useGraph();
  return (
    <p className="flex min-w-0 flex-col">
      <span className="text-xs text-faint">{label}</span>
      <AriaButton
        onPress={() => {
          select({ nodes: [id], link: null });
          flyTo([id]);
        }}
        className="text-title min-w-0 cursor-default rounded-sm text-start font-medium wrap-break-word data-hovered:underline"
      >
        <span dir="auto">{title}</span>
      </AriaButton>
    </p>
  );
}

/** Follows what others do to the link until one types; what was typed stays until it is saved, whatever the database says to it. */
function LinkForm({ link, isGone, titles }: LinkInspectorProps & { titles: [string, string] }) {
  const { select } = useGraph();
  const { edit, isPending, drafts } = useEditing();
  const before: LinkValues = { link_type: link.link_type, weight: link.weight, description: link.description ?? '' };
  // With the version that was on screen when the typing began; whoever knows that it moved may save without one.
  const [typed, setTyped] = useState(drafts.get(link.id) ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const values = typed?.values ?? before;
  const keep = (next: LinkDraft | null) => {
    setTyped(next);
    if (next) drafts.set(link.id, next);
    else drafts.delete(link.id);
  };
  const setValues = (next: LinkValues) => keep({ values: next, version: typed ? typed.version : link.version });
  const { link_type, weight, description } = values;
  const isChanged =
    link_type !== before.link_type || weight !== before.weight || description.trim() !== before.description;
  const errors = linkErrors(values);
  const save = async () => {
    const says = { link_type, weight, description: description.trim() || null };
    const { id, source_id, target_id } = link;
    const refused = isGone
      ? await edit([{ op: 'add', source_id, target_id, ...says }], linksText.done.added(...titles), { inPlace: true })
      : await edit([{ op: 'update', id, version: typed?.version, ...says }], linksText.done.changed(...titles), {
          inPlace: true,
        });
    setProblem(refused);
    keep(refused ? { values, version: undefined } : null);
    if (isGone && !refused) select({ nodes: [source_id], link: null });
  };
  const cancel = () => {
    keep(null);
    setProblem(null);
    if (isGone) select({ nodes: [], link: null });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {isGone && <ProblemNotice tone="note" title={linksText.gone.title} why={linksText.gone.why} />}
      {problem && <ProblemNotice title={linksText.failed.title} why={problem.message} />}
      <LinkFields isNarrow value={values} onChange={setValues} />
      {(isChanged || isGone) && (
        <div className="flex gap-2">
          <Button
            type="submit"
            size="sm"
            variant="primary"
            isPending={isPending}
            isDisabled={Boolean(errors.weight || errors.description)}
          >
            {isGone ? linksText.gone.again : linksText.form.save}
          </Button>
          <Button size="sm" onPress={cancel}>
            {isGone ? linksText.gone.leave : linksText.form.cancel}
          </Button>
        </div>
      )}
    </form>
  );
}
