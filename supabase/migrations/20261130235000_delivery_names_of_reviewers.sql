-- The name of a person goes out with a release only where an admin has said so. Each release keeps what held when it was staged: an answer
-- from a named snapshot never changes. Releases from before name nobody, as nobody was asked.

alter table public.workspaces add column names_reviewers boolean not null default false;
comment on column public.workspaces.names_reviewers is 'Snapshots staged from now on tell readers who approved a lesson that a model had a part in.';
grant update (names_reviewers) on public.workspaces to authenticated;

alter table public.snapshots add column names_reviewers boolean not null default false;
comment on column public.snapshots.names_reviewers is 'What its workspace had chosen when it was staged.';

create function private.note_names() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  select w.names_reviewers into strict new.names_reviewers from public.workspaces w where w.id = new.workspace_id;
  return new;
end
$$;
create trigger note_names before insert on public.snapshots for each row execute function private.note_names();

create function private.provenance_of(marks jsonb, names_reviewer boolean) returns jsonb
language sql immutable set search_path = ''
as $$
  -- Marks of an import may hold anything; only what is of its kind is passed on.
  select case when jsonb_typeof(marks -> 'generated_by') = 'string' then jsonb_build_object(
    'generated_by', marks -> 'generated_by',
    'generation_date', case when jsonb_typeof(marks -> 'generation_date') = 'string' then marks -> 'generation_date' end,
    'template_version', case when jsonb_typeof(marks -> 'template_version') = 'string' then marks -> 'template_version' end,
    'human_share', case when jsonb_typeof(marks -> 'human_share') = 'number' then marks -> 'human_share' end,
    'reviewed_by', case when names_reviewer and jsonb_typeof(marks -> 'reviewed_by') = 'string' then marks -> 'reviewed_by' end,
    'reviewed_at', case when jsonb_typeof(marks -> 'reviewed_at') = 'string' then marks -> 'reviewed_at' end) end
$$;
comment on function private.provenance_of(jsonb, boolean) is 'What readers are told of the marks of a lesson; null where no model had a part in it.';

create or replace function public.content_entity(p_snapshot uuid, p_kind public.content_kind, p_slug text, p_key_hash text default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  space uuid := shot.workspace_id;
  state public.entity_versions;
begin
  select * into state from public.entity_versions v
    where v.workspace_id = space and v.kind = p_kind and v.slug = p_slug and v.from_seq <= shot.seq and v.to_seq > shot.seq;
  if state.entity_id is null or not private.shows(space, shot.seq, p_kind, state.entity_id) then
    return null;
  end if;
  return private.list_item(space, shot.seq, state) || case p_kind
    when 'trail' then jsonb_build_object(
      'domain', (select private.reader_body(d.body) from public.entity_versions d where d.workspace_id = space and d.kind = 'domain'
        and d.entity_id = state.ref_a and d.from_seq <= shot.seq and d.to_seq > shot.seq),
      'concepts', private.concept_items(space, shot.seq, state.entity_id))
    when 'concept' then jsonb_build_object(
      'objectives', (
        select coalesce(jsonb_agg(private.reader_body(o.body) || jsonb_build_object('id', o.body ->> 'objective_id')
          order by (o.body ->> 'order_index')::integer, o.body ->> 'objective_id'), '[]')
        from public.entity_versions o where o.ref_a = state.entity_id and o.workspace_id = space and o.kind = 'objective'
          and o.from_seq <= shot.seq and o.to_seq > shot.seq),
      'sparks', private.spark_items(space, shot.seq, state.entity_id),
      'links', private.link_items(space, shot.seq, 'concept', state.entity_id))
    when 'spark' then jsonb_build_object(
      'content_md', state.body ->> 'content_md',
      'provenance', private.provenance_of(state.body -> 'ai_metadata', shot.names_reviewers),
      'has_package', exists (select from public.entity_versions p where p.ref_a = state.entity_id and p.workspace_id = space
        and p.kind = 'package' and p.from_seq <= shot.seq and p.to_seq > shot.seq),
      'concepts', (
        select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'title', c.body ->> 'title', 'trail_slug', (
            select t.slug from public.entity_versions t where t.workspace_id = space and t.kind = 'trail' and t.entity_id = c.ref_a
              and t.from_seq <= shot.seq and t.to_seq > shot.seq)) order by c.slug), '[]')
        from public.entity_versions p
        join public.entity_versions c on c.workspace_id = space and c.kind = 'concept' and c.entity_id = p.ref_a
          and c.from_seq <= shot.seq and c.to_seq > shot.seq
        where p.ref_b = state.entity_id and p.workspace_id = space and p.kind = 'concept_spark'
          and p.from_seq <= shot.seq and p.to_seq > shot.seq and private.shows(space, shot.seq, 'concept', c.entity_id)),
      'beacons', (
        select coalesce(jsonb_agg(private.reader_body(b.body) order by b.slug), '[]')
        from public.entity_versions p
        join public.entity_versions b on b.workspace_id = space and b.kind = 'beacon' and b.entity_id = p.ref_b
          and b.from_seq <= shot.seq and b.to_seq > shot.seq
        where p.ref_a = state.entity_id and p.workspace_id = space and p.kind = 'spark_beacon'
          and p.from_seq <= shot.seq and p.to_seq > shot.seq),
      'links', private.link_items(space, shot.seq, 'spark', state.entity_id))
    else '{}' end;
end
$$;

drop function private.provenance_of(jsonb);
