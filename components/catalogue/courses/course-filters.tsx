'use client';

import { baseText } from '#components/base/text.ts';
import { Select } from '#components/ui/select.tsx';
import { COURSE_TYPES, DIFFICULTIES, STAGES, VALIDATION_STATUSES } from '#lib/base/core/content-kinds.ts';
import {
  COURSE_FILTERS,
  type CourseFilter,
  type CourseFilterName,
  NOT_SAID,
  SHARES,
} from '#lib/catalogue/core/courses.ts';
import type { CourseList } from '#lib/catalogue/data/courses.ts';
import { profilesText } from '../profiles/text.ts';
import { coursesText } from './text.ts';

const ANY = '(any)';
const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

interface CourseFiltersProps {
  filter: CourseFilter;
  list: Pick<CourseList, 'personas' | 'frameworks'>;
  onChange: (name: CourseFilterName, value: string | null) => void;
}

/** What courses can be asked for, a choice each; several of them are all meant. */
export function CourseFilters({ filter, list, onChange }: CourseFiltersProps) {
  const choices = choicesOf(list);
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4 2xl:grid-cols-8">
      {COURSE_FILTERS.map((name) => {
        const value = filter[name];
        const chosen = typeof value === 'number' ? String(Math.round(value * 100)) : (value ?? ANY);
        const options = choices[name];
        return (
          <Select
            key={name}
            size="sm"
            label={coursesText.filters[name]}
            value={chosen}
            options={[
              { id: ANY, label: coursesText.any },
              ...options,
              // A share that an address names and the list does not offer.
              ...(chosen === ANY || options.some(({ id }) => id === chosen) ? [] : [{ id: chosen, label: chosen }]),
            ]}
            onChange={(next) => onChange(name, next === ANY ? null : next)}
          />
        );
      })}
    </div>
  );
}

type Choices = { id: string; label: string }[];

function choicesOf({
  personas,
  frameworks,
}: Pick<CourseList, 'personas' | 'frameworks'>): Record<CourseFilterName, Choices> {
  const notSaid = { id: NOT_SAID, label: coursesText.notSaid };
  const named = (values: readonly string[], label: (value: string) => string) =>
    values.map((id) => ({ id, label: label(id) }));
  const shares = (label: (share: string) => string) =>
    SHARES.map((share) => ({ id: String(share), label: label(`.${share}`) }));
  return {
    persona: [...personas.map(({ id, display_name }) => ({ id, label: display_name })), notSaid],
    type: [...named(COURSE_TYPES, capital), notSaid],
    framework: [...named(frameworks, (name) => name), notSaid],
    level: [
      ...named(DIFFICULTIES, (level) => baseText.difficulty[level as (typeof DIFFICULTIES)[number]] ?? level),
      notSaid,
    ],
    status: named(STAGES, (stage) => profilesText.lessons.stages[stage] ?? stage),
    fidelity: shares(coursesText.above),
    quality: shares(coursesText.atLeast),
    validation: named(VALIDATION_STATUSES, (status) => coursesText.validations[status] ?? status),
  };
}
