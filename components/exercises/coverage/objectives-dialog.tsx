'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Plus, Trash2, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUndoing } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { movedBy, OBJECTIVE_KIND, OBJECTIVE_TITLE_LENGTH } from '#lib/exercises/core/objectives.ts';
import type { Objective, OwnerRef } from '#lib/exercises/data/objectives.ts';
import { objectivesQuery, useObjectiveEdits } from '#lib/exercises/queries/objectives.ts';
import { coverageText } from './text.ts';

const words = coverageText.editing;
const NO_OBJECTIVE = '';

interface ObjectivesDialogProps {
  workspace: string;
  owner: OwnerRef;
  /** What the concept or trail is called. */
  title: string;
  onClose: () => void;
}

/** The objectives of a concept or a trail, each saved by itself when its field is left. */
export function ObjectivesDialog({ workspace, owner, title, onClose }: ObjectivesDialogProps) {
  const { data, error, refetch } = useQuery(objectivesQuery(workspace, owner));
  return (
    <Dialog
      title={words.title(title)}
      size="lg"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <span className="me-auto self-center text-sm text-muted">{words.saved}</span>
          <Button variant="primary" onPress={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      {error ? (
        <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Objectives workspace={workspace} owner={owner} objectives={data} />
      ) : (
        <TextSkeleton lines={5} />
      )}
    </Dialog>
  );
}

interface ObjectivesProps {
  workspace: string;
  owner: OwnerRef;
  objectives: readonly Objective[];
}

function Objectives({ workspace, owner, objectives }: ObjectivesProps) {
  const { add, rename, order, remove } = useObjectiveEdits(workspace, owner);
  const undoing = useUndoing(workspace);
  const [removing, setRemoving] = useState<Objective | null>(null);
  const [isAdding, setAdding] = useState(objectives.length === 0);
  const failed = add.error ?? rename.error ?? order.error ?? remove.error;
  const removed = (one: Objective, exercises: { into: string | null } | null) =>
    remove.mutate(
      { id: one.id, exercises },
      {
        onSuccess: (change_set) => undoing.tell(words.removed(one.title), [change_set]),
        onSettled: () => setRemoving(null),
      },
    );
  const moved = (one: Objective, by: number) =>
    order.mutate(
      movedBy(
        objectives.map(({ id }) => id),
        one.id,
        by,
      ),
      { onSuccess: (change_set) => undoing.tell(words.moved, [change_set]) },
    );
  return (
    <div className="flex flex-col gap-3">
      {failed && <ProblemNotice title={words.notSaved} why={problemOf(failed).message} />}
      <ol className="flex flex-col gap-1" aria-label={coverageText.objectives}>
        {objectives.map((one, at) => (
          <ObjectiveRow
            // What was saved elsewhere meanwhile is what the field begins with.
            key={`${one.id}:${one.version}`}
            objective={one}
            number={at + 1}
            isFirst={at === 0}
            isLast={at === objectives.length - 1}
            onRename={(title) =>
              rename.mutate(
                { id: one.id, version: one.version, title },
                {
                  onSuccess: ({ version }) =>
                    undoing.tell(words.renamed, [{ kind: OBJECTIVE_KIND[owner.kind], id: one.id, version }]),
                },
              )
            }
            onMove={(by) => moved(one, by)}
            onRemove={() => (one.exercises > 0 ? setRemoving(one) : removed(one, null))}
          />
        ))}
      </ol>
      {removing && (
        <Removing
          objective={removing}
          others={objectives.filter(({ id }) => id !== removing.id)}
          isPending={remove.isPending}
          onCancel={() => setRemoving(null)}
          onRemove={(into) => removed(removing, { into })}
        />
      )}
      {isAdding ? (
        <NewObjective
          isPending={add.isPending}
          onAdd={(title) =>
            add.mutateAsync(title).then(
              ({ change_set_id }) => {
                undoing.tell(words.added, [change_set_id]);
                return true;
              },
              () => false,
            )
          }
          onClose={() => setAdding(false)}
        />
      ) : (
        <Button variant="quiet" size="sm" className="self-start" icon={<Plus />} onPress={() => setAdding(true)}>
          {coverageText.addObjective}
        </Button>
      )}
    </div>
  );
}

interface ObjectiveRowProps {
  objective: Objective;
  number: number;
  isFirst: boolean;
  isLast: boolean;
  onRename: (title: string) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function ObjectiveRow({ objective, number, isFirst, isLast, onRename, onMove, onRemove }: ObjectiveRowProps) {
  const write = useNumber();
  const { objective_id, title, exercises } = objective;
  const [typed, setTyped] = useState(title);
  const next = typed.trim();
  const save = () => {
    if (next === '') setTyped(title);
    else if (next !== title) onRename(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      onMove(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Enter') save();
  };
  return (
    <li className="flex items-center gap-2">
      <code title={words.id} className="w-16 shrink-0 truncate rounded-sm bg-sunken px-1.5 py-0.5 text-xs">
        {objective_id}
      </code>
      <TextField
        label={words.one(number)}
        hideLabel
        className="min-w-0 flex-1"
        value={typed}
        maxLength={OBJECTIVE_TITLE_LENGTH}
        onChange={setTyped}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
      <span className="w-8 shrink-0 text-end text-sm text-muted tabular-nums">
        <span aria-hidden>{write(exercises)}</span>
        <span className="sr-only">{words.exercises(exercises)}</span>
      </span>
      <span className="flex shrink-0 items-center">
        <IconButton
          size="sm"
          label={words.up(number)}
          shortcut="Alt+Up"
          isDisabled={isFirst}
          onPress={() => onMove(-1)}
        >
          <ArrowUp aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label={words.down(number)}
          shortcut="Alt+Down"
          isDisabled={isLast}
          onPress={() => onMove(1)}
        >
          <ArrowDown aria-hidden />
        </IconButton>
        <IconButton size="sm" label={words.remove(number)} onPress={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </span>
    </li>
  );
}

interface RemovingProps {
  objective: Objective;
  others: readonly Objective[];
  isPending: boolean;
  onCancel: () => void;
  onRemove: (into: string | null) => void;
}

/** Where the exercises of an objective go that is to be deleted. */
function Removing({ objective, others, isPending, onCancel, onRemove }: RemovingProps) {
  const [into, setInto] = useState(others[0]?.objective_id ?? NO_OBJECTIVE);
  return (
    <section
      aria-label={words.has(objective.title, objective.exercises)}
      className="flex flex-col gap-2.5 rounded-lg bg-draft-soft px-3 py-2.5"
    >
      <p className="flex gap-2 font-medium text-draft">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {words.has(objective.title, objective.exercises)}
      </p>
      <p className="text-sm">{words.whereTo}</p>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label={words.into}
          className="min-w-0 flex-1 basis-60"
          options={[
            ...others.map(({ objective_id, title }) => ({ id: objective_id, label: title })),
            { id: NO_OBJECTIVE, label: coverageText.noObjective },
          ]}
          value={into}
          onChange={setInto}
        />
        <Button variant="quiet" onPress={onCancel}>
          {coverageText.cancel}
        </Button>
        <Button variant="danger" isPending={isPending} onPress={() => onRemove(into === NO_OBJECTIVE ? null : into)}>
          {words.removeAnd(objective.exercises)}
        </Button>
      </div>
    </section>
  );
}

interface NewObjectiveProps {
  isPending: boolean;
  onAdd: (title: string) => Promise<boolean>;
  onClose: () => void;
}

/** A new one after the other; an empty field ends it. */
function NewObjective({ isPending, onAdd, onClose }: NewObjectiveProps) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const title = typed.trim();
  const add = async () => {
    if (title === '') return onClose();
    if (await onAdd(title)) {
      setTyped('');
      field.current?.focus();
    }
  };
  return (
    <div className="flex items-end gap-2">
      <TextField
        label={words.newOne}
        help={words.newHelp}
        className="min-w-0 flex-1"
        inputRef={field}
        autoFocus
        value={typed}
        maxLength={OBJECTIVE_TITLE_LENGTH}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void add();
          else event.continuePropagation();
        }}
      />
      <Button className="mb-5" isDisabled={title === ''} isPending={isPending} onPress={() => void add()}>
        {coverageText.addObjective}
      </Button>
    </div>
  );
}
