import { InteractionIds } from '#lib/exercises/core/formats/scorm/interaction-ids.ts';

/** An exercise that answers may be to. */
export interface Target {
  spark_id: string;
  slug: string;
  exercise_id: string;
}

/** The exercises of a workspace by all that files call them: their ids, those of SCORM packages, `spark/id`. */
export class Targets {
  readonly #byName = new Map<string, Target[]>();
  readonly #byOwn = new Map<string, Target>();

  /** In the order of their banks: SCORM packages number ids that become the same. */
  constructor(all: readonly Target[]) {
    const ids = new Map<string, InteractionIds>();
    for (const target of all) {
      const { slug, exercise_id } = target;
      this.#byOwn.set(`${slug}/${exercise_id}`, target);
      const ofSpark = ids.get(slug) ?? new InteractionIds();
      ids.set(slug, ofSpark);
      for (const name of new Set([exercise_id, ofSpark.next(exercise_id)])) {
        const known = this.#byName.get(name);
        if (known) known.push(target);
        else this.#byName.set(name, [target]);
      }
    }
  }

  /** Whether some exercise is called so. */
  isExercise(name: string): boolean {
    return this.#byName.has(name) || this.#byOwn.has(partedName(name).join('/'));
  }

  /** All names, for a reader in another process. */
  names(): string[] {
    return [...this.#byName.keys(), ...this.#byOwn.keys()];
  }

  /** The exercise of that name: in the spark that the file names or the import is for, else the only one of the workspace. */
  find(name: string, spark: string | null, scope: string | null): Target | 'unknown' | 'ambiguous' {
    const own = this.#byOwn.get(partedName(name).join('/'));
    if (own) return own;
    const named = this.#byName.get(name) ?? [];
    for (const slug of [spark, scope]) {
      const [there, another] = named.filter((one) => one.slug === slug);
      // Two of one spark: one bears the name, of the other it is what SCORM made of it.
      if (there) return another ? (named.find((one) => one.slug === slug && one.exercise_id === name) ?? there) : there;
    }
    const [first, second] = named;
    return first ? (second ? 'ambiguous' : first) : 'unknown';
  }
}

/** `dough/ex_1`, `dough#ex_1` and `dough:ex_1` as spark and id. */
function partedName(name: string): string[] {
  const [, spark, id] = /^([a-z0-9-]+)[/#:](.+)$/s.exec(name) ?? [];
  return spark && id ? [spark, id] : [name];
}
