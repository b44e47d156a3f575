-- Editing together: who else has something open, whether it has moved on, and going back to an older version.

create unlogged table private.presence (
  entity_id uuid not null,
  user_id uuid not null,
  workspace_id uuid not null,
  is_editing boolean not null,
  seen_at timestamptz not null default now(),
  constraint presence_pkey primary key (entity_id, user_id)
);
comment on table private.presence is 'Who has what open. Forgotten by a crash, and 45 seconds after the last sign of life.';
create index presence_seen_idx on private.presence (seen_at);

create function public.be_present(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_is_editing boolean default false) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := private.actor();
begin
  perform private.require_role(p_workspace, 'editor');
  if me is not null and private.is_alive(p_workspace, p_kind, p_id) then
    insert into private.presence as p (entity_id, user_id, workspace_id, is_editing) values (p_id, me, p_workspace, p_is_editing)
    on conflict (entity_id, user_id) do update set seen_at = now(), is_editing = excluded.is_editing;
    -- Whoever comes by sweeps a little.
    delete from private.presence p where p.ctid in (
      select o.ctid from private.presence o where o.seen_at < now() - interval '10 minutes' limit 20 for update skip locked);
  end if;
  return jsonb_build_object(
    'newest', (
      select jsonb_build_object('version', r.version, 'author', r.author, 'saved_at', r.created_at, 'is_gone', r.operation = 'delete')
      from public.revisions r where r.workspace_id = p_workspace and r.kind = p_kind and r.entity_id = p_id order by r.id desc limit 1),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'is_editing', p.is_editing) order by p.is_editing desc, p.user_id), '[]')
      from private.presence p
      join public.memberships m on m.workspace_id = p.workspace_id and m.user_id = p.user_id
      where p.workspace_id = p_workspace and p.entity_id = p_id and p.user_id is distinct from me and p.seen_at > now() - interval '45 seconds'));
end
$$;
comment on function public.be_present is
  'Says that the caller has an entity open, and answers {newest: {version, author, saved_at, is_gone}, people: [{user_id, is_editing}]}. To be called every 15 seconds while it is open.';

create function public.leave(p_workspace uuid, p_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  delete from private.presence p where p.entity_id = p_id and p.user_id = private.actor() and p.workspace_id = p_workspace;
end
$$;

create function public.restore_revision(p_workspace uuid, p_revision bigint, p_version integer default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  old public.revisions;
  newest public.revisions;
  k private.kinds;
  body jsonb;
  made uuid;
  may_review boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select * into old from public.revisions r where r.workspace_id = p_workspace and r.id = p_revision;
  if old.id is null then
    raise exception 'no such version' using errcode = 'TW004';
  end if;
  perform private.hold(p_workspace, old.kind, array[old.entity_id]);
  select * into newest from public.revisions r
  where r.workspace_id = p_workspace and r.kind = old.kind and r.entity_id = old.entity_id order by r.id desc limit 1;
  if newest.version <> coalesce(p_version, newest.version) then
    raise exception 'it has been saved since; look at the newest version first' using errcode = 'TW003', detail = jsonb_build_object('version', newest.version)::text;
  end if;
  made := private.open_change_set(p_workspace, 'restore', old.label);
  if newest.operation = 'delete' then
    perform private.put_back(p_workspace, old.kind, jsonb_build_array(old.body || jsonb_build_object('version', newest.version + 1)));
    return made;
  end if;
  select * into k from private.kinds n where n.kind = old.kind;
  may_review := private.is_system() or p_workspace in (select private.my_workspaces('reviewer'));
  -- What it says comes back, not where it stands or what a reviewer has decided about it since.
  select old.body || coalesce(jsonb_object_agg(n.name, newest.body -> n.name) filter (where newest.body ? n.name), '{}') into body
  from unnest(array['order_index', k.ref_a, k.ref_b]::text[]) n (name) where n.name is not null;
  if body ? 'ai_metadata' then
    body := body || jsonb_build_object('ai_metadata', private.reviewed(may_review, nullif(newest.body -> 'ai_metadata', 'null'), nullif(body -> 'ai_metadata', 'null')));
  end if;
  perform private.set_to(p_workspace, old.kind, jsonb_build_array(body));
  return private.end_act(p_workspace, made);
end
$$;
comment on function public.restore_revision is
  'Makes an older version the newest again, as a new version: what it said, not where it stood. Brings it back from the trash if it lies there. Null when it says that already. p_version: the newest one the caller knows; TW003 when there is a newer one.';

create function public.read_versions(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_before bigint default null, p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with recursive below as (
      select p_kind as kind, p_id as id
      union
      select c.kind, c.id from below t cross join lateral (
        select 'trail'::public.content_kind as kind, x.id from public.trails x where t.kind = 'domain' and x.domain_id = t.id
        union all select 'concept', x.id from public.concepts x where t.kind = 'trail' and x.trail_id = t.id
        union all select 'spark', x.spark_id from public.concept_sparks x where t.kind = 'concept' and x.concept_id = t.id
        union all select 'objective', x.id from public.objectives x where t.kind = 'concept' and x.concept_id = t.id
        union all select 'package', x.id from public.packages x where t.kind = 'spark' and x.spark_id = t.id
      ) c
    )
    select coalesce(jsonb_agg(v.line order by v.id desc), '[]') from (
      select r.id, jsonb_build_object('id', r.id, 'kind', r.kind, 'entity_id', r.entity_id, 'slug', r.slug, 'label', r.label,
        'operation', r.operation, 'version', r.version, 'author', r.author, 'created_at', r.created_at,
        'change_set_id', r.change_set_id, 'action', c.action, 'title', c.title, 'undone_by', c.undone_by) as line
      from below b
      join public.revisions r on r.workspace_id = p_workspace and r.kind = b.kind and r.entity_id = b.id
      join public.change_sets c on c.id = r.change_set_id
      where r.id < coalesce(p_before, 9223372036854775807)
      order by r.id desc limit least(p_limit, 200)) v);
end
$$;
comment on function public.read_versions is
  'Saved versions of an entity and of all that is below it now, newest first, without their texts: the history of a whole concept or trail.';

grant execute on function public.be_present, public.leave, public.restore_revision, public.read_versions to authenticated, service_role;
