'use client';

import { FileCheck, Pencil } from 'lucide-react';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { BRIEF_FIELDS, type BriefField, type CourseBrief, MOST_CHARACTERS } from '#lib/generation/core/course/brief.ts';
import { courseText } from './text.ts';

const SHORT: readonly BriefField[] = ['title', 'lessons', 'minutes'];
const HALF: readonly BriefField[] = ['lessons', 'minutes'];
/** So many lines are quoted; the others are counted. */
const MOST_QUOTED = 6;

interface BriefFormProps {
  brief: CourseBrief;
  onChange?: (brief: CourseBrief) => void;
}

/** The fields of a brief, each with the line that it was read from. Without `onChange` it is only read. */
export function BriefForm({ brief, onChange }: BriefFormProps) {
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-4">
        {BRIEF_FIELDS.map((field) => (
          <div key={field} className={HALF.includes(field) ? 'md:col-span-1' : 'md:col-span-2'}>
            <Field field={field} brief={brief} onChange={onChange} />
          </div>
        ))}
      </div>
      <NotUnderstood brief={brief} />
    </div>
  );
}

function Field({ field, brief, onChange }: BriefFormProps & { field: BriefField }) {
  const number = useNumber();
  const line = brief.lines[field];
  const props = {
    label: courseText.fields[field],
    value: brief[field],
    maxLength: MOST_CHARACTERS[field],
    isReadOnly: !onChange,
    onChange: (said: string) => onChange?.({ ...brief, [field]: said }),
  };
  return (
    <div className="relative">
      {brief.file_name !== null && (
        <span className="absolute end-0 top-0 flex items-center gap-1 text-sm">
          {line !== undefined ? (
            <span className="flex items-center gap-1 text-muted">
              <FileCheck aria-hidden className="size-3.5" />
              {courseText.line(number(line))}
            </span>
          ) : (
            brief[field] === '' && (
              <span className="flex items-center gap-1 text-draft">
                <Pencil aria-hidden className="size-3.5" />
                {courseText.notInFile}
              </span>
            )
          )}
        </span>
      )}
      {SHORT.includes(field) ? <TextField {...props} /> : <TextArea {...props} rows={2} />}
    </div>
  );
}

function NotUnderstood({ brief }: { brief: CourseBrief }) {
  const lines = brief.not_understood;
  if (lines.length === 0) return null;
  const more = lines.length - MOST_QUOTED;
  return (
    <ProblemNotice
      tone="note"
      title={courseText.notUnderstood(lines.length)}
      why={
        <span dir="auto" className="break-words">
          {lines
            .slice(0, MOST_QUOTED)
            .map(({ line, text }) => courseText.quotedLine(line, text))
            .concat(more > 0 ? [courseText.andMore(more)] : [])
            .join(', ')}
          . {courseText.keptUnused}
        </span>
      }
    />
  );
}
