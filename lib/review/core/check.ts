import { z } from 'zod';
import { faultsOf, tellFault, withFault } from './faults.ts';
import type { FaultKind } from './told-check.ts';
import { wrongKey } from './wrong-key.ts';

/** What checks of a workspace can be made from, as private.check_material answers. */
export const checkMaterial = z.object({
  wanted: z.number(),
  /** The drafts that a check passes for a sister of. */
  rewrite: z.uuid().nullable(),
  exercises: z.uuid().nullable(),
  texts: z
    .object({ spark_id: z.uuid(), title: z.string(), summary: z.string(), minutes: z.number(), content_md: z.string() })
    .array(),
  banks: z.object({ spark_id: z.uuid(), title: z.string(), exercises: z.unknown().array() }).array(),
});
export type CheckMaterial = z.infer<typeof checkMaterial>;

/** A draft with one fault, and what is told of it afterwards. */
export interface NewCheck {
  cover: string;
  spark_id: string;
  title: string;
  body: object;
  fault: FaultKind;
  before: string;
  was_right: string;
  is_wrong: string;
  after: string;
  /** Of a text: a stretch that stands there once, while the fault does. */
  fragment?: string;
  /** Of exercises: which one has the fault. */
  part?: number;
}

const MOST_EXERCISES = 3;

/** The checks that can be made, texts and exercises in turn. `seed`: another one chooses other faults, the same one the same. */
export function checksFrom(material: CheckMaterial, seed: number): NewCheck[] {
  const { rewrite, exercises, texts, banks } = material;
  const made = [
    rewrite ? texts.flatMap((text) => checkOfText(rewrite, text, seed) ?? []) : [],
    exercises ? banks.flatMap((bank) => checkOfBank(exercises, bank, seed) ?? []) : [],
  ];
  const most = Math.max(...made.map((some) => some.length));
  return Array.from({ length: most }, (_, nth) => made.flatMap((some) => some[nth] ?? [])).flat();
}

function checkOfText(cover: string, text: CheckMaterial['texts'][number], seed: number): NewCheck | null {
  const { spark_id, title, summary, minutes, content_md } = text;
  const faults = faultsOf(content_md);
  const fault = faults[seed % Math.max(1, faults.length)];
  if (!fault) return null;
  const faulty = withFault(content_md, fault);
  const words = faulty.split(/\s+/).filter(Boolean).length;
  const body = { kind: 'spark', title, summary, content_md: faulty, words, minutes, key_terms: [] };
  return { cover, spark_id, title, body, ...tellFault(content_md, fault) };
}

function checkOfBank(cover: string, bank: CheckMaterial['banks'][number], seed: number): NewCheck | null {
  const { spark_id, title } = bank;
  const some = bank.exercises.filter((one) => wrongKey(one, seed) !== null).slice(0, MOST_EXERCISES);
  const part = seed % Math.max(1, some.length);
  const wrong = wrongKey(some[part], seed);
  if (!wrong) return null;
  const exercises = some.map((exercise, nth) => ({
    exercise: nth === part ? wrong.exercise : exercise,
    needs_distractors: false,
  }));
  const { stem, was_right, is_wrong } = wrong;
  const body = { kind: 'exercises', spark: title, exercises };
  return {
    cover,
    spark_id,
    title,
    body,
    part,
    fault: 'answer_key',
    before: `${stem} `,
    was_right,
    is_wrong,
    after: '',
  };
}
