'use client';

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { editPlan, type PlanEdit, type PlannedModule, type PlanPlace, planOf } from '#lib/catalogue/core/curriculum.ts';
import { isRecord } from '#lib/catalogue/core/record-form.ts';
import { labelOf, type ProfileFieldProps } from './field-props.ts';
import { KeptInside } from './kept-values.tsx';
import { RecordRows } from './record-field.tsx';
import { profilesText } from './text.ts';
import { useFieldDraft } from './use-field-draft.ts';

const words = profilesText.plan;

/** The plan of a course: modules with their lessons, and whatever else its curriculum says. */
export function CurriculumField({ kind, field, profile }: ProfileFieldProps) {
  const draft = useFieldDraft<unknown>({
    kind,
    field: field.name,
    label: labelOf(field),
    profile,
    written: (value) => value ?? null,
    read: (value) => ({ ok: true, value }),
  });
  // The place of what was just added: it gets the focus.
  const [added, setAdded] = useState<string | null>(null);
  const plan = planOf(draft.value);
  if (!plan) return <KeptInside fields={[[field.name, draft.value]]} />;
  const edit = (one: PlanEdit) => {
    const next = editPlan(draft.value, one);
    // What is added says nothing yet, and what is typed may go on.
    if (one.do === 'move' || one.do === 'remove') draft.commit(next);
    else draft.change(next);
  };
  const others = isRecord(draft.value) ? draft.value : {};
  const hasOthers = Object.keys(others).some((key) => key !== 'modules');
  const save = () => void draft.save();
  const addLesson = (module: number, after: number) => {
    setAdded(`${module}.${after + 1}`);
    edit({ do: 'add_lesson', module, after });
  };
  return (
    <div className="flex flex-col gap-4">
      <h3 className="pt-2 text-sm font-semibold">{labelOf(field)}</h3>
      {plan.length > 0 && (
        <ol aria-label={words.modules} className="flex flex-col gap-4">
          {plan.map((module, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a module is told by its place.
            <li key={at}>
              <Module {...{ module, at, added, edit, save, addLesson }} isLast={at === plan.length - 1} />
            </li>
          ))}
        </ol>
      )}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onPress={() => {
            setAdded(String(plan.length));
            edit({ do: 'add_module' });
          }}
        >
          {words.addModule}
        </Button>
      </div>
      {hasOthers && <RecordRows record={others} keys={[]} without={['modules']} draft={draft} />}
    </div>
  );
}

interface ModuleProps {
  module: PlannedModule;
  at: number;
  isLast: boolean;
  added: string | null;
  edit: (edit: PlanEdit) => void;
  save: () => void;
  addLesson: (module: number, after: number) => void;
}

function Module({ module, at, isLast, added, edit, save, addLesson }: ModuleProps) {
  const { lessons, others } = module;
  return (
    <div className="flex flex-col gap-1.5">
      <Line
        number={String(at + 1)}
        label={words.module(at + 1)}
        title={module.title}
        isStrong
        {...{ edit, save }}
        place={{ module: at }}
        isNew={added === String(at)}
        isFirst={at === 0}
        isLast={isLast}
        onEnter={() => addLesson(at, -1)}
      />
      {lessons.length > 0 && (
        <ol aria-label={words.lessonsOf(at + 1)} className="flex flex-col gap-1 ps-6">
          {lessons.map((lesson, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a lesson is told by its place.
            <li key={nth}>
              <Line
                number={`${at + 1}.${nth + 1}`}
                label={words.lesson(at + 1, nth + 1)}
                title={lesson.title}
                {...{ edit, save }}
                place={{ module: at, lesson: nth }}
                isNew={added === `${at}.${nth}`}
                isFirst={nth === 0}
                isLast={nth === lessons.length - 1}
                onEnter={() => addLesson(at, nth)}
              />
              {lesson.others.length > 0 && (
                <div className="ps-10">
                  <KeptInside fields={lesson.others} />
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-col items-start ps-6">
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus />}
          aria-label={words.addLessonTo(at + 1)}
          onPress={() => addLesson(at, lessons.length - 1)}
        >
          {words.addLesson}
        </Button>
        <KeptInside fields={others} />
      </div>
    </div>
  );
}

interface LineProps {
  number: string;
  label: string;
  title: string;
  place: PlanPlace;
  isStrong?: boolean;
  isNew: boolean;
  isFirst: boolean;
  isLast: boolean;
  edit: (edit: PlanEdit) => void;
  save: () => void;
  onEnter: () => void;
}

/** The title of a module or lesson, with what moves and removes it. Enter goes on with a lesson below. */
function Line({ number, label, title, place, isStrong, isNew, isFirst, isLast, edit, save, onEnter }: LineProps) {
  const act = (name: string, icon: ReactNode, one: PlanEdit, isDisabled = false) => (
    <IconButton size="sm" label={name} isDisabled={isDisabled} onPress={() => edit(one)} className="text-faint">
      {icon}
    </IconButton>
  );
  return (
    <div className="flex items-center gap-1">
      <span className={`w-9 shrink-0 text-sm tabular-nums ${isStrong ? 'font-semibold' : 'text-muted'}`}>{number}</span>
      <TextField
        label={label}
        hideLabel
        size="sm"
        autoFocus={isNew}
        value={title}
        onChange={(next) => edit({ do: 'title', at: place, title: next })}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
        className="flex-1"
      />
      {act(words.up(label), <ArrowUp />, { do: 'move', at: place, by: -1 }, isFirst)}
      {act(words.down(label), <ArrowDown />, { do: 'move', at: place, by: 1 }, isLast)}
      {act(words.remove(label), <X />, { do: 'remove', at: place })}
    </div>
  );
}
