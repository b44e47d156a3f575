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

/** What a bundle says of the objectives of its lessons, item by item; which of them are missing is known once all of it has been seen. */
export class LessonObjectives {
  private readonly places = new Map<unknown, unknown[]>();
  private readonly objectives = new Map<unknown, Set<unknown>>();
  private readonly lessons: Lesson[] = [];

  /** Takes in where a spark stands, and what the objectives of a concept are. */
  note(kind: BundleKind, item: BundleItem): void {
    if (kind === 'concept_spark') {
      const known = this.places.get(item.spark_slug);
      if (known) known.push(item.concept_slug);
      else this.places.set(item.spark_slug, [item.concept_slug]);
    } else if (kind === 'objective') {
      const known = this.objectives.get(item.concept_slug) ?? new Set();
      this.objectives.set(item.concept_slug, known.add(item.id));
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

  /**
   * The exercises that name an objective which the concepts of their lesson do not have; null now and then, to let others work. A
   * lesson of which the bundle lists no objective may have them in the workspace, and so may its trail: that is found when it is there.
   */
  *unknown(): Generator<{ position: number; key: string | null; problem: PackageProblem } | null> {
    for (const [nth, { position, key, spark, named }] of this.lessons.entries()) {
      if (nth % STEP === 0) yield null;
      const lists = (this.places.get(spark) ?? []).flatMap((concept) => this.objectives.get(concept) ?? []);
      if (lists.length === 0) continue;
      for (const { place, objective } of named) {
        if (lists.some((list) => list.has(objective))) continue;
        const found = { code: 'unknown_objective', pointer: '/aligned_learning_objective', value: objective } as const;
        yield { position, key, problem: inWords(found, `/exercise_bank/${place}`) };
      }
    }
  }
}
