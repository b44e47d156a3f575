/** Values of a package as an importer left them: anything may stand anywhere. Read the same way by the rules and by `readExercise`. */
export type Raw = Record<string, unknown>;

export const isObject = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value can name something or be shown as a text: not empty, and no list or object. `private.is_named` is the same. */
export const isNamed = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The members of a list as objects; what is none has only its text. */
export const objectsOf = (value: unknown): Raw[] => listOf(value).map((one) => (isObject(one) ? one : { text: one }));

/** Whether a list, or a value that stands for a list of one, has something to show. */
export const hasText = (value: unknown): boolean => (Array.isArray(value) ? value.some(isNamed) : isNamed(value));
