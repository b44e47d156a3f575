import { type Finding, findingKey, SEVERITIES, type Severity } from './finding.ts';

/** A finding as somebody sees it: numbered, with what a gate of the workspace makes of it. */
export interface ShownFinding extends Finding {
  key: string;
  number: number;
  /** Why it is not wanted here; null where nobody said so. */
  dismissed: string | null;
}

interface Around {
  gates: readonly string[];
  dismissals: readonly { code: string; subject: string; reason: string; opens_gate: boolean }[];
}

/** Findings in the order of the text, each with its number; what was waved off stands apart, unless a gate holds it nonetheless. */
export function shownFindings(
  findings: readonly Finding[],
  { gates, dismissals }: Around,
): { open: ShownFinding[]; dismissed: ShownFinding[] } {
  const waved = new Map(dismissals.map((one) => [`${one.code}:${one.subject}`, one]));
  const open: ShownFinding[] = [];
  const dismissed: ShownFinding[] = [];
  for (const finding of findings) {
    const key = findingKey(finding);
    const off = waved.get(key);
    const isGated = gates.includes(finding.code) && off?.opens_gate !== true;
    const severity: Severity = isGated ? 'blocks' : finding.severity;
    const isOpen = !off || isGated;
    const shown = { ...finding, severity, key, number: isOpen ? open.length + 1 : 0, dismissed: off?.reason ?? null };
    (isOpen ? open : dismissed).push(shown);
  }
  return { open, dismissed };
}

/** Findings by severity, the gravest first. */
export const bySeverity = (findings: readonly ShownFinding[]): [Severity, ShownFinding[]][] =>
  SEVERITIES.map((severity): [Severity, ShownFinding[]] => [
    severity,
    findings.filter((one) => one.severity === severity),
  ]).filter(([, some]) => some.length > 0);
