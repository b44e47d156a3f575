import { InteractionIds } from '#lib/exercises/core/formats/scorm/interaction-ids.ts';
import type { FoundAnswer } from './answers.ts';

/** An exercise that answers may be to. */
export interface Target {
  spark_id: string;
  slug: string;
  exercise_id: string;
}

/** The spark that an answer names, where it names one. */
type NamedSpark = Pick<FoundAnswer, 'spark' | 'is_spark_guessed'>;

/** The exercises of a workspace by all that files call them: their ids, those of SCORM packages, `spark/id`. */
export class Targets {
  readonly #byName = new Map<string, Target[]>();
  readonly #byOwn = new Map<string, Target>();
  readonly #slugs = new Set<string>();

  /** In the order of their banks: SCORM packages number ids that become the same. */
  constructor(all: readonly Target[]) {
    const ids = new Map<string, InteractionIds>();
    for (const target of all) {
      const { slug, exercise_id } = target;
      this.#slugs.add(slug);
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

  /**
   * The exercise of that name: in the spark that the file names or the import is for, and in no other; without one, the only one of the
   * workspace. What may be a spark (`is_spark_guessed`) is one where it is called so.
   */
  find(name: string, of: NamedSpark, scope: string | null): Target | 'unknown' | 'ambiguous' {
    const own = this.#byOwn.get(partedName(name).join('/'));
    if (own) return own;
    const said = of.spark?.trim().toLowerCase() || null;
    const spark = said !== null && (!of.is_spark_guessed || this.#slugs.has(said)) ? said : scope;
    const named = (this.#byName.get(name) ?? []).filter(({ slug }) => spark === null || slug === spark);
    const [first, second] = named;
    if (!first) return 'unknown';
    if (!second) return first;
    // Two of one spark: one bears the name, of the other it is what SCORM made of it.
    return spark === null ? 'ambiguous' : (named.find(({ exercise_id }) => exercise_id === name) ?? first);
  }
}

/** `dough/ex_1`, `dough#ex_1` and `dough:ex_1` as spark and id. */
function partedName(name: string): string[] {
  const [, spark, id] = /^([a-z0-9-]+)[/#:](.+)$/s.exec(name) ?? [];
  return spark && id ? [spark, id] : [name];
}
