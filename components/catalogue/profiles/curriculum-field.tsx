'use client';

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
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

/** The parts of a line that can have the focus. */
type LinePart = 'title' | 'up' | 'down' | 'remove';

/** Where the focus goes once a plan has changed: to a part of a line, or to another where that cannot have it. */
interface LineFocus {
  place: PlanPlace;
  parts: readonly LinePart[];
}

const keyOf = ({ module, lesson }: PlanPlace) => (lesson === undefined ? String(module) : `${module}.${lesson}`);

/** What was moved keeps the focus where it stands now; what was removed leaves it to what took its place, or stood before it. */
function focusAfter(edit: PlanEdit, plan: readonly PlannedModule[]): LineFocus | null {
  if (edit.do === 'title') return null;
  if (edit.do === 'add_module') return { place: { module: plan.length }, parts: ['title'] };
  if (edit.do === 'add_lesson') return { place: { module: edit.module, lesson: edit.after + 1 }, parts: ['title'] };
  const { module, lesson } = edit.at;
  if (edit.do === 'move') {
    const place = lesson === undefined ? { module: module + edit.by } : { module, lesson: lesson + edit.by };
    return { place, parts: edit.by < 0 ? ['up', 'down', 'title'] : ['down', 'up', 'title'] };
  }
  const left = (lesson === undefined ? plan.length : (plan[module]?.lessons.length ?? 0)) - 1;
  if (lesson === undefined) return { place: { module: Math.min(module, left - 1) }, parts: ['remove'] };
  return { place: left === 0 ? { module } : { module, lesson: Math.min(lesson, left - 1) }, parts: ['remove'] };
}

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
  const lines = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<LineFocus | null>(null);
  useEffect(() => {
    if (!focus) return;
    const line = `[data-line="${keyOf(focus.place)}"]`;
    const found = focus.parts.map((part) =>
      lines.current?.querySelector<HTMLElement>(
        part === 'title' ? `${line} input` : `${line} [data-part="${part}"]:enabled`,
      ),
    );
    // Of a plan without a line there is what adds one.
    (found.find(Boolean) ?? lines.current?.querySelector<HTMLElement>('[data-part="add"]'))?.focus();
  }, [focus]);
  const plan = planOf(draft.value);
  if (!plan) return <KeptInside fields={[[field.name, draft.value]]} />;
  const edit = (one: PlanEdit) => {
    const next = editPlan(draft.value, one);
    // Lines are told by their places: what had the focus is another line now.
    if (one.do !== 'title') setFocus(focusAfter(one, plan));
    // What is added says nothing yet, and what is typed may go on.
    if (one.do === 'move' || one.do === 'remove') draft.commit(next);
    else draft.change(next);
  };
  const others = isRecord(draft.value) ? draft.value : {};
  const hasOthers = Object.keys(others).some((key) => key !== 'modules');
  const save = () => void draft.save();
  return (
    <div ref={lines} className="flex flex-col gap-4">
      <h3 className="pt-2 text-sm font-semibold">{labelOf(field)}</h3>
      {plan.length > 0 && (
        <ol aria-label={words.modules} className="flex flex-col gap-4">
          {plan.map((module, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a module is told by its place.
            <li key={at}>
              <Module {...{ module, at, edit, save }} isLast={at === plan.length - 1} />
            </li>
          ))}
        </ol>
      )}
      <div>
        <Button size="sm" icon={<Plus />} data-part="add" onPress={() => edit({ do: 'add_module' })}>
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
  edit: (edit: PlanEdit) => void;
  save: () => void;
}

function Module({ module, at, isLast, edit, save }: ModuleProps) {
  const { lessons, others } = module;
  const addLesson = (after: number) => edit({ do: 'add_lesson', module: at, after });
  return (
    <div className="flex flex-col gap-1.5">
      <Line
        number={String(at + 1)}
        label={words.module(at + 1)}
        title={module.title}
        isStrong
        {...{ edit, save }}
        place={{ module: at }}
        isFirst={at === 0}
        isLast={isLast}
        onEnter={() => addLesson(-1)}
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
                isFirst={nth === 0}
                isLast={nth === lessons.length - 1}
                onEnter={() => addLesson(nth)}
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
          onPress={() => addLesson(lessons.length - 1)}
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
  isFirst: boolean;
  isLast: boolean;
  edit: (edit: PlanEdit) => void;
  save: () => void;
  onEnter: () => void;
}

/** The title of a module or lesson, with what moves and removes it. Enter goes on with a lesson below. */
function Line({ number, label, title, place, isStrong, isFirst, isLast, edit, save, onEnter }: LineProps) {
  const act = (part: LinePart, name: string, icon: ReactNode, one: PlanEdit, isDisabled = false) => (
    <IconButton
      size="sm"
      label={name}
      data-part={part}
      isDisabled={isDisabled}
      onPress={() => edit(one)}
      className="text-faint"
    >
      {icon}
    </IconButton>
  );
  return (
    <div data-line={keyOf(place)} className="flex items-center gap-1">
      <span className={`w-9 shrink-0 text-sm tabular-nums ${isStrong ? 'font-semibold' : 'text-muted'}`}>{number}</span>
      <TextField
        label={label}
        hideLabel
        size="sm"
        value={title}
        onChange={(next) => edit({ do: 'title', at: place, title: next })}
        onBlur={save}
        onKeyDown={(event) => {
          // Enter that ends composing a word chooses that word.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter();
        }}
        className="flex-1"
      />
      {act('up', words.up(label), <ArrowUp />, { do: 'move', at: place, by: -1 }, isFirst)}
      {act('down', words.down(label), <ArrowDown />, { do: 'move', at: place, by: 1 }, isLast)}
      {act('remove', words.remove(label), <X />, { do: 'remove', at: place })}
    </div>
  );
}
