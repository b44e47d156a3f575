-- A text keeps the mark of a draft whatever is done with it: split, merged, copied, restored, imported over, or pasted into another lesson.

create function private.strictest(one text, other text) returns text
language sql immutable set search_path = ''
return case when 'rejected' in (one, other) then 'rejected' when 'pending' in (one, other) then 'pending' else coalesce(one, other) end;
comment on function private.strictest is 'Of two decisions about drafts the one that keeps more from readers; null is a text of people.';

create function private.joined_marks(one jsonb, other jsonb) returns jsonb
language sql immutable set search_path = ''
return case
  when one is null then other when other is null then one
  else jsonb_strip_nulls(other || one || jsonb_build_object(
    'review_status', private.strictest(one ->> 'review_status', other ->> 'review_status'),
    'source_materials', (
      select jsonb_agg(m.source order by m.nth) from (
        select s.source, min(s.nth) as nth
        from jsonb_array_elements(coalesce(nullif(one -> 'source_materials', 'null'), '[]') || coalesce(nullif(other -> 'source_materials', 'null'), '[]'))
          with ordinality s (source, nth)
        group by s.source) m)))
end;
comment on function private.joined_marks is 'The ai_metadata of a text that is made of two: the stricter decision, the sources of both, else what the first one says.';

create function private.mark_of_text(workspace uuid, spark uuid, markdown text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select nullif(r.body -> 'ai_metadata', 'null') from public.revisions r
  where r.workspace_id = workspace and r.kind = 'spark' and r.entity_id = spark and r.body ->> 'content_md' = markdown
  order by r.id desc limit 1
$$;
comment on function private.mark_of_text is 'The ai_metadata that a spark had last while it said exactly this.';

drop function private.reviewed(boolean, jsonb, jsonb);
create function private.reviewed(may_review boolean, before jsonb, after jsonb, is_new_text boolean) returns jsonb
language sql immutable set search_path = ''
as $$
  select case when d.status is null then after else coalesce(after, before) || jsonb_build_object('review_status', d.status) end
  from (values (before ->> 'review_status', after ->> 'review_status')) s (was, said)
  cross join lateral (select case
    -- What says nothing of a decision does not take one back.
    when s.said is null then s.was
    when may_review then s.said
    when s.said = 'pending' and is_new_text then s.said
    when s.said = 'approved' and s.was is null then 'pending'
    else private.strictest(s.was, s.said) end as status) d
$$;
comment on function private.reviewed is
  'The ai_metadata that an import by this person leaves: a decision goes only for another one; without the role of a reviewer nothing becomes more than it was, and a new text waits.';

create or replace function private.guard_review() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Back to a text with the decision that it had already is no new decision.
  if private.strictest(old.ai_metadata ->> 'review_status', 'approved') <> 'approved'
    and private.strictest(new.ai_metadata ->> 'review_status', 'approved') = 'approved'
    and not (private.is_system() or new.workspace_id in (select private.my_workspaces('reviewer')))
    and (new.content_md = old.content_md
      or private.mark_of_text(new.workspace_id, new.id, new.content_md) ->> 'review_status' is distinct from new.ai_metadata ->> 'review_status')
  then
    raise exception 'only reviewers decide about drafts' using errcode = '42501';
  end if;
  return new;
end
$$;

-- Where the text of drafts is met again. A block is what stands between blank lines; marks of Markdown, spaces and case count for
-- nothing, because a text that was copied from a page or another editor has others.

create table private.draft_blocks (
  workspace_id uuid not null,
  spark_id uuid not null,
  block uuid not null,
  primary key (workspace_id, block, spark_id),
  constraint draft_blocks_spark_fkey foreign key (workspace_id, spark_id) references public.sparks (workspace_id, id) on delete cascade
);
comment on table private.draft_blocks is 'Digests of the longer blocks of lessons that wait for a decision or were rejected.';
create index draft_blocks_spark_idx on private.draft_blocks (workspace_id, spark_id);

create function private.text_blocks(markdown text) returns setof uuid
language sql immutable set search_path = ''
as $$
  select distinct md5(b.letters)::uuid
  from string_to_table(replace(markdown, E'\r', ''), E'\n\n') p (part)
  cross join lateral (select lower(translate(p.part, E' \t\n\u00a0*_`~#>-+=|.,:;!?()[]{}<>/\\&"''$0123456789', ''))) b (letters)
  -- A sentence or two. What is shorter is said by chance as well.
  where octet_length(b.letters) >= 80
$$;
comment on function private.text_blocks is 'Digests of the blocks of a lesson that are long enough to be known again.';

create function private.note_draft_blocks() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.draft_blocks d where d.workspace_id = new.workspace_id and d.spark_id = new.id;
  if new.ai_metadata ->> 'review_status' in ('pending', 'rejected') then
    insert into private.draft_blocks (workspace_id, spark_id, block)
    select new.workspace_id, new.id, b from private.text_blocks(new.content_md) b;
  end if;
  return null;
end
$$;

create trigger note_draft_blocks_insert after insert on public.sparks
for each row when (new.ai_metadata ->> 'review_status' in ('pending', 'rejected')) execute function private.note_draft_blocks();
create trigger note_draft_blocks_update after update of content_md, ai_metadata on public.sparks
for each row when ((old.ai_metadata ->> 'review_status' in ('pending', 'rejected') or new.ai_metadata ->> 'review_status' in ('pending', 'rejected'))
  and (old.content_md, old.ai_metadata ->> 'review_status') is distinct from (new.content_md, new.ai_metadata ->> 'review_status'))
execute function private.note_draft_blocks();

insert into private.draft_blocks (workspace_id, spark_id, block)
select s.workspace_id, s.id, b from public.sparks s cross join lateral private.text_blocks(s.content_md) b
where s.ai_metadata ->> 'review_status' in ('pending', 'rejected');

create function private.keep_marks() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  known uuid[] := '{}';
  mark jsonb;
begin
  if not exists (select from private.draft_blocks d where d.workspace_id = new.workspace_id) then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    known := array(select private.text_blocks(old.content_md));
  end if;
  select s.ai_metadata into mark
  from private.text_blocks(new.content_md) b
  join private.draft_blocks d on d.workspace_id = new.workspace_id and d.block = b and d.spark_id <> new.id
  join public.sparks s on s.id = d.spark_id
  where not b = any (known)
  order by d.spark_id limit 1;
  if mark is not null then
    new.ai_metadata := private.joined_marks(new.ai_metadata, mark) || '{"review_status": "pending"}';
  end if;
  return new;
end
$$;
comment on function private.keep_marks is 'A lesson into which somebody puts a block of a draft becomes a draft that waits, unless it is one.';

-- Within a change set the act itself takes the marks along (split, merge, restore, undo), or they come with the item (import).
create trigger keep_marks before insert or update of content_md on public.sparks
for each row when (coalesce(new.ai_metadata ->> 'review_status', '') not in ('pending', 'rejected') and new.content_md <> ''
  and coalesce(current_setting('trailwright.change_set', true), '') = '')
execute function private.keep_marks();

create or replace function private.apply_items(log public.import_logs, k private.kinds, action text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  names text;
  fresh text;
  changed text;
  may_review constant boolean := private.is_system() or log.workspace_id in (select private.my_workspaces('reviewer'));
  written integer;
begin
  -- Columns an item may carry; what it does not carry keeps its default or its present value.
  select
    string_agg(quote_ident(a.attname), ', ' order by a.attnum),
    string_agg(case when a.attname = 'ai_metadata' then 'private.reviewed($5, null, r.ai_metadata, true)'
      when d.adbin is null then format('r.%I', a.attname)
      else format('case when i.fields ? %L then r.%I else %s end', a.attname, a.attname, pg_get_expr(d.adbin, d.adrelid)) end, ', ' order by a.attnum),
    -- The slug stays: where it differs, a redirect led here, and the studio has given the entity another name since.
    string_agg(format(case when a.attname = 'bundle_style' then '%1$I = r.%1$I' else '%1$I = case when i.fields ? %2$L then %3$s else t.%1$I end' end,
      a.attname, a.attname, case when a.attname = 'ai_metadata' then 'private.reviewed($5, t.ai_metadata, r.ai_metadata, i.fields ? ''content_md'' and r.content_md <> t.content_md)' else format('r.%I', a.attname) end),
      ', ' order by a.attnum) filter (where a.attname <> 'slug')
  into names, fresh, changed
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped
    and a.attname not in ('id', 'workspace_id', 'ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by')
    and a.attname is distinct from k.ref_a and a.attname is distinct from k.ref_b;

  if action = 'create' then
    execute format(
      'insert into public.%1$I (id, workspace_id, created_by, updated_by, %2$s %4$s)
       select i.entity_id, $3, $4, $4, %3$s %5$s
       from private.import_items i cross join lateral jsonb_populate_record(null::public.%1$I, i.fields) r
       where i.import_id = $1 and i.kind = $2 and i.action = ''create'' and not i.is_skipped order by i.position',
      k.table_name, names, fresh,
      concat(', ' || quote_ident(k.ref_a), ', ' || quote_ident(k.ref_b)),
      concat(case when k.ref_a is not null then ', i.ref_a' end, case when k.ref_b is not null then ', i.ref_b' end))
    using log.id, k.kind, log.workspace_id, private.actor(), may_review;
  else
    -- Who owns a link or a membership is its identity and stays; a trail may change its domain, a concept its trail.
    execute format(
      'update public.%1$I t set %2$s %3$s
       from private.import_items i cross join lateral jsonb_populate_record(null::public.%1$I, i.fields) r
       where i.import_id = $1 and i.kind = $2 and i.action = ''update'' and not i.is_skipped and t.id = i.entity_id
         and t.version = i.base_version',
      k.table_name, changed,
      case when k.ref_a is not null and not k.ref_a = any (k.natural_key)
        then format(', %1$I = case when i.ref_a_slug is not null then i.ref_a when i.fields ? %2$L then null else t.%1$I end', k.ref_a, k.ref_a) else '' end)
    using log.id, k.kind, log.workspace_id, private.actor(), may_review;
    get diagnostics written = row_count;
    -- Editors do not stand in our queue: one may have saved between the plan and this line.
    if written < (select count(*) from private.import_items i
      where i.import_id = log.id and i.kind = k.kind and i.action = 'update' and not i.is_skipped)
    then
      raise exception 'somebody saved what this import is about to write; plan it again' using errcode = 'TW003';
    end if;
  end if;
end
$function$;

create or replace function public.restore_revision(p_workspace uuid, p_revision bigint, p_version integer DEFAULT NULL::integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  old public.revisions;
  newest public.revisions;
  k private.kinds;
  body jsonb;
  made uuid;
  missing text;
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
  made := private.open_change_set(p_workspace, 'restore', private.name_of(p_workspace, old.kind, old.body));
  select * into k from private.kinds n where n.kind = old.kind;
  -- What it says comes back, not where it stands or what a reviewer has decided about it since.
  select old.body || coalesce(jsonb_object_agg(n.name, newest.body -> n.name) filter (where newest.body ? n.name), '{}') into body
  from unnest(array['order_index', k.ref_a, k.ref_b]::text[]) n (name) where n.name is not null;
  may_review := private.is_system() or p_workspace in (select private.my_workspaces('reviewer'));
  if old.kind = 'spark' and not may_review then
    -- A text comes back with the mark that it had last. (Who may decide takes the version with the decision of then.)
    body := body || jsonb_build_object('ai_metadata', private.mark_of_text(p_workspace, old.entity_id, body ->> 'content_md'));
  end if;
  if newest.operation = 'delete' then
    select private.headline_of(p_workspace, n.kind, (body ->> n.name)::uuid) into missing
    from (values (k.ref_a::text, k.ref_a_kind), (k.ref_b::text, k.ref_b_kind)) n (name, kind)
    where body ->> n.name is not null and not private.is_alive(p_workspace, n.kind, (body ->> n.name)::uuid) limit 1;
    if found then
      raise exception 'it belongs to “%”, which is in the trash; bring that back first', coalesce(missing, '?') using errcode = 'TW005';
    end if;
    perform private.put_back(p_workspace, old.kind, jsonb_build_array(body || jsonb_build_object('version', newest.version + 1)));
    return made;
  end if;
  perform private.set_to(p_workspace, old.kind, jsonb_build_array(body));
  return private.end_change_set(p_workspace, made);
end
$function$;

create or replace function public.merge_entities(p_workspace uuid, p_kind public.content_kind, p_into uuid, p_from uuid, p_fields jsonb DEFAULT '{}'::jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'merge', private.label_of(p_workspace, p_kind, p_into) ->> 'label');
  if not private.is_node(p_kind) or p_into = p_from then
    raise exception 'two sparks or two concepts are merged' using errcode = 'TW006';
  elsif p_fields - array['title', 'summary', 'description', 'content_md', 'estimated_mins', 'difficulty'] <> '{}' then
    raise exception 'a merge sets title, summary or description, text, minutes and difficulty' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_into) or not private.is_alive(p_workspace, p_kind, p_from) then
    raise exception 'one of the two is not there' using errcode = 'TW004';
  end if;
  perform private.hold(p_workspace, p_kind, array[p_into, p_from]);
  if p_kind = 'spark' then
    update public.sparks t set title = coalesce(p_fields ->> 'title', t.title), content_md = coalesce(p_fields ->> 'content_md', t.content_md),
      summary = case when p_fields ? 'summary' then p_fields ->> 'summary' else t.summary end,
      estimated_mins = coalesce((p_fields ->> 'estimated_mins')::integer, t.estimated_mins),
      difficulty = coalesce((p_fields ->> 'difficulty')::public.difficulty, t.difficulty),
      ai_metadata = case when coalesce(p_fields ->> 'content_md', t.content_md) = t.content_md then t.ai_metadata
        else private.joined_marks(t.ai_metadata, (select f.ai_metadata from public.sparks f where f.id = p_from)) end
    where t.id = p_into;
    -- It stands where either of them stood, in the place that was there.
    insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
    select p_workspace, p.concept_id, p_into, p.order_index from public.concept_sparks p where p.spark_id = p_from on conflict do nothing;
    insert into public.spark_beacons (workspace_id, spark_id, beacon_id)
    select p_workspace, p_into, m.beacon_id from public.spark_beacons m where m.spark_id = p_from on conflict do nothing;
    insert into public.packages (workspace_id, spark_id, body, extras)
    select p_workspace, p_into, p.body, p.extras from public.packages p where p.spark_id = p_from on conflict do nothing;
  else
    update public.concepts t set title = coalesce(p_fields ->> 'title', t.title),
      description = case when p_fields ? 'description' then p_fields ->> 'description' else t.description end
    where t.id = p_into;
    insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
    select p_workspace, p_into, p.spark_id, p.order_index + (select coalesce(max(o.order_index) + 1, 0) from public.concept_sparks o where o.concept_id = p_into)
    from public.concept_sparks p where p.concept_id = p_from on conflict do nothing;
    insert into public.objectives (workspace_id, concept_id, objective_id, title, description, extras)
    select p_workspace, p_into, o.objective_id, o.title, o.description, o.extras from public.objectives o where o.concept_id = p_from on conflict do nothing;
  end if;
  perform private.repoint(p_workspace, p_kind::text, p_from, p_into);
  -- Whoever asks for the old names finds what it has become, see private.leave_slugs.
  insert into private.merges as m (from_id, into_id, workspace_id, kind, change_set_id) values (p_from, p_into, p_workspace, p_kind, made)
  on conflict (from_id) do update set into_id = excluded.into_id, change_set_id = excluded.change_set_id;
  perform private.trash_together(p_workspace, array[p_kind], array[p_from], false);
  return made;
end
$function$;

create or replace function public.split_spark(p_workspace uuid, p_spark uuid, p_version integer, p_first text, p_second text, p_title text, p_slug text, p_mins integer, p_second_mins integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  old public.sparks;
  fresh uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'edit', p_title);
  select * into old from public.sparks s where s.workspace_id = p_workspace and s.id = p_spark for update;
  if old.id is null then
    raise exception 'there is nothing to split' using errcode = 'TW004';
  elsif old.version <> p_version then
    raise exception 'the lesson has been saved since' using errcode = 'TW003';
  end if;
  update public.sparks s set content_md = p_first, estimated_mins = p_mins where s.id = p_spark;
  -- As published as it was: readers shall not lose half of a lesson.
  insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty, is_published, ai_metadata, created_by, updated_by)
  values (p_workspace, p_slug, p_title, p_second, p_second_mins, old.difficulty, old.is_published, old.ai_metadata, private.actor(), private.actor()) returning id into fresh;
  perform private.number_siblings(p_workspace, 'concept_spark', p.concept_id) from public.concept_sparks p where p.spark_id = p_spark;
  update public.concept_sparks p set order_index = p.order_index + 1 from public.concept_sparks here
  where here.spark_id = p_spark and p.concept_id = here.concept_id and p.order_index > here.order_index;
  insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
  select p_workspace, p.concept_id, fresh, p.order_index + 1 from public.concept_sparks p where p.spark_id = p_spark;
  insert into public.spark_beacons (workspace_id, spark_id, beacon_id)
  select p_workspace, fresh, m.beacon_id from public.spark_beacons m where m.spark_id = p_spark;
  -- What came after the lesson comes after its second part.
  insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight) values (p_workspace, p_spark, fresh, 'prerequisite', 0.9);
  insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight, description, extras)
  select p_workspace, fresh, l.target_id, l.link_type, l.weight, l.description, l.extras from public.spark_links l where l.source_id = p_spark and l.target_id <> fresh;
  delete from public.spark_links l where l.source_id = p_spark and l.target_id <> fresh;
  return jsonb_build_object('id', fresh, 'change_set_id', made);
end
$function$;
