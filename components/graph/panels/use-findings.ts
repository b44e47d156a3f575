import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import { CHECK_FAMILIES, gravestFirst } from '#lib/graph/core/checks.ts';
import type { CheckInput, Finding } from '#lib/graph/core/finding.ts';
import { graphQuery } from '#lib/graph/queries/links.ts';
import { useGraph } from '../context.tsx';

/**
 * What the checks find, or null until they are through for the first time. A family at a time with breaks between them, so
 * that a large graph never holds up the page; while new ones are looked for, the last findings stay.
 */
export function useFindings(): Finding[] | null {
  const { workspace, level, nodes, links, index } = useGraph();
  const outline = useQuery(wholeOutlineQuery(workspace)).data;
  const sparks = useQuery({ ...graphQuery(workspace, 'spark'), enabled: level === 'concept' }).data;
  const [found, setFound] = useState<{ level: string; findings: Finding[] } | null>(null);

  useEffect(() => {
    if (!outline || (level === 'concept' && !sparks)) return;
    const input: CheckInput = { level, nodes, links, index, outline, spark_links: sparks?.links };
    const findings: Finding[] = [];
    let timer: ReturnType<typeof setTimeout>;
    const next = (family: number) => {
      const check = CHECK_FAMILIES[family];
      if (!check) return setFound({ level, findings: gravestFirst(findings) });
      findings.push(...check(input));
      timer = setTimeout(() => next(family + 1));
    };
    timer = setTimeout(() => next(0));
    return () => clearTimeout(timer);
  }, [level, nodes, links, index, outline, sparks]);

  return found?.level === level ? found.findings : null;
}
