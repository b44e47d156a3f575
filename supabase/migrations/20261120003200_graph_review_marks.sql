-- Marks that somebody shall look at a spark again, because of what became of another one.

create table public.review_marks (
  id bigint generated always as identity,
  workspace_id uuid not null,
  spark_id uuid not null,
  because_of uuid,
  note text,
  marked_by uuid,
  marked_at timestamptz not null default now(),
  constraint review_marks_pkey primary key (id),
  -- Without a cause is a mark like any other, and there is one of it. (A primary key takes no null.)
  constraint review_marks_key unique nulls not distinct (workspace_id, spark_id, because_of),
  constraint review_marks_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint review_marks_note_length check (char_length(note) <= 500)
);
comment on table public.review_marks is
  'That somebody shall look at a spark again, and because of which other one. No content: without history, in no snapshot. What is in the trash waits with its marks.';
alter table public.review_marks enable row level security;
grant select on public.review_marks to authenticated;
grant select on public.review_marks to service_role;
create policy "Members see what shall be looked at" on public.review_marks for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function public.mark_for_review(p_workspace uuid, p_sparks uuid[], p_because_of uuid default null, p_note text default null) returns uuid[]
language plpgsql security definer set search_path = ''
as $$
declare
  marked uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  -- What somebody asked before stands as it is: taking this back must not take that back.
  with fresh as (
    insert into public.review_marks as m (workspace_id, spark_id, because_of, note, marked_by)
    select p_workspace, s.id, p_because_of, p_note, private.actor() from public.sparks s
    where s.workspace_id = p_workspace and s.id = any (p_sparks) order by s.id
    on conflict on constraint review_marks_key do nothing
    returning m.spark_id
  )
  select coalesce(array_agg(f.spark_id order by f.spark_id), '{}') into marked from fresh f;
  return marked;
end
$$;
comment on function public.mark_for_review is 'Marks sparks to be looked at again, because of another one. Gives those that were not marked because of it yet.';

create function public.clear_review_marks(p_workspace uuid, p_sparks uuid[], p_because_of uuid default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  cleared integer;
begin
  perform private.require_role(p_workspace, 'editor');
  delete from public.review_marks m using (
    select o.spark_id, o.because_of from public.review_marks o
    where o.workspace_id = p_workspace and o.spark_id = any (p_sparks) and (p_because_of is null or o.because_of = p_because_of)
    order by o.spark_id, o.because_of for update
  ) o where m.workspace_id = p_workspace and m.spark_id = o.spark_id and m.because_of is not distinct from o.because_of;
  get diagnostics cleared = row_count;
  return cleared;
end
$$;
comment on function public.clear_review_marks is 'Takes the marks of sparks away, all of them or those because of one spark. Gives how many went.';

create function public.read_review_marks(p_workspace uuid, p_spark uuid default null, p_limit integer default 100) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with marks as (
      select m.*, s.slug, s.title from public.review_marks m join public.sparks s on s.id = m.spark_id and s.workspace_id = m.workspace_id
      where m.workspace_id = p_workspace and m.spark_id = coalesce(p_spark, m.spark_id)
    )
    select jsonb_build_object(
      'total', (select count(distinct m.spark_id) from marks m),
      'marks', (
        select coalesce(jsonb_agg(jsonb_build_object('spark', jsonb_build_object('id', m.spark_id, 'slug', m.slug, 'title', m.title),
          'because_of', case when b.id is not null then jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.title) end,
          'note', m.note, 'marked_by', m.marked_by, 'marked_at', m.marked_at) order by m.marked_at desc, m.title, m.spark_id), '[]')
        from (select o.* from marks o order by o.marked_at desc, o.title, o.spark_id limit least(greatest(p_limit, 1), 1000)) m
        left join public.sparks b on b.id = m.because_of and b.workspace_id = m.workspace_id))
  );
end
$$;
comment on function public.read_review_marks is
  'Sparks that shall be looked at again, the last marked first, or the marks of one: {total: how many sparks, marks: [{spark: {id, slug, title}, because_of: {id, slug, title}, note, marked_by, marked_at}]}.';

grant execute on function public.mark_for_review, public.clear_review_marks, public.read_review_marks to authenticated, service_role;
