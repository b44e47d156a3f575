import { baseText } from '#components/base/text.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { changesText } from './changes-text.ts';

const words = changesText.desk;
const NAMES = ['title', 'summary', 'estimated_mins', 'difficulty'] as const;

/** The fields of a lesson that somebody would have otherwise, beside what they say now. Nothing where there are none. */
export function ChangedFields({ item: { body, lesson, status, decided } }: { item: ShownItem }) {
  const fields = body.kind === 'spark' ? body.fields : undefined;
  const changed = fields ? NAMES.filter((name) => fields[name] !== undefined) : [];
  if (!fields || changed.length === 0) return null;
  // Once it is approved the lesson says what was proposed.
  const isWritten = status === 'approved' && decided !== null;
  const shown = (name: (typeof NAMES)[number], of: typeof fields | typeof lesson) => {
    if (name === 'difficulty') return of?.difficulty ? baseText.difficulty[of.difficulty] : words.empty;
    if (name === 'estimated_mins') return of?.estimated_mins ? baseText.minutes(of.estimated_mins) : words.empty;
    return of?.[name] || words.empty;
  };
  return (
    <section aria-label={words.fields} className="mb-6 rounded-lg border">
      <dl className="divide-y">
        {changed.map((name) => (
          <div key={name} className="flex flex-wrap gap-x-4 gap-y-0.5 px-4 py-2.5">
            <dt className="w-24 shrink-0 text-sm text-muted">{words.field[name]}</dt>
            <dd className="min-w-0 flex-1 basis-64 wrap-anywhere">
              {lesson && !isWritten && (
                <>
                  <del dir="auto" className="text-muted">
                    {shown(name, lesson)}
                  </del>{' '}
                  <span className="sr-only">{words.becomes}</span>
                </>
              )}
              <ins dir="auto" className="font-medium no-underline">
                {shown(name, fields)}
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
