import type { BundleKind } from '#lib/base/core/kinds.ts';
import { isNamed, isObject, listOf } from '#lib/exercises/core/raw.ts';
import { inWords, type PackageProblem } from '#lib/exercises/core/rules.ts';
import type { BundleItem } from './item.ts';

/** Lessons that are looked up in one step. */
const STEP = 1000;

interface Lesson {
  position: number;
  key: string | null;
  spark: unknown;
  /** The objective that an exercise names, by its place in the bank. */
  named: { place: number; objective: string | number | boolean }[];
}

/** What a workspace is asked for the objectives of: sparks, concepts and trails by their slugs. */
export interface ObjectivesAsked {
  sparks: string[];
  concepts: string[];
  trails: string[];
}
/** Text ids of objectives, by those slugs. */
export type KnownObjectives = { [Of in keyof ObjectivesAsked]: Record<string, string[]> };

/** What a bundle says of the objectives of its lessons, item by item; which of them are missing is known once all of it has been seen. */
export class LessonObjectives {
  private readonly places = new Map<unknown, unknown[]>();
  private readonly trails = new Map<unknown, unknown>();
  private readonly objectives = new Map<unknown, Set<unknown>>();
  private readonly trail_objectives = new Map<unknown, Set<unknown>>();
  private readonly lessons: Lesson[] = [];

  /** Takes in where a spark stands, where its concept does, and what the objectives of concepts and trails are. */
  note(kind: BundleKind, item: BundleItem): void {
    if (kind === 'concept_spark') {
      const known = this.places.get(item.spark_slug);
      if (known) known.push(item.concept_slug);
      else this.places.set(item.spark_slug, [item.concept_slug]);
    } else if (kind === 'concept') {
      this.trails.set(item.slug, item.trail_slug);
    } else if (kind === 'objective') {
      const known = this.objectives.get(item.concept_slug) ?? new Set();
      this.objectives.set(item.concept_slug, known.add(item.id));
    } else if (kind === 'trail_objective') {
      const known = this.trail_objectives.get(item.trail_slug) ?? new Set();
      this.trail_objectives.set(item.trail_slug, known.add(item.id));
    }
  }

  /** Takes in a lesson package. */
  lesson(position: number, key: string | null, item: BundleItem): void {
    const bank = isObject(item.package) ? listOf(item.package.exercise_bank) : [];
    const named = bank.flatMap((exercise, place) => {
      const objective = isObject(exercise) ? exercise.aligned_learning_objective : undefined;
      return isNamed(objective) ? [{ place, objective }] : [];
    });
    if (named.length > 0) this.lessons.push({ position, key, spark: item.spark_slug, named });
  }

  /** Of whom a workspace has to be asked, because the bundle itself does not have every objective that they name. */
  asks(): ObjectivesAsked {
    const open = this.lessons.filter(({ spark, named }) => {
      const lists = this.listsOf(spark);
      return named.some(({ objective }) => !lists.some((list) => list.has(objective)));
    });
    const concepts = new Set(open.flatMap(({ spark }) => this.places.get(spark) ?? []));
    const trails = new Set([...concepts].map((concept) => this.trails.get(concept)));
    const texts = (slugs: Iterable<unknown>) => [...slugs].filter((slug) => typeof slug === 'string');
    return { sparks: texts(open.map(({ spark }) => spark)), concepts: texts(concepts), trails: texts(trails) };
  }

  /**
   * The exercises that name an objective which their lesson does not have; null now and then, to let others work. Looked for in the
   * bundle first, then in what a workspace knows. Where nobody was asked, a lesson of which the bundle lists no objective is left alone.
   */
  *unknown(known: KnownObjectives | null): Generator<{
    position: number;
    key: string | null;
    problem: PackageProblem;
  } | null> {
    for (const [nth, { position, key, spark, named }] of this.lessons.entries()) {
      if (nth % STEP === 0) yield null;
      const lists = [...this.listsOf(spark), ...(known ? this.knownOf(spark, known) : [])];
      if (lists.length === 0 && !known) continue;
      for (const { place, objective } of named) {
        if (lists.some((list) => list.has(objective))) continue;
        const found = { code: 'unknown_objective', pointer: '/aligned_learning_objective', value: objective } as const;
        yield { position, key, problem: inWords(found, `/exercise_bank/${place}`) };
      }
    }
  }

  private listsOf(spark: unknown): Set<unknown>[] {
    return (this.places.get(spark) ?? []).flatMap((concept) => {
      const of_trail = this.trail_objectives.get(this.trails.get(concept));
      return [this.objectives.get(concept) ?? [], of_trail ?? []].flat();
    });
  }

  private knownOf(spark: unknown, known: KnownObjectives): Set<unknown>[] {
    const concepts = this.places.get(spark) ?? [];
    return [
      known.sparks[String(spark)],
      ...concepts.flatMap((concept) => [
        known.concepts[String(concept)],
        known.trails[String(this.trails.get(concept))],
      ]),
    ].map((ids) => new Set<unknown>(ids));
  }
}
