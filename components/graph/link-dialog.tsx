'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import type { LinkEdit } from '#lib/graph/core/edits.ts';
import type { GraphLevel, GraphLink } from '#lib/graph/core/graph.ts';
import { LinkFields, type LinkValues, linkErrors, usualLink } from './link-fields.tsx';
import { linksText } from './links-text.ts';
import { LoopDialog } from './loop-dialog.tsx';
import { type ChoosableNode, NodeComboBox } from './node-combo-box.tsx';
import { loopOf, useLinkEditing } from './use-link-editing.ts';

export interface LinkDialogProps {
  workspace: string;
  level: GraphLevel;
  title: string;
  /** The link to edit; without one a new link is added. */
  link?: Pick<GraphLink, 'id' | 'link_type' | 'weight' | 'description'> & { version?: number };
  /** The ends that are given. The other one, or both, are chosen among the nodes. */
  source?: ChoosableNode;
  target?: ChoosableNode;
  nodes: readonly ChoosableNode[];
  /** Why a node cannot be chosen for the missing end. */
  impossible?: (id: string) => string | undefined;
  onClose: () => void;
}

/** Adds or edits a link. What was typed stays until the link is saved, whatever the database says to it. */
export function LinkDialog(props: LinkDialogProps) {
  const { workspace, level, title, link, nodes, impossible, onClose } = props;
  const [source, setSource] = useState(props.source?.id ?? null);
  const [target, setTarget] = useState(props.target?.id ?? null);
  const [values, setValues] = useState<LinkValues>(
    link ? { link_type: link.link_type, weight: link.weight, description: link.description ?? '' } : usualLink(),
  );
  const [problem, setProblem] = useState<Problem | null>(null);
  // Whoever has been told that somebody else was faster may save all the same.
  const [version, setVersion] = useState(link?.version);
  const editing = useLinkEditing(workspace, level, onClose);

  const named = (id: string | null, given?: ChoosableNode) =>
    (given?.id === id ? given : nodes.find((node) => node.id === id))?.title ?? '';
  const [first, then] = [named(source, props.source), named(target, props.target)];
  const errors = linkErrors(values);
  const isReady = source !== null && target !== null && !errors.weight && !errors.description;

  const save = async () => {
    if (source === null || target === null) return;
    const { link_type, weight } = values;
    const says = { link_type, weight, description: values.description.trim() || null };
    const edit: LinkEdit = link
      ? { op: 'update', id: link.id, version, ...says }
      : { op: 'add', source_id: source, target_id: target, ...says };
    const done = link ? linksText.done.changed(first, then) : linksText.done.added(first, then);
    const refused = await editing.edit([edit], done, { inPlace: true });
    if (!refused) return onClose();
    setProblem(loopOf(refused) ? null : refused);
    setVersion(undefined);
  };

  return (
    <>
      <Dialog
        title={title}
        size="lg"
        isOpen
        onOpenChange={(open) => !open && onClose()}
        footer={
          <>
            <Button onPress={onClose}>{linksText.form.cancel}</Button>
            <Button variant="primary" isDisabled={!isReady} isPending={editing.isPending} onPress={() => void save()}>
              {link ? linksText.form.save : linksText.form.add}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-5 pt-1">
          {problem && <ProblemNotice title={linksText.failed.title} why={problem.message} />}
          <div className="grid gap-4 sm:grid-cols-2">
            <End
              label={linksText.form.source}
              placeholder={linksText.form.choose(level)}
              fixed={props.source}
              nodes={nodes}
              value={source}
              onChange={setSource}
              impossible={impossible}
              autoFocus={!props.source}
            />
            <End
              label={linksText.form.target}
              placeholder={linksText.form.choose(level)}
              fixed={props.target}
              nodes={nodes}
              value={target}
              onChange={setTarget}
              impossible={impossible}
              autoFocus={props.source && !props.target}
            />
          </div>
          <LinkFields value={values} onChange={setValues} />
        </div>
      </Dialog>
      <LoopDialog {...editing} />
    </>
  );
}

interface EndProps {
  label: string;
  placeholder: string;
  fixed?: ChoosableNode;
  nodes: readonly ChoosableNode[];
  value: string | null;
  onChange: (id: string | null) => void;
  impossible?: (id: string) => string | undefined;
  autoFocus?: boolean;
}

function End({ fixed, ...field }: EndProps) {
  if (!fixed) return <NodeComboBox {...field} />;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-sm font-medium">{field.label}</span>
      <span dir="auto" className="text-title flex min-h-8 items-center font-medium break-words">
        {fixed.title}
      </span>
    </div>
  );
}
