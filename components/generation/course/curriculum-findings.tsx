'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import type { CourseBrief } from '#lib/generation/core/course/brief.ts';
import { type CourseFinding, curriculumFindings, placeOfLesson } from '#lib/generation/core/course/findings.ts';
import { withLesson, withLessonAdded } from '#lib/generation/core/course/outline-edits.ts';
import { type Outline, withLessonMoved } from '#lib/generation/core/outline.ts';
import { findingText } from './finding-text.ts';
import { courseText } from './text.ts';

const words = courseText.findings;
const SHOWN = 4;

interface FindingsProps {
  outline: Outline;
  brief: CourseBrief | null;
  onChange?: (outline: Outline) => void;
  onGo: (lesson: number) => void;
}

/** What to look at before a curriculum is approved, each with its lesson and a way to settle it. Nothing of it blocks. */
export function Findings({ outline, brief, onChange, onGo }: FindingsProps) {
  const number = useNumber();
  const [all, showAll] = useState(false);
  const findings = curriculumFindings(outline, brief);
  if (findings.length === 0) return null;
  const shown = all ? findings : findings.slice(0, SHOWN);
  return (
    <ProblemNotice
      tone="warning"
      title={words.title(findings.length)}
      next={
        <ul className="flex flex-col gap-1.5 pt-1">
          {shown.map((finding) => {
            const text = findingText(finding, outline, number);
            const fix = onChange && fixOf(finding, outline);
            return (
              <li key={text} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink">
                <span dir="auto" className="min-w-48 flex-1">
                  {text}
                </span>
                {fix && (
                  <Button size="sm" onPress={() => onChange(fix.outline)}>
                    {fix.label(number)}
                  </Button>
                )}
                {finding.code !== 'outcome_uncovered' && (
                  <Button size="sm" variant="quiet" onPress={() => onGo(finding.lesson)}>
                    {words.goTo(finding.lesson + 1)}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      }
      actions={
        findings.length > shown.length && (
          <Button size="sm" variant="quiet" onPress={() => showAll(true)}>
            {words.more(findings.length - shown.length)}
          </Button>
        )
      }
    />
  );
}

/** The outline with a finding settled; null where only a person can. */
function fixOf(
  finding: CourseFinding,
  outline: Outline,
): { outline: Outline; label: (number: (value: number) => string) => string } | null {
  if (finding.code === 'outcome_uncovered') {
    const { outcome } = finding;
    const title = outcome.charAt(0).toUpperCase() + outcome.slice(1);
    return {
      outline: withLessonAdded(outline, outline.modules.length - 1, title, [outcome]),
      label: () => words.addLesson,
    };
  }
  const place = placeOfLesson(outline, finding.lesson);
  if (!place) return null;
  if (finding.code === 'bloom_drop' && finding.before === finding.lesson - 1 && place.lesson > 0)
    return { outline: withLessonMoved(outline, place.module, place.lesson, -1), label: () => words.swap };
  if (finding.code === 'minutes_off') {
    const { nearest } = finding;
    return {
      outline: withLesson(outline, place.module, place.lesson, { minutes: nearest }),
      label: (number) => words.setMinutes(number(nearest)),
    };
  }
  return null;
}
