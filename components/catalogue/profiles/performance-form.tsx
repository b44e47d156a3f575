'use client';

import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { PERFORMANCE_FIELDS, type PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { useSavePerformance } from '#lib/catalogue/queries/profiles.ts';
import { ProfileFieldControl } from './profile-field.tsx';
import { ProfileNotices } from './profile-notices.tsx';
import { SaveState } from './save-state.tsx';
import { profilesText } from './text.ts';
import { useClosing } from './use-closing.ts';
import { useFieldSaves } from './use-profile.ts';

const words = profilesText.performance;
const FIGURES = PERFORMANCE_FIELDS.filter(({ as }) => as !== 'list');
const LISTS = PERFORMANCE_FIELDS.filter(({ as }) => as === 'list');

const two = (number: number) => String(number).padStart(2, '0');

/** The day that it is where one sits. */
function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Of 31 February browsers make 3 March: a day is one that comes back as it was written. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

interface NewDayProps {
  /** The days that have figures. */
  days: readonly PerformanceDay[];
  onOpen: (day: string) => void;
  onClose: () => void;
}

/** Which day figures are added for. One that has some is edited and not added again. */
export function NewDay({ days, onOpen, onClose }: NewDayProps) {
  const [day, setDay] = useState(today);
  const isTaken = days.some(({ measured_on }) => measured_on === day);
  return (
    <Dialog
      title={words.formNew}
      size="sm"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {profilesText.cancel}
          </Button>
          <Button variant="primary" isDisabled={!isDay(day)} onPress={() => onOpen(day)}>
            {isTaken ? words.editTaken : words.next}
          </Button>
        </>
      }
    >
      <TextField
        label={words.day}
        value={day}
        onChange={setDay}
        error={isDay(day) ? undefined : words.badDay}
        help={isTaken ? words.dayTaken : undefined}
      />
    </Dialog>
  );
}

interface DayFormProps {
  workspace: string;
  trail_id: string;
  /** As 2026-01-31. */
  measured_on: string;
  /** What it says; nothing yet where nobody has said a word. */
  day: PerformanceDay | undefined;
  onClose: () => void;
}

/** The figures of one day, each saved by itself as it is typed. */
export function DayForm({ workspace, trail_id, measured_on, day, onClose }: DayFormProps) {
  // Also where the day is removed while one writes: it was there.
  const seen = useRef(day?.id);
  if (day) seen.current = day.id;
  const saves = useFieldSaves(
    useSavePerformance(workspace, trail_id, measured_on, seen.current),
    (_, field) => day?.[field as keyof PerformanceDay] ?? null,
  );
  const { profile, close } = useClosing(saves, onClose);
  const shared = { workspace, kind: 'trail_performance', profile } as const;
  return (
    <Dialog
      title={words.formOf(measured_on)}
      size="lg"
      isOpen
      onOpenChange={(isOpen) => !isOpen && void close()}
      footer={
        <Button variant="primary" onPress={() => void close()}>
          {words.done}
        </Button>
      }
    >
      <ProfileNotices profile={profile} />
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-3">
          {FIGURES.map((field) => (
            <ProfileFieldControl
              key={field.name}
              {...shared}
              field={field}
              help={field.as === 'share' ? words.percent : undefined}
            />
          ))}
        </div>
        {LISTS.map((field) => (
          <ProfileFieldControl key={field.name} {...shared} field={field} />
        ))}
      </div>
      <SaveState profile={profile} />
    </Dialog>
  );
}
