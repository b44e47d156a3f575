-- Suggested links (docs/decisions/041-suggestions-from-terms.md): the texts they are found in, and which of them somebody waved off.

create table public.dismissed_suggestions (
  workspace_id uuid not null,
  source_id uuid not null,
  target_id uuid not null,
  dismissed_by uuid,
  dismissed_at timestamptz not null default now(),
  constraint dismissed_suggestions_pkey primary key (workspace_id, source_id, target_id),
  constraint dismissed_suggestions_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint dismissed_suggestions_not_self check (source_id <> target_id)
);
comment on table public.dismissed_suggestions is
  'Links between sparks that nobody wants to have suggested again. No content: without history, in no snapshot. Holds for a spark in the trash when it comes back.';
alter table public.dismissed_suggestions enable row level security;
grant select on public.dismissed_suggestions to authenticated;
grant select on public.dismissed_suggestions to service_role;
create policy "Members see what was waved off" on public.dismissed_suggestions for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function public.dismiss_suggestion(p_workspace uuid, p_source uuid, p_target uuid, p_is_dismissed boolean default true) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  touched integer;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_is_dismissed then
    insert into public.dismissed_suggestions (workspace_id, source_id, target_id, dismissed_by)
    select p_workspace, s.id, t.id, private.actor() from public.sparks s join public.sparks t on t.workspace_id = s.workspace_id
    where s.workspace_id = p_workspace and s.id = p_source and t.id = p_target and s.id <> t.id
    on conflict do nothing;
  else
    delete from public.dismissed_suggestions d where d.workspace_id = p_workspace and d.source_id = p_source and d.target_id = p_target;
  end if;
  get diagnostics touched = row_count;
  return touched > 0;
end
$$;
comment on function public.dismiss_suggestion is
  'Waves a suggested link off for everybody, or lets it be suggested again. Gives whether that changed anything.';

create function public.read_dismissed_suggestions(p_workspace uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(d.source_id, d.target_id) order by d.source_id, d.target_id), '[]')
    from public.dismissed_suggestions d where d.workspace_id = p_workspace
  );
end
$$;
comment on function public.read_dismissed_suggestions is 'Links that were waved off, as [[source, target]].';

create function public.read_lesson_texts(p_workspace uuid, p_after uuid default null, p_limit integer default 200) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  -- What a lesson is about shows in its first pages; a lesson may hold a million characters.
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'title', s.title, 'content_md', left(s.content_md, 40000),
      'key_concepts', case when jsonb_typeof(p.key_concepts) = 'array' then p.key_concepts else '[]' end) order by s.id), '[]')
    from (
      select n.id, n.title, n.content_md from public.sparks n
      where n.workspace_id = p_workspace and (p_after is null or n.id > p_after) order by n.id limit least(greatest(p_limit, 1), 500)
    ) s left join public.lesson_profiles p on p.spark_id = s.id
  );
end
$$;
comment on function public.read_lesson_texts is
  'Sparks with their lessons in the order of their ids, from the one after p_after: [{id, title, content_md, key_concepts}]. Long lessons come with their first 40,000 characters.';

grant execute on function public.dismiss_suggestion, public.read_dismissed_suggestions, public.read_lesson_texts to authenticated, service_role;
