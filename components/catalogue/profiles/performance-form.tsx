'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { PERFORMANCE_LISTS, type PerformanceDay, type PerformancePatch } from '#lib/catalogue/core/performance.ts';
import { linesOf, textsOf } from '#lib/catalogue/core/record-form.ts';
import { useSavePerformance } from '#lib/catalogue/queries/profiles.ts';
import { itemOf } from './field-value.ts';
import { profilesText } from './text.ts';

const words = profilesText.performance;

const today = () => new Date().toISOString().slice(0, 10);
const nothing = (): PerformanceDay => ({
  measured_on: today(),
  views: 0,
  unique_visitors: 0,
  avg_engagement_rate: null,
  conversion_rate: null,
  search_impressions: 0,
  avg_search_position: null,
  key_learnings: [],
  suggested_improvements: [],
});

interface PerformanceFormProps {
  workspace: string;
  trail_id: string;
  /** The figures to change; new ones without. */
  day?: PerformanceDay;
  /** The days that have figures. */
  days: readonly PerformanceDay[];
  /** Goes over to a day that has figures. */
  onEdit: (day: PerformanceDay) => void;
  onClose: () => void;
}

type Lists = Record<(typeof PERFORMANCE_LISTS)[number], string>;
const listsOf = (day: PerformanceDay): Lists => ({
  key_learnings: linesOf(day.key_learnings),
  suggested_improvements: linesOf(day.suggested_improvements),
});

/** What was typed, and nothing beside it: of a day that others write as well, everything else stays. */
function patchOf(before: PerformanceDay, after: PerformanceDay, texts: Lists): PerformancePatch {
  const { measured_on: _day, key_learnings: _learnings, suggested_improvements: _improvements, ...figures } = after;
  const patch: PerformancePatch = Object.fromEntries(
    Object.entries(figures).filter(([name, value]) => value !== before[name as keyof PerformanceDay]),
  );
  const lists = listsOf(before);
  for (const name of PERFORMANCE_LISTS) if (texts[name] !== lists[name]) patch[name] = textsOf(texts[name]).map(itemOf);
  return patch;
}

/** The figures of one day, typed. */
export function PerformanceForm({ workspace, trail_id, day, days, onEdit, onClose }: PerformanceFormProps) {
  const [before] = useState<PerformanceDay>(day ?? nothing);
  const [figures, setFigures] = useState(before);
  const { mutateAsync, isPending, error } = useSavePerformance(workspace, trail_id);
  const [texts, setTexts] = useState(() => listsOf(before));
  const isDay = !Number.isNaN(Date.parse(figures.measured_on)) && /^\d{4}-\d\d-\d\d$/.test(figures.measured_on);
  const save = async () => {
    const patch = patchOf(before, figures, texts);
    try {
      // A new day counts with nothing but zeros as well.
      if (!day || Object.keys(patch).length > 0)
        await mutateAsync({ measured_on: figures.measured_on, figures: patch });
    } catch {
      return;
    }
    onClose();
  };
  const taken = day ? undefined : days.find(({ measured_on }) => measured_on === figures.measured_on);
  const shared = { figures, onChange: setFigures };
  return (
    <Dialog
      title={day ? words.formOf(day.measured_on) : words.formNew}
      size="lg"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {profilesText.cancel}
          </Button>
          <Button
            variant="primary"
            isDisabled={!isDay || taken !== undefined}
            isPending={isPending}
            onPress={() => void save()}
          >
            {words.save}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error && <ProblemNotice title={words.notSaved} why={problemOf(error).message} />}
        {!day && (
          <TextField
            label={words.day}
            value={figures.measured_on}
            onChange={(measured_on) => setFigures({ ...figures, measured_on })}
            error={!isDay ? words.badDay : taken && words.dayTaken}
            className="max-w-60"
          />
        )}
        {taken && (
          <div>
            <Button size="sm" onPress={() => onEdit(taken)}>
              {words.editTaken}
            </Button>
          </div>
        )}
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <Count {...shared} name="views" label={words.views} />
          <Count {...shared} name="unique_visitors" label={words.visitors} />
          <Count {...shared} name="search_impressions" label={words.impressions} />
          <Share {...shared} name="avg_engagement_rate" label={words.engagement} />
          <Share {...shared} name="conversion_rate" label={words.conversion} />
          <Share {...shared} name="avg_search_position" label={words.position} isPlace />
        </div>
        {PERFORMANCE_LISTS.map((name) => (
          <TextArea
            key={name}
            label={name === 'key_learnings' ? words.learnings : words.improvements}
            help={profilesText.linesHelp}
            value={texts[name]}
            onChange={(next) => setTexts({ ...texts, [name]: next })}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface FigureProps<Name extends keyof PerformanceDay> {
  figures: PerformanceDay;
  onChange: (figures: PerformanceDay) => void;
  name: Name;
  label: string;
}

function Count({
  figures,
  onChange,
  name,
  label,
}: FigureProps<'views' | 'unique_visitors' | 'search_impressions'>): ReactNode {
  return (
    <NumberField
      label={label}
      value={figures[name]}
      minValue={0}
      onChange={(value) => onChange({ ...figures, [name]: Number.isFinite(value) ? Math.round(value) : 0 })}
    />
  );
}

/** A share in percent, or a place in a list of results. Empty: not measured. */
function Share({
  figures,
  onChange,
  name,
  label,
  isPlace,
}: FigureProps<'avg_engagement_rate' | 'conversion_rate' | 'avg_search_position'> & { isPlace?: boolean }): ReactNode {
  const value = figures[name];
  return (
    <NumberField
      label={label}
      value={value ?? Number.NaN}
      minValue={0}
      maxValue={isPlace ? undefined : 1}
      step={isPlace ? 0.1 : 0.001}
      formatOptions={isPlace ? { maximumFractionDigits: 1 } : { style: 'percent', maximumFractionDigits: 1 }}
      onChange={(next) => onChange({ ...figures, [name]: Number.isFinite(next) ? next : null })}
    />
  );
}
