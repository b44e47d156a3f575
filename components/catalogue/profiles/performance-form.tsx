'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { linesOf, textsOf } from '#lib/catalogue/core/record-form.ts';
import { useSavePerformance } from '#lib/catalogue/queries/profiles.ts';
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
  onClose: () => void;
}

/** The figures of one day, typed. */
export function PerformanceForm({ workspace, trail_id, day, onClose }: PerformanceFormProps) {
  const [figures, setFigures] = useState<PerformanceDay>(day ?? nothing);
  const { mutateAsync, isPending, error } = useSavePerformance(workspace, trail_id);
  const [texts, setTexts] = useState({
    key_learnings: linesOf(figures.key_learnings),
    suggested_improvements: linesOf(figures.suggested_improvements),
  });
  const isDay = !Number.isNaN(Date.parse(figures.measured_on)) && /^\d{4}-\d\d-\d\d$/.test(figures.measured_on);
  const save = async () => {
    const { measured_on, ...others } = figures;
    const lists = {
      key_learnings: textsOf(texts.key_learnings),
      suggested_improvements: textsOf(texts.suggested_improvements),
    };
    try {
      await mutateAsync({ measured_on, figures: { ...others, ...lists } });
    } catch {
      return;
    }
    onClose();
  };
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
          <Button variant="primary" isDisabled={!isDay} isPending={isPending} onPress={() => void save()}>
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
            help={words.dayHelp}
            error={isDay ? undefined : words.badDay}
            className="max-w-60"
          />
        )}
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <Count {...shared} name="views" label={words.views} />
          <Count {...shared} name="unique_visitors" label={words.visitors} />
          <Count {...shared} name="search_impressions" label={words.impressions} />
          <Share {...shared} name="avg_engagement_rate" label={words.engagement} />
          <Share {...shared} name="conversion_rate" label={words.conversion} />
          <Share {...shared} name="avg_search_position" label={words.position} isPlace />
        </div>
        {(['key_learnings', 'suggested_improvements'] as const).map((name) => (
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
