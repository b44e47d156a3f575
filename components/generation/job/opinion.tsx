import type { ProposalBody } from '#lib/generation/core/proposal.ts';

type Body = Extract<ProposalBody, { kind: 'profile' | 'review' }>;

/** What a model says of sources or of a lesson, each with the words that it is about. */
export function Opinion({ body }: { body: Body }) {
  const rows =
    body.kind === 'profile'
      ? body.fields.map(({ name, value, quote }) => ({ head: name, text: value, quote }))
      : body.findings.map(({ reason, suggestion, quote }) => ({ head: reason, text: suggestion, quote }));
  return (
    <ul className="flex flex-col divide-y rounded-lg border bg-surface">
      {rows.map(({ head, text, quote }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes.
        <li key={at} dir="auto" className="flex flex-col gap-1 px-4 py-3">
          <span className="font-medium">{head}</span>
          {text && <span>{text}</span>}
          {quote && <q className="text-sm text-muted">{quote}</q>}
        </li>
      ))}
    </ul>
  );
}
