-- What prompts are made of: strategies, rules for search engines, preferences and templates. They belong to a workspace and hold for those
-- below it as well, unless one of the same name stands nearer (docs/decisions/123-rules-are-inherited-by-name.md).

create table private.generation_settings (
  name text not null,
  value integer not null,
  about text not null,
  constraint generation_settings_pkey primary key (name),
  constraint generation_settings_value_range check (value > 0)
);
comment on table private.generation_settings is 'Numbers that drafting goes by.';
insert into private.generation_settings (name, value, about) values
  ('prompt_cache_seconds', 3600, 'How long a prompt that was assembled is kept in a process.'),
  ('strategy_cache_seconds', 300, 'How long rules that were read are kept in a process; a change is seen at once.');

create function private.prompt_content_types() returns text[]
language sql immutable set search_path = ''
return array['trail_outline', 'market_research', 'curriculum', 'spark_draft', 'spark_rewrite', 'exercise_bank', 'quiz', 'podcast_transcript', 'prerequisite_links',
  'companion_blog', 'companion_social', 'companion_local', 'quality_review', 'icp_extraction', 'voice_extraction', 'course_upgrade'];
comment on function private.prompt_content_types is 'What a prompt can be for. lib/generation/core/prompt/content-types.ts says the same.';

create function private.prompt_variables() returns text[]
language sql immutable set search_path = ''
return array['topic', 'keywords', 'instruction', 'count', 'report', 'min_words', 'max_words', 'place', 'known', 'next', 'sources'];
comment on function private.prompt_variables is 'What a template may name. lib/generation/core/prompt/variables.ts says the same.';

create table public.strategies (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  config jsonb not null,
  active boolean not null default true,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_by uuid,
  updated_at timestamptz not null default now(),
  constraint strategies_pkey primary key (id),
  constraint strategies_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint strategies_name_length check (char_length(name) between 1 and 100),
  constraint strategies_name_visible check (private.is_visible(name)),
  constraint strategies_config_object check (jsonb_typeof(config) = 'object' and pg_column_size(config) <= 65536)
);
comment on table public.strategies is 'How a workspace wants to write. Each change is a version, kept in strategy_history.';
comment on column public.strategies.config is '{content_guidelines, seo_focus, tone}, as lib/generation/core/prompt/rules.ts has it.';
create unique index strategies_name_key on public.strategies (workspace_id, lower(name));

create table public.strategy_history (
  workspace_id uuid not null,
  strategy_id uuid not null,
  name text not null,
  version integer not null,
  config jsonb not null,
  active boolean not null,
  note text,
  created_by uuid,
  created_at timestamptz not null default now(),
  constraint strategy_history_pkey primary key (workspace_id, strategy_id, version),
  constraint strategy_history_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint strategy_history_note_length check (char_length(note) <= 300)
);
comment on table public.strategy_history is 'Every version of every strategy. Append-only, and kept when a strategy is removed: a new one of its name goes on counting.';
create unique index strategy_history_version_key on public.strategy_history (workspace_id, lower(name), version);

create table public.seo_rules (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  rule text not null,
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz not null default now(),
  constraint seo_rules_pkey primary key (id),
  constraint seo_rules_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint seo_rules_name_length check (char_length(name) between 1 and 100),
  constraint seo_rules_name_visible check (private.is_visible(name)),
  constraint seo_rules_rule_length check (char_length(rule) between 1 and 1000),
  constraint seo_rules_rule_visible check (private.is_visible(rule))
);
comment on table public.seo_rules is 'What makes lessons and their companions easy to find, a sentence each.';
create unique index seo_rules_name_key on public.seo_rules (workspace_id, lower(name));

create table public.content_preferences (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  rule text not null,
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz not null default now(),
  constraint content_preferences_pkey primary key (id),
  constraint content_preferences_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint content_preferences_name_length check (char_length(name) between 1 and 100),
  constraint content_preferences_name_visible check (private.is_visible(name)),
  constraint content_preferences_rule_length check (char_length(rule) between 1 and 1000),
  constraint content_preferences_rule_visible check (private.is_visible(rule))
);
comment on table public.content_preferences is 'What a workspace likes and does not like in texts, a sentence each.';
create unique index content_preferences_name_key on public.content_preferences (workspace_id, lower(name));

create table public.prompt_templates (
  workspace_id uuid not null,
  content_type text not null,
  active_number integer,
  constraint prompt_templates_pkey primary key (workspace_id, content_type),
  constraint prompt_templates_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint prompt_templates_content_type check (content_type = any (private.prompt_content_types()))
);
comment on table public.prompt_templates is 'The template of a workspace for a content type.';
comment on column public.prompt_templates.active_number is 'The version that prompts are made from; null: that of the workspace above, or the builtin one.';

create table public.prompt_template_versions (
  workspace_id uuid not null,
  content_type text not null,
  number integer not null,
  parts jsonb not null,
  variables text[] not null,
  note text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  constraint prompt_template_versions_pkey primary key (workspace_id, content_type, number),
  constraint prompt_template_versions_template_fkey foreign key (workspace_id, content_type) references public.prompt_templates (workspace_id, content_type) on delete cascade,
  constraint prompt_template_versions_number_range check (number between 1 and 10000),
  constraint prompt_template_versions_parts_shape check (jsonb_typeof(parts -> 'system') = 'string' and jsonb_typeof(parts -> 'user') = 'string'
    and parts - 'system' - 'user' = '{}' and char_length(parts ->> 'system') <= 20000 and char_length(parts ->> 'user') <= 20000),
  constraint prompt_template_versions_note_length check (char_length(note) between 1 and 300),
  constraint prompt_template_versions_note_visible check (private.is_visible(note))
);
comment on table public.prompt_template_versions is 'Every version of a template: what it says in each role, and the variables it declares. Append-only.';
alter table public.prompt_templates add constraint prompt_templates_active_fkey foreign key (workspace_id, content_type, active_number)
  references public.prompt_template_versions (workspace_id, content_type, number) deferrable initially deferred;
create index prompt_templates_active_idx on public.prompt_templates (workspace_id, content_type, active_number);

create function private.refuse_changing_templates() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'a version stays as it is: make a new one' using errcode = 'TW002';
end
$$;
create trigger keep_versions before update on public.prompt_template_versions for each row execute function private.refuse_changing_templates();
create trigger keep_versions before update on public.strategy_history for each row execute function private.refuse_changing_templates();

create table private.prompt_cache_counts (
  workspace_id uuid not null,
  content_type text not null,
  hits bigint not null default 0,
  misses bigint not null default 0,
  constraint prompt_cache_counts_pkey primary key (workspace_id, content_type),
  constraint prompt_cache_counts_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint prompt_cache_counts_content_type check (content_type = any (private.prompt_content_types()))
);
comment on table private.prompt_cache_counts is 'How many prompts were there already and how many were assembled. Previews do not count.';

create table public.prompt_jobs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  asked_by uuid not null,
  prompt text not null,
  metadata jsonb not null,
  created_at timestamptz not null default now(),
  constraint prompt_jobs_pkey primary key (id),
  constraint prompt_jobs_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint prompt_jobs_prompt_length check (char_length(prompt) between 1 and 4000000),
  constraint prompt_jobs_metadata_object check (jsonb_typeof(metadata) = 'object')
);
comment on table public.prompt_jobs is 'Prompts that somebody asked for by HTTP. They are kept for a day.';
create index prompt_jobs_workspace_idx on public.prompt_jobs (workspace_id, created_at);

do $$
declare
  tab text;
begin
  foreach tab in array array['strategies', 'strategy_history', 'seo_rules', 'content_preferences', 'prompt_templates', 'prompt_template_versions', 'prompt_jobs'] loop
    execute format('alter table public.%I enable row level security', tab);
    execute format('grant select on public.%I to authenticated, service_role', tab);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', tab);
  end loop;
end
$$;
