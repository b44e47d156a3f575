-- How the rules of a workspace change.

create function private.opens_role(line text) returns boolean
language sql immutable set search_path = ''
as $$
  select plain ~* '<\|[a-z0-9_ ]{1,40}\|>|\[/?INST\]|<</?SYS>>|</?(start|end)_of_turn>' or plain ~* '^[\s#>*_]*(system|human|assistant|developer)[\s*_]*:'
  from (select regexp_replace(normalize(line, nfkc), '[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]', '', 'g') as plain) p
$$;
comment on function private.opens_role is 'Whether a line speaks as somebody else to a model. lib/generation/core/prompt/template.ts says the same.';

create function private.prompt_lines(said text) returns table (line text, nth bigint)
language sql immutable set search_path = ''
as $$
  select l.line, l.nth from regexp_split_to_table(said, '\r\n|[\n\r\u2028\u2029]') with ordinality l (line, nth)
$$;

create function private.template_problem(parts jsonb, variables text[]) returns text
language sql immutable set search_path = ''
as $$
  select format('line %s: %s', a.nth, a.why) from (
    select l.nth, case
      when private.opens_role(l.line) then 'this speaks as another role'
      when exists (select from regexp_matches(l.line, '\{\{\s*([^{}]*?)\s*\}\}', 'g') m where m[1] <> all (variables) or m[1] <> all (private.prompt_variables()))
        then 'a variable is not declared, or nothing fills it'
      when regexp_replace(l.line, '\{\{\s*([^{}]*?)\s*\}\}', '', 'g') ~ '\{\{|\}\}' then 'two braces name no variable'
      when l.line ~ '\{\{\s*sources\s*\}\}' and (l.role = 'system' or l.line !~ '^\s*\{\{\s*sources\s*\}\}\s*$' or l.earlier > 0)
        then 'sources stand once, in a line of their own, in the user part' end as why
    from (
      select b.*, count(*) filter (where b.line ~ '\{\{\s*sources\s*\}\}') over (order by b.nth rows between unbounded preceding and 1 preceding) as earlier
      from (
        select s.line, s.nth, 'system' as role from private.prompt_lines(parts ->> 'system') s
        union all
        select u.line, u.nth + (select count(*) from private.prompt_lines(parts ->> 'system')), 'user' from private.prompt_lines(parts ->> 'user') u
      ) b
    ) l
    union all
    select 1, 'a part says nothing' where not private.is_visible(parts ->> 'system') or not private.is_visible(parts ->> 'user')
  ) a where a.why is not null order by a.nth limit 1
$$;
comment on function private.template_problem is 'Why a template cannot be used, with the line, counted through both parts; null where it can. lib/generation/core/prompt/template.ts says the same.';

create function public.save_strategy(p_workspace uuid, p_name text, p_config jsonb, p_active boolean, p_version integer default 0, p_note text default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  met public.strategies;
  next_version integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if exists (select from jsonb_path_query(p_config, '$.** ? (@.type() == "string")') s (said), private.prompt_lines(s.said #>> '{}') l where private.opens_role(l.line)) then
    raise exception 'a line of this strategy speaks as another role' using errcode = 'TW006';
  end if;
  select * into met from public.strategies s where s.workspace_id = p_workspace and lower(s.name) = lower(p_name) for update;
  if coalesce(met.version, 0) <> coalesce(p_version, 0) then
    raise exception 'somebody changed this strategy meanwhile' using errcode = 'TW003', detail = jsonb_build_object('version', coalesce(met.version, 0))::text;
  end if;
  if met.id is null then
    select coalesce(max(h.version), 0) + 1 into next_version from public.strategy_history h where h.workspace_id = p_workspace and lower(h.name) = lower(p_name);
    insert into public.strategies (workspace_id, name, config, active, version, created_by, updated_by)
    values (p_workspace, p_name, p_config, p_active, next_version, private.actor(), private.actor()) returning * into met;
  else
    update public.strategies s set config = p_config, active = p_active, version = s.version + 1, updated_by = private.actor(), updated_at = now()
    where s.id = met.id returning * into met;
  end if;
  insert into public.strategy_history (workspace_id, strategy_id, name, version, config, active, note, created_by)
  values (p_workspace, met.id, met.name, met.version, met.config, met.active, p_note, private.actor());
  perform private.note(p_workspace, 'strategy.saved', met.name, jsonb_build_object('version', met.version, 'active', met.active));
  return met.version;
end
$$;
comment on function public.save_strategy is
  'Saves a strategy as its next version and gives that. p_version: the version that the writer knows, 0 for a new one; TW003 when there is another.';

create function public.save_text_rule(p_workspace uuid, p_list text, p_name text, p_rule text, p_version integer default 0) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  met integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_list not in ('seo_rules', 'content_preferences') then
    raise exception 'there is no such list of rules' using errcode = 'TW006';
  elsif exists (select from private.prompt_lines(p_rule) l where private.opens_role(l.line)) then
    raise exception 'a line of this rule speaks as another role' using errcode = 'TW006';
  end if;
  execute format('select r.version from public.%I r where r.workspace_id = $1 and lower(r.name) = lower($2) for update', p_list) into met using p_workspace, p_name;
  if coalesce(met, 0) <> coalesce(p_version, 0) then
    raise exception 'somebody changed this rule meanwhile' using errcode = 'TW003', detail = jsonb_build_object('version', coalesce(met, 0))::text;
  end if;
  if met is null then
    execute format('insert into public.%I (workspace_id, name, rule, updated_by) values ($1, $2, $3, $4) returning version', p_list)
    into met using p_workspace, p_name, p_rule, private.actor();
  else
    execute format('update public.%I r set rule = $3, version = r.version + 1, updated_by = $4, updated_at = now() where r.workspace_id = $1 and lower(r.name) = lower($2) returning r.version', p_list)
    into met using p_workspace, p_name, p_rule, private.actor();
  end if;
  perform private.note(p_workspace, 'rule.saved', p_name, jsonb_build_object('list', p_list, 'version', met, 'rule', p_rule));
  return met;
end
$$;
comment on function public.save_text_rule is
  'Saves a rule of seo_rules or content_preferences and gives its version. p_version: the one that the writer knows, 0 for a new rule; TW003 when there is another.';

create function public.remove_rule(p_workspace uuid, p_list text, p_name text, p_version integer) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  met jsonb;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_list not in ('strategies', 'seo_rules', 'content_preferences') then
    raise exception 'there is no such list of rules' using errcode = 'TW006';
  end if;
  execute format('select to_jsonb(r) from public.%I r where r.workspace_id = $1 and lower(r.name) = lower($2) for update', p_list) into met using p_workspace, p_name;
  if met is null then
    raise exception 'this rule is not there any more' using errcode = 'TW004';
  elsif (met ->> 'version')::integer <> p_version then
    raise exception 'somebody changed this rule meanwhile' using errcode = 'TW003', detail = jsonb_build_object('version', met -> 'version')::text;
  end if;
  execute format('delete from public.%I r where r.id = $1', p_list) using (met ->> 'id')::uuid;
  perform private.note(p_workspace, 'rule.removed', met ->> 'name', jsonb_build_object('list', p_list, 'version', met -> 'version', 'rule', coalesce(met -> 'rule', met -> 'config')));
end
$$;
comment on function public.remove_rule is 'Removes a rule of its own from a workspace, which follows the workspace above again. TW003 where it is not the version that is known.';

create function public.add_template_version(p_workspace uuid, p_content_type text, p_parts jsonb, p_variables text[], p_note text, p_newest integer default 0) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  newest integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_content_type is null or p_content_type <> all (private.prompt_content_types()) then
    raise exception 'there is no such content type' using errcode = 'TW006';
  end if;
  insert into public.prompt_templates (workspace_id, content_type) values (p_workspace, p_content_type) on conflict do nothing;
  perform from public.prompt_templates t where t.workspace_id = p_workspace and t.content_type = p_content_type for update;
  select coalesce(max(v.number), 0) into newest from public.prompt_template_versions v where v.workspace_id = p_workspace and v.content_type = p_content_type;
  if newest <> coalesce(p_newest, 0) then
    raise exception 'somebody made a version of this template meanwhile' using errcode = 'TW003', detail = jsonb_build_object('version', newest)::text;
  end if;
  insert into public.prompt_template_versions (workspace_id, content_type, number, parts, variables, note, created_by)
  values (p_workspace, p_content_type, newest + 1, p_parts, p_variables, p_note, private.actor());
  return newest + 1;
end
$$;
comment on function public.add_template_version is
  'Adds a version to a template and gives its number; it counts once it is active. p_newest: the newest one that the writer knows, 0 for none; TW003 when there is a newer one.';

create function public.activate_template(p_workspace uuid, p_content_type text, p_number integer, p_reason text, p_active integer default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  label public.prompt_templates;
  chosen public.prompt_template_versions;
  problem text;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_reason is null or not private.is_visible(p_reason) or char_length(p_reason) > 300 then
    raise exception 'say in a line why' using errcode = 'TW006';
  end if;
  select * into label from public.prompt_templates t where t.workspace_id = p_workspace and t.content_type = p_content_type for update;
  if label.content_type is null then
    raise exception 'this workspace has no template of its own for that' using errcode = 'TW004';
  elsif label.active_number is distinct from p_active then
    raise exception 'another version became active meanwhile' using errcode = 'TW003', detail = jsonb_build_object('version', label.active_number)::text;
  end if;
  if p_number is not null then
    select * into chosen from public.prompt_template_versions v where v.workspace_id = p_workspace and v.content_type = p_content_type and v.number = p_number;
    if chosen.number is null then
      raise exception 'there is no such version' using errcode = 'TW004';
    end if;
    problem := private.template_problem(chosen.parts, chosen.variables);
    if problem is not null then
      raise exception 'this version cannot be used, %', problem using errcode = 'TW006';
    end if;
  end if;
  update public.prompt_templates t set active_number = p_number where t.workspace_id = p_workspace and t.content_type = p_content_type;
  perform private.note(p_workspace, 'template.activated', p_content_type, jsonb_build_object('from', label.active_number, 'to', p_number, 'reason', p_reason));
end
$$;
comment on function public.activate_template is
  'Moves the label active to a version of a template (null: to that of the workspace above), with a line of reason in the audit log. p_active: where the label stood for whoever decided; TW003 when it has moved.';

create function public.note_prompt(p_workspace uuid, p_content_type text, p_is_hit boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  insert into private.prompt_cache_counts as c (workspace_id, content_type, hits, misses)
  values (p_workspace, p_content_type, p_is_hit::integer, (not p_is_hit)::integer)
  on conflict on constraint prompt_cache_counts_pkey do update set hits = c.hits + excluded.hits, misses = c.misses + excluded.misses;
end
$$;
comment on function public.note_prompt is 'Counts a prompt that was asked for, and whether it was there already.';

create function public.add_prompt_job(p_workspace uuid, p_prompt text, p_metadata jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if private.actor() is null then
    raise exception 'a prompt is asked for by a person' using errcode = 'TW007';
  end if;
  delete from public.prompt_jobs j where j.workspace_id = p_workspace and j.created_at < now() - interval '1 day';
  insert into public.prompt_jobs (workspace_id, asked_by, prompt, metadata) values (p_workspace, private.actor(), p_prompt, p_metadata) returning id into made;
  return made;
end
$$;
comment on function public.add_prompt_job is 'Keeps a prompt for a day and gives the id that it is asked for by.';

grant execute on function public.save_strategy, public.save_text_rule, public.remove_rule, public.add_template_version, public.activate_template, public.note_prompt,
  public.add_prompt_job to authenticated, service_role;
