'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, Minus, TriangleAlert } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { CLOSE_VOICE, type Fidelity } from '#lib/quality/core/voice.ts';
import { voiceQuery } from '#lib/quality/queries/quality.ts';
import { rulesText } from './text.ts';

const words = rulesText.personas;

/** How near courses are to the voice of their persona: a word and a number, or that there is too little to say. */
export function PersonaVoice({ workspace, persona_id }: { workspace: string; persona_id: string }) {
  const { data, error, refetch } = useQuery(voiceQuery(workspace, persona_id));
  const write = useNumber();
  const { columns } = words;
  return (
    <section aria-labelledby="persona-fidelity" className="mx-auto flex max-w-3xl flex-col gap-2 border-t py-6">
      <h3 id="persona-fidelity" className="text-base font-semibold">
        {words.fidelity}
      </h3>
      <p className="text-sm text-muted">
        {words.fidelityWhy} {data && words.ownWords(write(data.own_words))}
      </p>
      {error && !data ? (
        <QueryProblem error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton lines={3} />
      ) : data.courses.length === 0 ? (
        <p className="text-muted">{words.noCourses}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-muted">
                <th scope="col" className="py-2 pe-4 text-start font-medium">
                  {columns.course}
                </th>
                <th scope="col" className="py-2 pe-4 text-end font-medium">
                  {columns.words}
                </th>
                <th scope="col" className="py-2 pe-4 text-start font-medium">
                  {columns.voice}
                </th>
                <th scope="col" className="py-2 text-start font-medium">
                  {columns.differ}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.courses.map(({ id, slug, title, sparks, fidelity }) => (
                <tr key={id} className="border-b">
                  <th scope="row" className="py-2 pe-4 text-start font-normal">
                    <Link variant="plain" href={inWorkspace(workspace).course(slug)}>
                      <span dir="auto">{title}</span>
                    </Link>
                    <span className="text-muted">, {words.pooled(sparks, write(sparks))}</span>
                  </th>
                  <td className="py-2 pe-4 text-end tabular-nums">{write(fidelity.words)}</td>
                  <td className="py-2 pe-4">
                    <Voice fidelity={fidelity} />
                  </td>
                  <td className="py-2">{fidelity.is_told && fidelity.differ.map(differing).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const differing = ({ word, is_too_frequent }: { word: string; is_too_frequent: boolean }): string =>
  is_too_frequent ? words.moreOften(word) : words.lessOften(word);

function Voice({ fidelity }: { fidelity: Fidelity }) {
  if (!fidelity.is_told) return <Badge icon={<Minus />}>{words.tooShort}</Badge>;
  const score = fidelity.score.toFixed(2);
  return fidelity.score >= CLOSE_VOICE ? (
    <Badge tone="green" icon={<Check />}>
      {words.close(score)}
    </Badge>
  ) : (
    <Badge tone="amber" icon={<TriangleAlert />}>
      {words.off(score)}
    </Badge>
  );
}
