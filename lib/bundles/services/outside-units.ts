import { isJson, type Json, type Named, problemAt } from '../core/outside.ts';
import { readLesson, readResource, readUnit } from '../core/units/read-unit.ts';
import { UNIT_SYSTEM } from '../core/units/unit.ts';
import { ownerOf } from '../core/units/users.ts';
import type { OutsideHead } from './outside-head.ts';
import { makeId, nameAll, type ToName } from './outside-names.ts';
import type { OutsideFormatReader, OutsideReading } from './outside-source.ts';

const idOf = (source: unknown): string | null =>
  isJson(source) && typeof source.id === 'string' && source.id !== '' ? source.id : null;

/** Unit files: names their units and lessons, and finds their owners. */
export const unitFormat: OutsideFormatReader = async (set, heads, context) => {
  const find = context?.find ?? null;
  const units = await nameAll('concept', UNIT_SYSTEM, heads.map(unitToName), find);
  const wanted = heads.map((head, nth) => lessonsToName(head, units[nth]));
  const named = await nameAll('spark', UNIT_SYSTEM, wanted.flat(), find);
  const members = context && set.owners.keys ? await context.members() : new Map<string, string>();
  const seen = new Set<string>();
  const repeated = new Set(wanted.flat().filter(({ external_id }) => seen.size === seen.add(external_id).size));
  let before = 0;
  return heads.map((head, nth): OutsideReading => {
    const from = before;
    before += wanted[nth]?.length ?? 0;
    const unit = units[nth] as Named;
    const owner = ownerOf(head.members.owner_key, { keys: set.owners.keys, members, taker: context?.taker ?? null });
    return {
      head: () => {
        const part = readUnit(head.members, unit, { owner_id: owner.owner_id, lists: head.lists, makeId });
        return { ...part, problems: [...part.problems, ...owner.problems] };
      },
      item: (list, place, value) => {
        const { slug: concept_slug, external_id } = unit;
        if (list === 'resources') return readResource(value, place, { concept_slug, external_id, makeId });
        const lesson = named[from + place] as Named;
        const part = readLesson(value, place, { unit: head.members, concept_slug, named: lesson, makeId });
        const asked = wanted[nth]?.[place];
        return asked && repeated.has(asked)
          ? { ...part, problems: [...part.problems, repeatedId(asked, place)] }
          : part;
      },
    };
  });
};

function unitToName({ members }: OutsideHead): ToName {
  const id = idOf(members);
  return { external_id: id ?? makeId(`unit/${members.title}`), title: members.title, has_id: id !== null };
}

/** A lesson without an id is known by its title, and by which one of that title it is. */
function lessonsToName({ things }: OutsideHead, unit: Named | undefined): ToName[] {
  const titles = new Map<string, number>();
  return (things.get('lessons') ?? []).map((lesson) => {
    const source: Json = isJson(lesson) ? lesson : {};
    const title = String(source.title ?? '');
    const nth = titles.get(title) ?? 0;
    titles.set(title, nth + 1);
    const id = idOf(source);
    return { external_id: id ?? makeId(`${unit?.external_id}/lesson/${title}/${nth}`), title, has_id: id !== null };
  });
}

function repeatedId({ external_id }: ToName, place: number) {
  const message = `A lesson before this one has the id ${external_id} as well.`;
  const hint = 'Lessons are found again by their ids: give each its own.';
  return problemAt('duplicate_external_id', ['lessons', place, 'id'], message, hint);
}
