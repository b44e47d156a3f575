/** Ids of interactions: those of the exercises in the letters that SCORM 1.2 allows, each once. Results of learners are found by them again. */
export class InteractionIds {
  readonly #taken = new Set<string>();

  next(id: string): string {
    const wanted = id.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 200) || 'exercise';
    let found = wanted;
    for (let number = 2; this.#taken.has(found); number++) found = `${wanted}-${number}`;
    this.#taken.add(found);
    return found;
  }
}
