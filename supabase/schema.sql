-- The database of Trailwright as PostgreSQL has it: supabase/migrations, applied, and what private.register_kind and
-- private.register_links make of them, written out. For reading and searching: which columns, rules, policies and functions
-- there are, in one place.
--
-- Generated from the catalogue by "npm run db:schema" (lib/studio/processes/schema-text.ts), never edited and never applied;
-- supabase/tests/base/schema.test.ts fails when it is out of date. A change of the database is a new migration.

-- -------------------------------------------------------------------------------------- extensions, schemas, types

create extension pg_trgm with schema extensions;

create schema private;
comment on schema private is 'Helpers, internals and scratch tables. Not exposed by the Data API.';
grant usage on schema private to anon;
grant usage on schema private to authenticated;
grant usage on schema private to service_role;

-- Rights on new functions: none but the owner's.

-- Rights on new functions in the schema public: execute for service_role.

create type private.asked_words as (
  wanted tsquery,
  liked tsquery,
  terms text[],
  beginnings text[],
  runs text[],
  is_plain boolean
);

create type private.bulk_item as (
  kind public.content_kind,
  id uuid
);

create type private.difference as (
  kind public.content_kind,
  entity_id uuid,
  before_slug text,
  before_a uuid,
  before_b uuid,
  before_hash uuid,
  before_body jsonb,
  after_slug text,
  after_a uuid,
  after_b uuid,
  after_hash uuid,
  after_body jsonb
);

create type private.exercise_problem as (
  code text,
  pointer text,
  value text
);
comment on type private.exercise_problem is 'A broken hard rule: where (a JSON pointer), and what stands there.';

create type private.link_edit as (
  op text,
  id uuid,
  version integer,
  source_id uuid,
  target_id uuid,
  link_type public.link_type,
  weight double precision,
  description text
);

create type private.outline_ask as (
  workspace uuid,
  text text,
  difficulty public.difficulty,
  quality text,
  me uuid,
  changed uuid[],
  marked uuid[],
  again uuid[],
  found uuid[]
);
comment on type private.outline_ask is 'What a filter compares rows with: ids that have changed, that bear its beacon, that shall be looked at again, as far as it asks for them; then those that it leaves, if they are few.';

create type private.outline_rows as (
  domains uuid[],
  trails uuid[],
  concepts uuid[],
  places uuid[],
  sparks uuid[],
  beacons uuid[]
);
comment on type private.outline_rows is 'Rows of the outline by their ids; sparks are those that stand in no concept.';

create type private.outline_window as (
  ids uuid[],
  starts bigint,
  total bigint,
  begins jsonb
);
comment on type private.outline_window is 'Rows of a branch in their order, how many siblings stand before them, how many there are, and where the window begins.';

create type private.state_key as (
  kind public.content_kind,
  entity_id uuid,
  slug text,
  title text,
  was boolean,
  is_alive boolean
);
comment on type private.state_key is 'An entity that may differ: whether the snapshot has it, and whether the working content has it.';

create type private.taken_words as (
  words tsvector,
  passages text[],
  begins integer[]
);

create type private.things as (
  kinds public.content_kind[],
  ids uuid[]
);

create type public.beacon_category as enum ('technology', 'concept', 'application', 'level', 'format');

create type public.bloom_level as enum ('remember', 'understand', 'apply', 'analyze', 'evaluate', 'create');

create type public.change_action as enum ('edit', 'bulk_edit', 'move', 'import', 'trash', 'undo', 'restore', 'merge', 'generation', 'approval', 'revert');

create type public.content_kind as enum ('domain', 'trail', 'concept', 'spark', 'beacon', 'concept_spark', 'spark_beacon', 'spark_link', 'concept_link', 'objective', 'package', 'asset', 'persona', 'course_profile', 'market_research', 'unit_profile', 'resource', 'lesson_profile', 'trail_objective', 'trail_performance');
comment on type public.content_kind is 'Every kind of content. The order is an order of insertion: a kind refers only to kinds before it.';

create type public.course_status as enum ('draft', 'reviewed', 'published', 'archived');

create type public.course_type as enum ('technical', 'conceptual', 'mixed');

create type public.difficulty as enum ('beginner', 'intermediate', 'advanced', 'expert');

create type public.graph_level as enum ('spark', 'concept');

create type public.import_status as enum ('pending', 'validating', 'importing', 'ready', 'promoted', 'failed', 'rolled_back');

create type public.lesson_status as enum ('draft', 'reviewed', 'published', 'archived');

create type public.link_type as enum ('prerequisite', 'recommended', 'related', 'deepens');

create type public.member_role as enum ('editor', 'reviewer', 'admin');
comment on type public.member_role is 'Roles of a workspace, each including the one before; the order of the enum is the order of power.';

create type public.proposal_status as enum ('pending', 'approved', 'rejected', 'superseded', 'stale', 'withdrawn');

create type public.revision_operation as enum ('create', 'update', 'delete');

create type public.run_status as enum ('pending', 'in_progress', 'completed', 'failed', 'cancelled');

create type public.snapshot_status as enum ('draft', 'ready', 'current', 'archived');

create type public.task_state as enum ('waiting', 'running', 'done', 'failed', 'cancelled');

create type public.validation_status as enum ('passed', 'warning', 'failed');

-- ------------------------------------------------------------------------------------------- private.content_moves

create table private.content_moves (
  workspace_id uuid not null,
  move bigint not null default 1,
  constraint content_moves_pkey PRIMARY KEY (workspace_id),
  constraint content_moves_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table private.content_moves is 'How often what readers of a workspace get has changed: another snapshot, a closed door, a revoked key, another name. No row: never.';

-- -------------------------------------------------------------------------------------- private.distinct_exercises

create table private.distinct_exercises (
  workspace_id uuid not null,
  one_package uuid not null,
  one_exercise text not null,
  other_package uuid not null,
  other_exercise text not null,
  created_by uuid default auth.uid(),
  created_at timestamp with time zone not null default now(),
  constraint distinct_exercises_pkey PRIMARY KEY (workspace_id, one_package, one_exercise, other_package, other_exercise),
  constraint distinct_exercises_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint distinct_exercises_order CHECK ((ROW(one_package, one_exercise) < ROW(other_package, other_exercise)))
);
comment on table private.distinct_exercises is 'Pairs that are alike and no duplicates, as somebody decided. By id, so that it holds when either is edited; without foreign keys, so that it holds when a package comes back from the trash.';

-- -------------------------------------------------------------------------------------------- private.draft_blocks

create table private.draft_blocks (
  workspace_id uuid not null,
  spark_id uuid not null,
  block uuid not null,
  constraint draft_blocks_pkey PRIMARY KEY (workspace_id, block, spark_id),
  constraint draft_blocks_spark_fkey FOREIGN KEY (workspace_id, spark_id) REFERENCES public.sparks(workspace_id, id) ON DELETE CASCADE
);
comment on table private.draft_blocks is 'Digests of the longer blocks of lessons that wait for a decision or were rejected.';
CREATE INDEX draft_blocks_spark_idx ON private.draft_blocks USING btree (workspace_id, spark_id);

-- ---------------------------------------------------------------------------------------- private.exercise_entries

create table private.exercise_entries (
  package_id uuid not null,
  place integer not null,
  workspace_id uuid not null,
  spark_id uuid not null,
  exercise_id text,
  exercise_type text,
  category text,
  level text,
  difficulty text,
  objective text,
  quiz_place integer,
  has_image boolean not null,
  stem text not null,
  hash uuid not null,
  version integer,
  problems text[] not null,
  words text not null default ''::text,
  constraint exercise_entries_pkey PRIMARY KEY (package_id, place)
);
comment on table private.exercise_entries is 'Of each exercise what banks show, filter and count by. Written by triggers of public.packages alone.';
comment on column private.exercise_entries.words is 'Everything that people read in it, in lower case: options, answers, reasons.';
CREATE INDEX exercise_entries_spark_idx ON private.exercise_entries USING btree (spark_id);
CREATE INDEX exercise_entries_workspace_idx ON private.exercise_entries USING btree (workspace_id, hash);

-- ------------------------------------------------------------------------------------------ private.exercise_rules

create table private.exercise_rules (
  code text not null,
  message text not null,
  fix text not null,
  constraint exercise_rules_pkey PRIMARY KEY (code)
);
comment on table private.exercise_rules is 'The sentences of the hard rules, as lib/exercises/core/rules.ts has them.';

-- --------------------------------------------------------------------------------------- private.exercise_versions

create table private.exercise_versions (
  package_id uuid not null,
  exercise_id text not null,
  version integer not null,
  workspace_id uuid not null,
  revision_id bigint not null,
  hash uuid,
  body jsonb,
  constraint exercise_versions_pkey PRIMARY KEY (package_id, exercise_id, version)
);
comment on table private.exercise_versions is 'Every saved version of an exercise, written only when that exercise has changed. Goes when the revisions of its package are purged.';

-- --------------------------------------------------------------------------------------------- private.graph_ranks

create table private.graph_ranks (
  node_id uuid not null,
  workspace_id uuid not null,
  level public.graph_level not null,
  rank bigint not null,
  constraint graph_ranks_pkey PRIMARY KEY (node_id),
  constraint graph_ranks_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
) with (fillfactor=80);
comment on table private.graph_ranks is 'A topological order: of every link, the source''s rank is below the target''s. Ranks are 2^32 apart at first.';
CREATE INDEX graph_ranks_order_idx ON private.graph_ranks USING btree (workspace_id, level, rank);

-- ------------------------------------------------------------------------------------------- private.import_blocks

create table private.import_blocks (
  id bigint not null generated always as identity,
  import_id uuid not null,
  kind public.content_kind not null,
  block integer not null,
  digest text not null,
  entity_ids uuid[] not null,
  constraint import_blocks_pkey PRIMARY KEY (import_id, kind, block),
  constraint import_blocks_id_key UNIQUE (id),
  constraint import_blocks_import_fkey FOREIGN KEY (import_id) REFERENCES public.import_logs(id) ON DELETE CASCADE
);
comment on table private.import_blocks is 'Which entities a bundle named, in its order, in runs of about 16: to stage exactly those, to export them again, and to recognise a run that comes again without sending it. digest: MD5 of the hashes of its items.';
CREATE INDEX import_blocks_digest_idx ON private.import_blocks USING btree (digest);

-- -------------------------------------------------------------------------------------------- private.import_items

create unlogged table private.import_items (
  import_id uuid not null,
  kind public.content_kind not null,
  "position" integer not null,
  block integer not null,
  key text not null,
  hash text not null,
  ref_a_slug text,
  ref_b_slug text,
  fields jsonb storage external not null,
  entity_id uuid,
  ref_a uuid,
  ref_b uuid,
  action text,
  base_version integer,
  is_skipped boolean not null default false,
  constraint import_items_pkey PRIMARY KEY (import_id, kind, key)
) with (fillfactor=50);
comment on table private.import_items is 'The items of an import under way. action: create, update, unchanged, conflict. base_version: of the row the plan was made against.';

-- ---------------------------------------------------------------------------------------- private.import_questions

create table private.import_questions (
  import_id uuid not null,
  nth integer not null,
  fate text not null,
  category text not null default ''::text,
  codes text[] not null default '{}'::text[],
  exercise jsonb,
  suggested_level text,
  source jsonb not null,
  losses jsonb not null default '[]'::jsonb,
  alike jsonb,
  constraint import_questions_pkey PRIMARY KEY (import_id, nth),
  constraint import_questions_import_fkey FOREIGN KEY (import_id) REFERENCES public.import_logs(id) ON DELETE CASCADE,
  constraint import_questions_alike CHECK (COALESCE((jsonb_typeof(alike) = 'object'::text), true)),
  constraint import_questions_exercise CHECK (((exercise IS NULL) = (fate = 'not_taken'::text))),
  constraint import_questions_fate CHECK ((fate = ANY (ARRAY['whole'::text, 'changed'::text, 'blocked'::text, 'not_taken'::text]))),
  constraint import_questions_objects CHECK (((jsonb_typeof(source) = 'object'::text) AND (jsonb_typeof(losses) = 'array'::text) AND COALESCE((jsonb_typeof(exercise) = 'object'::text), true)))
);
comment on table private.import_questions is 'The questions of a file in its order: what became of each, and why. suggested_level: what its verbs say, where the file says nothing.';
comment on column private.import_questions.alike is 'What it asks nearly the same as: {similarity, spark_id, exercise_id} of a bank, or {similarity, nth} of the same file.';

-- ------------------------------------------------------------------------------------------ private.import_records

create unlogged table private.import_records (
  import_id uuid not null,
  record text not null,
  "position" integer not null,
  owner_kind public.content_kind not null,
  owner_slug text not null,
  external_id text not null,
  external_system text not null,
  hash text not null,
  body jsonb storage external not null,
  constraint import_records_pkey PRIMARY KEY (import_id, record, "position"),
  constraint import_records_import_fkey FOREIGN KEY (import_id) REFERENCES public.import_logs(id) ON DELETE CASCADE,
  constraint import_records_record CHECK ((record = ANY (ARRAY['flow_run'::text, 'conversation'::text])))
);
comment on table private.import_records is 'Records of an import under way: what its things bring along that is no content.';

-- ----------------------------------------------------------------------------------------- private.imported_states

create table private.imported_states (
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  key text not null,
  hash text not null,
  version integer not null,
  constraint imported_states_pkey PRIMARY KEY (entity_id)
);
comment on table private.imported_states is 'What an import last brought for an entity (key and hash of the item) and the version that made. Same hash: the source did not move. Other version: the studio did.';

-- ----------------------------------------------------------------------------------------------- private.job_kinds

create table private.job_kinds (
  kind text not null,
  places public.content_kind[] not null,
  needs_place boolean not null,
  needs_source boolean not null,
  constraint job_kinds_pkey PRIMARY KEY (kind)
);
comment on table private.job_kinds is 'What can be asked for, where its result may stand, and whether it is made from sources. lib/generation/core/request.ts says the same.';

-- --------------------------------------------------------------------------------------------------- private.kinds

create table private.kinds (
  kind public.content_kind not null,
  table_name name not null,
  natural_key name[] not null,
  has_slug boolean not null generated always as (('slug'::name = ANY (natural_key))) stored,
  ref_a name,
  ref_a_kind public.content_kind,
  ref_b name,
  ref_b_kind public.content_kind,
  placed_by public.content_kind,
  name_column name,
  name_length integer,
  summary_column name,
  difficulty_column name,
  text_expression text,
  search_weight real,
  is_owned boolean not null,
  is_link boolean not null,
  is_placed boolean not null,
  is_creatable boolean not null,
  is_publishable boolean not null,
  is_copied boolean not null,
  is_below boolean not null,
  outlives_ref_b boolean not null,
  constraint kinds_pkey PRIMARY KEY (kind),
  constraint kinds_table_key UNIQUE (table_name)
);
comment on table private.kinds is 'What the generic functions know of each kind, a row a kind, written by private.register_kind.';
comment on column private.kinds.natural_key is 'The columns by which people and bundles tell an entity apart: the slug, or what it joins, or its owner and a key below it.';
comment on column private.kinds.ref_a is 'The column that refers to another kind (ref_a_kind): the parent of a trail, the owner of a package, the source of a link.';
comment on column private.kinds.ref_b is 'The second one, of what joins two: the spark in a concept, the target of a link.';
comment on column private.kinds.placed_by is 'The kind that says where it stands, for what may stand in several places: a spark is placed by concept_spark.';
comment on column private.kinds.name_column is 'What people call it. Without one it goes by what it joins or belongs to.';
comment on column private.kinds.name_length is 'How long a name may be: a copy''s is cut to make room for "(copy)".';
comment on column private.kinds.summary_column is 'A sentence or two about it, searched and shown as its excerpt.';
comment on column private.kinds.difficulty_column is 'The column of type difficulty: trails call it difficulty_level.';
comment on column private.kinds.text_expression is 'SQL over its row t that gives its long text as people read it, without markup.';
comment on column private.kinds.search_weight is 'Null: it is not searched. What holds others comes a little before its equals (domain 0.03, trail 0.02, concept 0.01).';
comment on column private.kinds.is_owned is 'It belongs to what ref_a names and is shown on its page: objectives, packages, profiles.';
comment on column private.kinds.is_link is 'It joins two nodes of a graph in a direction; no loop is let in (private.register_links).';
comment on column private.kinds.is_placed is 'It has an order_index among those with the same ref_a, and can be moved.';
comment on column private.kinds.is_creatable is 'People create it by itself, not as a part of something else.';
comment on column private.kinds.is_publishable is 'It has is_published.';
comment on column private.kinds.is_copied is 'It is copied together with what it belongs to or joins; with a slug, it can be copied by itself. What was measured or found out about the original is not.';
comment on column private.kinds.is_below is 'The history of what ref_a names (for the placed: of where it stands) shows it as well.';
comment on column private.kinds.outlives_ref_b is 'What ref_b names may go without it: a course profile without its persona.';

-- -------------------------------------------------------------------------------------------------- private.merges

create table private.merges (
  from_id uuid not null,
  into_id uuid not null,
  workspace_id uuid not null,
  kind public.content_kind not null,
  change_set_id uuid not null,
  constraint merges_pkey PRIMARY KEY (from_id),
  constraint merges_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table private.merges is 'What an entity was merged into, and by which change set. Counts while that one is not undone.';
CREATE INDEX merges_workspace_idx ON private.merges USING btree (workspace_id, kind);

-- ----------------------------------------------------------------------------------------- private.outline_entries

create table private.outline_entries (
  workspace_id uuid not null,
  kind public.content_kind not null,
  id uuid not null,
  ordinal bigint not null,
  title text not null,
  is_draft boolean,
  difficulty public.difficulty,
  check_status public.validation_status,
  review text,
  mins integer not null default 0,
  places integer not null default 0,
  updated_by uuid,
  constraint outline_entries_pkey PRIMARY KEY (workspace_id, kind, id),
  constraint outline_entries_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table private.outline_entries is 'Of each domain, trail, concept, spark and beacon what the outline counts and filters by. Written by triggers alone.';
CREATE INDEX outline_entries_loose_idx ON private.outline_entries USING btree (workspace_id, ordinal) INCLUDE (id) WHERE ((kind = 'spark'::public.content_kind) AND (places = 0));
CREATE INDEX outline_entries_review_idx ON private.outline_entries USING btree (workspace_id, id) WHERE (review = 'pending'::text);

-- ------------------------------------------------------------------------------------------------ private.presence

create unlogged table private.presence (
  entity_id uuid not null,
  user_id uuid not null,
  workspace_id uuid not null,
  is_editing boolean not null,
  seen_at timestamp with time zone not null default now(),
  constraint presence_pkey PRIMARY KEY (entity_id, user_id)
);
comment on table private.presence is 'Who has what open. Forgotten by a crash, and 45 seconds after the last sign of life.';
CREATE INDEX presence_seen_idx ON private.presence USING btree (seen_at);

-- ------------------------------------------------------------------------------------------- private.quality_queue

create table private.quality_queue (
  stamp bigint not null generated always as identity,
  workspace_id uuid not null,
  spark_id uuid not null,
  constraint quality_queue_pkey PRIMARY KEY (stamp)
);
comment on table private.quality_queue is 'Sparks whose text is to be measured; lines are only added and removed, so no writer waits for another.';

-- ---------------------------------------------------------------------------------------- private.question_imports

create table private.question_imports (
  import_id uuid not null,
  report jsonb not null,
  receipt jsonb,
  constraint question_imports_pkey PRIMARY KEY (import_id),
  constraint question_imports_import_fkey FOREIGN KEY (import_id) REFERENCES public.import_logs(id) ON DELETE CASCADE
);
comment on table private.question_imports is 'report: what was read (format, encoding, size, reasons, files). receipt: what came of it, once it is applied.';

-- ------------------------------------------------------------------------------------------ private.result_imports

create table private.result_imports (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  format text not null,
  outcome jsonb,
  created_by uuid default auth.uid(),
  created_at timestamp with time zone not null default now(),
  constraint result_imports_pkey PRIMARY KEY (id),
  constraint result_imports_person_fkey FOREIGN KEY (created_by) REFERENCES public.profiles(user_id) ON DELETE SET NULL,
  constraint result_imports_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint result_imports_format CHECK ((format = ANY (ARRAY['csv'::text, 'xapi'::text, 'scorm'::text]))),
  constraint result_imports_name CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
comment on table private.result_imports is 'Where answers came from. Removing one removes its answers.';
CREATE INDEX result_imports_person_idx ON private.result_imports USING btree (created_by);
CREATE INDEX result_imports_workspace_idx ON private.result_imports USING btree (workspace_id, created_at DESC);

-- --------------------------------------------------------------------------------------------- private.result_keys

create table private.result_keys (
  workspace_id uuid not null,
  key bytea not null default extensions.gen_random_bytes(32),
  constraint result_keys_pkey PRIMARY KEY (workspace_id),
  constraint result_keys_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table private.result_keys is 'The key under which a workspace makes learners unreadable. No function gives it away.';

-- ------------------------------------------------------------------------------------------------- private.results

create table private.results (
  workspace_id uuid not null,
  package_id uuid not null,
  exercise_id text not null,
  asked uuid not null,
  learner uuid not null,
  answered_at timestamp with time zone not null,
  attempt integer not null,
  version integer not null,
  import_id uuid not null,
  score double precision not null,
  choice text[],
  constraint results_pkey PRIMARY KEY (workspace_id, package_id, exercise_id, asked, learner, answered_at, attempt),
  constraint results_import_fkey FOREIGN KEY (import_id) REFERENCES private.result_imports(id) ON DELETE CASCADE,
  constraint results_attempt CHECK (((attempt >= 1) AND (attempt <= 1000000))),
  constraint results_score CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)))
);
comment on table private.results is 'Answers of learners. Without a foreign key to packages, because the trash must not take what cannot be asked for again; purging does.';
CREATE INDEX results_import_idx ON private.results USING btree (import_id);

-- ------------------------------------------------------------------------------------------ private.search_entries

create table private.search_entries (
  entity_id uuid not null,
  workspace_id uuid not null,
  kind public.content_kind not null,
  owner_id uuid not null,
  title text not null,
  words tsvector not null,
  title_key text not null default ''::text,
  passages text[] not null default '{}'::text[],
  begins integer[] not null default '{}'::integer[],
  constraint search_entries_pkey PRIMARY KEY (entity_id)
);
comment on table private.search_entries is 'The words of each entity people search for. Derived: private.search_again has all of them taken anew.';
comment on column private.search_entries.owner_id is 'On whose page it is found and whose state it shares: the spark of a package, the concept of an objective, else itself.';
comment on column private.search_entries.title_key is 'The title as it is compared with what was asked.';
comment on column private.search_entries.passages is 'What excerpts are made of: the summary and the text as people read them, cut at blanks.';
comment on column private.search_entries.begins is 'Of each passage the place of its first word in `words`.';
CREATE INDEX search_entries_owner_idx ON private.search_entries USING btree (owner_id) WHERE (owner_id <> entity_id);
CREATE INDEX search_entries_title_idx ON private.search_entries USING gin (title extensions.gin_trgm_ops);
CREATE INDEX search_entries_title_key_idx ON private.search_entries USING btree (workspace_id, title_key);
CREATE INDEX search_entries_words_idx ON private.search_entries USING gin (words);
CREATE INDEX search_entries_workspace_idx ON private.search_entries USING btree (workspace_id);

-- ----------------------------------------------------------------------------------------- private.search_progress

create table private.search_progress (
  snapshot_id uuid not null,
  constraint search_progress_pkey PRIMARY KEY (snapshot_id),
  constraint search_progress_snapshot_fkey FOREIGN KEY (snapshot_id) REFERENCES public.snapshots(id) ON DELETE CASCADE
);
comment on table private.search_progress is 'Snapshots whose sparks are all in search_texts.';

-- -------------------------------------------------------------------------------------------- private.search_queue

create table private.search_queue (
  stamp bigint not null generated always as identity,
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  constraint search_queue_pkey PRIMARY KEY (stamp)
);
comment on table private.search_queue is 'Entities whose words have to be taken anew; lines are only added and removed, so no writer waits for another.';
CREATE INDEX search_queue_workspace_idx ON private.search_queue USING btree (workspace_id);

-- -------------------------------------------------------------------------------------------- private.search_texts

create table private.search_texts (
  workspace_id uuid not null,
  kind public.content_kind not null default 'spark'::public.content_kind,
  entity_id uuid not null,
  from_seq integer not null,
  words tsvector not null,
  title_key text not null,
  passages text[] not null,
  begins integer[] not null,
  constraint search_texts_pkey PRIMARY KEY (workspace_id, kind, entity_id, from_seq),
  constraint search_texts_version_fkey FOREIGN KEY (workspace_id, kind, entity_id, from_seq) REFERENCES public.entity_versions(workspace_id, kind, entity_id, from_seq) ON DELETE CASCADE
);
comment on table private.search_texts is 'The words of published sparks, one row a state. Derived: may be emptied at any time, together with search_progress.';
comment on column private.search_texts.title_key is 'The title as it is compared with what was asked.';
comment on column private.search_texts.passages is 'What excerpts are made of: the summary and the text as people read them, cut at blanks.';
comment on column private.search_texts.begins is 'Of each passage the place of its first word in `words`.';
CREATE INDEX search_texts_title_key_idx ON private.search_texts USING btree (workspace_id, title_key);
CREATE INDEX search_texts_words_idx ON private.search_texts USING gin (words);

-- ----------------------------------------------------------------------------------------- private.snapshot_clocks

create table private.snapshot_clocks (
  workspace_id uuid not null,
  last_seq integer not null,
  constraint snapshot_clocks_pkey PRIMARY KEY (workspace_id),
  constraint snapshot_clocks_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table private.snapshot_clocks is 'The last seq given out. Not max(seq): when the newest snapshot is cleaned up its seq must not be given again, for versions still carry it.';

-- ---------------------------------------------------------------------------------------------- private.step_turns

create table private.step_turns (
  workspace_id uuid not null,
  is_batch boolean not null,
  virtual_time bigint not null,
  served bigint not null default 0,
  woken_at timestamp with time zone not null default clock_timestamp(),
  constraint step_turns_pkey PRIMARY KEY (workspace_id, is_batch),
  constraint step_turns_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table private.step_turns is 'Workspaces that have steps to take. virtual_time: how many it was given, counted so that one that had nothing to do saves nothing up; the least is next. served: where it stood when it was last given one, and the most of these is where all of them stand.';

-- ---------------------------------------------------------------------------------------------- private.task_kinds

create table private.task_kinds (
  kind text not null,
  role public.member_role not null,
  constraint task_kinds_pkey PRIMARY KEY (kind)
);
comment on table private.task_kinds is 'What may be asked for as a task, and the least role that may. lib/tasks/core.ts says which function does it.';

-- ----------------------------------------------------------------------------------------------- public.asset_uses

create table public.asset_uses (
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  asset text not null,
  lacks_alt boolean not null default false,
  constraint asset_uses_pkey PRIMARY KEY (entity_id, asset),
  constraint asset_uses_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table public.asset_uses is 'Which working entities name which file (by the key in its address), kept by triggers that only look at what has such an address.';
CREATE INDEX asset_uses_asset_idx ON public.asset_uses USING btree (workspace_id, asset);
alter table public.asset_uses enable row level security;
grant select on public.asset_uses to authenticated;
grant select on public.asset_uses to service_role;
create policy "Members see what is used where" on public.asset_uses
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- --------------------------------------------------------------------------------------------------- public.assets

create table public.assets (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  path text not null,
  media_type text not null,
  byte_size bigint,
  sha256 text,
  width integer,
  height integer,
  alt_text text,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint assets_pkey PRIMARY KEY (id),
  constraint assets_path_key UNIQUE (workspace_id, path),
  constraint assets_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint assets_alt_text_length CHECK ((char_length(alt_text) <= 1000)),
  constraint assets_byte_size_range CHECK ((byte_size >= 0)),
  constraint assets_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint assets_height_range CHECK ((height >= 1)),
  constraint assets_media_type_length CHECK (((char_length(media_type) >= 1) AND (char_length(media_type) <= 200))),
  constraint assets_media_type_visible CHECK (private.is_visible(media_type)) NOT VALID,
  constraint assets_path_length CHECK (((char_length(path) >= 1) AND (char_length(path) <= 500))),
  constraint assets_path_visible CHECK (private.is_visible(path)) NOT VALID,
  constraint assets_sha256_shape CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint assets_width_range CHECK ((width >= 1))
);
comment on table public.assets is 'A file that lessons show: what it is called and how it is described. Its bytes are in storage under workspace and sha256; lessons name it by the first 32 digits of that.';
CREATE INDEX assets_key_idx ON public.assets USING btree ("left"(sha256, 32)) WHERE (sha256 IS NOT NULL);
alter table public.assets enable row level security;
grant delete, insert (workspace_id, path, media_type, byte_size, sha256, width, height, alt_text, extras), select, update (path, alt_text, extras) on public.assets to authenticated;
grant delete, insert, select, update on public.assets to service_role;
create policy "Editors change" on public.assets
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.assets
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.assets
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.assets
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER stamp BEFORE UPDATE ON public.assets FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.assets REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('asset', 'path', '');
CREATE TRIGGER track_insert AFTER INSERT ON public.assets REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('asset', 'path', '');
CREATE TRIGGER track_update AFTER UPDATE ON public.assets REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('asset', 'path', '');

-- ------------------------------------------------------------------------------------------------ public.audit_log

create table public.audit_log (
  id bigint not null generated always as identity,
  workspace_id uuid not null,
  actor uuid,
  action text not null,
  subject text,
  detail jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table public.audit_log is 'What an admin would be asked about: roles, settings, keys, promotions, rollbacks, purges. Append-only.';
CREATE INDEX audit_log_workspace_idx ON public.audit_log USING btree (workspace_id, id DESC);
alter table public.audit_log enable row level security;
grant select on public.audit_log to authenticated;
grant insert, select on public.audit_log to service_role;
create policy "Admins read the audit log" on public.audit_log
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));

-- -------------------------------------------------------------------------------------------------- public.beacons

create table public.beacons (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  slug text not null,
  name text not null,
  description text,
  category public.beacon_category,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint beacons_pkey PRIMARY KEY (id),
  constraint beacons_slug_key UNIQUE (workspace_id, slug),
  constraint beacons_workspace_id_key UNIQUE (workspace_id, id),
  constraint beacons_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint beacons_description_length CHECK ((char_length(description) <= 500)),
  constraint beacons_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint beacons_name_length CHECK (((char_length(name) >= 2) AND (char_length(name) <= 100))),
  constraint beacons_name_visible CHECK (private.is_visible(name)),
  constraint beacons_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 200)))
);
comment on table public.beacons is 'A tag by which sparks are found across the hierarchy.';
alter table public.beacons enable row level security;
grant delete, insert (workspace_id, slug, name, description, category, extras), select, update (slug, name, description, category, extras) on public.beacons to authenticated;
grant delete, insert, select, update on public.beacons to service_role;
create policy "Editors change" on public.beacons
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.beacons
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.beacons
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.beacons
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_entries_delete AFTER DELETE ON public.beacons REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('beacon');
CREATE TRIGGER keep_entries_insert AFTER INSERT ON public.beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('beacon');
CREATE TRIGGER keep_entries_update AFTER UPDATE ON public.beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('beacon');
CREATE TRIGGER leave_slugs AFTER DELETE ON public.beacons REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.leave_slugs('beacon');
CREATE TRIGGER note_search_delete AFTER DELETE ON public.beacons REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('beacon');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('beacon');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('beacon');
CREATE TRIGGER stamp BEFORE UPDATE ON public.beacons FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER take_slugs AFTER INSERT ON public.beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.take_slugs('beacon');
CREATE TRIGGER track_delete AFTER DELETE ON public.beacons REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('beacon', 'name', '');
CREATE TRIGGER track_insert AFTER INSERT ON public.beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('beacon', 'name', '');
CREATE TRIGGER track_slug AFTER UPDATE OF slug ON public.beacons FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION private.track_slug('beacon');
CREATE TRIGGER track_update AFTER UPDATE ON public.beacons REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('beacon', 'name', '');

-- ---------------------------------------------------------------------------------------------- public.change_sets

create table public.change_sets (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  action public.change_action not null,
  title text,
  author uuid,
  created_at timestamp with time zone not null default now(),
  undoes uuid,
  undone_by uuid,
  ordinal bigint not null generated always as identity,
  constraint change_sets_pkey PRIMARY KEY (id),
  constraint change_sets_undoes_fkey FOREIGN KEY (undoes) REFERENCES public.change_sets(id),
  constraint change_sets_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES public.change_sets(id),
  constraint change_sets_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint change_sets_title_length CHECK ((char_length(title) <= 300))
);
comment on table public.change_sets is 'What one act of a person or of the system wrote, over any number of entities: undone as one.';
CREATE INDEX change_sets_ordinal_idx ON public.change_sets USING btree (workspace_id, ordinal DESC);
CREATE INDEX change_sets_undoes_idx ON public.change_sets USING btree (undoes) WHERE (undoes IS NOT NULL);
CREATE INDEX change_sets_undone_by_idx ON public.change_sets USING btree (undone_by) WHERE (undone_by IS NOT NULL);
alter table public.change_sets enable row level security;
grant select on public.change_sets to authenticated;
grant select on public.change_sets to service_role;
create policy "Members read change sets" on public.change_sets
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- -------------------------------------------------------------------------------------------- public.concept_links

create table public.concept_links (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  source_id uuid not null,
  target_id uuid not null,
  link_type public.link_type not null,
  weight double precision,
  description text,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint concept_links_pkey PRIMARY KEY (id),
  constraint concept_links_pair_key UNIQUE (source_id, workspace_id, target_id),
  constraint concept_links_source_fkey FOREIGN KEY (source_id, workspace_id) REFERENCES public.concepts(id, workspace_id) DEFERRABLE,
  constraint concept_links_target_fkey FOREIGN KEY (target_id, workspace_id) REFERENCES public.concepts(id, workspace_id) DEFERRABLE,
  constraint concept_links_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint concept_links_description_length CHECK ((char_length(description) <= 500)),
  constraint concept_links_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint concept_links_not_self CHECK ((source_id <> target_id)),
  constraint concept_links_weight_range CHECK (((weight >= (0)::double precision) AND (weight <= (1)::double precision)))
);
comment on table public.concept_links is 'Of two concepts: the source is learned first, the target after.';
CREATE INDEX concept_links_target_idx ON public.concept_links USING btree (target_id, workspace_id);
CREATE INDEX concept_links_workspace_idx ON public.concept_links USING btree (workspace_id, ordinal);
alter table public.concept_links enable row level security;
grant delete, insert (workspace_id, source_id, target_id, link_type, weight, description, extras), select, update (link_type, weight, description, extras) on public.concept_links to authenticated;
grant delete, insert, select, update on public.concept_links to service_role;
create policy "Editors change" on public.concept_links
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.concept_links
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.concept_links
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.concept_links
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_ends BEFORE UPDATE OF source_id, target_id ON public.concept_links FOR EACH ROW WHEN (((old.source_id IS DISTINCT FROM new.source_id) OR (old.target_id IS DISTINCT FROM new.target_id))) EXECUTE FUNCTION private.refuse_new_ends();
CREATE TRIGGER stamp BEFORE UPDATE ON public.concept_links FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.concept_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept_link', '', 'source_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.concept_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept_link', '', 'source_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.concept_links REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept_link', '', 'source_id');
CREATE TRIGGER tracked_delete AFTER DELETE ON public.concept_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.links_changed('concept');
CREATE TRIGGER tracked_update AFTER UPDATE ON public.concept_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.links_changed('concept');
CREATE TRIGGER unloop AFTER INSERT ON public.concept_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.guard_concept_links();

-- ------------------------------------------------------------------------------------------- public.concept_sparks

create table public.concept_sparks (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  concept_id uuid not null,
  spark_id uuid not null,
  order_index integer not null default 0,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint concept_sparks_pkey PRIMARY KEY (id),
  constraint concept_sparks_pair_key UNIQUE (concept_id, workspace_id, spark_id),
  constraint concept_sparks_concept_fkey FOREIGN KEY (concept_id, workspace_id) REFERENCES public.concepts(id, workspace_id) DEFERRABLE,
  constraint concept_sparks_spark_fkey FOREIGN KEY (spark_id, workspace_id) REFERENCES public.sparks(id, workspace_id) DEFERRABLE,
  constraint concept_sparks_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint concept_sparks_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint concept_sparks_order_index_range CHECK ((order_index >= 0))
);
comment on table public.concept_sparks is 'Which sparks stand in which concept, and in what order. A spark may stand in several.';
CREATE INDEX concept_sparks_order_idx ON public.concept_sparks USING btree (workspace_id, concept_id, order_index, ordinal) INCLUDE (spark_id);
CREATE INDEX concept_sparks_spark_idx ON public.concept_sparks USING btree (spark_id, workspace_id);
CREATE INDEX concept_sparks_workspace_idx ON public.concept_sparks USING btree (workspace_id, ordinal);
alter table public.concept_sparks enable row level security;
grant delete, insert (workspace_id, concept_id, spark_id, order_index, extras), select, update (concept_id, order_index, extras) on public.concept_sparks to authenticated;
grant delete, insert, select, update on public.concept_sparks to service_role;
create policy "Editors change" on public.concept_sparks
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.concept_sparks
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.concept_sparks
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.concept_sparks
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_entry_places_delete AFTER DELETE ON public.concept_sparks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entry_places();
CREATE TRIGGER keep_entry_places_insert AFTER INSERT ON public.concept_sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entry_places();
CREATE TRIGGER keep_entry_places_update AFTER UPDATE ON public.concept_sparks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entry_places();
CREATE TRIGGER stamp BEFORE UPDATE ON public.concept_sparks FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.concept_sparks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept_spark', '', 'concept_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.concept_sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept_spark', '', 'concept_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.concept_sparks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept_spark', '', 'concept_id');

-- ------------------------------------------------------------------------------------------------- public.concepts

create table public.concepts (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  trail_id uuid,
  slug text not null,
  title text not null,
  description text,
  order_index integer not null default 0,
  is_published boolean not null default false,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint concepts_pkey PRIMARY KEY (id),
  constraint concepts_slug_key UNIQUE (workspace_id, slug),
  constraint concepts_workspace_id_key UNIQUE (workspace_id, id),
  constraint concepts_trail_fkey FOREIGN KEY (trail_id, workspace_id) REFERENCES public.trails(id, workspace_id) DEFERRABLE,
  constraint concepts_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint concepts_description_length CHECK ((char_length(description) <= 1000)),
  constraint concepts_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint concepts_order_index_range CHECK ((order_index >= 0)),
  constraint concepts_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 200))),
  constraint concepts_title_length CHECK (((char_length(title) >= 2) AND (char_length(title) <= 200))),
  constraint concepts_title_visible CHECK (private.is_visible(title))
);
comment on table public.concepts is 'A coherent sub-topic of 3 to 8 sparks. Without a trail it stands alone. Also a unit, see unit_profiles.';
CREATE INDEX concepts_order_idx ON public.concepts USING btree (workspace_id, trail_id, order_index, ordinal);
CREATE INDEX concepts_trail_idx ON public.concepts USING btree (trail_id, workspace_id);
alter table public.concepts enable row level security;
grant delete, insert (workspace_id, trail_id, slug, title, description, order_index, is_published, extras), select, update (trail_id, slug, title, description, order_index, is_published, extras) on public.concepts to authenticated;
grant delete, insert, select, update on public.concepts to service_role;
create policy "Editors change" on public.concepts
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.concepts
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.concepts
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.concepts
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_entries_delete AFTER DELETE ON public.concepts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('concept');
CREATE TRIGGER keep_entries_insert AFTER INSERT ON public.concepts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('concept');
CREATE TRIGGER keep_entries_update AFTER UPDATE ON public.concepts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('concept');
CREATE TRIGGER leave_slugs AFTER DELETE ON public.concepts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.leave_slugs('concept');
CREATE TRIGGER note_search_delete AFTER DELETE ON public.concepts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('concept');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.concepts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('concept');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.concepts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('concept');
CREATE TRIGGER stamp BEFORE UPDATE ON public.concepts FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER take_slugs AFTER INSERT ON public.concepts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.take_slugs('concept');
CREATE TRIGGER track_delete AFTER DELETE ON public.concepts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept', 'title', 'trail_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.concepts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept', 'title', 'trail_id');
CREATE TRIGGER track_slug AFTER UPDATE OF slug ON public.concepts FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION private.track_slug('concept');
CREATE TRIGGER track_update AFTER UPDATE ON public.concepts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('concept', 'title', 'trail_id');

-- --------------------------------------------------------------------------------------------- public.content_keys

create table public.content_keys (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  prefix text not null,
  key_hash text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  ordinal bigint not null generated always as identity,
  constraint content_keys_pkey PRIMARY KEY (id),
  constraint content_keys_hash_key UNIQUE (key_hash),
  constraint content_keys_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint content_keys_hash_shape CHECK ((key_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint content_keys_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint content_keys_name_visible CHECK (private.is_visible(name)) NOT VALID
);
comment on table public.content_keys is 'Keys that open a workspace''s content API. Only the SHA-256 is kept; the key itself is shown once.';
CREATE INDEX content_keys_workspace_idx ON public.content_keys USING btree (workspace_id);
alter table public.content_keys enable row level security;
grant insert (workspace_id, name, prefix, key_hash), select (id, workspace_id, name, prefix, created_at, created_by, last_used_at, revoked_at, ordinal), update (revoked_at) on public.content_keys to authenticated;
grant delete, insert, select, update on public.content_keys to service_role;
create policy "Admins create keys" on public.content_keys
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));
create policy "Admins revoke keys" on public.content_keys
  as permissive for update to authenticated
  using (((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)) AND (revoked_at IS NULL)))
  with check (((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)) AND (revoked_at IS NOT NULL)));
create policy "Admins see keys" on public.content_keys
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));
CREATE TRIGGER note_content_key_created AFTER INSERT ON public.content_keys FOR EACH ROW EXECUTE FUNCTION private.note_content_key();
CREATE TRIGGER note_content_key_revoked AFTER UPDATE OF revoked_at ON public.content_keys FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION private.note_content_key();
CREATE TRIGGER tell_readers_of_keys AFTER DELETE OR UPDATE OF revoked_at ON public.content_keys FOR EACH ROW EXECUTE FUNCTION private.readers_changed();

-- -------------------------------------------------------------------------------------------- public.conversations

create table public.conversations (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  concept_id uuid not null,
  external_id text not null,
  external_system text not null,
  role text not null,
  nth integer not null,
  title text,
  status text,
  message_count integer not null default 0,
  last_message_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  source_hash text not null,
  source jsonb not null,
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_external_key UNIQUE (workspace_id, concept_id, external_system, external_id),
  constraint conversations_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table public.conversations is 'What learners or authors said to a coach or assistant about a unit, elsewhere. role: the list of the file it stands in. No foreign key to the concept, as in flow_runs.';
alter table public.conversations enable row level security;
grant select on public.conversations to authenticated;
grant select on public.conversations to service_role;
create policy "Members read" on public.conversations
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------ public.course_profiles

create table public.course_profiles (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  trail_id uuid not null,
  persona_id uuid,
  course_brief text,
  curriculum jsonb,
  course_outline text,
  icp_data jsonb,
  voice_profile jsonb,
  pedagogical_framework text,
  course_type public.course_type,
  tool_name text,
  knowledge_level public.difficulty,
  estimated_duration_hours numeric,
  keywords text[],
  status public.course_status not null default 'draft'::public.course_status,
  voice_fidelity double precision,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  external_id text,
  external_system text,
  generation_execution_id text,
  published_at text,
  file_form jsonb,
  constraint course_profiles_pkey PRIMARY KEY (id),
  constraint course_profiles_trail_key UNIQUE (trail_id, workspace_id),
  constraint course_profiles_persona_fkey FOREIGN KEY (persona_id, workspace_id) REFERENCES public.personas(id, workspace_id) DEFERRABLE,
  constraint course_profiles_trail_fkey FOREIGN KEY (trail_id, workspace_id) REFERENCES public.trails(id, workspace_id) DEFERRABLE,
  constraint course_profiles_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint course_profiles_external_id_length CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  constraint course_profiles_external_id_visible CHECK (private.is_visible(external_id)),
  constraint course_profiles_external_system_length CHECK (((char_length(external_system) >= 1) AND (char_length(external_system) <= 100))),
  constraint course_profiles_external_system_visible CHECK (private.is_visible(external_system)),
  constraint course_profiles_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint course_profiles_file_form_object CHECK ((jsonb_typeof(file_form) = 'object'::text)),
  constraint course_profiles_hours_range CHECK ((estimated_duration_hours >= (0)::numeric)),
  constraint course_profiles_published_at_date CHECK (private.is_date(published_at)),
  constraint course_profiles_voice_fidelity_range CHECK (((voice_fidelity >= (0)::double precision) AND (voice_fidelity <= (1)::double precision)))
);
comment on table public.course_profiles is 'A trail as a course.';
comment on column public.course_profiles.file_form is 'As in unit_profiles.';
CREATE UNIQUE INDEX course_profiles_external_idx ON public.course_profiles USING btree (workspace_id, external_system, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX course_profiles_persona_idx ON public.course_profiles USING btree (persona_id, workspace_id);
CREATE INDEX course_profiles_workspace_idx ON public.course_profiles USING btree (workspace_id);
alter table public.course_profiles enable row level security;
grant delete, insert (workspace_id, trail_id, persona_id, course_brief, curriculum, course_outline, icp_data, voice_profile, pedagogical_framework, course_type, tool_name, knowledge_level, estimated_duration_hours, keywords, status, voice_fidelity, extras), select, update (persona_id, course_brief, curriculum, course_outline, icp_data, voice_profile, pedagogical_framework, course_type, tool_name, knowledge_level, estimated_duration_hours, keywords, status, voice_fidelity, extras) on public.course_profiles to authenticated;
grant delete, insert, select, update on public.course_profiles to service_role;
create policy "Editors change" on public.course_profiles
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.course_profiles
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.course_profiles
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.course_profiles
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER release_external_id BEFORE INSERT ON public.course_profiles FOR EACH ROW WHEN ((new.external_id IS NOT NULL)) EXECUTE FUNCTION private.release_external_id();
CREATE TRIGGER stamp BEFORE UPDATE ON public.course_profiles FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.course_profiles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('course_profile', '', 'trail_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.course_profiles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('course_profile', '', 'trail_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.course_profiles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('course_profile', '', 'trail_id');

-- ------------------------------------------------------------------------------------------- public.dirty_entities

create table public.dirty_entities (
  stamp bigint not null generated always as identity,
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  constraint dirty_entities_pkey PRIMARY KEY (stamp)
);
comment on table public.dirty_entities is 'Entities whose working state may differ from the newest snapshot, a line for each change since. Kept by triggers, so that staging looks at what changed and never at the whole catalogue.';
comment on column public.dirty_entities.stamp is 'Staging removes the lines it has read, so an edit that commits meanwhile stays dirty. Lines are only added and removed, never changed: no writer waits for another, or for a stager.';
CREATE INDEX dirty_entities_entity_idx ON public.dirty_entities USING btree (entity_id);
CREATE INDEX dirty_entities_workspace_idx ON public.dirty_entities USING btree (workspace_id);
alter table public.dirty_entities enable row level security;
grant select on public.dirty_entities to authenticated;
grant select on public.dirty_entities to service_role;
create policy "Members read what changed" on public.dirty_entities
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------ public.dismissed_suggestions

create table public.dismissed_suggestions (
  workspace_id uuid not null,
  source_id uuid not null,
  target_id uuid not null,
  dismissed_by uuid,
  dismissed_at timestamp with time zone not null default now(),
  constraint dismissed_suggestions_pkey PRIMARY KEY (workspace_id, source_id, target_id),
  constraint dismissed_suggestions_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint dismissed_suggestions_not_self CHECK ((source_id <> target_id))
);
comment on table public.dismissed_suggestions is 'Links between sparks that nobody wants to have suggested again. No content: without history, in no snapshot. Holds for a spark in the trash when it comes back.';
alter table public.dismissed_suggestions enable row level security;
grant select on public.dismissed_suggestions to authenticated;
grant select on public.dismissed_suggestions to service_role;
create policy "Members see what was waved off" on public.dismissed_suggestions
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- -------------------------------------------------------------------------------------------------- public.domains

create table public.domains (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  slug text not null,
  name text not null,
  description text,
  icon text,
  color text,
  is_published boolean not null default false,
  order_index integer not null default 0,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint domains_pkey PRIMARY KEY (id),
  constraint domains_slug_key UNIQUE (workspace_id, slug),
  constraint domains_workspace_id_key UNIQUE (workspace_id, id),
  constraint domains_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint domains_color_shape CHECK ((color ~ '^#[0-9A-Fa-f]{6}$'::text)),
  constraint domains_description_length CHECK ((char_length(description) <= 500)),
  constraint domains_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint domains_icon_length CHECK ((char_length(icon) <= 50)),
  constraint domains_name_length CHECK (((char_length(name) >= 2) AND (char_length(name) <= 100))),
  constraint domains_name_visible CHECK (private.is_visible(name)),
  constraint domains_order_index_range CHECK ((order_index >= 0)),
  constraint domains_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 200)))
);
comment on table public.domains is 'The broadest category: a field of knowledge.';
CREATE INDEX domains_order_idx ON public.domains USING btree (workspace_id, order_index, ordinal);
alter table public.domains enable row level security;
grant delete, insert (workspace_id, slug, name, description, icon, color, is_published, order_index, extras), select, update (slug, name, description, icon, color, is_published, order_index, extras) on public.domains to authenticated;
grant delete, insert, select, update on public.domains to service_role;
create policy "Editors change" on public.domains
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.domains
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.domains
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.domains
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_entries_delete AFTER DELETE ON public.domains REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('domain');
CREATE TRIGGER keep_entries_insert AFTER INSERT ON public.domains REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('domain');
CREATE TRIGGER keep_entries_update AFTER UPDATE ON public.domains REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('domain');
CREATE TRIGGER leave_slugs AFTER DELETE ON public.domains REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.leave_slugs('domain');
CREATE TRIGGER note_search_delete AFTER DELETE ON public.domains REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('domain');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.domains REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('domain');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.domains REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('domain');
CREATE TRIGGER stamp BEFORE UPDATE ON public.domains FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER take_slugs AFTER INSERT ON public.domains REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.take_slugs('domain');
CREATE TRIGGER track_delete AFTER DELETE ON public.domains REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('domain', 'name', '');
CREATE TRIGGER track_insert AFTER INSERT ON public.domains REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('domain', 'name', '');
CREATE TRIGGER track_slug AFTER UPDATE OF slug ON public.domains FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION private.track_slug('domain');
CREATE TRIGGER track_update AFTER UPDATE ON public.domains REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('domain', 'name', '');

-- ------------------------------------------------------------------------------------------ public.entity_versions

create table public.entity_versions (
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  from_seq integer not null,
  to_seq integer not null default 2147483647,
  slug text,
  ref_a uuid,
  ref_b uuid,
  hash uuid not null,
  body jsonb not null,
  constraint entity_versions_pkey PRIMARY KEY (workspace_id, kind, entity_id, from_seq),
  constraint entity_versions_range CHECK ((from_seq < to_seq))
);
comment on table public.entity_versions is 'A state of an entity, valid for snapshots with from_seq <= seq < to_seq. Never changed but for closing to_seq.';
comment on column public.entity_versions.hash is 'MD5 of kind, id and body, kept as uuid for its 16 bytes.';
CREATE INDEX entity_versions_asset_idx ON public.entity_versions USING btree ("left"((body ->> 'sha256'::text), 32)) WHERE (kind = 'asset'::public.content_kind);
CREATE INDEX entity_versions_from_idx ON public.entity_versions USING btree (workspace_id, from_seq);
CREATE INDEX entity_versions_ref_a_idx ON public.entity_versions USING btree (ref_a, kind) WHERE (ref_a IS NOT NULL);
CREATE INDEX entity_versions_ref_b_idx ON public.entity_versions USING btree (ref_b, kind) WHERE (ref_b IS NOT NULL);
CREATE INDEX entity_versions_slug_idx ON public.entity_versions USING btree (workspace_id, kind, slug, from_seq) WHERE (slug IS NOT NULL);
CREATE INDEX entity_versions_to_idx ON public.entity_versions USING btree (workspace_id, to_seq) WHERE (to_seq < 2147483647);
alter table public.entity_versions enable row level security;
grant select on public.entity_versions to authenticated;
grant select on public.entity_versions to service_role;
create policy "Members read snapshots" on public.entity_versions
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_versions BEFORE UPDATE ON public.entity_versions FOR EACH ROW WHEN (((old.to_seq <> 2147483647) OR (((((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.entity_id IS DISTINCT FROM new.entity_id)) OR (old.from_seq IS DISTINCT FROM new.from_seq)) OR (old.hash IS DISTINCT FROM new.hash)) OR (old.body IS DISTINCT FROM new.body) OR (old.slug IS DISTINCT FROM new.slug) OR (old.ref_a IS DISTINCT FROM new.ref_a) OR (old.ref_b IS DISTINCT FROM new.ref_b))) EXECUTE FUNCTION private.refuse_changing_versions();

-- ------------------------------------------------------------------------------------------- public.exercise_goals

create table public.exercise_goals (
  workspace_id uuid not null,
  thresholds jsonb,
  quiz_targets jsonb,
  constraint exercise_goals_pkey PRIMARY KEY (workspace_id),
  constraint exercise_goals_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint exercise_goals_quiz_targets CHECK (((quiz_targets IS NULL) OR private.are_targets(quiz_targets))),
  constraint exercise_goals_thresholds CHECK (((thresholds IS NULL) OR private.are_thresholds(thresholds)))
);
comment on table public.exercise_goals is 'What a workspace wants of its exercises. Null: what the studio takes as usual.';
comment on column public.exercise_goals.thresholds is 'How many valid exercises a cell of the coverage has at least: {objective, concept, trail: {level: number}}. They block nothing.';
comment on column public.exercise_goals.quiz_targets is 'What a quiz aims at that has no targets of its own: {level, difficulty: {name: share}}, shares adding up to 1.';
alter table public.exercise_goals enable row level security;
grant select on public.exercise_goals to authenticated;
grant select on public.exercise_goals to service_role;
create policy "Members see what their workspace wants of its exercises" on public.exercise_goals
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ----------------------------------------------------------------------------------------- public.first_promotions

create table public.first_promotions (
  workspace_id uuid not null,
  trail_id uuid not null,
  published_at text not null,
  constraint first_promotions_pkey PRIMARY KEY (workspace_id, trail_id),
  constraint first_promotions_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint first_promotions_published_at_date CHECK (private.is_date(published_at))
);
comment on table public.first_promotions is 'When a course was first part of a promoted snapshot. No foreign key to trails: the trash must not take it, and rolling back does not either; purging does.';
alter table public.first_promotions enable row level security;
grant select on public.first_promotions to authenticated;
grant select on public.first_promotions to service_role;
create policy "Members read" on public.first_promotions
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------------ public.flow_runs

create table public.flow_runs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  kind public.content_kind,
  entity_id uuid,
  external_id text,
  external_system text,
  flow_name text,
  status public.run_status,
  execution_mode text,
  current_step text,
  step_progress integer,
  total_steps integer,
  progress_percentage double precision,
  total_tokens bigint,
  cost_micros bigint,
  execution_time_ms bigint,
  error_message text,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  last_heartbeat timestamp with time zone,
  is_imported boolean not null default false,
  source_hash text,
  source jsonb,
  ordinal bigint not null generated always as identity,
  job_kind text,
  title text,
  params jsonb,
  place_kind public.content_kind,
  place_id uuid,
  asked_by uuid,
  is_batch boolean not null default false,
  held text,
  ended_by uuid,
  problem jsonb,
  constraint flow_runs_pkey PRIMARY KEY (id),
  constraint flow_runs_external_key UNIQUE (workspace_id, entity_id, external_system, external_id),
  constraint flow_runs_job_kind_fkey FOREIGN KEY (job_kind) REFERENCES private.job_kinds(kind),
  constraint flow_runs_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint flow_runs_held CHECK ((held = 'approval'::text)),
  constraint flow_runs_imported_or_asked CHECK (
CASE
    WHEN is_imported THEN ((kind IS NOT NULL) AND (entity_id IS NOT NULL) AND (job_kind IS NULL))
    ELSE ((job_kind IS NOT NULL) AND (title IS NOT NULL) AND (params IS NOT NULL) AND (asked_by IS NOT NULL) AND (kind IS NULL))
END),
  constraint flow_runs_kind CHECK ((kind = ANY (ARRAY['concept'::public.content_kind, 'spark'::public.content_kind, 'trail'::public.content_kind]))),
  constraint flow_runs_params CHECK (((jsonb_typeof(params) = 'object'::text) AND (pg_column_size(params) <= 1048576))),
  constraint flow_runs_status_known CHECK (((status IS NOT NULL) OR is_imported)),
  constraint flow_runs_title CHECK (((title <> ''::text) AND (char_length(title) <= 300)))
);
comment on table public.flow_runs is 'How something was generated. is_imported: somewhere else; such a run is no job of this studio and costs it nothing.';
comment on column public.flow_runs.entity_id is 'What was generated. No foreign key: the trash must not take what cannot happen again; purging does.';
comment on column public.flow_runs.cost_micros is 'In millionths of a dollar.';
comment on column public.flow_runs.source is 'Of an imported run: what its file says, as it came. Null where the file has only its steps or requests.';
comment on column public.flow_runs.job_kind is 'What was asked for; null for a run that was imported.';
comment on column public.flow_runs.place_kind is 'Where the result is to stand, with place_id. No foreign key: the place may be deleted while the job runs, which then says so.';
comment on column public.flow_runs.is_batch is 'Nobody waits for it: steps of jobs that somebody waits for are taken first.';
comment on column public.flow_runs.held is 'Why a job that is under way does not go on by itself: approval, it waits for a decision of a person.';
comment on column public.flow_runs.problem is 'Why it failed: {code, message}.';
CREATE INDEX flow_runs_job_kind_idx ON public.flow_runs USING btree (job_kind);
CREATE INDEX flow_runs_jobs_idx ON public.flow_runs USING btree (workspace_id, ordinal DESC) WHERE (job_kind IS NOT NULL);
CREATE INDEX flow_runs_open_jobs_idx ON public.flow_runs USING btree (workspace_id, status, held) WHERE ((job_kind IS NOT NULL) AND (status = ANY (ARRAY['pending'::public.run_status, 'in_progress'::public.run_status, 'failed'::public.run_status])));
alter table public.flow_runs enable row level security;
grant select on public.flow_runs to authenticated;
grant select on public.flow_runs to service_role;
create policy "Members read" on public.flow_runs
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------ public.graph_positions

create table public.graph_positions (
  workspace_id uuid not null,
  level public.graph_level not null,
  node_id uuid not null,
  x real not null,
  y real not null,
  constraint graph_positions_pkey PRIMARY KEY (workspace_id, level, node_id),
  constraint graph_positions_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint graph_positions_x_range CHECK (((x >= ('-10000000'::integer)::double precision) AND (x <= (10000000)::double precision))),
  constraint graph_positions_y_range CHECK (((y >= ('-10000000'::integer)::double precision) AND (y <= (10000000)::double precision)))
);
comment on table public.graph_positions is 'Where nodes stand that somebody moved by hand. No content: without history, in no snapshot. A node in the trash has its place when it comes back.';
alter table public.graph_positions enable row level security;
grant select on public.graph_positions to authenticated;
grant select on public.graph_positions to service_role;
create policy "Members see where nodes stand" on public.graph_positions
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- --------------------------------------------------------------------------------------------------- public.graphs

create table public.graphs (
  workspace_id uuid not null,
  level public.graph_level not null,
  version bigint not null default 0,
  constraint graphs_pkey PRIMARY KEY (workspace_id, level),
  constraint graphs_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
) with (fillfactor=50);
comment on table public.graphs is 'The lock and the clock of each graph: its version moves with every change of a link. Half-empty pages let the hot row be updated in place.';
alter table public.graphs enable row level security;
grant select on public.graphs to authenticated;
grant select on public.graphs to service_role;
create policy "Members see that a graph moved" on public.graphs
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ---------------------------------------------------------------------------------------------- public.import_logs

create table public.import_logs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  version_label text not null,
  name text,
  source_system text,
  source_version text,
  file_name text,
  status public.import_status not null default 'pending'::public.import_status,
  entity_counts jsonb not null default '{}'::jsonb,
  plan_counts jsonb not null default '{}'::jsonb,
  error_message text,
  error_details jsonb,
  header jsonb,
  recognised_at_revision bigint,
  resolved_at_revision bigint,
  planned_at_revision bigint,
  change_set_id uuid,
  snapshot_id uuid,
  started_at timestamp with time zone not null default now(),
  touched_at timestamp with time zone not null default now(),
  completed_at timestamp with time zone,
  created_by uuid default auth.uid(),
  applied_by uuid,
  ordinal bigint not null generated always as identity,
  warnings jsonb,
  question_format text,
  constraint import_logs_pkey PRIMARY KEY (id),
  constraint import_logs_change_set_fkey FOREIGN KEY (change_set_id) REFERENCES public.change_sets(id) ON DELETE SET NULL,
  constraint import_logs_snapshot_fkey FOREIGN KEY (snapshot_id) REFERENCES public.snapshots(id) ON DELETE SET NULL,
  constraint import_logs_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint import_logs_label_length CHECK (((char_length(version_label) >= 1) AND (char_length(version_label) <= 100)))
);
comment on table public.import_logs is 'pending -> validating -> importing -> ready -> promoted, or failed, rolled_back.';
comment on column public.import_logs.header is 'Everything of the bundle that is no entity: label, name, metadata, which lists it had.';
comment on column public.import_logs.applied_by is 'Who is applying it, or did. A colleague may go on with a plan, and then has to be able to say that it failed.';
comment on column public.import_logs.warnings is 'Of a plan: {counts: [{code, total}], problems: [...]}, of each rule a few examples.';
comment on column public.import_logs.question_format is 'Set where the file had questions of another tool in place of a bundle: moodle_xml, gift ...';
CREATE INDEX import_logs_change_set_idx ON public.import_logs USING btree (change_set_id) WHERE (change_set_id IS NOT NULL);
CREATE INDEX import_logs_open_idx ON public.import_logs USING btree (touched_at) WHERE (status = ANY (ARRAY['pending'::public.import_status, 'validating'::public.import_status, 'importing'::public.import_status]));
CREATE INDEX import_logs_ordinal_idx ON public.import_logs USING btree (workspace_id, ordinal DESC);
CREATE INDEX import_logs_snapshot_idx ON public.import_logs USING btree (snapshot_id) WHERE (snapshot_id IS NOT NULL);
alter table public.import_logs enable row level security;
grant select on public.import_logs to authenticated;
grant select on public.import_logs to service_role;
create policy "Members read the import log" on public.import_logs
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER drop_records AFTER UPDATE OF status ON public.import_logs FOR EACH ROW WHEN (((new.status = 'failed'::public.import_status) AND (old.status <> 'failed'::public.import_status))) EXECUTE FUNCTION private.drop_import_records();
CREATE TRIGGER forget_questions AFTER UPDATE OF status ON public.import_logs FOR EACH ROW WHEN (((new.status = 'failed'::public.import_status) AND (old.status <> 'failed'::public.import_status))) EXECUTE FUNCTION private.forget_questions();
CREATE TRIGGER take_statistics AFTER UPDATE OF status ON public.import_logs FOR EACH ROW WHEN (((new.status = 'ready'::public.import_status) AND (old.status <> 'ready'::public.import_status) AND (new.change_set_id IS NOT NULL))) EXECUTE FUNCTION private.take_statistics();

-- ---------------------------------------------------------------------------------------------- public.invitations

create table public.invitations (
  workspace_id uuid not null,
  email text not null,
  role public.member_role not null,
  invited_by uuid default auth.uid(),
  created_at timestamp with time zone not null default now(),
  id uuid not null default gen_random_uuid(),
  link_hash text,
  expires_at timestamp with time zone not null default (now() + '7 days'::interval),
  ordinal bigint not null generated always as identity,
  constraint invitations_pkey PRIMARY KEY (workspace_id, email),
  constraint invitations_id_key UNIQUE (id),
  constraint invitations_link_hash_key UNIQUE (link_hash),
  constraint invitations_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint invitations_email_shape CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text))),
  constraint invitations_link_hash_shape CHECK ((link_hash ~ '^[0-9a-f]{64}$'::text))
);
comment on table public.invitations is 'People asked to come in: a membership once they accept, nothing before. One for an address and a workspace.';
comment on column public.invitations.link_hash is 'SHA-256 of the secret in the link; null for invitations from before there were links.';
CREATE INDEX invitations_email_idx ON public.invitations USING btree (email);
CREATE INDEX invitations_invited_by_idx ON public.invitations USING btree (workspace_id, invited_by);
alter table public.invitations enable row level security;
grant delete, select (workspace_id, email, role, invited_by, created_at, id, expires_at, ordinal) on public.invitations to authenticated;
grant delete, insert, select, update on public.invitations to service_role;
create policy "Admins see invitations" on public.invitations
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));
create policy "Admins withdraw invitations" on public.invitations
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));

-- ---------------------------------------------------------------------------------------------- public.job_sources

create table public.job_sources (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  format text not null,
  body text not null,
  words integer not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint job_sources_pkey PRIMARY KEY (id),
  constraint job_sources_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint job_sources_body CHECK (((body <> ''::text) AND (char_length(body) <= 2000000))),
  constraint job_sources_format CHECK ((format = ANY (ARRAY['markdown'::text, 'text'::text, 'html'::text, 'pdf'::text, 'docx'::text]))),
  constraint job_sources_name CHECK (((name <> ''::text) AND (char_length(name) <= 255))),
  constraint job_sources_words CHECK ((words >= 0))
);
comment on table public.job_sources is 'What jobs draft from: the text of a file, as Markdown. Never changed, because anchors of drafts count its characters.';
CREATE INDEX job_sources_workspace_idx ON public.job_sources USING btree (workspace_id, created_at);
alter table public.job_sources enable row level security;
grant select on public.job_sources to authenticated;
grant select on public.job_sources to service_role;
create policy "Members read" on public.job_sources
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------ public.lesson_profiles

create table public.lesson_profiles (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  spark_id uuid not null,
  lesson_id text,
  learner_level text,
  lesson_type text,
  source_material text,
  podcast_transcript text,
  podcast_voice text,
  podcast_duration_seconds numeric,
  podcast_generated_at text,
  podcast_audio_object_id text,
  word_count integer,
  bloom_level public.bloom_level,
  learning_objectives jsonb,
  key_concepts jsonb,
  gps_valid boolean,
  gps_score double precision,
  didatica_score double precision,
  validation_status public.validation_status,
  validation_issues jsonb,
  generation_duration_seconds numeric,
  generation_cost_usd numeric,
  retry_count integer,
  status public.lesson_status,
  voice_fidelity double precision,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  external_id text,
  external_system text,
  package_version integer,
  flow_run_id text,
  file_path text,
  file_form jsonb,
  constraint lesson_profiles_pkey PRIMARY KEY (id),
  constraint lesson_profiles_spark_key UNIQUE (spark_id, workspace_id),
  constraint lesson_profiles_spark_fkey FOREIGN KEY (spark_id, workspace_id) REFERENCES public.sparks(id, workspace_id) DEFERRABLE,
  constraint lesson_profiles_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint lesson_profiles_costs_range CHECK (((generation_cost_usd >= (0)::numeric) AND (generation_duration_seconds >= (0)::numeric) AND (podcast_duration_seconds >= (0)::numeric))),
  constraint lesson_profiles_counts_range CHECK (((word_count >= 0) AND (retry_count >= 0))),
  constraint lesson_profiles_didatica_score_range CHECK (((didatica_score >= (0)::double precision) AND (didatica_score <= (1)::double precision))),
  constraint lesson_profiles_external_id_length CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  constraint lesson_profiles_external_id_visible CHECK (private.is_visible(external_id)),
  constraint lesson_profiles_external_system_length CHECK (((char_length(external_system) >= 1) AND (char_length(external_system) <= 100))),
  constraint lesson_profiles_external_system_visible CHECK (private.is_visible(external_system)),
  constraint lesson_profiles_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint lesson_profiles_file_form_object CHECK ((jsonb_typeof(file_form) = 'object'::text)),
  constraint lesson_profiles_gps_score_range CHECK (((gps_score >= (0)::double precision) AND (gps_score <= (1)::double precision))),
  constraint lesson_profiles_lesson_id_shape CHECK ((lesson_id ~ '^[0-9]+\.[0-9]+$'::text)),
  constraint lesson_profiles_podcast_generated_at_date CHECK (private.is_date(podcast_generated_at)),
  constraint lesson_profiles_voice_fidelity_range CHECK (((voice_fidelity >= (0)::double precision) AND (voice_fidelity <= (1)::double precision)))
);
comment on table public.lesson_profiles is 'A spark as a lesson: its audio, its place in a course, and how good a validator found it.';
comment on column public.lesson_profiles.podcast_generated_at is 'As it was written: datetimes keep their spelling.';
comment on column public.lesson_profiles.file_form is 'As in unit_profiles.';
CREATE UNIQUE INDEX lesson_profiles_external_idx ON public.lesson_profiles USING btree (workspace_id, external_system, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX lesson_profiles_failed_idx ON public.lesson_profiles USING btree (workspace_id) WHERE (validation_status = 'failed'::public.validation_status);
CREATE INDEX lesson_profiles_workspace_idx ON public.lesson_profiles USING btree (workspace_id);
alter table public.lesson_profiles enable row level security;
grant delete, insert (workspace_id, spark_id, lesson_id, learner_level, lesson_type, source_material, podcast_transcript, podcast_voice, podcast_duration_seconds, podcast_generated_at, podcast_audio_object_id, word_count, bloom_level, learning_objectives, key_concepts, status, voice_fidelity, extras), select, update (lesson_id, learner_level, lesson_type, source_material, podcast_transcript, podcast_voice, podcast_duration_seconds, podcast_generated_at, podcast_audio_object_id, word_count, bloom_level, learning_objectives, key_concepts, status, voice_fidelity, extras) on public.lesson_profiles to authenticated;
grant delete, insert, select, update on public.lesson_profiles to service_role;
create policy "Editors change" on public.lesson_profiles
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.lesson_profiles
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.lesson_profiles
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.lesson_profiles
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_entry_checks_delete AFTER DELETE ON public.lesson_profiles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entry_checks();
CREATE TRIGGER keep_entry_checks_insert AFTER INSERT ON public.lesson_profiles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entry_checks();
CREATE TRIGGER keep_entry_checks_update AFTER UPDATE ON public.lesson_profiles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entry_checks();
CREATE TRIGGER release_external_id BEFORE INSERT ON public.lesson_profiles FOR EACH ROW WHEN ((new.external_id IS NOT NULL)) EXECUTE FUNCTION private.release_external_id();
CREATE TRIGGER stamp BEFORE UPDATE ON public.lesson_profiles FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.lesson_profiles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('lesson_profile', '', 'spark_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.lesson_profiles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('lesson_profile', '', 'spark_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.lesson_profiles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('lesson_profile', '', 'spark_id');

-- --------------------------------------------------------------------------------------------- public.llm_requests

create table public.llm_requests (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  flow_run_id uuid not null,
  external_id text,
  nth integer not null,
  provider text,
  model text,
  status public.run_status,
  input_tokens bigint,
  output_tokens bigint,
  tokens_used bigint,
  cost_micros bigint,
  execution_time_ms bigint,
  error_message text,
  created_at timestamp with time zone not null default now(),
  source jsonb,
  constraint llm_requests_pkey PRIMARY KEY (id),
  constraint llm_requests_flow_run_fkey FOREIGN KEY (flow_run_id) REFERENCES public.flow_runs(id) ON DELETE CASCADE,
  constraint llm_requests_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table public.llm_requests is 'The calls of models that a run made.';
CREATE INDEX llm_requests_flow_run_idx ON public.llm_requests USING btree (flow_run_id, nth);
CREATE INDEX llm_requests_workspace_idx ON public.llm_requests USING btree (workspace_id);
alter table public.llm_requests enable row level security;
grant select on public.llm_requests to authenticated;
grant select on public.llm_requests to service_role;
create policy "Members read" on public.llm_requests
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------ public.market_research

create table public.market_research (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  trail_id uuid not null,
  market_analysis text,
  gap_analysis text,
  differentiation_strategy text,
  sources_list text,
  research_summary jsonb,
  competitors_analyzed integer,
  pricing_recommendation text,
  positioning_strategy text,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  file_form jsonb,
  constraint market_research_pkey PRIMARY KEY (id),
  constraint market_research_trail_key UNIQUE (trail_id, workspace_id),
  constraint market_research_trail_fkey FOREIGN KEY (trail_id, workspace_id) REFERENCES public.trails(id, workspace_id) DEFERRABLE,
  constraint market_research_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint market_research_competitors_range CHECK ((competitors_analyzed >= 0)),
  constraint market_research_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint market_research_file_form_object CHECK ((jsonb_typeof(file_form) = 'object'::text))
);
comment on table public.market_research is 'What was found out before a course was written.';
comment on column public.market_research.file_form is 'As in unit_profiles.';
CREATE INDEX market_research_workspace_idx ON public.market_research USING btree (workspace_id);
alter table public.market_research enable row level security;
grant delete, insert (workspace_id, trail_id, market_analysis, gap_analysis, differentiation_strategy, sources_list, research_summary, competitors_analyzed, pricing_recommendation, positioning_strategy, extras), select, update (market_analysis, gap_analysis, differentiation_strategy, sources_list, research_summary, competitors_analyzed, pricing_recommendation, positioning_strategy, extras) on public.market_research to authenticated;
grant delete, insert, select, update on public.market_research to service_role;
create policy "Editors change" on public.market_research
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.market_research
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.market_research
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.market_research
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER stamp BEFORE UPDATE ON public.market_research FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.market_research REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('market_research', '', 'trail_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.market_research REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('market_research', '', 'trail_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.market_research REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('market_research', '', 'trail_id');

-- ---------------------------------------------------------------------------------------------- public.memberships

create table public.memberships (
  workspace_id uuid not null,
  user_id uuid not null,
  role public.member_role not null,
  created_at timestamp with time zone not null default now(),
  constraint memberships_pkey PRIMARY KEY (workspace_id, user_id),
  constraint memberships_profile_fkey FOREIGN KEY (user_id) REFERENCES public.profiles(user_id) ON DELETE CASCADE,
  constraint memberships_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table public.memberships is 'Who belongs to a workspace, with one role each. Revocation is immediate: every policy looks here.';
CREATE INDEX memberships_user_idx ON public.memberships USING btree (user_id);
alter table public.memberships enable row level security;
grant delete, select, update (role) on public.memberships to authenticated;
grant delete, insert, select, update on public.memberships to service_role;
create policy "Admins change roles" on public.memberships
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));
create policy "Admins remove members and anyone may leave" on public.memberships
  as permissive for delete to authenticated
  using (((workspace_id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)) OR (user_id = ( SELECT auth.uid() AS uid))));
create policy "Members see who else is in" on public.memberships
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER guard_last_admin BEFORE DELETE OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION private.guard_last_admin();
CREATE TRIGGER note_membership AFTER INSERT OR DELETE OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION private.note_membership();
CREATE TRIGGER withdraw_invitations_of_demoted AFTER UPDATE OF role ON public.memberships FOR EACH ROW WHEN (((old.role = 'admin'::public.member_role) AND (new.role <> 'admin'::public.member_role))) EXECUTE FUNCTION private.withdraw_invitations();
CREATE TRIGGER withdraw_invitations_of_removed AFTER DELETE ON public.memberships FOR EACH ROW WHEN ((old.role = 'admin'::public.member_role)) EXECUTE FUNCTION private.withdraw_invitations();

-- ----------------------------------------------------------------------------------------------- public.objectives

create table public.objectives (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  concept_id uuid not null,
  objective_id text not null,
  title text not null,
  description text,
  order_index integer not null default 0,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint objectives_pkey PRIMARY KEY (id),
  constraint objectives_pair_key UNIQUE (concept_id, workspace_id, objective_id),
  constraint objectives_concept_fkey FOREIGN KEY (concept_id, workspace_id) REFERENCES public.concepts(id, workspace_id) DEFERRABLE,
  constraint objectives_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint objectives_description_length CHECK ((char_length(description) <= 2000)),
  constraint objectives_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint objectives_objective_id_length CHECK (((char_length(objective_id) >= 1) AND (char_length(objective_id) <= 100))),
  constraint objectives_objective_id_visible CHECK (private.is_visible(objective_id)) NOT VALID,
  constraint objectives_order_index_range CHECK ((order_index >= 0)),
  constraint objectives_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 500))),
  constraint objectives_title_visible CHECK (private.is_visible(title)) NOT VALID
);
comment on table public.objectives is 'What a learner can do after a unit. objective_id is the stable text id by which exercises refer to it.';
CREATE INDEX objectives_workspace_idx ON public.objectives USING btree (workspace_id, ordinal);
alter table public.objectives enable row level security;
grant delete, insert (workspace_id, concept_id, objective_id, title, description, order_index, extras), select, update (objective_id, title, description, order_index, extras) on public.objectives to authenticated;
grant delete, insert, select, update on public.objectives to service_role;
create policy "Editors change" on public.objectives
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.objectives
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.objectives
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.objectives
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER note_search_delete AFTER DELETE ON public.objectives REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('objective');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.objectives REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('objective');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.objectives REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('objective');
CREATE TRIGGER stamp BEFORE UPDATE ON public.objectives FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.objectives REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('objective', 'title', 'concept_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.objectives REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('objective', 'title', 'concept_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.objectives REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('objective', 'title', 'concept_id');

-- ------------------------------------------------------------------------------------------------- public.packages

create table public.packages (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  spark_id uuid not null,
  body jsonb not null,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint packages_pkey PRIMARY KEY (id),
  constraint packages_spark_key UNIQUE (spark_id, workspace_id),
  constraint packages_spark_fkey FOREIGN KEY (spark_id, workspace_id) REFERENCES public.sparks(id, workspace_id) DEFERRABLE,
  constraint packages_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint packages_body_object CHECK ((jsonb_typeof(body) = 'object'::text)),
  constraint packages_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text))
);
comment on table public.packages is 'The exercise bank and quiz of a spark. Objectives may stand on any concept that holds the spark.';
CREATE INDEX packages_workspace_idx ON public.packages USING btree (workspace_id);
alter table public.packages enable row level security;
grant delete, insert (workspace_id, spark_id, body, extras), select, update (body, extras) on public.packages to authenticated;
grant delete, insert, select, update on public.packages to service_role;
create policy "Editors change" on public.packages
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.packages
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.packages
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.packages
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER guard_package_insert AFTER INSERT ON public.packages FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['authenticated'::name, 'service_role'::name]))) EXECUTE FUNCTION private.guard_package();
CREATE TRIGGER guard_package_update AFTER UPDATE OF body ON public.packages FOR EACH ROW WHEN (((CURRENT_USER = ANY (ARRAY['authenticated'::name, 'service_role'::name])) AND (old.body IS DISTINCT FROM new.body))) EXECUTE FUNCTION private.guard_package();
CREATE TRIGGER note_search_delete AFTER DELETE ON public.packages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('package');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.packages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('package');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.packages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('package');
CREATE TRIGGER stamp BEFORE UPDATE ON public.packages FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.packages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('package', '', 'spark_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.packages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('package', '', 'spark_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.packages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('package', '', 'spark_id');
CREATE TRIGGER track_uses_delete AFTER DELETE ON public.packages FOR EACH ROW WHEN ((strpos((old.body)::text, '/assets/'::text) > 0)) EXECUTE FUNCTION private.track_uses('package', 'body');
CREATE TRIGGER track_uses_insert AFTER INSERT ON public.packages FOR EACH ROW WHEN ((strpos((new.body)::text, '/assets/'::text) > 0)) EXECUTE FUNCTION private.track_uses('package', 'body');
CREATE TRIGGER track_uses_update AFTER UPDATE OF body ON public.packages FOR EACH ROW WHEN (((strpos((old.body)::text, '/assets/'::text) > 0) OR (strpos((new.body)::text, '/assets/'::text) > 0))) EXECUTE FUNCTION private.track_uses('package', 'body');
CREATE TRIGGER write_exercises_delete AFTER DELETE ON public.packages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_exercises();
CREATE TRIGGER write_exercises_insert AFTER INSERT ON public.packages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_exercises();
CREATE TRIGGER write_exercises_update AFTER UPDATE ON public.packages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_exercises();

-- ------------------------------------------------------------------------------------------------- public.personas

create table public.personas (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  slug text not null,
  display_name text not null,
  voice_profile jsonb,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  external_id text,
  external_system text,
  constraint personas_pkey PRIMARY KEY (id),
  constraint personas_slug_key UNIQUE (workspace_id, slug),
  constraint personas_workspace_id_key UNIQUE (workspace_id, id),
  constraint personas_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint personas_display_name_length CHECK (((char_length(display_name) >= 2) AND (char_length(display_name) <= 100))),
  constraint personas_display_name_visible CHECK (private.is_visible(display_name)),
  constraint personas_external_id_length CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  constraint personas_external_id_visible CHECK (private.is_visible(external_id)),
  constraint personas_external_system_length CHECK (((char_length(external_system) >= 1) AND (char_length(external_system) <= 100))),
  constraint personas_external_system_visible CHECK (private.is_visible(external_system)),
  constraint personas_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint personas_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 200))),
  constraint personas_voice_profile_object CHECK ((jsonb_typeof(voice_profile) = 'object'::text))
);
comment on table public.personas is 'A voice that courses are written in ("mind").';
CREATE UNIQUE INDEX personas_external_idx ON public.personas USING btree (workspace_id, external_system, external_id) WHERE (external_id IS NOT NULL);
alter table public.personas enable row level security;
grant delete, insert (workspace_id, slug, display_name, voice_profile, extras), select, update (slug, display_name, voice_profile, extras) on public.personas to authenticated;
grant delete, insert, select, update on public.personas to service_role;
create policy "Editors change" on public.personas
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.personas
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.personas
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.personas
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER leave_slugs AFTER DELETE ON public.personas REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.leave_slugs('persona');
CREATE TRIGGER release_external_id BEFORE INSERT ON public.personas FOR EACH ROW WHEN ((new.external_id IS NOT NULL)) EXECUTE FUNCTION private.release_external_id();
CREATE TRIGGER stamp BEFORE UPDATE ON public.personas FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER take_slugs AFTER INSERT ON public.personas REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.take_slugs('persona');
CREATE TRIGGER track_delete AFTER DELETE ON public.personas REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('persona', 'display_name', '');
CREATE TRIGGER track_insert AFTER INSERT ON public.personas REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('persona', 'display_name', '');
CREATE TRIGGER track_slug AFTER UPDATE OF slug ON public.personas FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION private.track_slug('persona');
CREATE TRIGGER track_update AFTER UPDATE ON public.personas REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('persona', 'display_name', '');

-- ------------------------------------------------------------------------------------------------- public.pictures

create table public.pictures (
  user_id uuid not null,
  media_type text not null,
  content text not null,
  created_at timestamp with time zone not null default now(),
  constraint pictures_pkey PRIMARY KEY (user_id),
  constraint pictures_profile_fkey FOREIGN KEY (user_id) REFERENCES public.profiles(user_id) ON DELETE CASCADE,
  constraint pictures_content_length CHECK (((char_length(content) >= 4) AND (char_length(content) <= 131072))),
  constraint pictures_media_type_shape CHECK ((media_type = ANY (ARRAY['image/webp'::text, 'image/png'::text, 'image/jpeg'::text])))
);
comment on table public.pictures is 'Pictures of people, in base64. Seen by whoever sees the profile.';
alter table public.pictures enable row level security;
grant select on public.pictures to authenticated;
grant select on public.pictures to service_role;
create policy "People see pictures of whom they see" on public.pictures
  as permissive for select to authenticated
  using (((user_id = ( SELECT auth.uid() AS uid)) OR (EXISTS ( SELECT
   FROM public.profiles p
  WHERE (p.user_id = pictures.user_id)))));

-- ------------------------------------------------------------------------------------------------- public.profiles

create table public.profiles (
  user_id uuid not null,
  email text not null,
  display_name text not null,
  created_at timestamp with time zone not null default now(),
  picture text,
  constraint profiles_pkey PRIMARY KEY (user_id),
  constraint profiles_user_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  constraint profiles_display_name_length CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 100))),
  constraint profiles_display_name_visible CHECK (private.is_visible(display_name)) NOT VALID,
  constraint profiles_picture_shape CHECK ((picture ~ '^[0-9a-f]{64}$'::text))
);
comment on table public.profiles is 'The name and address that colleagues see; one row per account, made by a trigger on auth.users.';
comment on column public.profiles.picture is 'SHA-256 of the picture in public.pictures; null for who shows none.';
CREATE INDEX profiles_email_idx ON public.profiles USING btree (lower(email));
alter table public.profiles enable row level security;
grant select, update (display_name) on public.profiles to authenticated;
grant delete, insert, select, update on public.profiles to service_role;
create policy "People change their own name" on public.profiles
  as permissive for update to authenticated
  using ((user_id = ( SELECT auth.uid() AS uid)))
  with check ((user_id = ( SELECT auth.uid() AS uid)));
create policy "People see themselves and their colleagues" on public.profiles
  as permissive for select to authenticated
  using (((user_id = ( SELECT auth.uid() AS uid)) OR (EXISTS ( SELECT
   FROM public.memberships m
  WHERE ((m.user_id = profiles.user_id) AND (m.workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))))));

-- ------------------------------------------------------------------------------------------------ public.proposals

create table public.proposals (
  id uuid not null default gen_random_uuid(),
  ordinal bigint not null generated always as identity,
  workspace_id uuid not null,
  flow_run_id uuid not null,
  step_run_id uuid not null,
  kind text not null,
  title text not null,
  place_kind public.content_kind,
  place_id uuid,
  base_version integer,
  status public.proposal_status not null default 'pending'::public.proposal_status,
  body jsonb not null,
  evidence jsonb not null default '[]'::jsonb,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint proposals_pkey PRIMARY KEY (id),
  constraint proposals_flow_run_fkey FOREIGN KEY (flow_run_id) REFERENCES public.flow_runs(id) ON DELETE CASCADE,
  constraint proposals_step_run_fkey FOREIGN KEY (step_run_id) REFERENCES public.step_runs(id) ON DELETE CASCADE,
  constraint proposals_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint proposals_body CHECK ((jsonb_typeof(body) = 'object'::text)),
  constraint proposals_kind CHECK ((kind = ANY (ARRAY['outline'::text, 'spark'::text, 'exercises'::text, 'links'::text]))),
  constraint proposals_title CHECK (((title <> ''::text) AND (char_length(title) <= 300)))
);
comment on table public.proposals is 'What a job would write. It changes no content before somebody approves it.';
comment on column public.proposals.body is 'By kind, as lib/generation/core/proposal.ts has it. outline: {title, modules: [{title, lessons}]}; spark: {title, summary, content_md, ...}; exercises: {exercises: [{exercise, needs_distractors}]}; links: {links: [{source, target, term, reason, confidence}]}.';
comment on column public.proposals.evidence is 'Where the words of it stand: [{source_id, from, to, in: [from, to]}], counted in UTF-16.';
CREATE INDEX proposals_run_idx ON public.proposals USING btree (flow_run_id, ordinal);
CREATE INDEX proposals_step_idx ON public.proposals USING btree (step_run_id);
CREATE INDEX proposals_workspace_idx ON public.proposals USING btree (workspace_id, ordinal DESC);
alter table public.proposals enable row level security;
grant select on public.proposals to authenticated;
grant select on public.proposals to service_role;
create policy "Members read" on public.proposals
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- --------------------------------------------------------------------------------------- public.quality_dismissals

create table public.quality_dismissals (
  workspace_id uuid not null,
  spark_id uuid not null,
  code text not null,
  subject text not null,
  reason text not null,
  opens_gate boolean not null,
  dismissed_by uuid,
  dismissed_at timestamp with time zone not null default now(),
  constraint quality_dismissals_pkey PRIMARY KEY (workspace_id, spark_id, code, subject),
  constraint quality_dismissals_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint quality_dismissals_code_length CHECK (((char_length(code) >= 1) AND (char_length(code) <= 60))),
  constraint quality_dismissals_reason_length CHECK ((private.is_visible(reason) AND (char_length(reason) <= 300))),
  constraint quality_dismissals_subject_length CHECK ((char_length(subject) <= 180))
);
comment on table public.quality_dismissals is 'Findings that hold for a spark and are not wanted there, with the reason. No content: without history, in no snapshot. Holds for a spark in the trash when it comes back.';
comment on column public.quality_dismissals.opens_gate is 'An admin said so: a gate lets the finding pass.';
alter table public.quality_dismissals enable row level security;
grant select on public.quality_dismissals to authenticated;
grant select on public.quality_dismissals to service_role;
create policy "Members read" on public.quality_dismissals
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- -------------------------------------------------------------------------------------------- public.quality_gates

create table public.quality_gates (
  workspace_id uuid not null,
  code text not null,
  is_on boolean not null,
  set_by uuid,
  set_at timestamp with time zone not null default now(),
  constraint quality_gates_pkey PRIMARY KEY (workspace_id, code),
  constraint quality_gates_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint quality_gates_code CHECK ((code = ANY (private.gate_codes())))
);
comment on table public.quality_gates is 'Findings that a workspace lets hold back a snapshot. What is not here is off.';
alter table public.quality_gates enable row level security;
grant select on public.quality_gates to authenticated;
grant select on public.quality_gates to service_role;
create policy "Members read" on public.quality_gates
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------- public.quality_scores

create table public.quality_scores (
  workspace_id uuid not null,
  spark_id uuid not null,
  version integer not null,
  analyser_version integer not null,
  text_hash text not null,
  scores jsonb not null,
  findings jsonb not null,
  measured_at timestamp with time zone not null default now(),
  constraint quality_scores_pkey PRIMARY KEY (workspace_id, spark_id, version),
  constraint quality_scores_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint quality_scores_findings_array CHECK ((jsonb_typeof(findings) = 'array'::text)),
  constraint quality_scores_scores_object CHECK ((jsonb_typeof(scores) = 'object'::text))
);
comment on table public.quality_scores is 'What the analysers say of a revision of a spark. Derived from its text alone, written once by the worker. No foreign key to sparks: the trash must not take it; purging does.';
comment on column public.quality_scores.text_hash is 'private.quality_hash of what was read, by which staging knows that a score is of what it stages.';
comment on column public.quality_scores.findings is '[{code, subject}], as lib/quality/core/finding.ts names them.';
alter table public.quality_scores enable row level security;
grant select on public.quality_scores to authenticated;
grant select on public.quality_scores to service_role;
create policy "Members read" on public.quality_scores
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------------ public.resources

create table public.resources (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  concept_id uuid not null,
  resource_key text not null,
  resource_type text,
  filename text,
  source_url text,
  extracted_text text,
  extraction_metadata jsonb,
  file_size bigint,
  object_store_document_id text,
  object_store_image_id text,
  document jsonb,
  image jsonb,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  order_index integer not null default 0,
  constraint resources_pkey PRIMARY KEY (id),
  constraint resources_pair_key UNIQUE (concept_id, workspace_id, resource_key),
  constraint resources_concept_fkey FOREIGN KEY (concept_id, workspace_id) REFERENCES public.concepts(id, workspace_id) DEFERRABLE,
  constraint resources_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint resources_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint resources_file_size_range CHECK ((file_size >= 0)),
  constraint resources_order_index_range CHECK ((order_index >= 0)),
  constraint resources_resource_key_length CHECK (((char_length(resource_key) >= 1) AND (char_length(resource_key) <= 200))),
  constraint resources_resource_key_visible CHECK (private.is_visible(resource_key)),
  constraint resources_source_url_scheme CHECK ((source_url ~* '^https?://'::text))
);
comment on table public.resources is 'Material of a unit: a file or a link, with the text taken out of it.';
CREATE INDEX resources_workspace_idx ON public.resources USING btree (workspace_id, ordinal);
alter table public.resources enable row level security;
grant delete, insert (workspace_id, concept_id, resource_key, resource_type, filename, source_url, extracted_text, extraction_metadata, file_size, object_store_document_id, object_store_image_id, document, image, extras, order_index), select, update (resource_key, resource_type, filename, source_url, extracted_text, extraction_metadata, file_size, object_store_document_id, object_store_image_id, document, image, extras, order_index) on public.resources to authenticated;
grant delete, insert, select, update on public.resources to service_role;
create policy "Editors change" on public.resources
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.resources
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.resources
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.resources
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER stamp BEFORE UPDATE ON public.resources FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.resources REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('resource', 'filename', 'concept_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.resources REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('resource', 'filename', 'concept_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.resources REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('resource', 'filename', 'concept_id');

-- --------------------------------------------------------------------------------------------- public.review_marks

create table public.review_marks (
  id bigint not null generated always as identity,
  workspace_id uuid not null,
  spark_id uuid not null,
  because_of uuid,
  note text,
  marked_by uuid,
  marked_at timestamp with time zone not null default now(),
  constraint review_marks_pkey PRIMARY KEY (id),
  constraint review_marks_key UNIQUE NULLS NOT DISTINCT (workspace_id, spark_id, because_of),
  constraint review_marks_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint review_marks_note_length CHECK ((char_length(note) <= 500))
);
comment on table public.review_marks is 'That somebody shall look at a spark again, and because of which other one. No content: without history, in no snapshot. What is in the trash waits with its marks.';
alter table public.review_marks enable row level security;
grant select on public.review_marks to authenticated;
grant select on public.review_marks to service_role;
create policy "Members see what shall be looked at" on public.review_marks
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------------ public.revisions

create table public.revisions (
  id bigint not null generated always as identity,
  workspace_id uuid not null,
  change_set_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  operation public.revision_operation not null,
  version integer not null,
  slug text,
  label text,
  ref_a uuid,
  body jsonb not null,
  author uuid,
  created_at timestamp with time zone not null default now(),
  constraint revisions_pkey PRIMARY KEY (id),
  constraint revisions_change_set_fkey FOREIGN KEY (change_set_id) REFERENCES public.change_sets(id) ON DELETE CASCADE
);
comment on table public.revisions is 'Immutable. The row as it was saved (for a delete: as it was last), who, when, and in which change set.';
comment on column public.revisions.ref_a is 'What it stood below or belonged to (private.kinds.ref_a), so that what was removed is found from there.';
CREATE INDEX revisions_change_set_idx ON public.revisions USING btree (change_set_id, id);
CREATE INDEX revisions_deleted_below_idx ON public.revisions USING btree (ref_a) WHERE ((operation = 'delete'::public.revision_operation) AND (ref_a IS NOT NULL));
CREATE INDEX revisions_deleted_slug_idx ON public.revisions USING btree (workspace_id, kind, slug) WHERE (operation = 'delete'::public.revision_operation);
CREATE INDEX revisions_entity_idx ON public.revisions USING btree (workspace_id, kind, entity_id, id DESC);
CREATE INDEX revisions_workspace_idx ON public.revisions USING btree (workspace_id, id DESC);
alter table public.revisions enable row level security;
grant select on public.revisions to authenticated;
grant select on public.revisions to service_role;
create policy "Members read history" on public.revisions
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER forget_exercises AFTER DELETE ON public.revisions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.forget_exercises();
CREATE TRIGGER forget_results AFTER DELETE ON public.revisions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.forget_results();
CREATE TRIGGER keep_history BEFORE UPDATE ON public.revisions FOR EACH STATEMENT EXECUTE FUNCTION private.refuse_rewriting();

-- ------------------------------------------------------------------------------------------- public.slug_redirects

create table public.slug_redirects (
  workspace_id uuid not null,
  kind public.content_kind not null,
  old_slug text not null,
  origin_id uuid not null,
  entity_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint slug_redirects_pkey PRIMARY KEY (workspace_id, kind, old_slug),
  constraint slug_redirects_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE
);
comment on table public.slug_redirects is 'Slugs that once named an entity (origin_id), and what stands for it now (entity_id: itself, or what it was merged into). A live entity with that slug wins.';
CREATE INDEX slug_redirects_origin_idx ON public.slug_redirects USING btree (origin_id);
alter table public.slug_redirects enable row level security;
grant select on public.slug_redirects to authenticated;
grant select on public.slug_redirects to service_role;
create policy "Members read redirects" on public.slug_redirects
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ------------------------------------------------------------------------------------------------ public.snapshots

create table public.snapshots (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  seq integer,
  name text,
  version_label text not null,
  description text,
  status public.snapshot_status not null default 'draft'::public.snapshot_status,
  parent_id uuid,
  is_pinned boolean not null default false,
  content_hash text,
  entity_counts jsonb not null default '{}'::jsonb,
  change_counts jsonb not null default '{}'::jsonb,
  header jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  staged_at timestamp with time zone,
  promoted_at timestamp with time zone,
  promoted_by uuid,
  ordinal bigint not null generated always as identity,
  promotion bigint,
  constraint snapshots_pkey PRIMARY KEY (id),
  constraint snapshots_seq_key UNIQUE (workspace_id, seq),
  constraint snapshots_parent_fkey FOREIGN KEY (parent_id) REFERENCES public.snapshots(id) ON DELETE SET NULL,
  constraint snapshots_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint snapshots_description_length CHECK ((char_length(description) <= 1000)),
  constraint snapshots_filled_once_ready CHECK (((status = 'draft'::public.snapshot_status) OR ((seq IS NOT NULL) AND (content_hash IS NOT NULL)))),
  constraint snapshots_label_length CHECK (((char_length(version_label) >= 1) AND (char_length(version_label) <= 100))),
  constraint snapshots_label_visible CHECK (private.is_visible(version_label)) NOT VALID,
  constraint snapshots_name_length CHECK ((char_length(name) <= 200))
);
comment on table public.snapshots is 'draft (being filled) -> ready -> current -> archived. Content is in entity_versions.';
comment on column public.snapshots.content_hash is 'Sum modulo 2^128 of the MD5 of all states, as hex: it follows a change without reading the catalogue. It finds damage; it is no signature.';
comment on column public.snapshots.header is 'What an import said of itself (label, name, metadata), so that export gives it back.';
comment on column public.snapshots.promotion is 'When it was last promoted, in the order of all promotions; null for never.';
CREATE UNIQUE INDEX snapshots_one_current ON public.snapshots USING btree (workspace_id) WHERE (status = 'current'::public.snapshot_status);
CREATE INDEX snapshots_ordinal_idx ON public.snapshots USING btree (workspace_id, ordinal DESC);
CREATE INDEX snapshots_parent_idx ON public.snapshots USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX snapshots_workspace_idx ON public.snapshots USING btree (workspace_id, created_at DESC);
alter table public.snapshots enable row level security;
grant select on public.snapshots to authenticated;
grant select on public.snapshots to service_role;
create policy "Members see snapshots" on public.snapshots
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER guard_snapshot BEFORE DELETE OR UPDATE ON public.snapshots FOR EACH ROW EXECUTE FUNCTION private.guard_snapshot();
CREATE TRIGGER tell_readers_of_removal AFTER DELETE ON public.snapshots FOR EACH ROW WHEN ((old.status = ANY (ARRAY['current'::public.snapshot_status, 'archived'::public.snapshot_status]))) EXECUTE FUNCTION private.readers_changed();

-- -------------------------------------------------------------------------------------------- public.spark_beacons

create table public.spark_beacons (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  spark_id uuid not null,
  beacon_id uuid not null,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint spark_beacons_pkey PRIMARY KEY (id),
  constraint spark_beacons_pair_key UNIQUE (spark_id, workspace_id, beacon_id),
  constraint spark_beacons_beacon_fkey FOREIGN KEY (beacon_id, workspace_id) REFERENCES public.beacons(id, workspace_id) DEFERRABLE,
  constraint spark_beacons_spark_fkey FOREIGN KEY (spark_id, workspace_id) REFERENCES public.sparks(id, workspace_id) DEFERRABLE,
  constraint spark_beacons_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint spark_beacons_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text))
);
comment on table public.spark_beacons is 'Which beacons mark which spark.';
CREATE INDEX spark_beacons_beacon_idx ON public.spark_beacons USING btree (beacon_id, workspace_id);
CREATE INDEX spark_beacons_workspace_idx ON public.spark_beacons USING btree (workspace_id, ordinal);
alter table public.spark_beacons enable row level security;
grant delete, insert (workspace_id, spark_id, beacon_id, extras), select, update (extras) on public.spark_beacons to authenticated;
grant delete, insert, select, update on public.spark_beacons to service_role;
create policy "Editors change" on public.spark_beacons
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.spark_beacons
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.spark_beacons
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.spark_beacons
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER stamp BEFORE UPDATE ON public.spark_beacons FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.spark_beacons REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark_beacon', '', 'spark_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.spark_beacons REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark_beacon', '', 'spark_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.spark_beacons REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark_beacon', '', 'spark_id');

-- ---------------------------------------------------------------------------------------------- public.spark_links

create table public.spark_links (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  source_id uuid not null,
  target_id uuid not null,
  link_type public.link_type not null,
  weight double precision,
  description text,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint spark_links_pkey PRIMARY KEY (id),
  constraint spark_links_pair_key UNIQUE (source_id, workspace_id, target_id),
  constraint spark_links_source_fkey FOREIGN KEY (source_id, workspace_id) REFERENCES public.sparks(id, workspace_id) DEFERRABLE,
  constraint spark_links_target_fkey FOREIGN KEY (target_id, workspace_id) REFERENCES public.sparks(id, workspace_id) DEFERRABLE,
  constraint spark_links_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint spark_links_description_length CHECK ((char_length(description) <= 500)),
  constraint spark_links_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint spark_links_not_self CHECK ((source_id <> target_id)),
  constraint spark_links_weight_range CHECK (((weight >= (0)::double precision) AND (weight <= (1)::double precision)))
);
comment on table public.spark_links is 'Of two sparks: the source is learned first, the target after.';
CREATE INDEX spark_links_target_idx ON public.spark_links USING btree (target_id, workspace_id);
CREATE INDEX spark_links_workspace_idx ON public.spark_links USING btree (workspace_id, ordinal);
alter table public.spark_links enable row level security;
grant delete, insert (workspace_id, source_id, target_id, link_type, weight, description, extras), select, update (link_type, weight, description, extras) on public.spark_links to authenticated;
grant delete, insert, select, update on public.spark_links to service_role;
create policy "Editors change" on public.spark_links
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.spark_links
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.spark_links
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.spark_links
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_ends BEFORE UPDATE OF source_id, target_id ON public.spark_links FOR EACH ROW WHEN (((old.source_id IS DISTINCT FROM new.source_id) OR (old.target_id IS DISTINCT FROM new.target_id))) EXECUTE FUNCTION private.refuse_new_ends();
CREATE TRIGGER stamp BEFORE UPDATE ON public.spark_links FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.spark_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark_link', '', 'source_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.spark_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark_link', '', 'source_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.spark_links REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark_link', '', 'source_id');
CREATE TRIGGER tracked_delete AFTER DELETE ON public.spark_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.links_changed('spark');
CREATE TRIGGER tracked_update AFTER UPDATE ON public.spark_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.links_changed('spark');
CREATE TRIGGER unloop AFTER INSERT ON public.spark_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.guard_spark_links();

-- --------------------------------------------------------------------------------------------------- public.sparks

create table public.sparks (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  slug text not null,
  title text not null,
  summary text,
  content_md text not null,
  estimated_mins integer not null,
  difficulty public.difficulty not null,
  is_published boolean not null default false,
  ai_metadata jsonb,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint sparks_pkey PRIMARY KEY (id),
  constraint sparks_slug_key UNIQUE (workspace_id, slug),
  constraint sparks_workspace_id_key UNIQUE (workspace_id, id),
  constraint sparks_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint sparks_ai_metadata_object CHECK ((jsonb_typeof(ai_metadata) = 'object'::text)),
  constraint sparks_content_md_length CHECK ((char_length(content_md) <= 1000000)) NOT VALID,
  constraint sparks_estimated_mins_range CHECK (((estimated_mins >= 1) AND (estimated_mins <= 60))),
  constraint sparks_extraction_confidence_range CHECK (((COALESCE(((ai_metadata ->> 'extraction_confidence'::text))::numeric, (0)::numeric) >= (0)::numeric) AND (COALESCE(((ai_metadata ->> 'extraction_confidence'::text))::numeric, (0)::numeric) <= (1)::numeric))),
  constraint sparks_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint sparks_generation_date CHECK (private.is_date((ai_metadata ->> 'generation_date'::text))) NOT VALID,
  constraint sparks_review_status_shape CHECK ((COALESCE((ai_metadata ->> 'review_status'::text), 'pending'::text) = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text]))),
  constraint sparks_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 200))),
  constraint sparks_summary_length CHECK ((char_length(summary) <= 500)),
  constraint sparks_title_length CHECK (((char_length(title) >= 2) AND (char_length(title) <= 200))),
  constraint sparks_title_visible CHECK (private.is_visible(title))
);
comment on table public.sparks is 'One short lesson. content_md is the truth; what readers see is rendered from it.';
CREATE INDEX sparks_ordinal_idx ON public.sparks USING btree (workspace_id, ordinal) INCLUDE (id);
alter table public.sparks enable row level security;
grant delete, insert (workspace_id, slug, title, summary, content_md, estimated_mins, difficulty, is_published, extras), select, update (slug, title, summary, content_md, estimated_mins, difficulty, is_published, extras) on public.sparks to authenticated;
grant delete, insert, select, update on public.sparks to service_role;
create policy "Editors change" on public.sparks
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.sparks
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.sparks
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.sparks
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER guard_review BEFORE UPDATE OF ai_metadata ON public.sparks FOR EACH ROW WHEN ((old.ai_metadata IS DISTINCT FROM new.ai_metadata)) EXECUTE FUNCTION private.guard_review();
CREATE TRIGGER keep_entries_delete AFTER DELETE ON public.sparks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('spark');
CREATE TRIGGER keep_entries_insert AFTER INSERT ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('spark');
CREATE TRIGGER keep_entries_update AFTER UPDATE ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('spark');
CREATE TRIGGER keep_marks BEFORE INSERT OR UPDATE OF content_md ON public.sparks FOR EACH ROW WHEN (((COALESCE((new.ai_metadata ->> 'review_status'::text), ''::text) <> ALL (ARRAY['pending'::text, 'rejected'::text])) AND (new.content_md <> ''::text) AND (COALESCE(current_setting('trailwright.change_set'::text, true), ''::text) = ''::text))) EXECUTE FUNCTION private.keep_marks();
CREATE TRIGGER leave_slugs AFTER DELETE ON public.sparks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.leave_slugs('spark');
CREATE TRIGGER note_draft_blocks_insert AFTER INSERT ON public.sparks FOR EACH ROW WHEN (((new.ai_metadata ->> 'review_status'::text) = ANY (ARRAY['pending'::text, 'rejected'::text]))) EXECUTE FUNCTION private.note_draft_blocks();
CREATE TRIGGER note_draft_blocks_update AFTER UPDATE OF content_md, ai_metadata ON public.sparks FOR EACH ROW WHEN (((((old.ai_metadata ->> 'review_status'::text) = ANY (ARRAY['pending'::text, 'rejected'::text])) OR ((new.ai_metadata ->> 'review_status'::text) = ANY (ARRAY['pending'::text, 'rejected'::text]))) AND ((old.content_md IS DISTINCT FROM new.content_md) OR ((old.ai_metadata ->> 'review_status'::text) IS DISTINCT FROM (new.ai_metadata ->> 'review_status'::text))))) EXECUTE FUNCTION private.note_draft_blocks();
CREATE TRIGGER note_quality_insert AFTER INSERT ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_quality();
CREATE TRIGGER note_quality_update AFTER UPDATE ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_quality();
CREATE TRIGGER note_search_delete AFTER DELETE ON public.sparks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('spark');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('spark');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('spark');
CREATE TRIGGER stamp BEFORE UPDATE ON public.sparks FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER take_slugs AFTER INSERT ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.take_slugs('spark');
CREATE TRIGGER track_delete AFTER DELETE ON public.sparks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark', 'title', '');
CREATE TRIGGER track_insert AFTER INSERT ON public.sparks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark', 'title', '');
CREATE TRIGGER track_slug AFTER UPDATE OF slug ON public.sparks FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION private.track_slug('spark');
CREATE TRIGGER track_update AFTER UPDATE ON public.sparks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('spark', 'title', '');
CREATE TRIGGER track_uses_delete AFTER DELETE ON public.sparks FOR EACH ROW WHEN ((strpos(old.content_md, '/assets/'::text) > 0)) EXECUTE FUNCTION private.track_uses('spark', 'content_md');
CREATE TRIGGER track_uses_insert AFTER INSERT ON public.sparks FOR EACH ROW WHEN ((strpos(new.content_md, '/assets/'::text) > 0)) EXECUTE FUNCTION private.track_uses('spark', 'content_md');
CREATE TRIGGER track_uses_update AFTER UPDATE OF content_md ON public.sparks FOR EACH ROW WHEN (((old.content_md <> new.content_md) AND ((strpos(old.content_md, '/assets/'::text) > 0) OR (strpos(new.content_md, '/assets/'::text) > 0)))) EXECUTE FUNCTION private.track_uses('spark', 'content_md');

-- ------------------------------------------------------------------------------------------------ public.step_runs

create table public.step_runs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  flow_run_id uuid not null,
  external_id text,
  nth integer not null,
  step_name text,
  step_order integer,
  status public.run_status,
  tokens_used bigint,
  cost_micros bigint,
  execution_time_ms bigint,
  error_message text,
  created_at timestamp with time zone not null default now(),
  completed_at timestamp with time zone,
  source jsonb,
  kind text,
  params jsonb,
  fence integer not null default 0,
  tries smallint not null default 0,
  is_batch boolean not null default false,
  ready_at timestamp with time zone,
  started_at timestamp with time zone,
  beat_at timestamp with time zone,
  output jsonb,
  problem jsonb,
  constraint step_runs_pkey PRIMARY KEY (id),
  constraint step_runs_flow_run_fkey FOREIGN KEY (flow_run_id) REFERENCES public.flow_runs(id) ON DELETE CASCADE,
  constraint step_runs_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint step_runs_job_status CHECK (((kind IS NULL) OR ((status IS NOT NULL) AND (step_order IS NOT NULL) AND (step_name IS NOT NULL)))),
  constraint step_runs_kind CHECK ((kind ~ '^[a-z_]{1,40}$'::text))
);
comment on table public.step_runs is 'The steps of a run. nth: their order in the file or as they began.';
comment on column public.step_runs.step_order is 'Steps of one order may run side by side, once all those of a lower one are done.';
comment on column public.step_runs.kind is 'What a worker does for it; null for a step of a run that was imported.';
comment on column public.step_runs.fence is 'The number of the attempt that may write down what the step came to.';
comment on column public.step_runs.tries is 'Attempts that count: one that was put off is given back.';
comment on column public.step_runs.ready_at is 'From when on it may be taken; null while it waits for those before it, or for a person.';
comment on column public.step_runs.beat_at is 'When its worker last said that it is at it.';
CREATE INDEX step_runs_beat_idx ON public.step_runs USING btree (beat_at) WHERE ((kind IS NOT NULL) AND (status = 'in_progress'::public.run_status));
CREATE INDEX step_runs_flow_run_idx ON public.step_runs USING btree (flow_run_id, nth);
CREATE INDEX step_runs_ready_idx ON public.step_runs USING btree (workspace_id, is_batch, ready_at, nth) WHERE ((kind IS NOT NULL) AND (status = 'pending'::public.run_status) AND (ready_at IS NOT NULL));
CREATE INDEX step_runs_workspace_idx ON public.step_runs USING btree (workspace_id);
alter table public.step_runs enable row level security;
grant select on public.step_runs to authenticated;
grant select on public.step_runs to service_role;
create policy "Members read" on public.step_runs
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ---------------------------------------------------------------------------------------------------- public.tasks

create table public.tasks (
  id uuid not null default gen_random_uuid(),
  ordinal bigint not null generated always as identity,
  workspace_id uuid not null,
  kind text not null,
  subject_id uuid,
  input jsonb not null default '{}'::jsonb,
  weight integer not null,
  state public.task_state not null default 'waiting'::public.task_state,
  step text,
  done integer not null default 0,
  is_cancel_asked boolean not null default false,
  is_seen boolean not null default false,
  attempts smallint not null default 0,
  result jsonb,
  problem jsonb,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint tasks_pkey PRIMARY KEY (id),
  constraint tasks_kind_fkey FOREIGN KEY (kind) REFERENCES private.task_kinds(kind),
  constraint tasks_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint tasks_input_object CHECK (((jsonb_typeof(input) = 'object'::text) AND (pg_column_size(input) <= 1048576)))
);
comment on table public.tasks is 'Long work: what was asked for, by whom, how far it is and what came of it. weight: how many rows it is about; done: how many it has written.';
CREATE INDEX tasks_kind_idx ON public.tasks USING btree (kind);
CREATE UNIQUE INDEX tasks_once_idx ON public.tasks USING btree (workspace_id, kind, COALESCE(subject_id, workspace_id)) WHERE (state = ANY (ARRAY['waiting'::public.task_state, 'running'::public.task_state]));
CREATE INDEX tasks_open_idx ON public.tasks USING btree (ordinal) WHERE (state = ANY (ARRAY['waiting'::public.task_state, 'running'::public.task_state]));
CREATE INDEX tasks_workspace_idx ON public.tasks USING btree (workspace_id, ordinal DESC);
alter table public.tasks enable row level security;
grant select on public.tasks to authenticated;
grant select on public.tasks to service_role;
create policy "Members see the tasks of their workspace" on public.tasks
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));

-- ----------------------------------------------------------------------------------------- public.trail_objectives

create table public.trail_objectives (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  trail_id uuid not null,
  objective_id text not null,
  title text not null,
  description text,
  order_index integer not null default 0,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint trail_objectives_pkey PRIMARY KEY (id),
  constraint trail_objectives_pair_key UNIQUE (trail_id, workspace_id, objective_id),
  constraint trail_objectives_trail_fkey FOREIGN KEY (trail_id, workspace_id) REFERENCES public.trails(id, workspace_id) DEFERRABLE,
  constraint trail_objectives_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint trail_objectives_description_length CHECK ((char_length(description) <= 2000)),
  constraint trail_objectives_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint trail_objectives_objective_id_length CHECK (((char_length(objective_id) >= 1) AND (char_length(objective_id) <= 100))),
  constraint trail_objectives_objective_id_visible CHECK (private.is_visible(objective_id)),
  constraint trail_objectives_order_index_range CHECK ((order_index >= 0)),
  constraint trail_objectives_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 500))),
  constraint trail_objectives_title_visible CHECK (private.is_visible(title))
);
comment on table public.trail_objectives is 'What a learner can do after a course. objective_id is the stable text id by which exercises refer to it.';
CREATE INDEX trail_objectives_workspace_idx ON public.trail_objectives USING btree (workspace_id, ordinal);
alter table public.trail_objectives enable row level security;
grant delete, insert (workspace_id, trail_id, objective_id, title, description, order_index, extras), select, update (objective_id, title, description, order_index, extras) on public.trail_objectives to authenticated;
grant delete, insert, select, update on public.trail_objectives to service_role;
create policy "Editors change" on public.trail_objectives
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.trail_objectives
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.trail_objectives
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.trail_objectives
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER stamp BEFORE UPDATE ON public.trail_objectives FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.trail_objectives REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail_objective', 'title', 'trail_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.trail_objectives REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail_objective', 'title', 'trail_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.trail_objectives REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail_objective', 'title', 'trail_id');

-- ---------------------------------------------------------------------------------------- public.trail_performance

create table public.trail_performance (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  trail_id uuid not null,
  measured_on text not null,
  views bigint,
  unique_visitors bigint,
  avg_engagement_rate double precision,
  conversion_rate double precision,
  search_impressions bigint,
  avg_search_position double precision,
  key_learnings jsonb,
  suggested_improvements jsonb,
  file_form jsonb,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint trail_performance_pkey PRIMARY KEY (id),
  constraint trail_performance_day_key UNIQUE (trail_id, workspace_id, measured_on),
  constraint trail_performance_trail_fkey FOREIGN KEY (trail_id, workspace_id) REFERENCES public.trails(id, workspace_id) DEFERRABLE,
  constraint trail_performance_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint trail_performance_avg_engagement_rate_range CHECK (((avg_engagement_rate >= (0)::double precision) AND (avg_engagement_rate <= (1)::double precision))),
  constraint trail_performance_avg_search_position_range CHECK ((avg_search_position >= (0)::double precision)),
  constraint trail_performance_conversion_rate_range CHECK (((conversion_rate >= (0)::double precision) AND (conversion_rate <= (1)::double precision))),
  constraint trail_performance_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint trail_performance_file_form_object CHECK ((jsonb_typeof(file_form) = 'object'::text)),
  constraint trail_performance_measured_on_date CHECK (((measured_on ~ '^\d{4}-\d{2}-\d{2}$'::text) AND private.is_date(measured_on))),
  constraint trail_performance_search_impressions_range CHECK (((search_impressions >= 0) AND (search_impressions <= '9007199254740991'::bigint))),
  constraint trail_performance_unique_visitors_range CHECK (((unique_visitors >= 0) AND (unique_visitors <= '9007199254740991'::bigint))),
  constraint trail_performance_views_range CHECK (((views >= 0) AND (views <= '9007199254740991'::bigint)))
);
comment on table public.trail_performance is 'How a course did on a day. A figure that is null was not measured.';
comment on column public.trail_performance.measured_on is 'A day as ISO 8601 writes it. It is what tells records of a course apart, and never changes.';
comment on column public.trail_performance.file_form is 'As in unit_profiles.';
CREATE INDEX trail_performance_workspace_idx ON public.trail_performance USING btree (workspace_id, ordinal);
alter table public.trail_performance enable row level security;
grant delete, insert (workspace_id, trail_id, measured_on, views, unique_visitors, avg_engagement_rate, conversion_rate, search_impressions, avg_search_position, key_learnings, suggested_improvements, extras), select, update (views, unique_visitors, avg_engagement_rate, conversion_rate, search_impressions, avg_search_position, key_learnings, suggested_improvements, extras) on public.trail_performance to authenticated;
grant delete, insert, select, update on public.trail_performance to service_role;
create policy "Editors change" on public.trail_performance
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.trail_performance
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.trail_performance
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.trail_performance
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER stamp BEFORE UPDATE ON public.trail_performance FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.trail_performance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail_performance', 'measured_on', 'trail_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.trail_performance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail_performance', 'measured_on', 'trail_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.trail_performance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail_performance', 'measured_on', 'trail_id');

-- --------------------------------------------------------------------------------------------------- public.trails

create table public.trails (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  domain_id uuid not null,
  slug text not null,
  title text not null,
  description text,
  difficulty_level public.difficulty not null,
  is_published boolean not null default false,
  order_index integer not null default 0,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  constraint trails_pkey PRIMARY KEY (id),
  constraint trails_slug_key UNIQUE (workspace_id, slug),
  constraint trails_workspace_id_key UNIQUE (workspace_id, id),
  constraint trails_domain_fkey FOREIGN KEY (domain_id, workspace_id) REFERENCES public.domains(id, workspace_id) DEFERRABLE,
  constraint trails_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint trails_description_length CHECK ((char_length(description) <= 1000)),
  constraint trails_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint trails_order_index_range CHECK ((order_index >= 0)),
  constraint trails_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 200))),
  constraint trails_title_length CHECK (((char_length(title) >= 2) AND (char_length(title) <= 200))),
  constraint trails_title_visible CHECK (private.is_visible(title))
);
comment on table public.trails is 'A curated sequence of concepts: a complete path of learning. Also a course, see course_profiles.';
CREATE INDEX trails_domain_idx ON public.trails USING btree (domain_id, workspace_id);
CREATE INDEX trails_order_idx ON public.trails USING btree (workspace_id, domain_id, order_index, ordinal);
alter table public.trails enable row level security;
grant delete, insert (workspace_id, domain_id, slug, title, description, difficulty_level, is_published, order_index, extras), select, update (domain_id, slug, title, description, difficulty_level, is_published, order_index, extras) on public.trails to authenticated;
grant delete, insert, select, update on public.trails to service_role;
create policy "Editors change" on public.trails
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.trails
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.trails
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.trails
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER keep_entries_delete AFTER DELETE ON public.trails REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('trail');
CREATE TRIGGER keep_entries_insert AFTER INSERT ON public.trails REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('trail');
CREATE TRIGGER keep_entries_update AFTER UPDATE ON public.trails REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.keep_entries('trail');
CREATE TRIGGER leave_slugs AFTER DELETE ON public.trails REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.leave_slugs('trail');
CREATE TRIGGER note_search_delete AFTER DELETE ON public.trails REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('trail');
CREATE TRIGGER note_search_insert AFTER INSERT ON public.trails REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('trail');
CREATE TRIGGER note_search_update AFTER UPDATE ON public.trails REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.note_search('trail');
CREATE TRIGGER stamp BEFORE UPDATE ON public.trails FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER take_slugs AFTER INSERT ON public.trails REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.take_slugs('trail');
CREATE TRIGGER track_delete AFTER DELETE ON public.trails REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail', 'title', 'domain_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.trails REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail', 'title', 'domain_id');
CREATE TRIGGER track_slug AFTER UPDATE OF slug ON public.trails FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION private.track_slug('trail');
CREATE TRIGGER track_update AFTER UPDATE ON public.trails REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('trail', 'title', 'domain_id');

-- -------------------------------------------------------------------------------------------- public.unit_profiles

create table public.unit_profiles (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  concept_id uuid not null,
  learner_level text,
  target_lesson_count integer,
  source_material text,
  generated_from_topic boolean,
  flow_type text,
  status text,
  is_global boolean,
  owner_key text,
  art_image_description text,
  art_image jsonb,
  podcast_transcript text,
  podcast_voice text,
  extras jsonb not null default '{}'::jsonb,
  bundle_style jsonb,
  ordinal bigint not null generated by default as identity,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid default auth.uid(),
  external_id text,
  external_system text,
  owner_id uuid,
  file_form jsonb,
  constraint unit_profiles_pkey PRIMARY KEY (id),
  constraint unit_profiles_concept_key UNIQUE (concept_id, workspace_id),
  constraint unit_profiles_concept_fkey FOREIGN KEY (concept_id, workspace_id) REFERENCES public.concepts(id, workspace_id) DEFERRABLE,
  constraint unit_profiles_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE,
  constraint unit_profiles_external_id_length CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  constraint unit_profiles_external_id_visible CHECK (private.is_visible(external_id)),
  constraint unit_profiles_external_system_length CHECK (((char_length(external_system) >= 1) AND (char_length(external_system) <= 100))),
  constraint unit_profiles_external_system_visible CHECK (private.is_visible(external_system)),
  constraint unit_profiles_extras_object CHECK ((jsonb_typeof(extras) = 'object'::text)),
  constraint unit_profiles_file_form_object CHECK ((jsonb_typeof(file_form) = 'object'::text)),
  constraint unit_profiles_target_lesson_count_range CHECK ((target_lesson_count >= 0))
);
comment on table public.unit_profiles is 'A concept as a unit.';
comment on column public.unit_profiles.owner_id is 'The person behind owner_key, if one is known here.';
comment on column public.unit_profiles.file_form is 'How the file it came from said things, where that is not said anywhere else: empty lists, spellings. Written by imports, read by exports.';
CREATE UNIQUE INDEX unit_profiles_external_idx ON public.unit_profiles USING btree (workspace_id, external_system, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX unit_profiles_workspace_idx ON public.unit_profiles USING btree (workspace_id);
alter table public.unit_profiles enable row level security;
grant delete, insert (workspace_id, concept_id, learner_level, target_lesson_count, source_material, generated_from_topic, flow_type, status, is_global, owner_key, art_image_description, art_image, podcast_transcript, podcast_voice, extras, owner_id), select, update (learner_level, target_lesson_count, source_material, generated_from_topic, flow_type, status, is_global, owner_key, art_image_description, art_image, podcast_transcript, podcast_voice, extras, owner_id) on public.unit_profiles to authenticated;
grant delete, insert, select, update on public.unit_profiles to service_role;
create policy "Editors change" on public.unit_profiles
  as permissive for update to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)))
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors create" on public.unit_profiles
  as permissive for insert to authenticated
  with check ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Editors trash" on public.unit_profiles
  as permissive for delete to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
create policy "Members read" on public.unit_profiles
  as permissive for select to authenticated
  using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER release_external_id BEFORE INSERT ON public.unit_profiles FOR EACH ROW WHEN ((new.external_id IS NOT NULL)) EXECUTE FUNCTION private.release_external_id();
CREATE TRIGGER stamp BEFORE UPDATE ON public.unit_profiles FOR EACH ROW EXECUTE FUNCTION private.stamp();
CREATE TRIGGER track_delete AFTER DELETE ON public.unit_profiles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('unit_profile', '', 'concept_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.unit_profiles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('unit_profile', '', 'concept_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.unit_profiles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.track('unit_profile', '', 'concept_id');
CREATE TRIGGER track_uses_delete AFTER DELETE ON public.unit_profiles FOR EACH ROW WHEN ((strpos((old.art_image)::text, '/assets/'::text) > 0)) EXECUTE FUNCTION private.track_uses('unit_profile', 'art_image');
CREATE TRIGGER track_uses_insert AFTER INSERT ON public.unit_profiles FOR EACH ROW WHEN ((strpos((new.art_image)::text, '/assets/'::text) > 0)) EXECUTE FUNCTION private.track_uses('unit_profile', 'art_image');
CREATE TRIGGER track_uses_update AFTER UPDATE OF art_image ON public.unit_profiles FOR EACH ROW WHEN (((strpos((old.art_image)::text, '/assets/'::text) > 0) OR (strpos((new.art_image)::text, '/assets/'::text) > 0))) EXECUTE FUNCTION private.track_uses('unit_profile', 'art_image');

-- ----------------------------------------------------------------------------------------------- public.workspaces

create table public.workspaces (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  parent_id uuid,
  content_is_open boolean not null default false,
  allows_pending_drafts boolean not null default false,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid default auth.uid(),
  constraint workspaces_pkey PRIMARY KEY (id),
  constraint workspaces_slug_key UNIQUE (slug),
  constraint workspaces_parent_fkey FOREIGN KEY (parent_id) REFERENCES public.workspaces(id) ON DELETE SET NULL,
  constraint workspaces_name_length CHECK (((char_length(name) >= 2) AND (char_length(name) <= 100))),
  constraint workspaces_name_visible CHECK (private.is_visible(name)),
  constraint workspaces_settings_object CHECK ((jsonb_typeof(settings) = 'object'::text)),
  constraint workspaces_slug_shape CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 100)))
);
comment on table public.workspaces is 'A team and its catalogue. Everything else belongs to exactly one workspace.';
comment on column public.workspaces.content_is_open is 'The current snapshot may be read without a content key.';
comment on column public.workspaces.allows_pending_drafts is 'AI drafts that nobody has approved may enter snapshots.';
CREATE INDEX workspaces_created_by_idx ON public.workspaces USING btree (created_by);
CREATE INDEX workspaces_parent_idx ON public.workspaces USING btree (parent_id) WHERE (parent_id IS NOT NULL);
alter table public.workspaces enable row level security;
grant select, update (slug, name, content_is_open, allows_pending_drafts, settings) on public.workspaces to authenticated;
grant delete, insert, select, update on public.workspaces to service_role;
create policy "Admins change their workspaces" on public.workspaces
  as permissive for update to authenticated
  using ((id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)))
  with check ((id IN ( SELECT private.my_workspaces('admin'::public.member_role) AS my_workspaces)));
create policy "Members see their workspaces" on public.workspaces
  as permissive for select to authenticated
  using ((id IN ( SELECT private.my_workspaces() AS my_workspaces)));
CREATE TRIGGER forget_search AFTER DELETE ON public.workspaces FOR EACH ROW EXECUTE FUNCTION private.forget_search();
CREATE TRIGGER forget_workspace AFTER DELETE ON public.workspaces FOR EACH ROW EXECUTE FUNCTION private.forget_workspace();
CREATE TRIGGER note_workspace AFTER UPDATE ON public.workspaces FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION private.note_workspace();
CREATE TRIGGER tell_readers_of_access AFTER DELETE OR UPDATE OF slug, content_is_open ON public.workspaces FOR EACH ROW EXECUTE FUNCTION private.readers_changed();

-- -------------------------------------------------------------------------------- what hangs on tables of Supabase

CREATE TRIGGER trailwright_account_changed AFTER INSERT OR UPDATE OF email, email_confirmed_at ON auth.users FOR EACH ROW EXECUTE FUNCTION private.account_changed();

create policy "Editors add files to their workspaces" on storage.objects
  as permissive for insert to authenticated
  with check (((bucket_id = 'assets'::text) AND (name ~ '^[0-9a-f-]{36}/[0-9a-f]{64}$'::text) AND (split_part(name, '/'::text, 1) IN ( SELECT (w.w)::text AS w
   FROM private.my_workspaces() w(w)))));

create policy "Members read the files of their workspaces" on storage.objects
  as permissive for select to authenticated
  using (((bucket_id = 'assets'::text) AND (split_part(name, '/'::text, 1) IN ( SELECT (w.w)::text AS w
   FROM private.my_workspaces() w(w)))));

create policy "Readers get published files whose name they were told" on storage.objects
  as permissive for select to anon, authenticated
  using (((bucket_id = 'assets'::text) AND (storage.operation() = 'storage.object.get_authenticated'::text) AND private.is_served(name)));

-- ------------------------------------------------------------------------------------------------------- functions

CREATE OR REPLACE FUNCTION private.account_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if new.email is null then
    return new;
  end if;
  insert into public.profiles (user_id, email, display_name)
  values (
    new.id,
    lower(new.email),
    left(coalesce(nullif(trim(new.raw_user_meta_data ->> 'display_name'), ''), split_part(new.email, '@', 1)), 100)
  )
  on conflict (user_id) do update set email = excluded.email;
  return new;
end
$function$;
grant execute on function private.account_changed() to ;

CREATE OR REPLACE FUNCTION private.actor()
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select auth.uid() $function$;
comment on function private.actor() is 'The person behind this transaction, or null for the system itself.';
grant execute on function private.actor() to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION private.add_steps(run public.flow_runs, steps jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, is_batch)
  select run.workspace_id, run.id,
    coalesce((select max(o.nth) from public.step_runs o where o.flow_run_id = run.id), 0) + n.nth::integer,
    left(n.step ->> 'name', 300), (n.step ->> 'order')::integer, 'pending', n.step ->> 'kind', coalesce(n.step -> 'params', '{}'), run.is_batch
  from jsonb_array_elements(steps) with ordinality n (step, nth)
$function$;
comment on function private.add_steps(public.flow_runs,jsonb) is 'Adds steps to a run: [{kind, name, order, params}].';
grant execute on function private.add_steps(public.flow_runs,jsonb) to ;

CREATE OR REPLACE FUNCTION private.add_to_bank(workspace uuid, spark uuid, exercises jsonb, test jsonb DEFAULT NULL::jsonb, replaces boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
  package public.packages;
  lesson public.sparks;
  bank jsonb;
  ids text[];
  nameless integer[];
  made text[] := '{}';
  filled jsonb;
  chosen jsonb;
begin
  select * into lesson from public.sparks s where s.workspace_id = workspace and s.id = spark;
  select * into package from public.packages k where k.workspace_id = workspace and k.spark_id = spark for update;
  if lesson.id is null or package.id is null then
    raise exception 'a spark that questions should go to is gone; choose another one' using errcode = 'TW004';
  end if;
  if coalesce(jsonb_typeof(package.body -> 'exercise_bank'), 'array') <> 'array' then
    raise exception 'exercise_bank of this package is no list; import it again as one first' using errcode = 'TW002';
  end if;
  bank := private.list_of(package.body -> 'exercise_bank');
  ids := array(select private.exercise_name(e) from jsonb_array_elements(bank || exercises) e where private.exercise_name(e) is not null);
  -- Without an id, with one that the bank has, or with one that a question before it has.
  nameless := array(
    select n.nth from (
      select e.nth::integer, private.exercise_name(e.exercise) as id, row_number() over (partition by private.exercise_name(e.exercise) order by e.nth) as same
      from jsonb_array_elements(exercises) with ordinality e (exercise, nth)) n
    where n.id is null or n.same > 1 or n.id in (select private.exercise_name(b) from jsonb_array_elements(bank) b where private.exercise_name(b) is not null)
    order by n.nth);
  while cardinality(made) < cardinality(nameless) loop
    made := made || array(
      select distinct private.new_exercise_id('{}') from generate_series(1, cardinality(nameless) - cardinality(made))
      except select unnest(ids || made));
  end loop;
  filled := package.body || jsonb_build_object('exercise_bank', bank || (
    select coalesce(jsonb_agg(e.exercise || case when g.id is null then '{}' else jsonb_build_object('id', g.id) end order by e.nth), '[]')
    from jsonb_array_elements(exercises) with ordinality e (exercise, nth) left join unnest(nameless, made) g (nth, id) on g.nth = e.nth));
  -- Somebody may have made a quiz since the plan was looked at: it stays, unless it was to be replaced.
  if test is not null and (replaces or coalesce(package.body -> 'quiz', 'null') in ('null', '[]')) then
    chosen := private.quiz_of_test(filled -> 'exercise_bank', (
      select jsonb_agg(case when t.one -> 'at' = 'null' then t.one else t.one || jsonb_build_object('at', jsonb_array_length(bank) + (t.one ->> 'at')::integer) end order by t.nth)
      from jsonb_array_elements(test) with ordinality t (one, nth)));
    chosen := nullif(chosen, '[]');
    filled := filled || case when chosen is null then '{}' else jsonb_build_object('quiz', chosen) end;
  end if;
  if coalesce(jsonb_typeof(filled -> 'quiz_metadata'), 'object') = 'object' then
    filled := filled || jsonb_build_object('quiz_metadata', private.quiz_metadata(filled));
  end if;
  update public.packages k set body = filled where k.id = package.id;
  return jsonb_build_object('package_id', package.id, 'spark_id', lesson.id, 'slug', lesson.slug, 'title', lesson.title,
    'before', jsonb_array_length(bank), 'added', jsonb_array_length(exercises), 'quiz', jsonb_array_length(chosen));
end
$function$;
comment on function private.add_to_bank(uuid,uuid,jsonb,jsonb,boolean) is 'Puts exercises at the end of the bank of a spark; ids that are taken there are given anew. test: [{at: place in exercises, or null for what stands in the bank, said}] becomes its quiz where it has none, or in place of the one it has.';
grant execute on function private.add_to_bank(uuid,uuid,jsonb,jsonb,boolean) to ;

CREATE OR REPLACE FUNCTION private.alike_to(workspace uuid, import uuid, near jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
RETURN CASE WHEN (near ? 'nth'::text) THEN (SELECT jsonb_build_object('similarity', (alike_to.near -> 'similarity'::text), 'nth', q.nth, 'stem', private.shown((q.exercise -> 'stem'::text), 1000)) AS jsonb_build_object FROM private.import_questions q WHERE ((q.import_id = alike_to.import) AND (q.nth = ((alike_to.near ->> 'nth'::text))::integer))) WHEN (near IS NOT NULL) THEN (SELECT jsonb_build_object('similarity', (alike_to.near -> 'similarity'::text), 'exercise_id', e.exercise_id, 'stem', e.stem, 'spark_slug', s.slug, 'spark_title', s.title) AS jsonb_build_object FROM (private.exercise_entries e JOIN public.sparks s ON (((s.id = e.spark_id) AND (s.workspace_id = alike_to.workspace)))) WHERE ((e.workspace_id = alike_to.workspace) AND (e.spark_id = ((alike_to.near ->> 'spark_id'::text))::uuid) AND (e.exercise_id = (alike_to.near ->> 'exercise_id'::text))) LIMIT 1) ELSE NULL::jsonb END;
grant execute on function private.alike_to(uuid,uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.alive(workspace uuid, row_kind public.content_kind, ids uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found_ids uuid[];
begin
  execute format('select coalesce(array_agg(t.id order by array_position($2, t.id)), ''{}'') from public.%I t where t.workspace_id = $1 and t.id = any ($2)',
    (select k.table_name from private.kinds k where k.kind = row_kind)) into found_ids using workspace, ids;
  return found_ids;
end
$function$;
grant execute on function private.alive(uuid,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.answer_invitation(p_id uuid, p_accepts boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  asked public.invitations;
  place text;
begin
  perform from public.workspaces w
    where w.id = (select i.workspace_id from public.invitations i where i.id = p_id) for no key update;
  -- Whoever takes it away first has it: a second answer, or an admin who withdraws meanwhile, finds nothing.
  delete from public.invitations i where i.id = p_id and i.expires_at > now() returning * into asked;
  if asked.id is null then
    raise exception 'this invitation was answered, withdrawn or replaced by another one, or its time is over' using errcode = 'TW004';
  end if;
  if not p_accepts then
    perform private.note(asked.workspace_id, 'member.declined', asked.email, jsonb_build_object('to', asked.role));
    return null;
  end if;
  insert into public.memberships (workspace_id, user_id, role) values (asked.workspace_id, auth.uid(), asked.role)
    on conflict do nothing;
  select w.slug into place from public.workspaces w where w.id = asked.workspace_id;
  return place;
end
$function$;
grant execute on function private.answer_invitation(uuid,boolean) to ;

CREATE OR REPLACE FUNCTION private.apply_items(log public.import_logs, k private.kinds, action text)
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
grant execute on function private.apply_items(public.import_logs,private.kinds,text) to ;

CREATE OR REPLACE FUNCTION private.apply_records(log public.import_logs)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  total integer := 0;
  written integer;
begin
  if not exists (select from private.import_records r where r.import_id = log.id) then
    return 0;
  end if;
  total := private.apply_runs(log);
  insert into public.conversations as c (workspace_id, concept_id, external_id, external_system, role, nth, title, status, message_count,
    last_message_at, created_at, source_hash, source)
  select log.workspace_id, o.entity_id, r.external_id, r.external_system, r.body ->> 'role', (r.body ->> 'nth')::integer, n.title, n.status,
    coalesce(n.message_count, 0), n.last_message_at, coalesce(n.created_at, now()), r.hash, r.body -> 'source'
  from private.import_records r
  join private.record_owners(log) o on o.record = r.record and o.position = r.position
  cross join lateral jsonb_populate_record(null::public.conversations, r.body -> 'columns') n
  where r.import_id = log.id and r.record = 'conversation' and r.owner_kind = 'concept'
  on conflict on constraint conversations_external_key do update set role = excluded.role, nth = excluded.nth, title = excluded.title,
    status = excluded.status, message_count = excluded.message_count, last_message_at = excluded.last_message_at,
    source_hash = excluded.source_hash, source = excluded.source
  where c.source_hash <> excluded.source_hash;
  get diagnostics written = row_count;
  return total + written;
end
$function$;
comment on function private.apply_records(public.import_logs) is 'Writes the records of an import, those that say something new; gives how many. Part of public.apply_import.';
grant execute on function private.apply_records(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.apply_runs(log public.import_logs)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  written uuid[];
begin
  with new_runs as (
    insert into public.flow_runs as f (workspace_id, kind, entity_id, external_id, external_system, flow_name, status, execution_mode, current_step,
      step_progress, total_steps, progress_percentage, total_tokens, cost_micros, execution_time_ms, error_message, created_at, started_at,
      completed_at, last_heartbeat, is_imported, source_hash, source)
    select log.workspace_id, r.owner_kind, o.entity_id, r.external_id, r.external_system, c.flow_name, c.status, c.execution_mode, c.current_step,
      c.step_progress, c.total_steps, c.progress_percentage, c.total_tokens, c.cost_micros, c.execution_time_ms, c.error_message,
      coalesce(c.created_at, now()), c.started_at, c.completed_at, c.last_heartbeat, true, r.hash, nullif(r.body -> 'source', 'null')
    from private.import_records r
    join private.record_owners(log) o on o.record = r.record and o.position = r.position
    cross join lateral jsonb_populate_record(null::public.flow_runs, r.body -> 'columns') c
    where r.import_id = log.id and r.record = 'flow_run'
    on conflict on constraint flow_runs_external_key do update set flow_name = excluded.flow_name, status = excluded.status,
      execution_mode = excluded.execution_mode, current_step = excluded.current_step, step_progress = excluded.step_progress,
      total_steps = excluded.total_steps, progress_percentage = excluded.progress_percentage, total_tokens = excluded.total_tokens,
      cost_micros = excluded.cost_micros, execution_time_ms = excluded.execution_time_ms, error_message = excluded.error_message,
      created_at = excluded.created_at, started_at = excluded.started_at, completed_at = excluded.completed_at,
      last_heartbeat = excluded.last_heartbeat, source_hash = excluded.source_hash, source = excluded.source
    where f.is_imported and f.source_hash <> excluded.source_hash
    returning f.id
  )
  select coalesce(array_agg(n.id), '{}') into written from new_runs n;
  -- A run that says something new brings all of its steps and requests with it.
  delete from public.step_runs s where s.flow_run_id = any (written);
  delete from public.llm_requests q where q.flow_run_id = any (written);
  insert into public.step_runs (workspace_id, flow_run_id, external_id, nth, step_name, step_order, status, tokens_used, cost_micros,
    execution_time_ms, error_message, created_at, completed_at, source)
  select log.workspace_id, f.id, p.part ->> 'external_id', p.nth, c.step_name, c.step_order, c.status, c.tokens_used, c.cost_micros,
    c.execution_time_ms, c.error_message, coalesce(c.created_at, now()), c.completed_at, p.part -> 'source'
  from private.run_parts(log, written, 'steps') p
  join public.flow_runs f on f.id = p.flow_run_id
  cross join lateral jsonb_populate_record(null::public.step_runs, p.part -> 'columns') c;
  insert into public.llm_requests (workspace_id, flow_run_id, external_id, nth, provider, model, status, input_tokens, output_tokens, tokens_used,
    cost_micros, execution_time_ms, error_message, created_at, source)
  select log.workspace_id, f.id, p.part ->> 'external_id', p.nth, c.provider, c.model, c.status, c.input_tokens, c.output_tokens, c.tokens_used,
    c.cost_micros, c.execution_time_ms, c.error_message, coalesce(c.created_at, now()), p.part -> 'source'
  from private.run_parts(log, written, 'requests') p
  join public.flow_runs f on f.id = p.flow_run_id
  cross join lateral jsonb_populate_record(null::public.llm_requests, p.part -> 'columns') c;
  return cardinality(written);
end
$function$;
grant execute on function private.apply_runs(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.are_all_named(body jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select count(*) filter (where not private.is_named(e.id)) = 0 and count(*) = count(distinct e.id) from private.exercises_by_id(body) e
$function$;
comment on function private.are_all_named(jsonb) is 'Whether each exercise of a package has an id of its own, so that it is known again in another state of the package.';
grant execute on function private.are_all_named(jsonb) to ;

CREATE OR REPLACE FUNCTION private.are_numbers(value jsonb, names text[], lowest numeric, highest numeric)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select jsonb_typeof(value) = 'object' and (select coalesce(array_agg(k order by k), '{}') from jsonb_object_keys(value) k) = (select array_agg(n order by n) from unnest(names) n)
    and not exists (select from jsonb_each(value) e where jsonb_typeof(e.value) <> 'number' or (e.value #>> '{}')::numeric not between lowest and highest)
$function$;
comment on function private.are_numbers(jsonb,text[],numeric,numeric) is 'Whether a value is an object with exactly these names, each a number in the range.';
grant execute on function private.are_numbers(jsonb,text[],numeric,numeric) to ;

CREATE OR REPLACE FUNCTION private.are_targets(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_typeof(value) = 'object' and (select count(*) from jsonb_object_keys(value)) = 2
    and private.are_numbers(value -> 'level', array['Recall', 'Comprehension', 'Application', 'Transfer'], 0, 1)
    and private.are_numbers(value -> 'difficulty', array['easy', 'medium', 'hard'], 0, 1)
    and not exists (select from unnest(array['level', 'difficulty']) n
      where (select abs(sum(e.value::numeric) - 1) from jsonb_each_text(value -> n) e) > 0.005), false)
$function$;
grant execute on function private.are_targets(jsonb) to ;

CREATE OR REPLACE FUNCTION private.are_thresholds(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_typeof(value) = 'object' and (select count(*) from jsonb_object_keys(value)) = 3 and not exists (
    select from unnest(array['objective', 'concept', 'trail']) n
    where not coalesce(private.are_numbers(value -> n, array['Recall', 'Comprehension', 'Application', 'Transfer'], 0, 10000), false)
      or exists (select from jsonb_each_text(value -> n) e where e.value::numeric % 1 <> 0)), false)
$function$;
grant execute on function private.are_thresholds(jsonb) to ;

CREATE OR REPLACE FUNCTION private.asked_by(exercise jsonb)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (md5(((((exercise - ARRAY['id'::text, 'cognitive_level'::text, 'difficulty'::text, 'aligned_learning_objective'::text, 'exercise_category'::text, 'rationale_right'::text, 'rationale_wrong'::text, 'explanation_correct'::text, 'model_answer'::text]) || CASE WHEN (jsonb_typeof((exercise -> 'answer_key'::text)) = 'object'::text) THEN jsonb_build_object('answer_key', ((exercise -> 'answer_key'::text) - 'rationale_right'::text)) ELSE '{}'::jsonb END) || CASE WHEN (jsonb_typeof((exercise -> 'options'::text)) = 'array'::text) THEN jsonb_build_object('options', (SELECT jsonb_agg(CASE WHEN (jsonb_typeof(o.option) = 'object'::text) THEN (o.option - ARRAY['rationale_wrong'::text, 'misconception_ids'::text]) ELSE o.option END ORDER BY o.nth) AS jsonb_agg FROM jsonb_array_elements((asked_by.exercise -> 'options'::text)) WITH ORDINALITY o(option, nth))) ELSE '{}'::jsonb END) || CASE WHEN (jsonb_typeof((exercise -> 'wrong_answers'::text)) = 'array'::text) THEN '{"wrong_answers": null}'::text ELSE '{}'::text END)))::uuid;
comment on function private.asked_by(jsonb) is 'What a learner sees before answering, and what counts as right: the exercise without what authors set beside it and what is said afterwards.';
grant execute on function private.asked_by(jsonb) to ;

CREATE OR REPLACE FUNCTION private.asset_mentions(markdown text)
 RETURNS TABLE(asset text, lacks_alt boolean)
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  -- From the root only: below another host or path it is somebody else's file.
  select m[1], coalesce(bool_or(trim(i.alt) = ''), false)
  from regexp_matches(private.without_code(markdown), '(?:^|[^\w.:/~%-])/assets/([0-9a-f]{32})(?=[/\s)"''>]|$)', 'g') m
  left join private.lesson_images(markdown) i on substring(i.address from '^/assets/([0-9a-f]{32})') = m[1]
  group by m[1]
$function$;
comment on function private.asset_mentions(text) is 'The files that a lesson names, and whether it shows one of them without a description.';
grant execute on function private.asset_mentions(text) to ;

CREATE OR REPLACE FUNCTION private.asset_of_names(workspace uuid, names text[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('path', a.path, 'sha256', a.sha256, 'media_type', a.media_type, 'alt_text', a.alt_text)
  from public.assets a
  where a.workspace_id = workspace and a.sha256 is not null
    and (a.path = any (names) or left(a.sha256, 32) = any (names) or left(a.sha256, 32) = any (
      select (regexp_match(n.name, '^/assets/([0-9a-f]{32})/'))[1] from unnest(names) n (name)))
  order by a.ordinal limit 1
$function$;
comment on function private.asset_of_names(uuid,text[]) is 'The file of a workspace that one of these texts names: by its path, its key or its address.';
grant execute on function private.asset_of_names(uuid,text[]) to ;

CREATE OR REPLACE FUNCTION private.bank_rows(workspace uuid, spark uuid)
 RETURNS TABLE(entry private.exercise_entries, codes text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- Whether its objective exists is looked up now: whoever adds or removes objectives, places or trails changes it for many at once.
  with lesson as materialized (
    select o.spark_id, o.objective from private.lesson_objectives(workspace, case when spark is not null then array[spark] end) o
  )
  select e, e.problems || case when e.objective is not null and l.objective is null then array['unknown_objective'] else '{}' end
  from private.exercise_entries e
  left join lesson l on l.spark_id = e.spark_id and l.objective = e.objective
  where e.workspace_id = workspace and spark is null
  union all
  select e, e.problems || case when e.objective is not null and l.objective is null then array['unknown_objective'] else '{}' end
  from private.exercise_entries e
  left join lesson l on l.spark_id = e.spark_id and l.objective = e.objective
  where e.workspace_id = workspace and e.spark_id = spark
$function$;
comment on function private.bank_rows(uuid,uuid) is 'The exercises of a lesson, or of all, with the hard rules that each breaks.';
grant execute on function private.bank_rows(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.base_snapshot(workspace uuid)
 RETURNS public.snapshots
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select s from public.snapshots s
  where s.workspace_id = workspace and s.status in ('current', 'ready')
  order by s.status = 'current' desc, s.seq desc limit 1
$function$;
comment on function private.base_snapshot(uuid) is 'What a new snapshot builds on: the current one, before the first promotion the newest ready one.';
grant execute on function private.base_snapshot(uuid) to ;

CREATE OR REPLACE FUNCTION private.beacon_window(workspace uuid, around uuid, most integer)
 RETURNS private.outline_window
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- Few, in the order of their names; where there are many, one that is asked for comes with the first.
  select array(
      select b.id from public.beacons b where b.workspace_id = workspace order by b.name, b.id limit most)
    || array(select b.id from public.beacons b where b.workspace_id = workspace and b.id = around
      and b.id not in (select f.id from public.beacons f where f.workspace_id = workspace order by f.name, f.id limit most)),
    0::bigint, (select count(*) from public.beacons b where b.workspace_id = workspace), null::jsonb
$function$;
grant execute on function private.beacon_window(uuid,uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.beat_step(step uuid, step_fence integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with beat as (
    update public.step_runs s set beat_at = clock_timestamp() where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning s.flow_run_id
  ), run as (
    update public.flow_runs r set last_heartbeat = clock_timestamp() from beat b where r.id = b.flow_run_id
  )
  select exists (select from beat)
$function$;
comment on function private.beat_step(uuid,integer) is 'Says that a worker is still at a step. False once it is no longer its: cancelled, or given to another.';
grant execute on function private.beat_step(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.before_change_set(r public.revisions)
 RETURNS public.revisions
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b from public.revisions b
  where b.workspace_id = r.workspace_id and b.kind = r.kind and b.entity_id = r.entity_id and b.id < r.id and b.change_set_id <> r.change_set_id
  order by b.id desc limit 1
$function$;
comment on function private.before_change_set(public.revisions) is 'What was saved before the change set of this revision: it may save one thing more than once.';
grant execute on function private.before_change_set(public.revisions) to ;

CREATE OR REPLACE FUNCTION private.begin_change_set(workspace uuid, action public.change_action, headline text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.workspaces w where w.id = workspace for no key update;
  return private.open_change_set(workspace, action, headline);
end
$function$;
comment on function private.begin_change_set(uuid,public.change_action,text) is 'Starts a change set in the queue of the workspace, where moves, imports, the trash and bulk edits stand.';
grant execute on function private.begin_change_set(uuid,public.change_action,text) to ;

CREATE OR REPLACE FUNCTION private.below(workspace uuid, root_kind public.content_kind, root uuid)
 RETURNS TABLE(kind public.content_kind, entity_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  places private.kinds;
  found_kinds public.content_kind[] := array[root_kind];
  found_ids uuid[] := array[root];
  level uuid[] := array[root];
  more_kinds public.content_kind[];
  more_ids uuid[];
  alive uuid[];
begin
  -- A level at a time: what stands below all of it now ...
  while cardinality(level) > 0 loop
    more_kinds := '{}';
    more_ids := '{}';
    for k in select * from private.kinds n where n.is_below order by n.kind loop
      if k.ref_a is not null then
        execute format('select array_agg(t.id) from public.%I t where t.%I = any ($1) and t.workspace_id = $2', k.table_name, k.ref_a) into alive using level, workspace;
      else
        select * into places from private.kinds n where n.kind = k.placed_by;
        execute format('select array_agg(distinct p.%I) from public.%I p where p.%I = any ($1) and p.workspace_id = $2', places.ref_b, places.table_name, places.ref_a)
        into alive using level, workspace;
      end if;
      more_ids := more_ids || alive;
      more_kinds := more_kinds || array_fill(k.kind, array[coalesce(cardinality(alive), 0)]);
    end loop;
    -- ... what lies in the trash and stood there, and what was placed there by that and is gone as well.
    select more_kinds || coalesce(array_agg(e.kind), '{}'), more_ids || coalesce(array_agg(e.id), '{}') into more_kinds, more_ids
    from public.revisions r
    join private.kinds n on n.kind = r.kind and n.is_below
    left join private.kinds p on p.placed_by = r.kind
    cross join lateral (
      select r.kind, r.entity_id as id
      union all select p.kind, (r.body ->> n.ref_b::text)::uuid
      where p.kind is not null and not private.is_alive(workspace, p.kind, (r.body ->> n.ref_b::text)::uuid)
    ) e
    where r.operation = 'delete' and r.ref_a = any (level) and r.workspace_id = workspace
      and not exists (select from public.revisions l where l.workspace_id = workspace and l.kind = r.kind and l.entity_id = r.entity_id and l.id > r.id);
    select coalesce(array_agg(m.kind), '{}'), coalesce(array_agg(m.id), '{}') into more_kinds, level
    from (select distinct m.kind, m.id from unnest(more_kinds, more_ids) m (kind, id)
      where not exists (select from unnest(found_ids) f (id) where f.id = m.id)) m;
    found_kinds := found_kinds || more_kinds;
    found_ids := found_ids || level;
  end loop;
  return query select * from unnest(found_kinds, found_ids);
end
$function$;
comment on function private.below(uuid,public.content_kind,uuid) is 'An entity and all that stands below it now, or did when it was removed.';
grant execute on function private.below(uuid,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.branch_window(workspace uuid, row_kind public.content_kind, parent uuid, begins jsonb, around uuid, most integer)
 RETURNS private.outline_window
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  rows_of text;
  w private.outline_window;
  first_order integer := (begins ->> 0)::integer;
  first_ordinal bigint := (begins ->> 1)::bigint;
begin
  select * into strict k from private.kinds n where n.kind = row_kind;
  rows_of := format('public.%I t where t.workspace_id = $1%s', k.table_name,
    case when k.ref_a is null then '' when parent is null then format(' and t.%I is null', k.ref_a) else format(' and t.%I = $2', k.ref_a) end);
  if around is not null then
    -- Half of the window stands before the row, as far as there is so much.
    execute format('select b.order_index, b.ordinal from (
        select t.order_index, t.ordinal from %1$s and (t.order_index, t.ordinal) <= (select a.order_index, a.ordinal from public.%2$I a where a.workspace_id = $1 and a.id = $3)
        order by t.order_index desc, t.ordinal desc limit $4) b order by b.order_index, b.ordinal limit 1', rows_of, k.table_name)
    into first_order, first_ordinal using workspace, parent, around, greatest(most / 2, 1);
  end if;
  execute format('select coalesce(array_agg(r.id order by r.order_index, r.ordinal), ''{}''), (array_agg(jsonb_build_array(r.order_index, r.ordinal) order by r.order_index, r.ordinal))[1]
    from (select t.id, t.order_index, t.ordinal from %s %s order by t.order_index, t.ordinal limit $5) r', rows_of,
    case when first_order is null then '' else 'and (t.order_index, t.ordinal) >= ($3, $4)' end)
  into w.ids, w.begins using workspace, parent, first_order, first_ordinal, most;
  execute format('select count(*), count(*) filter (where (t.order_index, t.ordinal) < ($3, $4)) from %s', rows_of)
  into w.total, w.starts using workspace, parent, (w.begins ->> 0)::integer, (w.begins ->> 1)::bigint;
  -- A window that begins with the first stays there when something is put before it.
  if w.starts = 0 then
    w.begins := null;
  end if;
  return w;
end
$function$;
grant execute on function private.branch_window(uuid,public.content_kind,uuid,jsonb,uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.bulk_items(p_items jsonb)
 RETURNS SETOF private.bulk_item
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select i.kind, i.id from jsonb_to_recordset(case when jsonb_typeof(p_items) = 'array' then p_items else '[]' end) i (kind public.content_kind, id uuid)
  where i.kind is not null and i.id is not null
$function$;
grant execute on function private.bulk_items(jsonb) to ;

CREATE OR REPLACE FUNCTION private.change_set(workspace uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  current text := current_setting('trailwright.change_set', true);
begin
  if current like workspace || ':%' then
    return split_part(current, ':', 2)::uuid;
  end if;
  return private.open_change_set(workspace, 'edit');
end
$function$;
comment on function private.change_set(uuid) is 'The change set of this transaction, made on first need: a lone edit is a change set of one.';
grant execute on function private.change_set(uuid) to ;

CREATE OR REPLACE FUNCTION private.changed_nodes(workspace uuid)
 RETURNS TABLE(kind public.content_kind, id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  base constant public.snapshots := private.base_snapshot(workspace);
  of_kind record;
  k private.kinds;
begin
  for of_kind in
    select d.kind, array_agg(d.entity_id) as ids, sum(count(*)) over () as total
    from private.differing_keys(workspace, coalesce(base.seq, 0)) d group by d.kind order by d.kind
  loop
    select * into strict k from private.kinds n where n.kind = of_kind.kind;
    continue when k.is_link or not k.is_creatable and k.ref_a is null;
    -- To compare them is exact and takes 0.2 ms each; of more nobody counts after.
    if of_kind.total <= 500 then
      return query
        select case when k.is_creatable then d.kind else k.ref_a_kind end, case when k.is_creatable then d.entity_id else coalesce(d.after_a, d.before_a) end
        from private.differences_among(workspace, coalesce(base.seq, 0), of_kind.kind, of_kind.ids) d
        where not k.is_creatable or d.after_hash is not null;
    elsif k.is_creatable then
      return query execute format('select $1, t.id from public.%I t where t.workspace_id = $2 and t.id = any ($3)', k.table_name)
        using k.kind, workspace, of_kind.ids;
    else
      return query execute format('select distinct $1, t.%I from public.%I t where t.workspace_id = $2 and t.id = any ($3)', k.ref_a, k.table_name)
        using k.ref_a_kind, workspace, of_kind.ids;
      return query
        select distinct k.ref_a_kind, v.ref_a from public.entity_versions v
        where v.workspace_id = workspace and v.kind = of_kind.kind and v.entity_id = any (of_kind.ids) and v.from_seq <= base.seq and v.to_seq > base.seq;
    end if;
  end loop;
end
$function$;
comment on function private.changed_nodes(uuid) is 'What has changed since the current snapshot, by itself or by what belongs to it; may name one twice. Above 500 differences: what was saved since, even if it is as it was again.';
grant execute on function private.changed_nodes(uuid) to ;

CREATE OR REPLACE FUNCTION private.changes_of(workspace uuid, row_kind public.content_kind, ids uuid[])
 RETURNS TABLE(id uuid, change text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.owner_id, coalesce(max(p.change) filter (where p.entity_id = p.owner_id), 'changed')
  from private.pending_of(workspace, row_kind, ids) p group by p.owner_id
$function$;
comment on function private.changes_of(uuid,public.content_kind,uuid[]) is 'Of some entities of a kind those that differ from the current snapshot, by themselves or by what belongs to them.';
grant execute on function private.changes_of(uuid,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.check_choices(choices jsonb)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if jsonb_typeof(choices) is distinct from 'object' or exists (
    select from jsonb_each_text(private.object_of(choices -> 'places')) e where not pg_input_is_valid(e.value, 'uuid'))
    or not pg_input_is_valid(coalesce(choices ->> 'takes_same', 'false'), 'boolean')
    or not pg_input_is_valid(coalesce(choices ->> 'leaves_alike', 'false'), 'boolean')
    or coalesce(choices ->> 'quiz', 'none') not in ('where_none', 'replace', 'none')
    or coalesce(choices ->> 'quiz_test', '0') !~ '^\d{1,5}$'
  then
    raise exception 'choices are {places: {category: spark id}, acts, level, difficulty, takes_same, leaves_alike, quiz: where_none, replace or none, quiz_test}'
      using errcode = 'TW006';
  end if;
end
$function$;
grant execute on function private.check_choices(jsonb) to ;

CREATE OR REPLACE FUNCTION private.checked_filter(filter jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if jsonb_typeof(filter) is distinct from 'object' or filter - array['text', 'state', 'difficulty', 'quality', 'beacon', 'mine', 'loose'] <> '{}' then
    raise exception 'there is no such filter' using errcode = 'TW006';
  end if;
  return filter || jsonb_build_object('text', left(filter ->> 'text', 200));
end
$function$;
grant execute on function private.checked_filter(jsonb) to ;

CREATE OR REPLACE FUNCTION private.choice_problems(exercise jsonb)
 RETURNS private.exercise_problem[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  keys jsonb[];
  key constant jsonb := private.object_of(exercise -> 'answer_key');
  found private.exercise_problem[];
  named integer;
  list text;
  right_ones jsonb;
begin
  keys := array(select private.option_key(o.option, o.nth)
    from jsonb_array_elements(private.list_of(exercise -> 'options')) with ordinality o (option, nth) order by o.nth);
  if cardinality(keys) = 0 then
    return array[('nothing_to_answer', '/options', null)::private.exercise_problem];
  end if;
  found := private.repeated('duplicate_option', keys, '/options/%s/id');

  if exercise ->> 'exercise_type' = 'mcq' then
    if private.is_named(key -> 'option_id') then
      if not (key -> 'option_id') = any (keys) then
        found := found || ('answer_not_an_option', '/answer_key/option_id', key ->> 'option_id')::private.exercise_problem;
      end if;
    elsif private.is_named(key -> 'label') then
      select count(*) into named from jsonb_array_elements(exercise -> 'options') with ordinality o (option, nth)
      where private.option_tag(o.option, o.nth) = key -> 'label';
      if named <> 1 then
        found := found || (case when named = 0 then 'answer_not_an_option' else 'ambiguous_answer' end, '/answer_key/label', key ->> 'label')::private.exercise_problem;
      end if;
    else
      found := found || ('no_right_answer', '/answer_key', null)::private.exercise_problem;
    end if;
    return found;
  end if;

  list := case when coalesce(key -> 'option_ids', 'null') = 'null' and coalesce(key -> 'option_id', 'null') <> 'null' then 'option_id' else 'option_ids' end;
  right_ones := key -> list;
  if jsonb_typeof(right_ones) = 'array' and right_ones <> '[]' then
    return found || array(
      select ('answer_not_an_option', format('/answer_key/%s/%s', list, a.nth - 1), a.id #>> '{}')::private.exercise_problem
      from jsonb_array_elements(right_ones) with ordinality a (id, nth)
      -- "not in" is looked up in a hash, however many there are of both.
      where a.id not in (select k from unnest(keys) k) order by a.nth);
  elsif not private.is_named(right_ones) then
    return found || ('no_right_answer', '/answer_key/' || list, null)::private.exercise_problem;
  elsif not right_ones = any (keys) then
    return found || ('answer_not_an_option', '/answer_key/' || list, right_ones #>> '{}')::private.exercise_problem;
  end if;
  return found;
end
$function$;
grant execute on function private.choice_problems(jsonb) to ;

CREATE OR REPLACE FUNCTION private.chosen_questions(log public.import_logs, choices jsonb)
 RETURNS TABLE(nth integer, spark_id uuid, exercise jsonb, is_suggested boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  level constant text := choices ->> 'level';
  difficulty constant text := choices ->> 'difficulty';
  takes_same constant boolean := coalesce((choices ->> 'takes_same')::boolean, false);
  leaves_alike constant boolean := coalesce((choices ->> 'leaves_alike')::boolean, false);
begin
  return query
    with here as materialized (select h.nth from private.questions_here(log) h)
    select q.nth, (choices -> 'places' ->> q.category)::uuid,
      q.exercise
      || case when private.shown(q.exercise -> 'cognitive_level') is not null then '{}'
        when level = 'suggest' and q.suggested_level is not null then jsonb_build_object('cognitive_level', q.suggested_level)
        when level in ('Recall', 'Comprehension', 'Application', 'Transfer') then jsonb_build_object('cognitive_level', level) else '{}' end
      || case when private.shown(q.exercise -> 'difficulty') is not null then '{}'
        when difficulty in ('easy', 'medium', 'hard') then jsonb_build_object('difficulty', difficulty) else '{}' end
      || case when q.codes && array(select a.code from jsonb_each_text(private.object_of(choices -> 'acts')) a (code, act) where a.act = 'all_or_nothing')
        and q.exercise ? 'scoring' then '{"scoring": "all_or_nothing"}'::jsonb else '{}' end,
      level = 'suggest' and q.suggested_level is not null and private.shown(q.exercise -> 'cognitive_level') is null
    from private.import_questions q left join here h on h.nth = q.nth
    where q.import_id = log.id and q.exercise is not null
      and not q.codes && array(select a.code from jsonb_each_text(private.object_of(choices -> 'acts')) a (code, act) where a.act = 'leave')
      -- What stands there word for word is decided as that, however alike it is.
      and case when h.nth is not null then takes_same else q.alike is null or not leaves_alike end
    order by q.nth;
end
$function$;
comment on function private.chosen_questions(public.import_logs,jsonb) is 'The exercises that an import adds, each with its spark (null: none was chosen). choices: {places: {category: spark_id}, acts: {code: take, leave or all_or_nothing}, level, difficulty, takes_same, leaves_alike}.';
grant execute on function private.chosen_questions(public.import_logs,jsonb) to ;

CREATE OR REPLACE FUNCTION private.close_selection()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  more integer;
begin
  -- The natural key before and after, so that a slug (or a pair) never stands twice in a snapshot.
  update pg_temp.stage_differences c set
    before_key = (select string_agg(coalesce(c.before_body ->> n, ''), '>' order by nth) from unnest(k.natural_key) with ordinality u (n, nth)),
    after_key = (select string_agg(coalesce(c.after_body ->> n, ''), '>' order by nth) from unnest(k.natural_key) with ordinality u (n, nth))
  from private.kinds k where k.kind = c.kind;
  -- References must resolve: a new thing brings what it refers to; a removed thing takes along what referred to it, be that
  -- removed as well or moved elsewhere; who takes over a key brings who gave it up.
  -- What belongs to a chosen thing (package, objectives, profiles) comes with it.
  loop
    insert into pg_temp.stage_chosen
      select p.entity_id from pg_temp.stage_differences c
        join pg_temp.stage_chosen s on s.id = c.entity_id
        cross join lateral (values (c.after_a), (c.after_b)) r (ref)
        join pg_temp.stage_differences p on p.entity_id = r.ref and p.before_hash is null
      union
      select c.entity_id from pg_temp.stage_differences c
        cross join lateral (values (c.before_a), (c.before_b)) r (ref)
        join pg_temp.stage_differences p on p.entity_id = r.ref and p.after_hash is null
        join pg_temp.stage_chosen s on s.id = p.entity_id
      union
      select p.entity_id from pg_temp.stage_differences c
        join pg_temp.stage_chosen s on s.id = c.entity_id
        join pg_temp.stage_differences p on p.kind = c.kind and p.before_key = c.after_key and p.entity_id <> c.entity_id
      union
      -- A lesson brings the new files that it shows.
      select p.entity_id from pg_temp.stage_differences c
        join pg_temp.stage_chosen s on s.id = c.entity_id
        cross join lateral private.asset_mentions(c.after_body ->> 'content_md') m
        join pg_temp.stage_differences p on p.kind = 'asset' and p.before_hash is null and left(p.after_body ->> 'sha256', 32) = m.asset
        where c.kind = 'spark' and c.after_body ->> 'content_md' like '%/assets/%'
      union
      select c.entity_id from pg_temp.stage_differences c
        join private.kinds k on k.kind = c.kind and k.is_owned
        join pg_temp.stage_chosen s on s.id = coalesce(c.after_a, c.before_a)
    on conflict do nothing;
    get diagnostics more = row_count;
    exit when more = 0;
  end loop;
end
$function$;
comment on function private.close_selection() is 'Adds to the chosen entities (temporary table stage_chosen) whatever must come along.';
grant execute on function private.close_selection() to ;

CREATE OR REPLACE FUNCTION private.cloze_problems(exercise jsonb)
 RETURNS private.exercise_problem[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  -- What a browser takes for a blank; `\s` depends on where the database was made.
  gap constant text := ' \t\n\r\f\v\u00a0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';
  words constant text := case when private.is_named(exercise -> 'text') then exercise ->> 'text' else '' end;
  in_text jsonb[];
  ids jsonb[];
begin
  in_text := array(select distinct to_jsonb(m[1]) from regexp_matches(words, format('\{\{[%1$s]*([^{}%1$s]+)[%1$s]*\}\}', gap), 'g') m);
  ids := array(select coalesce(b.blank -> 'id', 'null') from jsonb_array_elements(private.list_of(exercise -> 'blanks')) with ordinality b (blank, nth) order by b.nth);
  if cardinality(in_text) = 0 and cardinality(ids) = 0 then
    return array[('nothing_to_answer', '/text', null)::private.exercise_problem];
  end if;
  return private.repeated('duplicate_blank', ids, '/blanks/%s/id') || array(
    select (p.code, p.pointer, p.value #>> '{}')::private.exercise_problem
    from jsonb_array_elements(private.list_of(exercise -> 'blanks')) with ordinality b (blank, nth)
    cross join lateral (
      select private.named_of(b.blank -> 'accepted') as accepted,
        private.list_of(b.blank -> 'options') as options
    ) s
    cross join lateral (
      select 'blank_not_in_text' as code, format('/blanks/%s/id', b.nth - 1) as pointer, b.blank -> 'id' as value
      where coalesce(b.blank -> 'id', 'null') not in (select t from unnest(in_text) t)
      union all
      select 'blank_without_answer', format('/blanks/%s/accepted', b.nth - 1), b.blank -> 'id' where s.accepted = '[]'
      union all
      select 'answer_not_an_option', format('/blanks/%s/accepted', b.nth - 1), s.accepted -> 0
      where s.accepted <> '[]' and s.options <> '[]' and not exists (
        select jsonb_array_elements(s.accepted) intersect select jsonb_array_elements(s.options))
    ) p order by b.nth
  ) || array(
    select ('blank_undefined', '/text', t #>> '{}')::private.exercise_problem from unnest(in_text) t
    where t not in (select i from unnest(ids) i));
end
$function$;
grant execute on function private.cloze_problems(jsonb) to ;

CREATE OR REPLACE FUNCTION private.collect_differences(workspace uuid, base_seq integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  create temporary table if not exists stage_differences (
    kind public.content_kind, entity_id uuid,
    before_slug text, before_a uuid, before_b uuid, before_hash uuid, before_body jsonb,
    after_slug text, after_a uuid, after_b uuid, after_hash uuid, after_body jsonb,
    is_chosen boolean not null default true, before_key text, after_key text
  ) on commit drop;
  truncate pg_temp.stage_differences;
  -- differences_since is stable, so the whole of it reads one picture of the working content.
  insert into pg_temp.stage_differences select c.*, true from private.differences_since(workspace, base_seq) c;
  -- A hundred changes are looked through faster than they are indexed.
  if (select count(*) from pg_temp.stage_differences) > 1000 then
    create index if not exists stage_differences_entity_idx on pg_temp.stage_differences (entity_id);
    create index if not exists stage_differences_place_idx on pg_temp.stage_differences (after_b) where kind = 'concept_spark';
    analyze pg_temp.stage_differences;
  end if;
end
$function$;
comment on function private.collect_differences(uuid,integer) is 'Puts what differs from the snapshot with that seq into the temporary table stage_differences, all of it chosen.';
grant execute on function private.collect_differences(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.concept_items(workspace uuid, at_seq integer, trail uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(
    private.reader_body(c.body) || jsonb_build_object('sparks', private.spark_items(workspace, at_seq, c.entity_id))
    order by (c.body ->> 'order_index')::integer, c.slug), '[]')
  from public.entity_versions c
  where c.ref_a = trail and c.workspace_id = workspace and c.kind = 'concept' and c.from_seq <= at_seq and c.to_seq > at_seq
    and (c.body ->> 'is_published')::boolean
$function$;
comment on function private.concept_items(uuid,integer,uuid) is 'The published concepts of a visible trail in their order, with their sparks.';
grant execute on function private.concept_items(uuid,integer,uuid) to ;

CREATE OR REPLACE FUNCTION private.concept_link_way(workspace uuid, from_id uuid, to_id uuid, without uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
    declare
      first_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = from_id and r.workspace_id = workspace);
      last_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = to_id and r.workspace_id = workspace);
      way uuid[];
    begin
      -- Every link leads up in rank: what lies outside of the ranks of both ends is on no way between them.
      select private.shortest_way(array_agg(l.source_id), array_agg(l.target_id), from_id, to_id) into way
      from public.concept_links l
      join private.graph_ranks s on s.node_id = l.source_id and s.rank >= first_rank
      join private.graph_ranks t on t.node_id = l.target_id and t.rank <= last_rank
      where l.workspace_id = workspace and not l.id = any (without);
      return (
        select jsonb_agg(jsonb_build_object('node', jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title),
          'link', case when l.id is not null then jsonb_build_object('id', l.id, 'link_type', l.link_type) end) order by w.nth)
        from unnest(way) with ordinality w (id, nth)
        join public.concepts n on n.id = w.id
        left join public.concept_links l on l.source_id = w.id and l.target_id = way[w.nth::integer + 1]);
    end
    $function$;
grant execute on function private.concept_link_way(uuid,uuid,uuid,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.content_blockers(workspace uuid, base_seq integer)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  lets_pending boolean;
  kept public.content_kind[];
  gone public.content_kind[];
  link private.kinds;
  lost integer;
begin
  select w.allows_pending_drafts into lets_pending from public.workspaces w where w.id = workspace;
  -- Most stagings touch few kinds: what cannot apply is not even planned.
  select coalesce(array_agg(distinct c.kind) filter (where c.after_hash is not null), '{}'),
    coalesce(array_agg(distinct c.kind) filter (where c.after_hash is null), '{}')
  into kept, gone from pg_temp.stage_differences c where c.is_chosen;

  if exists (select from private.kinds k where k.kind = any (kept) and k.ref_a is not null) then
    -- After staging, an entity is there when its chosen change leaves it there or, untouched, the base has it.
    return query
      select 'closed_set', c.kind, c.entity_id, c.after_slug, c.after_body ->> n.name_column::text,
        format('This %s refers to something that is not part of the snapshot.', replace(c.kind::text, '_', ' '))
      from pg_temp.stage_differences c
      join private.kinds n on n.kind = c.kind
      cross join lateral (values (c.after_a), (c.after_b)) r (ref)
      where c.is_chosen and c.after_hash is not null and r.ref is not null
        and not exists (select from pg_temp.stage_differences p where p.entity_id = r.ref and p.is_chosen and p.after_hash is not null)
        and not exists (
          select from public.entity_versions v
          where v.workspace_id = workspace and v.kind in (n.ref_a_kind, n.ref_b_kind)
            and v.entity_id = r.ref and v.from_seq <= base_seq and v.to_seq > base_seq
            and not exists (select from pg_temp.stage_differences p where p.entity_id = r.ref and p.is_chosen and p.after_hash is null));
  end if;

  if gone <> '{}' then
    return query
      select 'closed_set', v.kind, v.entity_id, v.slug, v.body ->> n.name_column::text,
        format('This %s is part of the snapshot, but what it refers to would be removed.', replace(v.kind::text, '_', ' '))
      from pg_temp.stage_differences c
      join public.entity_versions v on (v.ref_a = c.entity_id or v.ref_b = c.entity_id)
        and v.workspace_id = workspace and v.from_seq <= base_seq and v.to_seq > base_seq
      join private.kinds n on n.kind = v.kind
      where c.is_chosen and c.after_hash is null
        and not exists (select from pg_temp.stage_differences p where p.kind = v.kind and p.entity_id = v.entity_id and p.is_chosen);
  end if;

  if 'spark' = any (kept) and not lets_pending then
    return query
      select 'ai_draft_approved', c.kind, c.entity_id, c.after_slug, c.after_body ->> 'title',
        format('This AI draft is %s. Approve it, or leave it out of the snapshot.', c.after_body #>> '{ai_metadata,review_status}')
      from pg_temp.stage_differences c
      where c.is_chosen and c.kind = 'spark' and (c.after_body ->> 'is_published')::boolean
        and c.after_body #>> '{ai_metadata,review_status}' in ('pending', 'rejected');
  end if;

  if 'spark' = any (kept) or 'asset' = any (gone) then
    return query select * from private.file_blockers(workspace, base_seq);
  end if;

  if exists (select from private.kinds k where k.kind = any (kept) and k.is_placed and k.is_publishable) then
    -- Published under unpublished. Only what changed, and the children of what changed, can have become wrong.
    return query
      with tree as materialized (
        select k.kind, k.ref_a_kind as parent from private.kinds k
        join private.kinds p on p.kind = k.ref_a_kind and p.is_publishable where k.is_placed and k.is_publishable
      -- Not materialized: it is looked into by id, once for every thing concerned.
      ), state as not materialized (
        select c.kind, c.entity_id, c.after_slug as slug, c.after_a as ref_a, c.after_b as ref_b, c.after_body as body
        from pg_temp.stage_differences c where c.is_chosen and c.after_hash is not null
      ), concerned as (
        select s.kind, s.entity_id from state s join tree n on n.kind = s.kind
        union
        select n.kind, v.entity_id
        from state s
        join tree n on n.parent = s.kind
        join public.entity_versions v on v.ref_a = s.entity_id and v.kind = n.kind and v.workspace_id = workspace
          and v.from_seq <= base_seq and v.to_seq > base_seq
          and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = v.kind and c.entity_id = v.entity_id and c.after_hash is null)
        where not (s.body ->> 'is_published')::boolean
      ), resolved as (
        select k.kind, n.parent, k.entity_id, coalesce(s.body, v.body) as body, coalesce(s.slug, v.slug) as slug, coalesce(s.ref_a, v.ref_a) as ref_a
        from concerned k
        join tree n on n.kind = k.kind
        left join state s on s.kind = k.kind and s.entity_id = k.entity_id
        left join public.entity_versions v on v.workspace_id = workspace and v.kind = k.kind and v.entity_id = k.entity_id
          and v.from_seq <= base_seq and v.to_seq > base_seq
      )
      select 'published_parent', r.kind, r.entity_id, r.slug, r.body ->> 'title',
        format('This %s is published, but its %s is not.', r.kind, r.parent)
      from resolved r
      where r.ref_a is not null and (r.body ->> 'is_published')::boolean
        and not coalesce(
          (select (p.body ->> 'is_published')::boolean from state p where p.entity_id = r.ref_a),
          (select (v.body ->> 'is_published')::boolean from public.entity_versions v
            where v.workspace_id = workspace and v.kind = r.parent
              and v.entity_id = r.ref_a and v.from_seq <= base_seq and v.to_seq > base_seq),
          true);
  end if;

  -- A spark may stand in several concepts: one of them published is enough.
  if (kept || gone) && array['spark', 'concept', 'concept_spark']::public.content_kind[] then
    return query
      with lessons as (
        -- Sparks whose own state, membership or concept changed.
        select c.entity_id as id from pg_temp.stage_differences c where c.is_chosen and c.kind = 'spark' and c.after_hash is not null
        union select coalesce(c.after_b, c.before_b) from pg_temp.stage_differences c where c.is_chosen and c.kind = 'concept_spark'
        union select v.ref_b from pg_temp.stage_differences c
          join public.entity_versions v on v.ref_a = c.entity_id and v.kind = 'concept_spark' and v.workspace_id = workspace
            and v.from_seq <= base_seq and v.to_seq > base_seq
          where c.is_chosen and c.kind = 'concept' and not coalesce((c.after_body ->> 'is_published')::boolean, false)
      ), published as (
        select l.id, s.slug, s.title
        from lessons l
        cross join lateral (
          select c.after_slug as slug, c.after_body ->> 'title' as title, (c.after_body ->> 'is_published')::boolean as shown
          from pg_temp.stage_differences c where c.is_chosen and c.kind = 'spark' and c.entity_id = l.id
          union all
          select v.slug, v.body ->> 'title', (v.body ->> 'is_published')::boolean from public.entity_versions v
          where v.workspace_id = workspace and v.kind = 'spark' and v.entity_id = l.id and v.from_seq <= base_seq and v.to_seq > base_seq
            and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = 'spark' and c.entity_id = l.id)
        ) s
        where s.shown
      ), places as (
        select p.id, m.concept_id
        from published p
        cross join lateral (
          select c.after_a as concept_id from pg_temp.stage_differences c
          where c.is_chosen and c.kind = 'concept_spark' and c.after_hash is not null and c.after_b = p.id
          union all
          select v.ref_a from public.entity_versions v
          where v.ref_b = p.id and v.kind = 'concept_spark' and v.workspace_id = workspace and v.from_seq <= base_seq and v.to_seq > base_seq
            and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = 'concept_spark' and c.entity_id = v.entity_id)
        ) m
      ), shown as (
        select p.id, coalesce(
          (select (c.after_body ->> 'is_published')::boolean from pg_temp.stage_differences c
            where c.is_chosen and c.kind = 'concept' and c.entity_id = p.concept_id and c.after_hash is not null),
          (select (v.body ->> 'is_published')::boolean from public.entity_versions v where v.workspace_id = workspace and v.kind = 'concept'
            and v.entity_id = p.concept_id and v.from_seq <= base_seq and v.to_seq > base_seq), false) as is_shown
        from places p
      )
      select 'published_parent', 'spark'::public.content_kind, p.id, p.slug, p.title,
        'This spark is published, but no concept that holds it is.'
      from published p
      where exists (select from shown s where s.id = p.id) and not exists (select from shown s where s.id = p.id and s.is_shown);
  end if;

  -- Working links have no loop, and neither has any part of them. Only a link that is kept although it has been deleted
  -- can close one with the new links; then the whole graph of the snapshot is checked.
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if exists (
      select from pg_temp.stage_differences c
      where c.kind = link.kind and c.before_hash is not null and c.after_hash is null and not c.is_chosen
    ) and exists (
      select from pg_temp.stage_differences c
      where c.kind = link.kind and c.before_hash is null and c.after_hash is not null and c.is_chosen
    ) then
      select o.looped into lost from (
        select array_agg(l.source) as sources, array_agg(l.target) as targets from (
        select v.ref_a as source, v.ref_b as target from public.entity_versions v
        where v.workspace_id = workspace and v.kind = link.kind
          and v.from_seq <= base_seq and v.to_seq > base_seq
          and not exists (select from pg_temp.stage_differences c where c.kind = v.kind and c.entity_id = v.entity_id and c.is_chosen)
        union all
        select c.after_a, c.after_b from pg_temp.stage_differences c
        where c.kind = link.kind and c.is_chosen and c.after_hash is not null) l
      ) g cross join lateral private.topological_order(g.sources, g.targets) o;
      if lost > 0 then
        return query select 'acyclic', link.kind, null::uuid, null::text, null::text,
          format('The chosen %ss close a loop with links that the snapshot still has. Stage the removal of those, too.', replace(link.kind::text, '_', ' '));
      end if;
    end if;
  end loop;
end
$function$;
comment on function private.content_blockers(uuid,integer) is 'The rules of staging but for lesson packages. Part of private.stage_blockers.';
grant execute on function private.content_blockers(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.content_moved(slugs text[])
 RETURNS TABLE(slug text, moved text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select w.slug, w.id || ' ' || coalesce(m.move, 0)
  from public.workspaces w
  left join private.content_moves m on m.workspace_id = w.id
  where w.slug = any (slugs)
$function$;
comment on function private.content_moved(text[]) is 'What tells the present state of the content of these workspaces from every other one; nothing for one that is not there.';
grant execute on function private.content_moved(text[]) to ;

CREATE OR REPLACE FUNCTION private.content_way(workspace uuid, key_hash text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  is_open boolean := coalesce((select w.content_is_open from public.workspaces w where w.id = workspace), false);
  key uuid := (select k.id from public.content_keys k
    where k.workspace_id = workspace and k.key_hash = content_way.key_hash and k.revoked_at is null);
begin
  if key is not null then
    -- At most once a minute, and never by waiting for another reader who is just writing the same.
    update public.content_keys k set last_used_at = now()
    where k.id = (
      select u.id from public.content_keys u
      where u.id = key and (u.last_used_at is null or u.last_used_at < now() - interval '1 minute')
      for update skip locked);
  end if;
  return case
    when exists (select from public.workspaces w where w.id = workspace)
      and (private.is_system() or exists (select from private.my_workspaces() m where m = workspace)) then 'member'
    when is_open then 'open'
    when key is not null then 'key'
  end;
end
$function$;
comment on function private.content_way(uuid,text) is 'How the caller may read a workspace: member, open, key; null for not at all.';
grant execute on function private.content_way(uuid,text) to ;

CREATE OR REPLACE FUNCTION private.count_by(names text[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select coalesce(jsonb_object_agg(n.name, n.total), '{}') from (select coalesce(v, '') as name, count(*) as total from unnest(names) v group by 1) n $function$;
grant execute on function private.count_by(text[]) to ;

CREATE OR REPLACE FUNCTION private.count_loose(workspace uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(*) from private.outline_entries e where e.workspace_id = workspace and e.kind = 'spark' and e.places = 0
$function$;
grant execute on function private.count_loose(uuid) to ;

CREATE OR REPLACE FUNCTION private.coverage_entries(workspace uuid, kind text, scope uuid)
 RETURNS TABLE(part text, row_id text, level text, is_valid boolean, hash uuid, package_id uuid, place integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- Each spark with the rows that it counts in: of a trail its concepts, of the workspace its trails.
  with held as materialized (
    select distinct p.spark_id, case kind when 'trail' then p.concept_id when 'workspace' then c.trail_id end as row_id
    from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p.workspace_id
    where p.workspace_id = workspace and case kind when 'concept' then c.id = scope when 'trail' then c.trail_id = scope else c.trail_id is not null end
  ), known as materialized (
    select l.spark_id, l.objective
    from private.lesson_objectives(workspace, case when kind <> 'workspace' then array(select distinct h.spark_id from held h) end) l
  ), own as materialized (
    select o.objective from private.owned_objectives(workspace, kind, scope) o where kind = 'concept'
  ), meant as materialized (
    select m.objective, m.package_id, m.place from private.meant_exercises(workspace, kind, scope) m where kind = 'trail'
  ), entry as materialized (
    select e.spark_id, e.package_id, e.place, e.hash, e.objective,
      case when e.level in ('Recall', 'Comprehension', 'Application', 'Transfer') then e.level end as level,
      k.objective is not null as is_known, e.problems = '{}' and (e.objective is null or k.objective is not null) as is_valid
    from private.exercise_entries e
    left join known k on k.spark_id = e.spark_id and k.objective = e.objective
    where e.workspace_id = workspace and (kind = 'workspace' or e.spark_id in (select h.spark_id from held h))
  )
  select case when e.level is null then 'no_level' when not e.is_known then 'no_objective' when kind = 'concept' and o.objective is null then 'elsewhere'
      when kind = 'workspace' and h.row_id is null then 'elsewhere' else 'row' end,
    case when e.level is not null and e.is_known then case kind when 'concept' then o.objective else h.row_id::text end end,
    e.level, e.is_valid, e.hash, e.package_id, e.place
  from entry e
  left join held h on h.spark_id = e.spark_id
  left join own o on o.objective = e.objective
  union all
  -- What a trail wants of itself stands above its concepts, in a part of its own: a text id may look like the id of a concept.
  select 'objective', m.objective, e.level, e.is_valid, e.hash, e.package_id, e.place
  from entry e join meant m on m.package_id = e.package_id and m.place = e.place
  where e.level is not null
$function$;
comment on function private.coverage_entries(uuid,text,uuid) is 'The exercises of a concept, a trail or the workspace with the row of the coverage in which each counts; one of a spark that several rows share stands in each, and of a trail once more with the objective of it that is meant (part objective). elsewhere: its objective is not of this concept, or its spark in no trail.';
grant execute on function private.coverage_entries(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.coverage_rows(workspace uuid, kind text, scope uuid)
 RETURNS TABLE(part text, row_id text, title text, slug text, concepts bigint, objectives bigint, nth bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case kind when 'trail' then 'objective' else 'row' end, o.objective, o.title, null, null::bigint, null::bigint, o.nth
  from private.owned_objectives(workspace, kind, scope) o
  union all
  select 'row', c.id::text, c.title, c.slug, null, (select count(*) from private.owned_objectives(workspace, 'concept', c.id)), row_number() over (order by c.order_index, c.ordinal)
  from public.concepts c where kind = 'trail' and c.workspace_id = workspace and c.trail_id = scope
  union all
  select 'row', t.id::text, t.title, t.slug, n.concepts, n.objectives + o.objectives, row_number() over (order by d.order_index, d.ordinal, t.order_index, t.ordinal)
  from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = t.workspace_id
  cross join lateral (
    select count(distinct c.id) as concepts, count(o.id) as objectives from public.concepts c
    left join public.objectives o on o.concept_id = c.id and o.workspace_id = c.workspace_id where c.trail_id = t.id and c.workspace_id = workspace) n
  cross join lateral (select count(*) as objectives from public.trail_objectives o where o.trail_id = t.id and o.workspace_id = workspace) o
  where kind = 'workspace' and t.workspace_id = workspace
$function$;
comment on function private.coverage_rows(uuid,text,uuid) is 'The rows of a coverage in their order: objectives of a concept; of a trail its own objectives (part objective) and its concepts; trails of the workspace. A row is told by part and row_id.';
grant execute on function private.coverage_rows(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.differences_among(workspace uuid, since integer, row_kind public.content_kind, ids uuid[])
 RETURNS SETOF private.difference
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
begin
  if cardinality(ids) = 0 then
    return;
  end if;
  select * into strict k from private.kinds n where n.kind = row_kind;
  -- "offset 0" keeps the planner from writing body and hash out once for every use of them.
  return query execute format($sql$
    select $2, coalesce(w.id, v.entity_id), v.slug, v.ref_a, v.ref_b, v.hash, v.body, w.slug, w.ref_a, w.ref_b, w.hash, w.body
    from (
      select b.*, private.state_hash($2, b.id, b.body) as hash
      from (
        select t.id, %2$s as slug, %3$s as ref_a, %4$s as ref_b, private.snapshot_body(to_jsonb(t)) as body
        from public.%1$I t where t.workspace_id = $1 and t.id = any ($3) offset 0
      ) b offset 0
    ) w
    full join (
      select e.entity_id, e.slug, e.ref_a, e.ref_b, e.hash, e.body from public.entity_versions e
      where e.workspace_id = $1 and e.kind = $2 and e.entity_id = any ($3) and e.from_seq <= $4 and e.to_seq > $4
    ) v on v.entity_id = w.id
    where v.hash is distinct from w.hash
    $sql$, k.table_name,
    case when k.has_slug then 't.slug' else 'null::text' end,
    coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'),
    coalesce('t.' || quote_ident(k.ref_b), 'null::uuid'))
  using workspace, k.kind, ids, since;
end
$function$;
comment on function private.differences_among(uuid,integer,public.content_kind,uuid[]) is 'differences_since, of some entities of a kind alone.';
grant execute on function private.differences_among(uuid,integer,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.differences_since(workspace uuid, since integer)
 RETURNS SETOF private.difference
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  of_kind record;
begin
  for of_kind in
    select d.kind, array_agg(d.entity_id) as ids from private.differing_keys(workspace, since) d group by d.kind order by d.kind
  loop
    return query select * from private.differences_among(workspace, since, of_kind.kind, of_kind.ids);
  end loop;
end
$function$;
comment on function private.differences_since(uuid,integer) is 'How the working content differs from a snapshot: state before (in the snapshot) and after (working).';
grant execute on function private.differences_since(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.differing_keys(workspace uuid, since integer)
 RETURNS TABLE(kind public.content_kind, entity_id uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select d.kind, d.entity_id from public.dirty_entities d where d.workspace_id = workspace
  union
  select v.kind, v.entity_id from public.entity_versions v
    where v.workspace_id = workspace and v.from_seq > since
  union
  select v.kind, v.entity_id from public.entity_versions v
    where v.workspace_id = workspace and v.to_seq > since and v.to_seq < 2147483647
$function$;
comment on function private.differing_keys(uuid,integer) is 'A superset of the entities whose working state differs from the snapshot with that seq, found without reading the rest.';
grant execute on function private.differing_keys(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.drafts_among(ids uuid[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
begin
  for k in select * from private.kinds n where n.is_publishable loop
    return query execute format('select t.id from public.%I t where not t.is_published and t.id = any ($1)', k.table_name) using ids;
  end loop;
end
$function$;
comment on function private.drafts_among(uuid[]) is 'Those of some entities that are not published.';
grant execute on function private.drafts_among(uuid[]) to ;

CREATE OR REPLACE FUNCTION private.drop_import_records()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from private.import_records r where r.import_id = new.id;
  return null;
end
$function$;
grant execute on function private.drop_import_records() to ;

CREATE OR REPLACE FUNCTION private.drop_turns()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- Those that were woken just now may be about a step that this statement does not see yet.
  delete from private.step_turns t where (t.workspace_id, t.is_batch) in (
    select o.workspace_id, o.is_batch from private.step_turns o
    where o.woken_at < clock_timestamp() - interval '1 minute' and not exists (
      select from public.step_runs s where s.workspace_id = o.workspace_id and s.is_batch = o.is_batch and s.kind is not null
        and s.status = 'pending' and s.ready_at is not null)
    order by o.workspace_id, o.is_batch limit 1 for update skip locked)
$function$;
comment on function private.drop_turns() is 'Forgets a workspace that has had no step to take for a minute.';
grant execute on function private.drop_turns() to ;

CREATE OR REPLACE FUNCTION private.edit_bank(workspace uuid, package public.packages, edits jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
  body jsonb := package.body;
  -- Exercises by number: those of the bank in its order, then what is added. Null is what was taken out; `ordered` is the bank.
  items jsonb[];
  ids text[];
  ordered integer[];
  quiz jsonb[];
  -- Lists of SQL, not of JSON: what is added to one of these does not write all that was before it anew.
  made jsonb[] := '{}';
  written jsonb[] := '{}';
  refused jsonb[] := '{}';
  leaving jsonb[] := '{}';
  -- Ids of exercises that are out of the bank and maybe still in the quiz.
  gone jsonb[] := '{}';
  edit jsonb;
  what text;
  here integer;
  -- Where the bank has the one exercise that an edit names. It stays true until an exercise gets another id.
  known integer;
  is_known boolean;
  is_renamed boolean := false;
  place integer;
  base jsonb;
  merged jsonb;
  id text;
begin
  if coalesce(jsonb_typeof(body -> 'exercise_bank'), 'array') <> 'array' or coalesce(jsonb_typeof(body -> 'quiz'), 'array') <> 'array' then
    raise exception 'exercise_bank and quiz of this package are no lists; import it again as lists first' using errcode = 'TW002';
  end if;
  items := array(select e.exercise from jsonb_array_elements(private.list_of(body -> 'exercise_bank')) with ordinality e (exercise, nth) order by e.nth);
  ids := array(select private.exercise_name(i.item) from unnest(items) with ordinality i (item, nth) order by i.nth);
  ordered := array(select generate_series(1, cardinality(items)));
  quiz := array(select q.id from jsonb_array_elements(private.list_of(body -> 'quiz')) with ordinality q (id, nth) order by q.nth);

  for edit, known in
    select e.e, b.here from jsonb_array_elements(edits) with ordinality e (e, nth)
    left join (select i.id, min(i.nth)::integer as here from unnest(ids) with ordinality i (id, nth) group by i.id having count(*) = 1) b on b.id = e.e ->> 'exercise_id'
    order by e.nth
  loop
    what := edit ->> 'do';
    if what in ('set', 'duplicate', 'remove', 'move', 'transfer') then
      is_known := not is_renamed and ids[known] = edit ->> 'exercise_id';
      here := case when is_known then known else private.find_exercise(ids, items, edit) end;
      if here is null then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb);
        continue;
      end if;
    end if;

    if what = 'set' then
      base := null;
      if md5(items[here]::text) <> replace(coalesce(edit ->> 'hash', md5(items[here]::text)), '-', '') then
        select v.body into base from private.exercise_versions v
        where v.package_id = package.id and v.exercise_id = ids[here] and v.hash = (edit ->> 'hash')::uuid order by v.version desc limit 1;
        base := coalesce(base, '{}');
      end if;
      merged := private.merge_exercise(base, items[here], private.object_of(edit -> 'fields'),
        array(select jsonb_array_elements_text(private.list_of(edit -> 'drop'))));
      if merged -> 'conflicts' <> '[]' then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'conflict', 'fields', merged -> 'conflicts', 'hash', md5(items[here]::text)::uuid);
        continue;
      end if;
      if merged -> 'exercise' -> 'id' is distinct from items[here] -> 'id' then
        -- The quiz goes on naming it.
        if is_known or private.is_alone(ids, items, here) then
          quiz := private.quiz_without(quiz, gone);
          gone := '{}';
          quiz := array_replace(quiz, items[here] -> 'id', merged -> 'exercise' -> 'id');
        end if;
        ids[here] := private.exercise_name(merged -> 'exercise');
        is_renamed := true;
      end if;
      items[here] := merged -> 'exercise';
      written := written || jsonb_build_object('nth', edit -> 'nth', 'hash', md5(items[here]::text)::uuid);

    elsif what in ('add', 'duplicate', 'arrive') then
      merged := case when what = 'duplicate' then private.object_of(items[here]) else private.object_of(edit -> 'exercise') end;
      id := private.exercise_name(merged);
      -- A copy, and what comes without an id or with one that is taken, gets its own.
      if what = 'duplicate' or id is null or id = any (ids) then
        id := private.new_exercise_id(ids);
        merged := merged || jsonb_build_object('id', id);
      end if;
      items := items || merged;
      ids := ids || id;
      if what = 'duplicate' then
        place := array_position(ordered, here);
      else
        place := private.place_after(ids, items, ordered, edit);
      end if;
      if place = cardinality(ordered) then
        ordered := ordered || cardinality(items);
      else
        ordered := ordered[:place] || cardinality(items) || ordered[place + 1:];
      end if;
      made := made || jsonb_build_object('nth', edit -> 'nth', 'spark_id', package.spark_id, 'exercise_id', id);

    elsif what in ('remove', 'transfer') then
      if what = 'remove' and md5(items[here]::text) <> replace(coalesce(edit ->> 'hash', md5(items[here]::text)), '-', '') then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'changed', 'fields', '[]'::jsonb, 'hash', md5(items[here]::text)::uuid);
        continue;
      elsif what = 'transfer' then
        leaving := leaving || jsonb_build_object('nth', edit -> 'nth', 'spark_id', edit -> 'to_spark_id', 'do', 'arrive', 'exercise', items[here]);
        continue when coalesce((edit ->> 'is_copy')::boolean, false);
      end if;
      if is_known or private.is_alone(ids, items, here) then
        gone := gone || (items[here] -> 'id');
      end if;
      -- Its number stays in `ordered`, where null is passed over.
      items[here] := null;
      ids[here] := null;

    elsif what = 'move' then
      ordered := array_remove(ordered, here);
      place := private.place_after(ids, items, ordered, edit);
      ordered := ordered[:place] || here || ordered[place + 1:];

    elsif what in ('quiz_add', 'quiz_remove', 'quiz_order') then
      quiz := private.edit_quiz(private.quiz_without(quiz, gone), array(
        select items[b.here] -> 'id'
        from jsonb_array_elements_text(private.list_of(edit -> 'exercise_ids')) with ordinality n (id, nth)
        join (select i.id, min(i.nth)::integer as here from unnest(ids) with ordinality i (id, nth) group by i.id) b on b.id = n.id
        order by n.nth), what, edit);
      gone := '{}';

    else
      -- quiz_metadata: what its author decides.
      body := body || jsonb_build_object('quiz_metadata', private.object_of(body -> 'quiz_metadata') || (private.object_of(edit -> 'fields')
        - array['total_items', 'difficulty_distribution_actual', 'cognitive_mix_actual', 'coverage_by_LO']));
    end if;
  end loop;

  body := body || jsonb_build_object('quiz', to_jsonb(private.quiz_without(quiz, gone)),
    'exercise_bank', to_jsonb(array(select i.item from unnest(ordered) with ordinality o (nr, nth)
      join unnest(items) with ordinality i (item, nr) on i.nr = o.nr where i.item is not null order by o.nth)));
  -- An imported package keeps its metadata until bank or quiz differ.
  if body is distinct from package.body and coalesce(jsonb_typeof(body -> 'quiz_metadata'), 'object') = 'object' then
    body := body || jsonb_build_object('quiz_metadata', private.quiz_metadata(body));
  end if;
  return jsonb_build_object('body', body, 'made', to_jsonb(made), 'written', to_jsonb(written), 'refused', to_jsonb(refused), 'leaving', to_jsonb(leaving));
end
$function$;
comment on function private.edit_bank(uuid,public.packages,jsonb) is 'Works edits of one package out: {body, made, written, refused, leaving}. Writes nothing.';
grant execute on function private.edit_bank(uuid,public.packages,jsonb) to ;

CREATE OR REPLACE FUNCTION private.edit_banks(workspace uuid, edits jsonb, keeps_broken boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  step record;
  package public.packages;
  outcome jsonb;
  made jsonb[] := '{}';
  written jsonb[] := '{}';
  refused jsonb[] := '{}';
  leaving jsonb[] := '{}';
begin
  for step in
    select e.e ->> 'spark_id' as spark_id, k.id, jsonb_agg(e.e order by (e.e ->> 'nth')::integer) as edits
    from jsonb_array_elements(edits) e (e)
    left join public.packages k on k.workspace_id = workspace and k.spark_id = (e.e ->> 'spark_id')::uuid
    group by 1, 2 order by k.id
  loop
    -- Whoever edits the same bank waits here, and then sees what the other wrote.
    select * into package from public.packages k where k.id = step.id for update;
    if package.id is null then
      refused := refused || array(select jsonb_build_object('nth', e -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb) from jsonb_array_elements(step.edits) e);
      continue;
    end if;
    outcome := private.edit_bank(workspace, package, step.edits);
    made := made || array(select jsonb_array_elements(outcome -> 'made'));
    written := written || array(select jsonb_array_elements(outcome -> 'written'));
    refused := refused || array(select jsonb_array_elements(outcome -> 'refused'));
    leaving := leaving || array(select jsonb_array_elements(outcome -> 'leaving'));
    if outcome -> 'body' <> package.body then
      if not keeps_broken then
        perform private.refuse_new_problems(workspace, package.spark_id, package.body, outcome -> 'body');
      end if;
      update public.packages set body = outcome -> 'body' where id = package.id;
    end if;
  end loop;
  return jsonb_build_object('made', to_jsonb(made), 'written', to_jsonb(written), 'refused', to_jsonb(refused), 'leaving', to_jsonb(leaving));
end
$function$;
grant execute on function private.edit_banks(uuid,jsonb,boolean) to ;

CREATE OR REPLACE FUNCTION private.edit_concept_links(workspace uuid, edits jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
    declare
      named uuid[];
      nodes uuid[];
      answer jsonb;
    begin
      named := array(select e.id from private.link_edits(edits) e where e.op <> 'add');
      perform private.hold(workspace, 'concept_link', named);
      -- Whoever trashes a node now waits, or this waits and finds it gone.
      nodes := array(
        select n.id from public.concepts n where n.workspace_id = workspace and n.id in (
          select unnest(array[e.source_id, e.target_id]) from private.link_edits(edits) e
          union all select unnest(array[l.source_id, l.target_id]) from public.concept_links l where l.id = any (named))
        order by n.id for key share);
      -- One statement, for the sake of its triggers: they look at the graph once all is in place (so a link may go to let
      -- another come), and they take the graph after every row and key (so that nobody meets a deadlock).
      with edits as materialized (
        select e.* from private.link_edits(edits) e
      ), known as (
        select l.id, l.version from public.concept_links l where l.workspace_id = workspace and l.id = any (named)
      ), gone as (
        delete from public.concept_links l using edits e
        where e.op in ('remove', 'reverse') and l.id = e.id and l.workspace_id = workspace
        returning e.nth, e.op, l.source_id, l.target_id, l.link_type, l.weight, l.description, l.extras, l.bundle_style
      ), changed as (
        update public.concept_links l set link_type = coalesce(e.link_type, l.link_type),
          weight = case when e.given ? 'weight' then e.weight else l.weight end,
          description = case when e.given ? 'description' then e.description else l.description end
        from edits e
        where e.op = 'update' and l.id = e.id and l.workspace_id = workspace and l.version = coalesce(e.version, l.version)
        returning e.nth
      ), wanted as (
        select e.nth, e.source_id, e.target_id, e.link_type, e.weight, e.description, '{}'::jsonb as extras, null::jsonb as bundle_style
        from edits e where e.op = 'add'
        -- A link keeps its ends. Turned round it is another one that says the same.
        union all
        select g.nth, g.target_id, g.source_id, g.link_type, g.weight, g.description, g.extras, g.bundle_style
        from gone g where g.op = 'reverse'
      ), fit as (
        select distinct on (w.source_id, w.target_id) w.* from wanted w
        where w.source_id <> w.target_id and w.source_id = any (nodes) and w.target_id = any (nodes)
        order by w.source_id, w.target_id, w.nth
      ), came as (
        insert into public.concept_links (workspace_id, source_id, target_id, link_type, weight, description, extras, bundle_style)
        select workspace, f.source_id, f.target_id, f.link_type, f.weight, f.description, f.extras, f.bundle_style
        from fit f order by f.source_id, f.target_id
        on conflict (source_id, workspace_id, target_id) do nothing
        returning id, source_id, target_id
      ), done as (
        select f.nth, c.id from came c join fit f on f.source_id = c.source_id and f.target_id = c.target_id
      ), failed as (
        select e.nth, 'not_found' as code from edits e where e.op <> 'add' and not exists (select from known k where k.id = e.id)
        union all
        select e.nth, 'stale' from edits e join known k on k.id = e.id where e.op = 'update' and k.version <> e.version
        union all
        select w.nth, case when w.source_id = w.target_id then 'self'
          when w.source_id = any (nodes) and w.target_id = any (nodes) then 'already_linked' else 'not_found' end
        from wanted w where not exists (select from done d where d.nth = w.nth)
      )
      select jsonb_build_object(
        'added', (select coalesce(jsonb_agg(d.id order by d.nth), '[]') from done d),
        'failed', (select coalesce(jsonb_agg(jsonb_build_object('index', f.nth, 'code', f.code) order by f.nth), '[]') from failed f))
      into answer;
      return answer;
    end
    $function$;
grant execute on function private.edit_concept_links(uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.edit_quiz(quiz jsonb[], named jsonb[], what text, edit jsonb)
 RETURNS jsonb[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  place integer;
  fresh jsonb[];
begin
  -- Each once, where it is named first.
  named := array(select n.id from unnest(named) with ordinality n (id, nth) where n.id is not null group by n.id order by min(n.nth));
  if what = 'quiz_remove' then
    return private.quiz_without(quiz, named);
  elsif what = 'quiz_order' then
    -- What somebody else has put in meanwhile stays, after the others; what was taken out stays out.
    return array(select n.id from unnest(named) with ordinality n (id, nth) where n.id in (select unnest(quiz)) order by n.nth)
      || private.quiz_without(quiz, named);
  end if;
  fresh := private.quiz_without(named, quiz);
  place := case when not edit ? 'after' then cardinality(quiz) when edit ->> 'after' is null then 0
    else coalesce(array_position(quiz, edit -> 'after'), cardinality(quiz)) end;
  return quiz[:place] || fresh || quiz[place + 1:];
end
$function$;
grant execute on function private.edit_quiz(jsonb[],jsonb[],text,jsonb) to ;

CREATE OR REPLACE FUNCTION private.edit_spark_links(workspace uuid, edits jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
    declare
      named uuid[];
      nodes uuid[];
      answer jsonb;
    begin
      named := array(select e.id from private.link_edits(edits) e where e.op <> 'add');
      perform private.hold(workspace, 'spark_link', named);
      -- Whoever trashes a node now waits, or this waits and finds it gone.
      nodes := array(
        select n.id from public.sparks n where n.workspace_id = workspace and n.id in (
          select unnest(array[e.source_id, e.target_id]) from private.link_edits(edits) e
          union all select unnest(array[l.source_id, l.target_id]) from public.spark_links l where l.id = any (named))
        order by n.id for key share);
      -- One statement, for the sake of its triggers: they look at the graph once all is in place (so a link may go to let
      -- another come), and they take the graph after every row and key (so that nobody meets a deadlock).
      with edits as materialized (
        select e.* from private.link_edits(edits) e
      ), known as (
        select l.id, l.version from public.spark_links l where l.workspace_id = workspace and l.id = any (named)
      ), gone as (
        delete from public.spark_links l using edits e
        where e.op in ('remove', 'reverse') and l.id = e.id and l.workspace_id = workspace
        returning e.nth, e.op, l.source_id, l.target_id, l.link_type, l.weight, l.description, l.extras, l.bundle_style
      ), changed as (
        update public.spark_links l set link_type = coalesce(e.link_type, l.link_type),
          weight = case when e.given ? 'weight' then e.weight else l.weight end,
          description = case when e.given ? 'description' then e.description else l.description end
        from edits e
        where e.op = 'update' and l.id = e.id and l.workspace_id = workspace and l.version = coalesce(e.version, l.version)
        returning e.nth
      ), wanted as (
        select e.nth, e.source_id, e.target_id, e.link_type, e.weight, e.description, '{}'::jsonb as extras, null::jsonb as bundle_style
        from edits e where e.op = 'add'
        -- A link keeps its ends. Turned round it is another one that says the same.
        union all
        select g.nth, g.target_id, g.source_id, g.link_type, g.weight, g.description, g.extras, g.bundle_style
        from gone g where g.op = 'reverse'
      ), fit as (
        select distinct on (w.source_id, w.target_id) w.* from wanted w
        where w.source_id <> w.target_id and w.source_id = any (nodes) and w.target_id = any (nodes)
        order by w.source_id, w.target_id, w.nth
      ), came as (
        insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight, description, extras, bundle_style)
        select workspace, f.source_id, f.target_id, f.link_type, f.weight, f.description, f.extras, f.bundle_style
        from fit f order by f.source_id, f.target_id
        on conflict (source_id, workspace_id, target_id) do nothing
        returning id, source_id, target_id
      ), done as (
        select f.nth, c.id from came c join fit f on f.source_id = c.source_id and f.target_id = c.target_id
      ), failed as (
        select e.nth, 'not_found' as code from edits e where e.op <> 'add' and not exists (select from known k where k.id = e.id)
        union all
        select e.nth, 'stale' from edits e join known k on k.id = e.id where e.op = 'update' and k.version <> e.version
        union all
        select w.nth, case when w.source_id = w.target_id then 'self'
          when w.source_id = any (nodes) and w.target_id = any (nodes) then 'already_linked' else 'not_found' end
        from wanted w where not exists (select from done d where d.nth = w.nth)
      )
      select jsonb_build_object(
        'added', (select coalesce(jsonb_agg(d.id order by d.nth), '[]') from done d),
        'failed', (select coalesce(jsonb_agg(jsonb_build_object('index', f.nth, 'code', f.code) order by f.nth), '[]') from failed f))
      into answer;
      return answer;
    end
    $function$;
grant execute on function private.edit_spark_links(uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.end_attempt(met public.step_runs, why jsonb, again_in interval)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  most_tries constant integer := 3;
  is_over constant boolean := again_in is null or met.tries >= most_tries;
begin
  perform from public.flow_runs r where r.id = met.flow_run_id for update;
  update public.step_runs s set status = case when is_over then 'failed' else 'pending' end::public.run_status, problem = why, error_message = why ->> 'message',
    ready_at = case when not is_over then clock_timestamp() + again_in end where s.id = met.id;
  if is_over then
    update public.flow_runs r set status = 'failed', problem = why, error_message = why ->> 'message', completed_at = clock_timestamp()
    where r.id = met.flow_run_id and r.status = 'in_progress';
  else
    perform private.wake_turn(met.workspace_id, met.is_batch);
  end if;
end
$function$;
comment on function private.end_attempt(public.step_runs,jsonb,interval) is 'An attempt at a step is over without a result. The step is locked by the caller.';
grant execute on function private.end_attempt(public.step_runs,jsonb,interval) to ;

CREATE OR REPLACE FUNCTION private.end_change_set(workspace uuid, made uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from public.revisions r where r.change_set_id = made) then
    return made;
  end if;
  -- A change set in which nothing differs from before is no line in the history: moving a spark to where it stands.
  delete from public.change_sets c where c.id = made;
  perform set_config('trailwright.change_set', '', true);
  return null;
end
$function$;
comment on function private.end_change_set(uuid,uuid) is 'Its id, or null (and no change set) when nothing was written.';
grant execute on function private.end_change_set(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.end_task(task uuid, outcome public.task_state, result jsonb DEFAULT NULL::jsonb, problem jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.tasks t set state = outcome, result = end_task.result, problem = end_task.problem, step = null,
    -- Put back by a worker that stops: that was no attempt.
    attempts = case when outcome = 'waiting' then t.attempts - 1 else t.attempts end,
    ended_at = case when outcome <> 'waiting' then clock_timestamp() end
  where t.id = task
$function$;
comment on function private.end_task(uuid,public.task_state,jsonb,jsonb) is 'Writes down what came of a task: in the transaction that did the work, or in one of its own where nothing was done.';
grant execute on function private.end_task(uuid,public.task_state,jsonb,jsonb) to ;

CREATE OR REPLACE FUNCTION private.entries_of(row_kind public.content_kind, rows_as_json jsonb[])
 RETURNS SETOF private.outline_entries
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select (j ->> 'workspace_id')::uuid, row_kind, (j ->> 'id')::uuid, (j ->> 'ordinal')::bigint, lower(coalesce(j ->> 'title', j ->> 'name')),
    not (j ->> 'is_published')::boolean, coalesce(j ->> 'difficulty', j ->> 'difficulty_level')::public.difficulty, null::public.validation_status,
    j -> 'ai_metadata' ->> 'review_status', coalesce((j ->> 'estimated_mins')::integer, 0), 0, (j ->> 'updated_by')::uuid
  from unnest(rows_as_json) j
$function$;
comment on function private.entries_of(public.content_kind,jsonb[]) is 'The entries of rows of a content table, as far as the rows themselves say.';
grant execute on function private.entries_of(public.content_kind,jsonb[]) to ;

CREATE OR REPLACE FUNCTION private.excerpt_of(words tsvector, passages text[], begins integer[], query private.asked_words)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  at integer;
  here integer;
begin
  -- Around the rarest of them, where most of the others are near.
  with hits as (
    select h.lexeme, p.place, count(*) over (partition by h.lexeme) as times
    from unnest(words) h
    cross join lateral unnest(h.positions) with ordinality p (place, nth)
    where (h.lexeme = any ((query).terms) or exists (select from unnest((query).beginnings) b (beginning) where starts_with(h.lexeme, b.beginning)))
      and h.weights[p.nth] in ('B', 'D')
    limit 4000
  )
  select a.place into at from (select r.* from hits r order by r.times, r.lexeme, r.place limit 30) a
  order by (select count(distinct b.lexeme) from hits b where b.place between a.place - 12 and a.place + 12) desc, a.times, a.place limit 1;
  here := greatest(coalesce(width_bucket(at, begins), 1), 1);
  return private.mark_hits(case when here > 1 then '… ' else '' end || array_to_string(passages[here:here + 2], '')
    || case when here + 2 < cardinality(passages) then ' …' else '' end, query);
end
$function$;
grant execute on function private.excerpt_of(tsvector,text[],integer[],private.asked_words) to ;

CREATE OR REPLACE FUNCTION private.exercise_name(exercise jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN private.is_named((exercise -> 'id'::text)) THEN CASE WHEN (length((exercise ->> 'id'::text)) <= 200) THEN (exercise ->> 'id'::text) ELSE (("left"((exercise ->> 'id'::text), 160) || '#'::text) || md5((exercise ->> 'id'::text))) END ELSE NULL::text END;
comment on function private.exercise_name(jsonb) is 'The id of an exercise, cut where it is longer than any id should be.';
grant execute on function private.exercise_name(jsonb) to ;

CREATE OR REPLACE FUNCTION private.exercise_problems(exercise jsonb)
 RETURNS private.exercise_problem[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  found private.exercise_problem[] := '{}';
  tolerance constant jsonb := exercise -> 'tolerance';
  names jsonb[];
begin
  if jsonb_typeof(exercise) is distinct from 'object' then
    return array[('exercise_shape', '', null)::private.exercise_problem];
  end if;
  if not private.is_named(exercise -> 'id') then
    found := found || ('missing_exercise_id', '/id', null)::private.exercise_problem;
  end if;
  case exercise ->> 'exercise_type'
    when 'mcq', 'multi_select' then
      found := found || private.choice_problems(exercise);
    when 'true_false' then
      if not coalesce(exercise -> 'answer', 'null') in ('true', 'false', '"true"', '"false"') then
        found := found || ('undecided', '/answer', null)::private.exercise_problem;
      end if;
    when 'short_answer' then
      if not private.is_named(exercise -> 'canonical_answer') and private.named_of(exercise -> 'acceptable_answers') = '[]' then
        found := found || ('no_right_answer', '/canonical_answer', null)::private.exercise_problem;
      end if;
    when 'numeric' then
      if not private.is_numeric(exercise -> 'value') then
        found := found || ('not_a_number', '/value', exercise ->> 'value')::private.exercise_problem;
      end if;
      if jsonb_typeof(tolerance) = 'object' then
        if not private.is_numeric(tolerance -> 'value') then
          found := found || ('not_a_number', '/tolerance/value', tolerance ->> 'value')::private.exercise_problem;
        end if;
      elsif coalesce(tolerance, 'null') <> 'null' and not private.is_numeric(tolerance) then
        found := found || ('not_a_number', '/tolerance', tolerance #>> '{}')::private.exercise_problem;
      end if;
    when 'cloze' then
      found := found || private.cloze_problems(exercise);
    when 'matching' then
      if private.list_of(exercise -> 'pairs') = '[]' then
        found := found || ('nothing_to_answer', '/pairs', null)::private.exercise_problem;
      end if;
    when 'ordering' then
      names := array(select case when private.is_named(i.item -> 'id') then i.item -> 'id' else to_jsonb(i.nth::text) end
        from jsonb_array_elements(private.list_of(exercise -> 'items')) with ordinality i (item, nth) order by i.nth);
      found := found || case when cardinality(names) = 0 then array[('nothing_to_answer', '/items', null)::private.exercise_problem]
        else private.repeated('duplicate_step', names, '/items/%s/id') end;
    when 'open_response' then
      found := found || array(
        select ('not_a_number', format('/rubric/%s/levels/%s/points', r.nth - 1, l.nth - 1), l.level ->> 'points')::private.exercise_problem
        from jsonb_array_elements(private.list_of(exercise -> 'rubric')) with ordinality r (criterion, nth)
        cross join lateral jsonb_array_elements(private.list_of(r.criterion -> 'levels')) with ordinality l (level, nth)
        where not private.is_numeric(l.level -> 'points') order by r.nth, l.nth);
    else
      found := found || ('unknown_type', '/exercise_type', exercise ->> 'exercise_type')::private.exercise_problem;
  end case;
  return found;
end
$function$;
comment on function private.exercise_problems(jsonb) is 'The hard rules that an exercise breaks by itself, pointers into the exercise. What has to do with the others of its bank is in private.package_problems.';
grant execute on function private.exercise_problems(jsonb) to ;

CREATE OR REPLACE FUNCTION private.exercise_text(body jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (SELECT string_agg((t.value #>> '{}'::text[]), ' '::text) AS string_agg FROM jsonb_path_query(exercise_text.body, 'strict $.**?(@.type() == "string" && @ like_regex "[[:space:]]")'::jsonpath) t(value));
grant execute on function private.exercise_text(jsonb) to ;

CREATE OR REPLACE FUNCTION private.exercise_words(exercise jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (SELECT COALESCE("left"(lower(string_agg((t.value #>> '{}'::text[]), ' '::text)), 20000), ''::text) AS "coalesce" FROM jsonb_path_query((private.object_of(exercise_words.exercise) - ARRAY['id'::text, 'exercise_type'::text, 'exercise_category'::text, 'cognitive_level'::text, 'difficulty'::text, 'aligned_learning_objective'::text, 'scoring'::text, 'unit_mode'::text]), 'strict $.**?(@.type() == "string")'::jsonpath) t(value));
grant execute on function private.exercise_words(jsonb) to ;

CREATE OR REPLACE FUNCTION private.exercises_by_id(body jsonb)
 RETURNS TABLE(id jsonb, exercise jsonb, nth bigint)
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select e.exercise -> 'id', e.exercise, e.nth from jsonb_array_elements(private.list_of(body -> 'exercise_bank')) with ordinality e (exercise, nth)
$function$;
grant execute on function private.exercises_by_id(jsonb) to ;

CREATE OR REPLACE FUNCTION private.fail_abandoned_imports(of_workspace uuid DEFAULT NULL::uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log record;
  failed integer := 0;
begin
  -- An import whose log is locked is at work this very moment.
  for log in
    select l.id, l.status, l.question_format from public.import_logs l
    where (of_workspace is null or l.workspace_id = of_workspace) and (
      (l.status = 'importing' and l.touched_at < now() - interval '10 seconds')
      or (l.status = 'pending' and l.touched_at < now() - interval '5 minutes')
      -- A report of questions is read and thought about; it is kept in a table that a restart does not empty.
      or (l.status = 'validating' and l.touched_at < now() - case when l.question_format is null then interval '30 minutes' else interval '7 days' end))
    for update skip locked
  loop
    continue when log.status = 'importing' and not pg_try_advisory_xact_lock(hashtextextended(log.id::text, 0));
    update public.import_logs l set status = 'failed', completed_at = now(),
      error_message = case
        when log.status = 'validating' and log.question_format is not null then 'The plan waited for a week and nobody applied it. Nothing was written; start the import again.'
        when log.status = 'validating' then 'The plan waited for half an hour and nobody applied it. Nothing was written; start the import again.'
        else 'The import was interrupted. Nothing was written; start it again.' end
    where l.id = log.id;
    delete from private.import_items where import_id = log.id;
    delete from private.import_blocks where import_id = log.id;
    failed := failed + 1;
  end loop;
  return failed;
end
$function$;
comment on function private.fail_abandoned_imports(uuid) is 'Marks imports whose process is gone as failed, of one workspace or all. The worker calls it every minute, and whoever looks at an open one.';
grant execute on function private.fail_abandoned_imports(uuid) to service_role;

CREATE OR REPLACE FUNCTION private.fail_step(step uuid, step_fence integer, why jsonb, again_in interval DEFAULT NULL::interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  met public.step_runs;
begin
  select * into met from public.step_runs s where s.id = step for update;
  if met.id is null or met.status <> 'in_progress' or met.fence <> step_fence then
    return false;
  end if;
  perform private.end_attempt(met, why, again_in);
  return true;
end
$function$;
comment on function private.fail_step(uuid,integer,jsonb,interval) is 'Says that an attempt came to nothing, and why: {code, message}. again_in: when it may be tried again; after three tries, or without it, the job fails. False where the fence is not the one that counts.';
grant execute on function private.fail_step(uuid,integer,jsonb,interval) to ;

CREATE OR REPLACE FUNCTION private.file_blockers(workspace uuid, base_seq integer)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    with lessons as (
      -- What published lessons name once this is staged, where it may have become wrong: lessons that change ...
      select c.entity_id, c.after_slug as slug, c.after_body ->> 'title' as title, m.asset, m.lacks_alt, true as is_changed
      from pg_temp.stage_differences c cross join lateral private.asset_mentions(c.after_body ->> 'content_md') m
      where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and (c.after_body ->> 'is_published')::boolean
        and c.after_body ->> 'content_md' like '%/assets/%'
      union all
      -- ... those that stay as they are while a file goes: as they were, where their change waits ...
      select c.entity_id, c.before_slug, c.before_body ->> 'title', m.asset, false, false
      from pg_temp.stage_differences c cross join lateral private.asset_mentions(c.before_body ->> 'content_md') m
      where not c.is_chosen and c.kind = 'spark' and c.before_hash is not null and (c.before_body ->> 'is_published')::boolean
        and c.before_body ->> 'content_md' like '%/assets/%'
      union all
      -- ... or as they are, where nothing about them changes.
      select v.entity_id, v.slug, v.body ->> 'title', u.asset, false, false
      from pg_temp.stage_differences c
      join public.asset_uses u on u.workspace_id = workspace and u.kind = 'spark' and u.asset = left(c.before_body ->> 'sha256', 32)
      join public.entity_versions v on v.workspace_id = workspace and v.kind = 'spark' and v.entity_id = u.entity_id
        and v.from_seq <= base_seq and v.to_seq > base_seq and (v.body ->> 'is_published')::boolean
      where c.is_chosen and c.kind = 'asset' and c.after_hash is null
        and not exists (select from pg_temp.stage_differences s where s.kind = 'spark' and s.entity_id = u.entity_id)
    ), held as (
      select l.*, exists (
          select from pg_temp.stage_differences a
          where a.is_chosen and a.kind = 'asset' and a.after_hash is not null and left(a.after_body ->> 'sha256', 32) = l.asset
            and private.is_stored(workspace, a.after_body ->> 'sha256'))
        or exists (
          select from public.entity_versions v
          where v.workspace_id = workspace and v.kind = 'asset' and left(v.body ->> 'sha256', 32) = l.asset and v.from_seq <= base_seq and v.to_seq > base_seq
            and private.is_stored(workspace, v.body ->> 'sha256')
            and not exists (select from pg_temp.stage_differences a where a.is_chosen and a.kind = 'asset' and a.entity_id = v.entity_id)) as is_there
      from lessons l
    )
    select 'image_described', 'spark'::public.content_kind, h.entity_id, h.slug, h.title,
      'It shows an image without a description. Describe it in the lesson, for those who cannot see it.'
    from held h where h.lacks_alt group by h.entity_id, h.slug, h.title
    union all
    select distinct 'file_there', 'spark'::public.content_kind, h.entity_id, h.slug, h.title, private.file_complaint(private.file_state(workspace, h.asset))
    from held h where not h.is_there;
end
$function$;
comment on function private.file_blockers(uuid,integer) is 'Why published lessons of the snapshot to be would show broken or undescribed files. Part of private.stage_blockers.';
grant execute on function private.file_blockers(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.file_complaint(state text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN CASE state WHEN 'in_trash'::text THEN 'It shows a file that lies in the trash. Restore the file, or take it out of the lesson.'::text WHEN 'not_uploaded'::text THEN 'It shows a file that is known here but has not been uploaded. Upload it under Assets.'::text ELSE 'It shows a file that is not part of the snapshot. Upload it, or take it out of the lesson.'::text END;
grant execute on function private.file_complaint(text) to ;

CREATE OR REPLACE FUNCTION private.file_state(workspace uuid, key text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case
    when exists (select from public.assets a where a.workspace_id = workspace and left(a.sha256, 32) = key and private.is_stored(workspace, a.sha256)) then 'there'
    when exists (select from public.assets a where a.workspace_id = workspace and left(a.sha256, 32) = key) then 'not_uploaded'
    when exists (select from public.revisions r where r.workspace_id = workspace and r.kind = 'asset' and left(r.body ->> 'sha256', 32) = key) then 'in_trash'
    else 'unknown' end
$function$;
grant execute on function private.file_state(uuid,text) to ;

CREATE OR REPLACE FUNCTION private.fill_snapshot(snapshot uuid, chosen uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  draft public.snapshots;
  parent public.snapshots;
  base_seq integer;
  new_seq integer;
  stamps bigint[];
  found jsonb;
  added numeric;
  written integer;
begin
  -- Stagers, promoters and importers of one workspace queue here.
  perform from public.workspaces w where w.id = (select s.workspace_id from public.snapshots s where s.id = snapshot) for no key update;
  select * into draft from public.snapshots s where s.id = snapshot for update;
  if draft.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  elsif draft.status <> 'draft' then
    raise exception 'only a draft can be filled' using errcode = 'TW002';
  end if;
  -- A draft whose parent has been cleaned up meanwhile builds on what there is.
  select * into parent from public.snapshots s where s.id = coalesce(draft.parent_id, (private.base_snapshot(draft.workspace_id)).id);
  base_seq := coalesce(parent.seq, 0);

  -- The stamps first: an edit that commits from here on leaves a line that is not among them and stays dirty.
  stamps := array(select d.stamp from public.dirty_entities d where d.workspace_id = draft.workspace_id);
  perform private.say_progress('collecting', 0);
  perform private.collect_differences(draft.workspace_id, base_seq);
  perform private.say_progress('checking', 0);

  if chosen is not null then
    create temporary table if not exists stage_chosen (id uuid primary key) on commit drop;
    truncate pg_temp.stage_chosen;
    insert into pg_temp.stage_chosen select distinct c.id from unnest(chosen) c (id);
    perform private.close_selection();
    update pg_temp.stage_differences c set is_chosen = false
      where not exists (select from pg_temp.stage_chosen s where s.id = c.entity_id);
  end if;

  select jsonb_agg(to_jsonb(b)) into found from (
    select b.* from private.stage_blockers(draft.workspace_id, base_seq) b order by b.rule, b.kind, b.slug limit 500) b;
  if found is not null then
    return jsonb_build_object('ok', false, 'blockers', found);
  end if;
  perform private.say_progress('writing', 0);
  new_seq := private.next_seq(draft.workspace_id);

  -- Back to the base where the newest seq has gone another way (after a rollback); then the chosen changes.
  if base_seq < new_seq - 1 then
    create temporary table if not exists stage_reset (kind public.content_kind, entity_id uuid) on commit drop;
    truncate pg_temp.stage_reset;
    insert into pg_temp.stage_reset
      select distinct v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = draft.workspace_id and (v.from_seq > base_seq or (v.to_seq > base_seq and v.to_seq < 2147483647));
    update public.entity_versions v set to_seq = new_seq from pg_temp.stage_reset r
      where v.workspace_id = draft.workspace_id and v.kind = r.kind and v.entity_id = r.entity_id and v.to_seq = 2147483647;
    insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, slug, ref_a, ref_b, hash, body)
      select v.workspace_id, v.kind, v.entity_id, new_seq, v.slug, v.ref_a, v.ref_b, v.hash, v.body
      from public.entity_versions v join pg_temp.stage_reset r on r.kind = v.kind and r.entity_id = v.entity_id
      where v.workspace_id = draft.workspace_id and v.from_seq <= base_seq and v.to_seq > base_seq
        and not exists (select from pg_temp.stage_differences c where c.kind = v.kind and c.entity_id = v.entity_id and c.is_chosen);
  end if;
  update public.entity_versions v set to_seq = new_seq from pg_temp.stage_differences c
    where c.is_chosen and v.workspace_id = draft.workspace_id and v.kind = c.kind and v.entity_id = c.entity_id and v.to_seq = 2147483647;
  insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, slug, ref_a, ref_b, hash, body)
    select draft.workspace_id, c.kind, c.entity_id, new_seq, c.after_slug, c.after_a, c.after_b, c.after_hash, c.after_body
    from pg_temp.stage_differences c where c.is_chosen and c.after_hash is not null;
  get diagnostics written = row_count;
  -- A first stage makes the table many times what it was when its statistics were taken: until they are taken again, a minute
  -- later, readers of one lesson of ten thousand were answered after more than three seconds, which is never.
  if written > 1000 then
    analyze public.entity_versions;
  end if;

  -- What is left differing from this snapshot, which is now the newest. Nobody is waited for: lines are never changed.
  delete from public.dirty_entities d where d.stamp = any (stamps) and d.workspace_id = draft.workspace_id;
  insert into public.dirty_entities (workspace_id, kind, entity_id)
    select draft.workspace_id, c.kind, c.entity_id from pg_temp.stage_differences c where not c.is_chosen;

  select coalesce(sum(coalesce(private.hash_number(c.after_hash), 0) - coalesce(private.hash_number(c.before_hash), 0)), 0)
    into added from pg_temp.stage_differences c where c.is_chosen;

  update public.snapshots s set
    seq = new_seq, status = 'ready', staged_at = now(), parent_id = parent.id,
    content_hash = private.number_hash(private.hash_value(parent.content_hash) + added),
    change_counts = (
      select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') from (
        select c.kind, jsonb_build_object(
          'added', count(*) filter (where c.before_hash is null),
          'changed', count(*) filter (where c.before_hash is not null and c.after_hash is not null),
          'removed', count(*) filter (where c.after_hash is null)) as counts
        from pg_temp.stage_differences c where c.is_chosen group by c.kind) n),
    entity_counts = coalesce(parent.entity_counts, '{}') || (
      select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
        select c.kind, coalesce((parent.entity_counts ->> c.kind::text)::integer, 0)
          + count(*) filter (where c.before_hash is null) - count(*) filter (where c.after_hash is null) as total
        from pg_temp.stage_differences c where c.is_chosen group by c.kind) n)
  where s.id = snapshot
  returning * into draft;
  return jsonb_build_object('ok', true, 'snapshot_id', draft.id, 'seq', draft.seq, 'change_counts', draft.change_counts,
    'entity_counts', draft.entity_counts, 'content_hash', draft.content_hash);
end
$function$;
comment on function private.fill_snapshot(uuid,uuid[]) is 'Fills a draft with the chosen changes (null: all) on top of its parent and makes it ready, or returns the blockers and writes nothing.';
grant execute on function private.fill_snapshot(uuid,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.find_exercise(ids text[], items jsonb[], edit jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  here integer;
  found_at integer;
  seen integer := 0;
begin
  -- Where several have one id, the hash tells which is meant; of true copies it is the last.
  foreach here in array array_positions(ids, edit ->> 'exercise_id') loop
    continue when items[here] is null;
    seen := seen + 1;
    if seen = 1 or md5(items[here]::text) = replace(edit ->> 'hash', '-', '') then
      found_at := here;
    end if;
  end loop;
  return found_at;
end
$function$;
grant execute on function private.find_exercise(text[],jsonb[],jsonb) to ;

CREATE OR REPLACE FUNCTION private.finish_step(step uuid, step_fence integer, said jsonb, next_steps jsonb DEFAULT '[]'::jsonb, proposed jsonb DEFAULT '[]'::jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  done public.step_runs;
  run public.flow_runs;
begin
  select * into done from public.step_runs s where s.id = step for update;
  if done.id is null or done.status <> 'in_progress' or done.fence <> step_fence then
    return false;
  end if;
  select * into run from public.flow_runs r where r.id = done.flow_run_id for update;
  update public.step_runs s set status = 'completed', completed_at = clock_timestamp(), output = said,
    execution_time_ms = round(extract(epoch from clock_timestamp() - s.started_at) * 1000) where s.id = step;
  insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, place_kind, place_id, base_version, body, evidence, created_by)
  select run.workspace_id, run.id, step, p.kind, left(p.title, 300), p.place_kind, p.place_id, p.base_version, p.body, coalesce(p.evidence, '[]'), run.asked_by
  from jsonb_array_elements(proposed) with ordinality n (one, nth)
  cross join lateral jsonb_populate_record(null::public.proposals, n.one) p order by n.nth;
  perform private.add_steps(run, next_steps);
  -- One that failed or was cancelled meanwhile keeps what this step came to, and goes on when somebody tries it again.
  if run.status = 'in_progress' then
    perform private.go_on(run.id);
  end if;
  return true;
end
$function$;
comment on function private.finish_step(uuid,integer,jsonb,jsonb,jsonb) is 'Writes down what a step came to, its proposals ({kind, title, place_kind, place_id, base_version, body, evidence}) and the steps that follow, all at once. False, and nothing is written, where the fence is not the one that counts.';
grant execute on function private.finish_step(uuid,integer,jsonb,jsonb,jsonb) to ;

CREATE OR REPLACE FUNCTION private.first_answers(workspace uuid, package uuid)
 RETURNS TABLE(package_id uuid, exercise_id text, asked uuid, learner uuid, version integer, score double precision, choice text[], rest double precision)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT f.package_id,
     f.exercise_id,
     f.asked,
     f.learner,
     f.version,
     f.score,
     f.choice,
     ((sum(f.score) OVER bank - sum(f.score) OVER own) / (NULLIF((count(*) OVER bank - count(*) OVER own), 0))::double precision)
    FROM ( SELECT DISTINCT ON (r.package_id, r.exercise_id, r.asked, r.learner) r.package_id,
             r.exercise_id,
             r.asked,
             r.learner,
             r.version,
             r.score,
             r.choice
            FROM private.results r
           WHERE ((r.workspace_id = first_answers.workspace) AND ((first_answers.package IS NULL) OR (r.package_id = first_answers.package)))
           ORDER BY r.package_id, r.exercise_id, r.asked, r.learner, r.answered_at, r.attempt) f
   WINDOW bank AS (PARTITION BY f.package_id, f.learner), own AS (PARTITION BY f.package_id, f.learner, f.exercise_id);
END;
comment on function private.first_answers(uuid,uuid) is 'The first answer of each learner to each thing asked, with rest: the mean of the same learner in the other exercises of the bank, null where there is none.';
grant execute on function private.first_answers(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.follow_merges(workspace uuid, row_kind public.content_kind)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  line record;
  stands_for uuid;
  next uuid;
begin
  for line in
    select distinct r.origin_id from public.slug_redirects r
    where r.workspace_id = workspace and r.kind = row_kind
      and (r.origin_id in (select m.from_id from private.merges m where m.workspace_id = workspace and m.kind = row_kind) or r.entity_id <> r.origin_id)
  loop
    stands_for := line.origin_id;
    -- As long as what it was merged into has itself been merged; a ring ends where somebody lives, or after as many steps.
    for step in 1 .. 100 loop
      exit when private.is_alive(workspace, row_kind, stands_for);
      select m.into_id into next from private.merges m where m.from_id = stands_for;
      exit when next is null;
      stands_for := next;
    end loop;
    update public.slug_redirects r set entity_id = stands_for
    where r.workspace_id = workspace and r.kind = row_kind and r.origin_id = line.origin_id and r.entity_id <> stands_for;
  end loop;
end
$function$;
comment on function private.follow_merges(uuid,public.content_kind) is 'Lets the old names of merged entities lead to what stands for them now.';
grant execute on function private.follow_merges(uuid,public.content_kind) to ;

CREATE OR REPLACE FUNCTION private.forget_exercises()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from private.exercise_versions v using old_rows o where o.kind = 'package' and v.package_id = o.entity_id;
  return null;
end
$function$;
comment on function private.forget_exercises() is 'History of a package is purged as a whole, and that of its exercises with it.';
grant execute on function private.forget_exercises() to ;

CREATE OR REPLACE FUNCTION private.forget_questions()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from private.import_questions q where q.import_id = new.id;
  return null;
end
$function$;
grant execute on function private.forget_questions() to ;

CREATE OR REPLACE FUNCTION private.forget_results()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from private.results r using old_rows o where o.kind = 'package' and r.workspace_id = o.workspace_id and r.package_id = o.entity_id;
  return null;
end
$function$;
comment on function private.forget_results() is 'Answers go when the history of their package is purged.';
grant execute on function private.forget_results() to ;

CREATE OR REPLACE FUNCTION private.forget_search()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from private.search_queue q where q.workspace_id = old.id;
  delete from private.search_entries e where e.workspace_id = old.id;
  return null;
end
$function$;
grant execute on function private.forget_search() to ;

CREATE OR REPLACE FUNCTION private.forget_workspace()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.entity_versions v where v.workspace_id = old.id;
  delete from public.dirty_entities d where d.workspace_id = old.id;
  delete from private.imported_states s where s.workspace_id = old.id;
  return null;
end
$function$;
grant execute on function private.forget_workspace() to ;

CREATE OR REPLACE FUNCTION private.found_place(row_kind public.content_kind, entity uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  places private.kinds;
  place jsonb;
  parent uuid;
  parent_kind public.content_kind;
  path jsonb := '[]';
  step jsonb;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  -- What belongs to another is opened on its page: an objective below its concept, what has no name (a package) as its spark.
  if k.is_owned then
    execute format('select t.%I from public.%I t where t.id = $1', k.ref_a, k.table_name) into parent using entity;
    parent_kind := k.ref_a_kind;
    place := private.found_place(parent_kind, parent);
    if k.name_column is null or place is null then
      return place;
    end if;
    select * into k from private.kinds n where n.kind = parent_kind;
    execute format('select jsonb_build_object(''kind'', $2, ''slug'', t.slug, ''title'', t.%I) from public.%I t where t.id = $1', k.name_column, k.table_name)
    into step using parent, parent_kind;
    path := place -> 'path' || step;
    return place - 'difficulty' || jsonb_build_object('path', case when jsonb_array_length(path) > 2 then path - 0 else path end);
  end if;
  execute format('select jsonb_build_object(''slug'', t.slug %s %s), %s from public.%I t where t.id = $1',
    case when k.is_publishable then ', ''is_published'', t.is_published' end,
    case when k.difficulty_column is not null then format(', ''difficulty'', t.%I', k.difficulty_column) end,
    coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'), k.table_name)
  into place, parent using entity;
  if place is null then
    return null;
  end if;
  parent_kind := k.ref_a_kind;
  -- A spark is shown where it was put first.
  if k.placed_by is not null then
    select * into places from private.kinds n where n.kind = k.placed_by;
    execute format('select p.%I from public.%I p where p.%I = $1 order by p.ordinal limit 1', places.ref_a, places.table_name, places.ref_b)
    into parent using entity;
    parent_kind := places.ref_a_kind;
  end if;
  -- The two that stand next above, from the top down: the trail and the concept of a spark, the domain and the trail of a concept.
  while parent is not null and jsonb_array_length(path) < 2 loop
    select * into k from private.kinds n where n.kind = parent_kind;
    execute format('select jsonb_build_object(''kind'', $2, ''slug'', t.slug, ''title'', t.%I), %s from public.%I t where t.id = $1',
      k.name_column, coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'), k.table_name)
    into step, parent using parent, parent_kind;
    path := step || path;
    parent_kind := k.ref_a_kind;
  end loop;
  return place || jsonb_build_object('path', path);
end
$function$;
comment on function private.found_place(public.content_kind,uuid) is 'Where it is opened (a page of its own, or that of what it belongs to) and what stands above it: {slug, is_published, difficulty, path: [{kind, slug, title}]}.';
grant execute on function private.found_place(public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.free_objective_id(workspace uuid, kind text, owner uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  -- Neither one that an objective of the same lessons or of the same trail has, nor one that an exercise names: it would be aligned
  -- with what nobody meant.
  with lesson as materialized (
    select private.objective_lessons(workspace, kind, owner) as ids
  ), taken as materialized (
    select o.objective as name from private.owned_objectives(workspace, kind, owner) o
    union all
    select o.objective_id from public.trail_objectives o join public.concepts c on c.trail_id = o.trail_id and c.workspace_id = o.workspace_id
    where kind = 'concept' and c.workspace_id = workspace and c.id = owner
    union all
    select o.objective_id from public.objectives o join public.concepts c on c.id = o.concept_id and c.workspace_id = o.workspace_id
    where kind = 'trail' and c.workspace_id = workspace and c.trail_id = owner
    union all
    select l.objective from lesson s cross join private.lesson_objectives(workspace, s.ids) l
    union all
    select e.objective from private.exercise_entries e
    where e.workspace_id = workspace and e.spark_id = any ((select s.ids from lesson s)::uuid[]) and e.objective is not null
  )
  select 'lo_' || (coalesce(max(substring(t.name from '^lo_(\d{1,9})$')::integer), 0) + 1) from taken t
$function$;
comment on function private.free_objective_id(uuid,text,uuid) is 'The next text id for an objective: lo_1, lo_2 ...; none that was in use among its lessons comes again while an exercise names it.';
grant execute on function private.free_objective_id(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.gate_codes()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select array[
    'no_goal',
    'no_position',
    'no_steps',
    'no_example',
    'no_summary',
    'long_paragraph',
    'undefined_term',
    'many_terms',
    'exercise_before_instruction',
    'time_over',
    'time_under',
    'broken_link',
    'broken_image',
    'image_undescribed',
    'level_skipped',
    'empty_heading',
    'fence_without_language'
  ]
$function$;
comment on function private.gate_codes() is 'Findings that may be gates: never what formulas and models think, and only what the text of a revision answers for. The same list as GATE_CODES.';
grant execute on function private.gate_codes() to ;

CREATE OR REPLACE FUNCTION private.go_on(run uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  next_order integer;
  is_asked boolean;
  made public.flow_runs;
begin
  select min(s.step_order) into next_order from public.step_runs s where s.flow_run_id = run and s.status <> 'completed';
  select coalesce(bool_or(s.kind = 'approval'), false) into is_asked from public.step_runs s
  where s.flow_run_id = run and s.status = 'pending' and s.step_order = next_order;
  update public.step_runs s set ready_at = clock_timestamp()
  where s.flow_run_id = run and s.step_order = next_order and s.status = 'pending' and s.ready_at is null and s.kind <> 'approval';
  update public.flow_runs r set
    held = case when is_asked then 'approval' end,
    status = case when next_order is null then 'completed' else r.status end,
    completed_at = case when next_order is null then clock_timestamp() end,
    step_progress = (select count(*) from public.step_runs s where s.flow_run_id = run and s.status = 'completed'),
    total_steps = (select count(*) from public.step_runs s where s.flow_run_id = run)
  where r.id = run returning * into made;
  if next_order is not null and not is_asked then
    perform private.wake_turn(made.workspace_id, made.is_batch);
  end if;
end
$function$;
comment on function private.go_on(uuid) is 'Makes the next steps of a run ready, or ends it where none is left. The run is locked by the caller.';
grant execute on function private.go_on(uuid) to ;

CREATE OR REPLACE FUNCTION private.guard_concept_links()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
    declare
      touched record;
      link record;
      arriving jsonb;
    begin
      for touched in
        select n.workspace_id, count(*) as links from new_rows n group by n.workspace_id order by n.workspace_id
      loop
        perform private.touch_graph(touched.workspace_id, 'concept');
        -- Ordering a link by itself costs about as much as a pass over the graph spends on twenty nodes.
        if touched.links > 64 and touched.links * 20 > (
          select count(*) from (
            select from private.graph_ranks r where r.workspace_id = touched.workspace_id and r.level = 'concept' limit touched.links * 20) n)
        then
          perform private.order_graph(touched.workspace_id, 'concept');
        else
          if touched.links > 1 then
            select jsonb_object_agg(n.id, n.nth) into arriving
            from (select r.id, row_number() over (order by r.id) as nth from new_rows r where r.workspace_id = touched.workspace_id) n;
          end if;
          for link in
            select n.source_id, n.target_id, row_number() over (order by n.id) as nth
            from new_rows n where n.workspace_id = touched.workspace_id order by n.id
          loop
            perform private.order_concept_link(touched.workspace_id, link.source_id, link.target_id, arriving, link.nth::integer);
          end loop;
          arriving := null;
        end if;
      end loop;
      return null;
    end
    $function$;
grant execute on function private.guard_concept_links() to ;

CREATE OR REPLACE FUNCTION private.guard_last_admin()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  workspace uuid := old.workspace_id;
begin
  if old.role <> 'admin' or (tg_op = 'UPDATE' and new.role = 'admin' and new.workspace_id = old.workspace_id) then
    return coalesce(new, old);
  end if;
  -- Two admins who demote each other at once queue here; the second sees the first's result. A write and not a mere lock:
  -- at REPEATABLE READ a lock would let the second go on with its old picture.
  update public.workspaces w set name = w.name where w.id = workspace;
  if found and not exists (
    select from public.memberships m where m.workspace_id = workspace and m.role = 'admin' and m.user_id <> old.user_id
  ) then
    raise exception 'a workspace keeps at least one admin' using errcode = 'TW002';
  end if;
  return coalesce(new, old);
end
$function$;
grant execute on function private.guard_last_admin() to ;

CREATE OR REPLACE FUNCTION private.guard_package()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.refuse_broken_package(new.workspace_id, new.spark_id, new.body);
  return null;
end
$function$;
grant execute on function private.guard_package() to ;

CREATE OR REPLACE FUNCTION private.guard_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
grant execute on function private.guard_review() to ;

CREATE OR REPLACE FUNCTION private.guard_snapshot()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'DELETE' then
    if (old.status = 'current' or old.is_pinned) and exists (select from public.workspaces w where w.id = old.workspace_id) then
      raise exception 'the current and the pinned snapshots stay' using errcode = 'TW002';
    end if;
    return old;
  end if;
  if old.status <> 'draft' and (new.workspace_id, new.seq, new.content_hash, new.entity_counts, new.change_counts)
    is distinct from (old.workspace_id, old.seq, old.content_hash, old.entity_counts, old.change_counts)
  then
    raise exception 'a finished snapshot keeps its content' using errcode = 'TW002';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('draft', 'ready'), ('ready', 'current'), ('archived', 'current'), ('current', 'archived')
  ) then
    raise exception 'a % snapshot cannot become %', old.status, new.status using errcode = 'TW002';
  end if;
  return new;
end
$function$;
grant execute on function private.guard_snapshot() to ;

CREATE OR REPLACE FUNCTION private.guard_spark_links()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
    declare
      touched record;
      link record;
      arriving jsonb;
    begin
      for touched in
        select n.workspace_id, count(*) as links from new_rows n group by n.workspace_id order by n.workspace_id
      loop
        perform private.touch_graph(touched.workspace_id, 'spark');
        -- Ordering a link by itself costs about as much as a pass over the graph spends on twenty nodes.
        if touched.links > 64 and touched.links * 20 > (
          select count(*) from (
            select from private.graph_ranks r where r.workspace_id = touched.workspace_id and r.level = 'spark' limit touched.links * 20) n)
        then
          perform private.order_graph(touched.workspace_id, 'spark');
        else
          if touched.links > 1 then
            select jsonb_object_agg(n.id, n.nth) into arriving
            from (select r.id, row_number() over (order by r.id) as nth from new_rows r where r.workspace_id = touched.workspace_id) n;
          end if;
          for link in
            select n.source_id, n.target_id, row_number() over (order by n.id) as nth
            from new_rows n where n.workspace_id = touched.workspace_id order by n.id
          loop
            perform private.order_spark_link(touched.workspace_id, link.source_id, link.target_id, arriving, link.nth::integer);
          end loop;
          arriving := null;
        end if;
      end loop;
      return null;
    end
    $function$;
grant execute on function private.guard_spark_links() to ;

CREATE OR REPLACE FUNCTION private.hash_number(hash uuid)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
RETURN (((((((((('x'::text || substr((hash)::text, 1, 8)))::bit(32))::bigint & '4294967295'::bigint))::numeric * ('4294967296'::bigint)::numeric) + (((((('x'::text || substr((hash)::text, 10, 4)) || substr((hash)::text, 15, 4)))::bit(32))::bigint & '4294967295'::bigint))::numeric) * '18446744073709551616'::numeric) + ((((((('x'::text || substr((hash)::text, 20, 4)) || substr((hash)::text, 25, 4)))::bit(32))::bigint & '4294967295'::bigint))::numeric * ('4294967296'::bigint)::numeric)) + ((((('x'::text || substr((hash)::text, 29, 8)))::bit(32))::bigint & '4294967295'::bigint))::numeric);
grant execute on function private.hash_number(uuid) to ;

CREATE OR REPLACE FUNCTION private.hash_value(hash text)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN private.hash_number((COALESCE(hash, '00000000000000000000000000000000'::text))::uuid);
grant execute on function private.hash_value(text) to ;

CREATE OR REPLACE FUNCTION private.headline_of(workspace uuid, row_kind public.content_kind, entity uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select private.name_of(workspace, row_kind, r.body) from public.revisions r
  where r.workspace_id = workspace and r.kind = row_kind and r.entity_id = entity order by r.id desc limit 1
$function$;
comment on function private.headline_of(uuid,public.content_kind,uuid) is 'What a change set that begins with this entity is called in the list of them.';
grant execute on function private.headline_of(uuid,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.held_back(workspace uuid)
 RETURNS TABLE(spark_id uuid, text_hash text, code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select q.spark_id, q.text_hash, f.code from public.quality_scores q
  cross join lateral jsonb_to_recordset(q.findings) f (code text, subject text)
  where q.workspace_id = workspace and f.code = any (private.gate_codes()) and not exists (
    select from public.quality_dismissals d
    where d.workspace_id = workspace and d.spark_id = q.spark_id and d.code = f.code and d.subject = f.subject and d.opens_gate)
$function$;
comment on function private.held_back(uuid) is 'What gates would hold back of all that was measured, whether they are on or not.';
grant execute on function private.held_back(uuid) to ;

CREATE OR REPLACE FUNCTION private.history_of(workspace uuid, root_kind public.content_kind, root uuid, with_below boolean)
 RETURNS private.things
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select array_agg(t.kind), array_agg(t.entity_id)
  from (select b.kind, b.entity_id from private.below(workspace, root_kind, root) b where with_below union select root_kind, root) t
$function$;
comment on function private.history_of(uuid,public.content_kind,uuid,boolean) is 'The things whose versions are the history of an entity.';
grant execute on function private.history_of(uuid,public.content_kind,uuid,boolean) to ;

CREATE OR REPLACE FUNCTION private.hold(workspace uuid, row_kind public.content_kind, ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  execute format('select from public.%I t where t.workspace_id = $1 and t.id = any ($2) order by t.id for update',
    (select k.table_name from private.kinds k where k.kind = row_kind))
  using workspace, ids;
end
$function$;
comment on function private.hold(uuid,public.content_kind,uuid[]) is 'Waits for whoever is editing these rows and keeps them. Everybody locks in this order: the workspace, rows, then the graph (which the triggers of links take last).';
grant execute on function private.hold(uuid,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.hold_objective_owner(workspace uuid, kind text, owner uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if kind = 'trail' then
    perform from public.trails t where t.id = owner and t.workspace_id = workspace for no key update;
  else
    perform from public.concepts c where kind = 'concept' and c.id = owner and c.workspace_id = workspace for no key update;
  end if;
  if not found then
    raise exception 'what this objective belongs to is not there any more' using errcode = 'TW004';
  end if;
end
$function$;
comment on function private.hold_objective_owner(uuid,text,uuid) is 'Whoever adds or orders objectives of the same owner comes before or after. TW004 where there is no such concept or trail.';
grant execute on function private.hold_objective_owner(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.import_problems(log public.import_logs)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found jsonb := '[]';
  link private.kinds;
  sources uuid[];
  targets uuid[];
  sorted record;
begin
  select found || coalesce(jsonb_agg(p.problem order by p.kind, p.position), '[]') into found from (
    select i.kind, i.position, jsonb_build_object(
      'code', case when t.is_trashed then 'reference_in_trash' else 'unresolved_reference' end,
      'kind', i.kind, 'position', i.position, 'key', i.key, 'field', r.field, 'refers_to_kind', r.kind, 'refers_to', r.slug) as problem
    from private.import_items i
    join private.kinds k on k.kind = i.kind
    cross join lateral (values ('a', i.ref_a_slug, i.ref_a, k.ref_a_kind), ('b', i.ref_b_slug, i.ref_b, k.ref_b_kind)) r (field, slug, id, kind)
    cross join lateral (select exists (
      select from public.revisions d where d.workspace_id = log.workspace_id and d.kind = r.kind and d.slug = r.slug and d.operation = 'delete') as is_trashed) t
    where i.import_id = log.id and not i.is_skipped and r.slug is not null and r.id is null
    order by i.kind, i.position limit 10000
  ) p;

  -- Loops over what is there and what would come. The caller names them: it gets the links that could not be ordered.
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if exists (select from private.import_items i where i.import_id = log.id and i.kind = link.kind
        and i.action = 'create' and not i.is_skipped) then
      execute format($sql$
        with edges as (
          select l.source_id, l.target_id from public.%1$I l where l.workspace_id = $2
          union
          select i.ref_a, i.ref_b from private.import_items i
          where i.import_id = $1 and i.kind = %2$L and i.action = 'create' and not i.is_skipped and i.ref_a is not null and i.ref_b is not null
        )
        select array_agg(source_id), array_agg(target_id) from edges$sql$, link.table_name, link.kind)
      into sources, targets using log.id, log.workspace_id;
      -- Peeled from the front and then from the back: what is left lies on a loop or between two.
      select * into sorted from private.topological_order(sources, targets);
      if sorted.looped > 0 then
        select array_agg(e.source), array_agg(e.target) into sources, targets
        from unnest(sources, targets) e (source, target)
        where e.source not in (select unnest(sorted.ordered)) and e.target not in (select unnest(sorted.ordered));
        select * into sorted from private.topological_order(targets, sources);
        found := found || jsonb_build_array(jsonb_build_object('code', 'loop', 'kind', link.kind, 'links', (
          select jsonb_agg(jsonb_build_array(private.slug_of(log, link.ref_a_kind, e.source), private.slug_of(log, link.ref_a_kind, e.target)))
          from unnest(sources, targets) e (source, target)
          where e.source not in (select unnest(sorted.ordered)) and e.target not in (select unnest(sorted.ordered)))));
      end if;
    end if;
  end loop;
  return found;
end
$function$;
comment on function private.import_problems(public.import_logs) is 'References that lead nowhere or into the trash, and links that would close a loop with those already there.';
grant execute on function private.import_problems(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.is_alive(workspace uuid, row_kind public.content_kind, entity uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found_it boolean;
begin
  execute format('select exists (select from public.%I t where t.workspace_id = $1 and t.id = $2)',
    (select k.table_name from private.kinds k where k.kind = row_kind)) into found_it using workspace, entity;
  return found_it;
end
$function$;
grant execute on function private.is_alive(uuid,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.is_alone(ids text[], items jsonb[], here integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when cardinality(array_positions(ids, ids[here])) = 1 then true
    else not exists (select from unnest(items) with ordinality o (item, nth) where o.item -> 'id' = items[here] -> 'id' and o.nth <> here) end
$function$;
comment on function private.is_alone(text[],jsonb[],integer) is 'Whether no other exercise of the bank has the id of this one, so that the quiz means this one.';
grant execute on function private.is_alone(text[],jsonb[],integer) to ;

CREATE OR REPLACE FUNCTION private.is_asked(value text, choices jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN ((choices IS NULL) OR (choices = '[]'::jsonb) OR (choices ? COALESCE(value, ''::text)));
comment on function private.is_asked(text,jsonb) is 'Whether a value is among the choices of a filter; "" stands for what is not set.';
grant execute on function private.is_asked(text,jsonb) to ;

CREATE OR REPLACE FUNCTION private.is_date(said text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
AS $function$
declare
  part constant text[] := regexp_match(said,
    '^(\d{4})-(\d{2})-(\d{2})([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):?[0-5]\d)?)?$');
begin
  if part is null then
    return false;
  end if;
  perform make_date(part[1]::integer, part[2]::integer, part[3]::integer);
  return true;
exception when datetime_field_overflow or invalid_datetime_format then
  return false;
end
$function$;
comment on function private.is_date(text) is 'Whether a text is a day of the calendar as ISO 8601 writes it, with or without a time; see isDate in lib/base/core/visible.ts.';
grant execute on function private.is_date(text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION private.is_named(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN COALESCE(CASE jsonb_typeof(value) WHEN 'string'::text THEN (value <> '""'::jsonb) WHEN 'number'::text THEN true WHEN 'boolean'::text THEN true ELSE NULL::boolean END, false);
comment on function private.is_named(jsonb) is 'Whether a value can name something or be shown as a text: not empty, and no list or object.';
grant execute on function private.is_named(jsonb) to ;

CREATE OR REPLACE FUNCTION private.is_node(row_kind public.content_kind)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ select exists (select from private.kinds k where k.is_link and k.ref_a_kind = row_kind) $function$;
comment on function private.is_node(public.content_kind) is 'Whether links join entities of this kind.';
grant execute on function private.is_node(public.content_kind) to ;

CREATE OR REPLACE FUNCTION private.is_numeric(value jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  -- What lies beyond is infinite to a browser.
  most constant numeric := 1.7976931348623158e308;
  words constant text := value #>> '{}';
begin
  if jsonb_typeof(value) = 'number' then
    return abs(words::numeric) < most;
  elsif jsonb_typeof(value) = 'string' and length(words) <= 100 and words ~ '^[ \t\n\r]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?[ \t\n\r]*$' then
    return abs(btrim(words, e' \t\n\r')::numeric) < most;
  end if;
  return false;
end
$function$;
comment on function private.is_numeric(jsonb) is 'Whether it is a number, or a text that is one, and finite.';
grant execute on function private.is_numeric(jsonb) to ;

CREATE OR REPLACE FUNCTION private.is_served(object text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from public.entity_versions v
    join public.snapshots s on s.workspace_id = v.workspace_id and s.status = 'current' and v.from_seq <= s.seq and v.to_seq > s.seq
    where v.kind = 'asset' and left(v.body ->> 'sha256', 32) = left(split_part(object, '/', 2), 32)
      and v.workspace_id || '/' || (v.body ->> 'sha256') = object)
$function$;
comment on function private.is_served(text) is 'Whether readers get this object with a current snapshot.';
grant execute on function private.is_served(text) to anon, authenticated;

CREATE OR REPLACE FUNCTION private.is_stored(workspace uuid, digest text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ select exists (select from storage.objects o where o.bucket_id = 'assets' and o.name = workspace || '/' || digest) $function$;
comment on function private.is_stored(uuid,text) is 'Whether the bytes of a file have arrived. A bundle may name files that nobody has uploaded here.';
grant execute on function private.is_stored(uuid,text) to ;

CREATE OR REPLACE FUNCTION private.is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  -- Inside a definer function current_user is its owner; the role that the gateway switched to stays in `role`.
  -- 'none' is a session that never switched: the owner. A role nobody thought of is no system.
  select coalesce(current_setting('role', true), 'none') in ('none', 'service_role', 'postgres')
$function$;
comment on function private.is_system() is 'True for the database owner and the secret key, never for a person or an anonymous caller.';
grant execute on function private.is_system() to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION private.is_visible(said text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO ''
RETURN (said ~ '[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text);
comment on function private.is_visible(text) is 'Whether a text shows anything at all: more than spaces, controls, joiners and marks of direction. The same list stands in lib/base/core/visible.ts.';
grant execute on function private.is_visible(text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION private.job_for(workspace uuid, job uuid)
 RETURNS public.flow_runs
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  run public.flow_runs;
begin
  perform private.require_role(workspace, 'editor');
  -- In the order in which everybody locks: steps by their number, then the run.
  perform from public.step_runs s where s.workspace_id = workspace and s.flow_run_id = job order by s.nth for update;
  select * into run from public.flow_runs r where r.workspace_id = workspace and r.id = job and r.job_kind is not null for update;
  if run.id is null then
    raise exception 'no such job' using errcode = 'TW004';
  elsif run.asked_by is distinct from private.actor() and not private.is_system() and workspace not in (select private.my_workspaces('reviewer')) then
    raise exception 'only the person who asked for this, or a reviewer, may do that' using errcode = 'TW007';
  end if;
  return run;
end
$function$;
comment on function private.job_for(uuid,uuid) is 'A job with its steps, locked, for whoever may decide about it: who asked for it, and reviewers.';
grant execute on function private.job_for(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.job_seen(run public.flow_runs)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('id', run.id, 'ordinal', run.ordinal, 'job_kind', run.job_kind, 'title', run.title, 'status', run.status, 'held', run.held,
    'place', case when run.place_id is not null then private.label_of(run.workspace_id, run.place_kind, run.place_id)
      || jsonb_build_object('kind', run.place_kind, 'id', run.place_id) end,
    'step_progress', run.step_progress, 'total_steps', run.total_steps, 'current_step', run.current_step, 'cost_micros', coalesce(run.cost_micros, 0),
    'problem', run.problem, 'asked_by', run.asked_by,
    'asked_by_name', (select p.display_name from public.profiles p where p.user_id = run.asked_by),
    'ended_by_name', (select p.display_name from public.profiles p where p.user_id = run.ended_by),
    'proposals', (select count(*) from public.proposals p where p.flow_run_id = run.id),
    'created_at', run.created_at, 'started_at', run.started_at, 'completed_at', run.completed_at)
$function$;
comment on function private.job_seen(public.flow_runs) is 'A job as it stands in a list.';
grant execute on function private.job_seen(public.flow_runs) to ;

CREATE OR REPLACE FUNCTION private.joined_marks(one jsonb, other jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN CASE WHEN (one IS NULL) THEN other WHEN (other IS NULL) THEN one ELSE jsonb_strip_nulls(((other || one) || jsonb_build_object('review_status', private.strictest((one ->> 'review_status'::text), (other ->> 'review_status'::text)), 'source_materials', (SELECT jsonb_agg(m.source ORDER BY m.nth) AS jsonb_agg FROM (SELECT s.source, min(s.nth) AS nth FROM jsonb_array_elements((COALESCE(NULLIF((joined_marks.one -> 'source_materials'::text), 'null'::jsonb), '[]'::jsonb) || COALESCE(NULLIF((joined_marks.other -> 'source_materials'::text), 'null'::jsonb), '[]'::jsonb))) WITH ORDINALITY s(source, nth) GROUP BY s.source) m)))) END;
comment on function private.joined_marks(jsonb,jsonb) is 'The ai_metadata of a text that is made of two: the stricter decision, the sources of both, else what the first one says.';
grant execute on function private.joined_marks(jsonb,jsonb) to ;

CREATE OR REPLACE FUNCTION private.keep_entries()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  row_kind constant public.content_kind := tg_argv[0];
begin
  if tg_op = 'DELETE' then
    delete from private.outline_entries e using old_rows o where e.workspace_id = o.workspace_id and e.kind = row_kind and e.id = o.id;
  elsif tg_op = 'INSERT' then
    -- What is restored or imported may have come after its places and its profile: references are looked at when all is in.
    insert into private.outline_entries
    select e.workspace_id, e.kind, e.id, e.ordinal, e.title, e.is_draft, e.difficulty,
      case when row_kind = 'spark' then (select q.validation_status from public.lesson_profiles q where q.spark_id = e.id and q.workspace_id = e.workspace_id) end,
      e.review, e.mins,
      case when row_kind = 'spark' then (select count(*) from public.concept_sparks p where p.spark_id = e.id and p.workspace_id = e.workspace_id) else 0 end,
      e.updated_by
    from private.entries_of(row_kind, array(select to_jsonb(n) - 'content_md' from new_rows n)) e;
  else
    -- Most saves change nothing of it, and then nothing is written and nobody waits.
    update private.outline_entries e
    set title = n.title, is_draft = n.is_draft, difficulty = n.difficulty, review = n.review, mins = n.mins, updated_by = n.updated_by
    from private.entries_of(row_kind, array(select to_jsonb(r) - 'content_md' from new_rows r)) n
    where e.workspace_id = n.workspace_id and e.kind = n.kind and e.id = n.id
      and (e.title, e.is_draft, e.difficulty, e.review, e.mins, e.updated_by) is distinct from (n.title, n.is_draft, n.difficulty, n.review, n.mins, n.updated_by);
  end if;
  return null;
end
$function$;
comment on function private.keep_entries() is 'Keeps the entries of the rows that a statement touched. Argument: the kind.';
grant execute on function private.keep_entries() to ;

CREATE OR REPLACE FUNCTION private.keep_entry_checks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  named jsonb := '[]';
begin
  if tg_op <> 'INSERT' then
    named := named || (select coalesce(jsonb_agg(jsonb_build_object('w', o.workspace_id, 's', o.spark_id)), '[]') from old_rows o);
  end if;
  if tg_op <> 'DELETE' then
    named := named || (select coalesce(jsonb_agg(jsonb_build_object('w', n.workspace_id, 's', n.spark_id)), '[]') from new_rows n);
  end if;
  -- A spark has one profile at most: whoever writes another waits for the first.
  update private.outline_entries e set check_status = q.validation_status
  from (select distinct i.w, i.s from jsonb_to_recordset(named) i (w uuid, s uuid)) n
  left join public.lesson_profiles q on q.spark_id = n.s and q.workspace_id = n.w
  where e.workspace_id = n.w and e.kind = 'spark' and e.id = n.s and e.check_status is distinct from q.validation_status;
  return null;
end
$function$;
comment on function private.keep_entry_checks() is 'Keeps what the checks of a lesson said.';
grant execute on function private.keep_entry_checks() to ;

CREATE OR REPLACE FUNCTION private.keep_entry_places()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  -- Added and not counted again: two people who place one spark at the same time do not see each other's place.
  moves jsonb := '[]';
begin
  if tg_op <> 'INSERT' then
    moves := moves || (select coalesce(jsonb_agg(jsonb_build_object('w', o.workspace_id, 's', o.spark_id, 'by', -1)), '[]') from old_rows o);
  end if;
  if tg_op <> 'DELETE' then
    moves := moves || (select coalesce(jsonb_agg(jsonb_build_object('w', n.workspace_id, 's', n.spark_id, 'by', 1)), '[]') from new_rows n);
  end if;
  with sums as materialized (
    select m.w, m.s, sum(m.by)::integer as by from jsonb_to_recordset(moves) m (w uuid, s uuid, by integer) group by m.w, m.s having sum(m.by) <> 0
  ), held as materialized (
    -- In the order of their ids, so that two who place many at once wait and never stand in each other's way.
    select e.workspace_id, e.id, s.by from private.outline_entries e join sums s on e.workspace_id = s.w and e.kind = 'spark' and e.id = s.s
    order by e.id for no key update of e
  )
  update private.outline_entries e set places = e.places + h.by from held h where e.workspace_id = h.workspace_id and e.kind = 'spark' and e.id = h.id;
  return null;
end
$function$;
comment on function private.keep_entry_places() is 'Keeps in how many concepts sparks stand.';
grant execute on function private.keep_entry_places() to ;

CREATE OR REPLACE FUNCTION private.keep_exercises()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'DELETE' then
    delete from private.exercise_entries e using old_rows o where e.package_id = o.id;
  elsif tg_op = 'INSERT' then
    perform private.write_exercises(array(select n.id from new_rows n));
  else
    perform private.write_exercises(ids.changed)
    from (select array_agg(n.id) as changed from new_rows n join old_rows o on o.id = n.id and o.version <> n.version and o.body <> n.body) ids
    where ids.changed is not null;
  end if;
  return null;
end
$function$;
comment on function private.keep_exercises() is 'Keeps the exercises of the packages that a statement touched, after their revisions are written.';
grant execute on function private.keep_exercises() to ;

CREATE OR REPLACE FUNCTION private.keep_marks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
comment on function private.keep_marks() is 'A lesson into which somebody puts a block of a draft becomes a draft that waits, unless it is one.';
grant execute on function private.keep_marks() to ;

CREATE OR REPLACE FUNCTION private.keep_scores(measured jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.quality_scores (workspace_id, spark_id, version, analyser_version, text_hash, scores, findings)
  select m.workspace_id, m.spark_id, m.version, m.analyser_version, m.text_hash, m.scores, m.findings
  from jsonb_to_recordset(measured) m (workspace_id uuid, spark_id uuid, version integer, analyser_version integer, text_hash text, scores jsonb, findings jsonb)
  join public.workspaces w on w.id = m.workspace_id
  on conflict do nothing
$function$;
comment on function private.keep_scores(jsonb) is 'Keeps what came of measuring; of two workers who measured the same revision the first counts.';
grant execute on function private.keep_scores(jsonb) to ;

CREATE OR REPLACE FUNCTION private.keys_since(workspace uuid, since integer, with_titles boolean)
 RETURNS SETOF private.state_key
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  of_kind record;
begin
  for of_kind in
    select k.kind, k.table_name, k.has_slug, k.name_column, array_agg(d.entity_id) as ids
    from private.differing_keys(workspace, since) d join private.kinds k on k.kind = d.kind group by k.kind order by k.kind
  loop
    return query execute format($sql$
      select $2, i.id, coalesce(%2$s, v.slug), %3$s, v.entity_id is not null, t.id is not null
      from unnest($3) i (id)
      left join public.%1$I t on t.workspace_id = $1 and t.id = i.id
      left join public.entity_versions v on v.workspace_id = $1 and v.kind = $2 and v.entity_id = i.id and v.from_seq <= $4 and v.to_seq > $4
      where t.id is not null or v.entity_id is not null
      $sql$, of_kind.table_name,
      case when of_kind.has_slug then 't.slug' else 'null' end,
      case when with_titles and of_kind.name_column is not null
        then format('concat_ws(chr(10), t.%1$I, case when t.%1$I is distinct from v.body ->> %1$L then v.body ->> %1$L end)', of_kind.name_column) else 'null::text' end)
    using workspace, of_kind.kind, of_kind.ids, since;
  end loop;
end
$function$;
comment on function private.keys_since(uuid,integer,boolean) is 'differing_keys with what can be said of them without comparing: of those in neither state nothing. Titles, old and new, only where they are asked for.';
grant execute on function private.keys_since(uuid,integer,boolean) to ;

CREATE OR REPLACE FUNCTION private.kind(p_kind public.content_kind)
 RETURNS private.kinds
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ select k from private.kinds k where k.kind = p_kind $function$;
grant execute on function private.kind(public.content_kind) to authenticated, service_role;

CREATE OR REPLACE FUNCTION private.label_of(workspace uuid, row_kind public.content_kind, entity uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('slug', r.slug, 'label', r.label) from public.revisions r
  where r.workspace_id = workspace and r.kind = row_kind and r.entity_id = entity order by r.id desc limit 1
$function$;
grant execute on function private.label_of(uuid,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.learner_of(name text, key bytea)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (encode(SUBSTRING(extensions.hmac(convert_to(name, 'UTF8'::name), key, 'sha256'::text) FROM 1 FOR 16), 'hex'::text))::uuid;
comment on function private.learner_of(text,bytea) is 'A learner, unreadable: the same for the same name in one workspace, another in each other one.';
grant execute on function private.learner_of(text,bytea) to ;

CREATE OR REPLACE FUNCTION private.leave_slugs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone uuid;
begin
  insert into public.slug_redirects (workspace_id, kind, old_slug, origin_id, entity_id)
  select o.workspace_id, tg_argv[0]::public.content_kind, o.slug, o.id, m.into_id
  from old_rows o join private.merges m on m.from_id = o.id
  join public.change_sets c on c.id = m.change_set_id and c.undone_by is null
  join public.workspaces w on w.id = o.workspace_id
  on conflict (workspace_id, kind, old_slug) do update set origin_id = excluded.origin_id, entity_id = excluded.entity_id, created_at = now();
  for gone in
    select distinct o.workspace_id from old_rows o join private.merges m on m.from_id = o.id or m.into_id = o.id
    join public.workspaces w on w.id = o.workspace_id
  loop
    perform private.follow_merges(gone, tg_argv[0]::public.content_kind);
  end loop;
  return null;
end
$function$;
comment on function private.leave_slugs() is 'The name of an entity that was merged into another leads on to that, whoever deletes it: the merge, or undoing its undo.';
grant execute on function private.leave_slugs() to ;

CREATE OR REPLACE FUNCTION private.lesson_images(markdown text)
 RETURNS TABLE(address text, alt text)
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  with lesson as materialized (
    select private.without_code(markdown) as plain
  ), definitions as (
    -- The first of a name counts. All of them with every reference were as many rows as the square of the lesson.
    select distinct on (lower(d[1])) lower(d[1]) as label, d[2] as address
    from lesson, regexp_matches(plain, '(?:^|\n) {0,3}\[([^][]+)\]:[ \t]*\n?[ \t]*<?([^\s<>]+)', 'g') with ordinality m (d, nth)
    order by lower(d[1]), m.nth
  )
  select coalesce(i[2], i[3]), i[1]
  from lesson, regexp_matches(plain, '!\[((?:[^][\\]|\\.|\[[^][]*\])*)\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))', 'g') i
  union all
  select d.address, i[1]
  from lesson, regexp_matches(plain, '!\[([^][]*)\](?:\[([^][]*)\]|(?![(\[]))', 'g') i
  join definitions d on d.label = lower(coalesce(nullif(i[2], ''), i[1]))
  union all
  select coalesce(substring(t[1] from '(?i)\ssrc\s*=\s*"([^"]*)"'), substring(t[1] from '(?i)\ssrc\s*=\s*''([^'']*)'''),
      substring(t[1] from '(?i)\ssrc\s*=\s*([^\s"''>]+)'), ''),
    coalesce(substring(t[1] from '(?i)\salt\s*=\s*"([^"]*)"'), substring(t[1] from '(?i)\salt\s*=\s*''([^'']*)'''),
      substring(t[1] from '(?i)\salt\s*=\s*([^\s"''>]+)'), '')
  from lesson, regexp_matches(plain, '(<img\M[^>]*>)', 'gi') t
$function$;
comment on function private.lesson_images(text) is 'The images of a lesson: inline, by reference, and in HTML.';
grant execute on function private.lesson_images(text) to ;

CREATE OR REPLACE FUNCTION private.lesson_objectives(workspace uuid, sparks uuid[] DEFAULT NULL::uuid[])
 RETURNS TABLE(spark_id uuid, objective text)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p.spark_id, o.objective_id
  from public.concept_sparks p join public.objectives o on o.concept_id = p.concept_id and o.workspace_id = p.workspace_id
  where p.workspace_id = workspace and (sparks is null or p.spark_id = any (sparks))
  union
  select p.spark_id, t.objective_id
  from public.trail_objectives t
  join public.concepts c on c.trail_id = t.trail_id and c.workspace_id = t.workspace_id
  join public.concept_sparks p on p.concept_id = c.id and p.workspace_id = c.workspace_id
  where t.workspace_id = workspace and (sparks is null or p.spark_id = any (sparks))
$function$;
comment on function private.lesson_objectives(uuid,uuid[]) is 'The objectives that exercises of a spark may name: of each concept that holds it, and of the trails of those. sparks: null for all of the workspace.';
grant execute on function private.lesson_objectives(uuid,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.link_edits(edits jsonb)
 RETURNS TABLE(nth integer, given jsonb, op text, id uuid, version integer, source_id uuid, target_id uuid, link_type public.link_type, weight double precision, description text)
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select (e.nth - 1)::integer, e.one, r.* from jsonb_array_elements(edits) with ordinality e (one, nth)
  cross join lateral jsonb_populate_record(null::private.link_edit, e.one) r
$function$;
comment on function private.link_edits(jsonb) is 'The edits of links that come together, with their places in the list, 0 first.';
grant execute on function private.link_edits(jsonb) to ;

CREATE OR REPLACE FUNCTION private.link_items(workspace uuid, at_seq integer, row_kind public.content_kind, entity uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'before', coalesce(jsonb_agg(n.item order by n.item ->> 'weight' desc nulls last, n.item ->> 'slug') filter (where n.is_before), '[]'),
    'after', coalesce(jsonb_agg(n.item order by n.item ->> 'weight' desc nulls last, n.item ->> 'slug') filter (where not n.is_before), '[]'))
  from (
    select e.is_before, jsonb_build_object('slug', o.slug, 'title', o.body ->> 'title', 'link_type', e.body ->> 'link_type',
      'weight', e.body -> 'weight', 'description', e.body -> 'description') as item
    from (
      select true as is_before, v.ref_a as other, v.kind, v.workspace_id, v.from_seq, v.to_seq, v.body
        from public.entity_versions v where v.ref_b = entity
      union all
      select false, v.ref_b, v.kind, v.workspace_id, v.from_seq, v.to_seq, v.body from public.entity_versions v where v.ref_a = entity
    ) e
    join public.entity_versions o on o.workspace_id = workspace and o.kind = row_kind and o.entity_id = e.other
      and o.from_seq <= at_seq and o.to_seq > at_seq
    where e.workspace_id = workspace and e.kind = (row_kind::text || '_link')::public.content_kind
      and e.from_seq <= at_seq and e.to_seq > at_seq and private.shows(workspace, at_seq, row_kind, o.entity_id)
  ) n
$function$;
comment on function private.link_items(uuid,integer,public.content_kind,uuid) is 'What is learned before and after an entity, visible ends only.';
grant execute on function private.link_items(uuid,integer,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.links_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.touch_graph(w.workspace_id, tg_argv[0]::public.graph_level)
  from (select distinct o.workspace_id from old_rows o join public.workspaces s on s.id = o.workspace_id order by 1) w;
  return null;
end
$function$;
comment on function private.links_changed() is 'Moves the clock of a graph when links were changed or removed, which cannot close a loop. Argument: the level.';
grant execute on function private.links_changed() to ;

CREATE OR REPLACE FUNCTION private.list_item(workspace uuid, at_seq integer, state public.entity_versions)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  concepts jsonb;
begin
  case state.kind
    when 'domain' then
      return private.reader_body(state.body) || jsonb_build_object('trail_count', (
        select count(*) from public.entity_versions t where t.ref_a = state.entity_id and t.workspace_id = workspace
          and t.kind = 'trail' and t.from_seq <= at_seq and t.to_seq > at_seq and (t.body ->> 'is_published')::boolean));
    when 'trail' then
      concepts := private.concept_items(workspace, at_seq, state.entity_id);
      return private.reader_body(state.body) || jsonb_build_object(
        'domain_slug', (select d.slug from public.entity_versions d where d.workspace_id = workspace and d.kind = 'domain'
          and d.entity_id = state.ref_a and d.from_seq <= at_seq and d.to_seq > at_seq),
        'concept_count', jsonb_array_length(concepts),
        'spark_count', (select count(distinct s ->> 'id') from jsonb_array_elements(concepts) c, jsonb_array_elements(c -> 'sparks') s),
        'estimated_mins', (select coalesce(sum(m.mins), 0) from (
          select distinct s ->> 'id', (s ->> 'estimated_mins')::integer as mins
          from jsonb_array_elements(concepts) c, jsonb_array_elements(c -> 'sparks') s) m));
    when 'concept' then
      return private.reader_body(state.body) || jsonb_build_object(
        'trail_slug', (select t.slug from public.entity_versions t where t.workspace_id = workspace and t.kind = 'trail'
          and t.entity_id = state.ref_a and t.from_seq <= at_seq and t.to_seq > at_seq),
        'spark_count', jsonb_array_length(private.spark_items(workspace, at_seq, state.entity_id)));
    else
      return private.reader_body(state.body);
  end case;
end
$function$;
grant execute on function private.list_item(uuid,integer,public.entity_versions) to ;

CREATE OR REPLACE FUNCTION private.list_of(value jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN CASE jsonb_typeof(value) WHEN 'array'::text THEN value ELSE '[]'::jsonb END;
grant execute on function private.list_of(jsonb) to ;

CREATE OR REPLACE FUNCTION private.list_text(markdown text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN "left"(btrim(regexp_replace(CASE WHEN (markdown ~ '[][<*`|~_#>\x02\x03\x1f]|(^|\n)[ \t]*[-+]'::text) THEN private.plain_text(regexp_replace("left"(markdown, 1000), '\*\*|`'::text, ''::text, 'g'::text)) ELSE "left"(markdown, 400) END, '\s+'::text, ' '::text, 'g'::text)), 300);
grant execute on function private.list_text(text) to ;

CREATE OR REPLACE FUNCTION private.live_slug(row_kind public.content_kind, side text, condition text, slug_expression text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  -- What is live under a slug, then where a renamed slug leads.
  select format(
    ' left join lateral (select l.id, l.slug from public.%1$I l where %2$s and l.workspace_id = $3 and l.slug = %3$s limit 1) %4$s_live on true
      left join lateral (select m.id, m.slug from public.slug_redirects r join public.%1$I m on m.id = r.entity_id
        where %2$s and %4$s_live.id is null and r.workspace_id = $3 and r.kind = %5$L and r.old_slug = %3$s limit 1) %4$s_at on true',
    (select k.table_name from private.kinds k where k.kind = row_kind), condition, slug_expression, side, row_kind)
$function$;
grant execute on function private.live_slug(public.content_kind,text,text,text) to ;

CREATE OR REPLACE FUNCTION private.loose_window(workspace uuid, around uuid, begins bigint, most integer)
 RETURNS private.outline_window
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  w private.outline_window;
  first_ordinal bigint := begins;
begin
  w.total := private.count_loose(workspace);
  if around is not null and w.total > most then
    select s.ordinal into first_ordinal from public.sparks s where s.workspace_id = workspace and s.id = around;
  end if;
  select coalesce(array_agg(l.id order by l.ordinal), '{}') into w.ids from (
    select e.id, e.ordinal from private.outline_entries e
    where e.workspace_id = workspace and e.kind = 'spark' and e.places = 0 and e.ordinal >= coalesce(first_ordinal, 0)
    order by e.ordinal limit most) l;
  w.starts := 0;
  if first_ordinal is not null then
    select count(*) into w.starts from private.outline_entries e
    where e.workspace_id = workspace and e.kind = 'spark' and e.places = 0 and e.ordinal < first_ordinal;
    w.begins := case when w.starts > 0 then jsonb_build_array(0, first_ordinal) end;
  end if;
  return w;
end
$function$;
comment on function private.loose_window(uuid,uuid,bigint,integer) is 'Sparks that stand in no concept, in the order in which they were made.';
grant execute on function private.loose_window(uuid,uuid,bigint,integer) to ;

CREATE OR REPLACE FUNCTION private.make_packages(workspace uuid, sparks uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.packages (workspace_id, spark_id, body)
  select s.workspace_id, s.id, jsonb_build_object('meta', jsonb_build_object('lesson_id', s.slug, 'title', s.title, 'package_schema_version', 2, 'content_version', 1),
    'unit_learning_objective_ids', '[]'::jsonb, 'exercise_bank', '[]'::jsonb, 'quiz', '[]'::jsonb)
  from public.sparks s
  where s.workspace_id = workspace and s.id = any (sparks) and not exists (select from public.packages k where k.spark_id = s.id and k.workspace_id = workspace)
  order by s.id
  on conflict (spark_id, workspace_id) do nothing
$function$;
comment on function private.make_packages(uuid,uuid[]) is 'Empty packages for lessons that have none yet.';
grant execute on function private.make_packages(uuid,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.mark_hits(shown text, query private.asked_words)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN (SELECT string_agg((m.piece[1] || CASE WHEN (COALESCE(m.piece[2], ''::text) = ''::text) THEN ''::text WHEN (m.piece[2] ~ private.unspaced()) THEN COALESCE((SELECT replace(m.piece[2], r.run, ((''::text || r.run) || ''::text)) AS replace FROM unnest((mark_hits.query).runs) r(run) WHERE (strpos(m.piece[2], r.run) > 0) LIMIT 1), m.piece[2]) WHEN (EXISTS (SELECT FROM unnest(tsvector_to_array((to_tsvector('private.by_form'::regconfig, w.words) || to_tsvector('private.as_written'::regconfig, w.words)))) l(lexeme) WHERE ((l.lexeme = ANY ((mark_hits.query).terms)) OR (EXISTS (SELECT FROM unnest((mark_hits.query).beginnings) b(beginning) WHERE starts_with(l.lexeme, b.beginning)))))) THEN ((''::text || m.piece[2]) || ''::text) ELSE m.piece[2] END), ''::text ORDER BY m.nth) AS string_agg FROM (regexp_matches("left"(mark_hits.shown, 2000), '([^[:alnum:]\u0300-\u036f]*)([[:alnum:]\u0300-\u036f]*(?:\+\+|#)?)'::text, 'g'::text) WITH ORDINALITY m(piece, nth) CROSS JOIN LATERAL (SELECT private.words_in(m.piece[2]) AS words) w));
grant execute on function private.mark_hits(text,private.asked_words) to ;

CREATE OR REPLACE FUNCTION private.mark_of_text(workspace uuid, spark uuid, markdown text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select nullif(r.body -> 'ai_metadata', 'null') from public.revisions r
  where r.workspace_id = workspace and r.kind = 'spark' and r.entity_id = spark and r.body ->> 'content_md' = markdown
  order by r.id desc limit 1
$function$;
comment on function private.mark_of_text(uuid,uuid,text) is 'The ai_metadata that a spark had last while it said exactly this.';
grant execute on function private.mark_of_text(uuid,uuid,text) to ;

CREATE OR REPLACE FUNCTION private.may_differ(workspace uuid, since integer, row_kind public.content_kind, ids uuid[])
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(i.id), '{}') from (select distinct unnest(ids)) i (id)
  where exists (select from public.dirty_entities d where d.entity_id = i.id and d.workspace_id = workspace and d.kind = row_kind)
    or exists (select from public.entity_versions v where v.workspace_id = workspace and v.kind = row_kind and v.entity_id = i.id
      and (v.from_seq > since or v.to_seq > since and v.to_seq < 2147483647))
$function$;
comment on function private.may_differ(uuid,integer,public.content_kind,uuid[]) is 'differing_keys, of some entities of a kind alone.';
grant execute on function private.may_differ(uuid,integer,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.meant_exercises(workspace uuid, kind text, owner uuid)
 RETURNS TABLE(objective text, package_id uuid, place integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with own as materialized (
    select o.objective from private.owned_objectives(workspace, kind, owner) o
  ), lesson as materialized (
    select l.id from unnest(private.objective_lessons(workspace, kind, owner)) l (id)
  ), nearer as materialized (
    -- A concept is nearer to a lesson than its trail.
    select p.spark_id, o.objective_id as objective
    from public.concept_sparks p join public.objectives o on o.concept_id = p.concept_id and o.workspace_id = p.workspace_id
    where kind = 'trail' and p.workspace_id = workspace and p.spark_id in (select l.id from lesson l)
  )
  select e.objective, e.package_id, e.place from private.exercise_entries e
  where e.workspace_id = workspace and e.spark_id in (select l.id from lesson l) and e.objective in (select o.objective from own o)
    and not exists (select from nearer n where n.spark_id = e.spark_id and n.objective = e.objective)
$function$;
comment on function private.meant_exercises(uuid,text,uuid) is 'The exercises that mean an objective of this owner. Where a concept of the lesson has one of the same text id as the trail, that of the concept is meant.';
grant execute on function private.meant_exercises(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.merge_exercise(base jsonb, now jsonb, fields jsonb, dropped text[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  -- base null: whoever edits saw this very state.
  with mine as (
    select f.key as field, f.value from jsonb_each(fields) f where not f.key = any (dropped)
    union all
    select d, null from unnest(dropped) d
  ), judged as (
    select m.field, m.value, base -> m.field as before, now -> m.field as theirs,
      base is not null and now -> m.field is distinct from base -> m.field and now -> m.field is distinct from m.value as is_conflict
    from mine m
  )
  select jsonb_build_object(
    'exercise', (private.object_of(now) - dropped) || coalesce((select jsonb_object_agg(j.field, j.value) from judged j where j.value is not null), '{}'),
    'conflicts', coalesce((select jsonb_agg(jsonb_build_object('field', j.field, 'base', j.before, 'mine', j.value, 'theirs', j.theirs) order by j.field)
      from judged j where j.is_conflict), '[]'))
$function$;
comment on function private.merge_exercise(jsonb,jsonb,jsonb,text[]) is 'An exercise with some fields set and some dropped, by somebody who saw `base`: {exercise, conflicts: [{field, base, mine, theirs}]}. The same as mergeExercise in lib/exercises/core/merge.ts.';
grant execute on function private.merge_exercise(jsonb,jsonb,jsonb,text[]) to ;

CREATE OR REPLACE FUNCTION private.missing(workspace uuid, p_items jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'id', i.id, 'code', 'not_found')), '[]')
  from private.bulk_items(p_items) i where not private.is_alive(workspace, i.kind, i.id)
$function$;
comment on function private.missing(uuid,jsonb) is 'Items that are not there (any more), for the answer of a bulk edit.';
grant execute on function private.missing(uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.move_readers(workspace uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- A workspace that is being deleted is not there any more, and neither is its name.
  insert into private.content_moves as m (workspace_id) select w.id from public.workspaces w where w.id = workspace
  on conflict (workspace_id) do update set move = m.move + 1
$function$;
comment on function private.move_readers(uuid) is 'Makes every web process forget what it knows of a workspace, from the commit of this transaction on.';
grant execute on function private.move_readers(uuid) to ;

CREATE OR REPLACE FUNCTION private.my_address()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select lower(u.email) from auth.users u where u.id = auth.uid() and u.email_confirmed_at is not null
$function$;
comment on function private.my_address() is 'The address of the caller, if Auth counts it as theirs.';
grant execute on function private.my_address() to ;

CREATE OR REPLACE FUNCTION private.my_workspaces(at_least public.member_role DEFAULT 'editor'::public.member_role)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.workspace_id from public.memberships m
  where m.user_id = (select auth.uid()) and m.role >= at_least
$function$;
comment on function private.my_workspaces(public.member_role) is 'Workspaces in which the caller has at least this role. Policies use it as `workspace_id in (select ...)`, so that it runs once a statement.';
grant execute on function private.my_workspaces(public.member_role) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION private.name_of(workspace uuid, row_kind public.content_kind, body jsonb)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(body ->> k.name_column::text, nullif(concat_ws(case when k.is_link then ' → ' else ' › ' end,
    private.label_of(workspace, k.ref_a_kind, (body ->> k.ref_a::text)::uuid) ->> 'label',
    private.label_of(workspace, k.ref_b_kind, (body ->> k.ref_b::text)::uuid) ->> 'label'), ''))
  from private.kinds k where k.kind = row_kind
$function$;
comment on function private.name_of(uuid,public.content_kind,jsonb) is 'What people call a row. What has no name of its own is called by what it joins: a concept and the spark in it, the ends of a link.';
grant execute on function private.name_of(uuid,public.content_kind,jsonb) to ;

CREATE OR REPLACE FUNCTION private.named_of(value jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (jsonb_typeof(value) = 'array'::text) THEN jsonb_path_query_array(value, 'strict $[*]?((@.type() == "number" || @.type() == "boolean") || @.type() == "string" && @ != "")'::jsonpath) WHEN private.is_named(value) THEN ('[]'::jsonb || value) ELSE '[]'::jsonb END;
comment on function private.named_of(jsonb) is 'What a list has to show; one that is no list counts as a list of one.';
grant execute on function private.named_of(jsonb) to ;

CREATE OR REPLACE FUNCTION private.new_exercise_id(taken text[])
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  made text;
begin
  loop
    select 'ex_' || string_agg(substr('abcdefghijklmnopqrstuvwxyz234567', get_byte(b.bytes, n) % 32 + 1, 1), '') into made
    from (select decode(replace(gen_random_uuid()::text, '-', ''), 'hex') as bytes) b cross join unnest(array[0, 1, 2, 3, 4, 5, 10, 11]) n;
    -- Beside an exercise without an id, "not made = any (taken)" would be null for ever.
    exit when array_position(taken, made) is null;
  end loop;
  return made;
end
$function$;
grant execute on function private.new_exercise_id(text[]) to ;

CREATE OR REPLACE FUNCTION private.newest_revision(workspace uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ select coalesce((select r.id from public.revisions r where r.workspace_id = workspace order by r.id desc limit 1), 0) $function$;
comment on function private.newest_revision(uuid) is 'Moves with every change of the content: plans made at the same one still hold.';
grant execute on function private.newest_revision(uuid) to ;

CREATE OR REPLACE FUNCTION private.next_seq(workspace uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into private.snapshot_clocks as c (workspace_id, last_seq) values (workspace, 1)
  on conflict (workspace_id) do update set last_seq = c.last_seq + 1
  returning last_seq
$function$;
grant execute on function private.next_seq(uuid) to ;

CREATE OR REPLACE FUNCTION private.note(workspace uuid, action text, subject text, detail jsonb DEFAULT '{}'::jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.audit_log (workspace_id, actor, action, subject, detail)
  values (workspace, private.actor(), action, subject, detail)
$function$;
comment on function private.note(uuid,text,text,jsonb) is 'Writes one line of the audit log.';
grant execute on function private.note(uuid,text,text,jsonb) to service_role;

CREATE OR REPLACE FUNCTION private.note_content_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.note(new.workspace_id, case tg_op when 'INSERT' then 'key.created' else 'key.revoked' end, new.name,
    jsonb_build_object('prefix', new.prefix));
  return null;
end
$function$;
grant execute on function private.note_content_key() to ;

CREATE OR REPLACE FUNCTION private.note_draft_blocks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from private.draft_blocks d where d.workspace_id = new.workspace_id and d.spark_id = new.id;
  if new.ai_metadata ->> 'review_status' in ('pending', 'rejected') then
    insert into private.draft_blocks (workspace_id, spark_id, block)
    select new.workspace_id, new.id, b from private.text_blocks(new.content_md) b;
  end if;
  return null;
end
$function$;
grant execute on function private.note_draft_blocks() to ;

CREATE OR REPLACE FUNCTION private.note_first_promotions(target public.snapshots, happened_at timestamp with time zone DEFAULT now())
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.first_promotions (workspace_id, trail_id, published_at)
  select v.workspace_id, v.ref_a, to_char(happened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  from public.entity_versions v
  where v.workspace_id = target.workspace_id and v.kind = 'course_profile' and v.from_seq <= target.seq and v.to_seq > target.seq
    -- A file that brings its own keeps it.
    and v.body ->> 'published_at' is null
  on conflict do nothing
$function$;
comment on function private.note_first_promotions(public.snapshots,timestamp with time zone) is 'Notes each course that a snapshot carries, unless an earlier promotion carried it. Part of public.promote_snapshot, whose callers queue at the workspace.';
grant execute on function private.note_first_promotions(public.snapshots,timestamp with time zone) to ;

CREATE OR REPLACE FUNCTION private.note_membership()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  row public.memberships := coalesce(new, old);
begin
  if exists (select from public.workspaces w where w.id = row.workspace_id) then
    perform private.note(
      row.workspace_id,
      case tg_op when 'INSERT' then 'member.added' when 'UPDATE' then 'member.role_changed' else 'member.removed' end,
      (select p.email from public.profiles p where p.user_id = row.user_id),
      jsonb_strip_nulls(jsonb_build_object(
        'from', case when tg_op <> 'INSERT' then old.role end,
        'to', case when tg_op <> 'DELETE' then new.role end))
    );
  end if;
  return null;
end
$function$;
grant execute on function private.note_membership() to ;

CREATE OR REPLACE FUNCTION private.note_quality()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into private.quality_queue (workspace_id, spark_id) select n.workspace_id, n.id from new_rows n;
  perform pg_notify('quality_waiting', '');
  return null;
end
$function$;
comment on function private.note_quality() is 'Leaves a line for each spark that a statement wrote, and wakes the worker once a transaction.';
grant execute on function private.note_quality() to ;

CREATE OR REPLACE FUNCTION private.note_search()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into private.search_queue (workspace_id, kind, entity_id)
    select o.workspace_id, tg_argv[0]::public.content_kind, o.id from old_rows o;
  else
    insert into private.search_queue (workspace_id, kind, entity_id)
    select n.workspace_id, tg_argv[0]::public.content_kind, n.id from new_rows n;
  end if;
  return null;
end
$function$;
comment on function private.note_search() is 'Leaves a line for each row that a statement touched. Argument: the kind.';
grant execute on function private.note_search() to ;

CREATE OR REPLACE FUNCTION private.note_workspace()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.note(new.id, 'workspace.changed', new.slug, (
    select coalesce(jsonb_object_agg(n.key, n.value), '{}')
    from jsonb_each(to_jsonb(new)) n
    where n.value is distinct from to_jsonb(old) -> n.key
  ));
  return null;
end
$function$;
grant execute on function private.note_workspace() to ;

CREATE OR REPLACE FUNCTION private.number_hash(value numeric)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select lpad(to_hex(div(m, 79228162514264337593543950336)::bigint), 8, '0')
    || lpad(to_hex(mod(div(m, 18446744073709551616), 4294967296)::bigint), 8, '0')
    || lpad(to_hex(mod(div(m, 4294967296), 4294967296)::bigint), 8, '0')
    || lpad(to_hex(mod(m, 4294967296)::bigint), 8, '0')
  from (select mod(mod(value, 340282366920938463463374607431768211456) + 340282366920938463463374607431768211456,
    340282366920938463463374607431768211456) as m) t
$function$;
comment on function private.number_hash(numeric) is 'The sum modulo 2^128, as 32 hex digits.';
grant execute on function private.number_hash(numeric) to ;

CREATE OR REPLACE FUNCTION private.number_siblings(workspace uuid, row_kind public.content_kind, parent uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  execute format(
    'update public.%1$I t set order_index = n.place
     from (select s.id, row_number() over (order by s.order_index, s.ordinal) - 1 as place from public.%1$I s where s.workspace_id = $1 and s.%2$I is not distinct from $2) n
     where t.id = n.id and t.order_index <> n.place', k.table_name, k.ref_a)
  using workspace, parent;
end
$function$;
comment on function private.number_siblings(uuid,public.content_kind,uuid) is 'Numbers what stands below a parent densely, in the order in which it is shown: bundles often give all of them the same place.';
grant execute on function private.number_siblings(uuid,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.object_of(value jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN CASE jsonb_typeof(value) WHEN 'object'::text THEN value ELSE '{}'::jsonb END;
grant execute on function private.object_of(jsonb) to ;

CREATE OR REPLACE FUNCTION private.objective_lessons(workspace uuid, kind text, owner uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(distinct p.spark_id), '{}') from public.concept_sparks p
  join public.concepts c on c.id = p.concept_id and c.workspace_id = p.workspace_id
  where p.workspace_id = workspace and (kind = 'concept' and c.id = owner or kind = 'trail' and c.trail_id = owner)
$function$;
comment on function private.objective_lessons(uuid,text,uuid) is 'The lessons whose exercises may name the objectives of an owner.';
grant execute on function private.objective_lessons(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.objectives_of(workspace uuid, spark uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select coalesce(array_agg(o.objective), '{}') from private.lesson_objectives(workspace, array[spark]) o $function$;
grant execute on function private.objectives_of(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.open_change_set(workspace uuid, action public.change_action, headline text DEFAULT NULL::text, undone uuid DEFAULT NULL::uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  insert into public.change_sets (workspace_id, action, title, author, undoes)
  values (workspace, action, left(headline, 300), private.actor(), undone)
  returning id into made;
  -- Local to the transaction. People cannot set it: the Data API offers no way to run set_config.
  perform set_config('trailwright.change_set', workspace || ':' || made, true);
  return made;
end
$function$;
comment on function private.open_change_set(uuid,public.change_action,text,uuid) is 'Starts the change set that every write of this transaction joins.';
grant execute on function private.open_change_set(uuid,public.change_action,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.option_key(option jsonb, nth bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN CASE WHEN private.is_named((option -> 'id'::text)) THEN (option -> 'id'::text) ELSE private.option_tag(option, nth) END;
comment on function private.option_key(jsonb,bigint) is 'What an option goes by: its id, or where it has none its label, or its place.';
grant execute on function private.option_key(jsonb,bigint) to ;

CREATE OR REPLACE FUNCTION private.option_tag(option jsonb, nth bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN CASE WHEN private.is_named((option -> 'label'::text)) THEN (option -> 'label'::text) ELSE to_jsonb((CASE WHEN (nth <= 26) THEN ''::text WHEN (nth <= 702) THEN chr((64 + (((nth - 1) / 26))::integer)) ELSE (('#'::text || nth) || '-'::text) END || chr((65 + (((nth - 1) % (26)::bigint))::integer)))) END;
comment on function private.option_tag(jsonb,bigint) is 'The label of an option, or the one of its place: A to Z, AA to ZZ.';
grant execute on function private.option_tag(jsonb,bigint) to ;

CREATE OR REPLACE FUNCTION private.order_concept_link(workspace uuid, source uuid, target uuid, arriving jsonb, nth integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
    declare
      source_rank bigint;
      target_rank bigint;
      most integer := 32;
      ahead uuid[];
      behind uuid[];
      is_loop boolean;
    begin
      select r.rank into source_rank from private.graph_ranks r where r.node_id = source;
      select r.rank into target_rank from private.graph_ranks r where r.node_id = target;
      if source_rank < target_rank then
        return;
      elsif source_rank is null and target_rank is null then
        select max(r.rank) into target_rank from private.graph_ranks r where r.workspace_id = workspace and r.level = 'concept';
        perform private.place_nodes(workspace, 'concept', array[source, target], coalesce(target_rank, 0), true);
        return;
      elsif source_rank is null then
        perform private.place_nodes(workspace, 'concept', array[source], target_rank, false);
        return;
      elsif target_rank is null then
        perform private.place_nodes(workspace, 'concept', array[target], source_rank, true);
        return;
      end if;

      -- Links of the same statement that are not ordered yet are not there yet: the search relies on all it sees being
      -- in order, and would reorder around them what is in order already.
      loop
        with recursive reach as (
          select target as node
          union
          select l.target_id from reach
          join public.concept_links l on l.source_id = reach.node
          join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into ahead from (select reach.node from reach limit most + 1) n;
        if source = any (ahead) then
          exit;
        elsif cardinality(ahead) <= most then
          select array_agg(r.node_id order by r.rank) into ahead from private.graph_ranks r where r.node_id = any (ahead);
          perform private.place_nodes(workspace, 'concept', ahead, source_rank, true);
          return;
        end if;
        with recursive reach as (
          select source as node
          union
          select l.source_id from reach
          join public.concept_links l on l.target_id = reach.node
          join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into behind from (select reach.node from reach limit most + 1) n;
        if target = any (behind) then
          exit;
        elsif cardinality(behind) <= most then
          select array_agg(r.node_id order by r.rank) into behind from private.graph_ranks r where r.node_id = any (behind);
          perform private.place_nodes(workspace, 'concept', behind, target_rank, false);
          return;
        end if;
        -- Neither is through. Where there is a loop, going straight for the far end mostly finds it in a few dozen steps.
        with recursive walk as (
          select target as node
          union
          select step.target_id from walk cross join lateral (
            select l.target_id from public.concept_links l join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
            where l.source_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank desc limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (behind)) into is_loop;
        exit when is_loop;
        with recursive walk as (
          select source as node
          union
          select step.source_id from walk cross join lateral (
            select l.source_id from public.concept_links l join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
            where l.target_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (ahead)) into is_loop;
        exit when is_loop;
        most := most * 8;
      end loop;
      raise exception 'this link would close a loop' using errcode = 'TW001',
        detail = jsonb_build_object('level', 'concept', 'source_id', source, 'target_id', target)::text;
    end
    $function$;
grant execute on function private.order_concept_link(uuid,uuid,uuid,jsonb,integer) to ;

CREATE OR REPLACE FUNCTION private.order_graph(workspace uuid, graph public.graph_level)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  sorted record;
begin
  execute format(
    'select o.ordered, o.looped
     from (select array_agg(l.source_id) as sources, array_agg(l.target_id) as targets from public.%I l where l.workspace_id = $1) l
     cross join lateral private.topological_order(l.sources, l.targets) o', graph || '_links')
  into sorted using workspace;
  if sorted.looped > 0 then
    raise exception 'these links close a loop' using errcode = 'TW001',
      detail = jsonb_build_object('level', graph, 'nodes', sorted.looped)::text;
  end if;
  delete from private.graph_ranks r where r.workspace_id = workspace and r.level = graph;
  insert into private.graph_ranks (node_id, workspace_id, level, rank)
  select q.node, workspace, graph, q.nth * 4294967296 from unnest(sorted.ordered) with ordinality q (node, nth);
end
$function$;
comment on function private.order_graph(uuid,public.graph_level) is 'Orders the whole graph anew; TW001 when there is a loop.';
grant execute on function private.order_graph(uuid,public.graph_level) to ;

CREATE OR REPLACE FUNCTION private.order_spark_link(workspace uuid, source uuid, target uuid, arriving jsonb, nth integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
    declare
      source_rank bigint;
      target_rank bigint;
      most integer := 32;
      ahead uuid[];
      behind uuid[];
      is_loop boolean;
    begin
      select r.rank into source_rank from private.graph_ranks r where r.node_id = source;
      select r.rank into target_rank from private.graph_ranks r where r.node_id = target;
      if source_rank < target_rank then
        return;
      elsif source_rank is null and target_rank is null then
        select max(r.rank) into target_rank from private.graph_ranks r where r.workspace_id = workspace and r.level = 'spark';
        perform private.place_nodes(workspace, 'spark', array[source, target], coalesce(target_rank, 0), true);
        return;
      elsif source_rank is null then
        perform private.place_nodes(workspace, 'spark', array[source], target_rank, false);
        return;
      elsif target_rank is null then
        perform private.place_nodes(workspace, 'spark', array[target], source_rank, true);
        return;
      end if;

      -- Links of the same statement that are not ordered yet are not there yet: the search relies on all it sees being
      -- in order, and would reorder around them what is in order already.
      loop
        with recursive reach as (
          select target as node
          union
          select l.target_id from reach
          join public.spark_links l on l.source_id = reach.node
          join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into ahead from (select reach.node from reach limit most + 1) n;
        if source = any (ahead) then
          exit;
        elsif cardinality(ahead) <= most then
          select array_agg(r.node_id order by r.rank) into ahead from private.graph_ranks r where r.node_id = any (ahead);
          perform private.place_nodes(workspace, 'spark', ahead, source_rank, true);
          return;
        end if;
        with recursive reach as (
          select source as node
          union
          select l.source_id from reach
          join public.spark_links l on l.target_id = reach.node
          join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into behind from (select reach.node from reach limit most + 1) n;
        if target = any (behind) then
          exit;
        elsif cardinality(behind) <= most then
          select array_agg(r.node_id order by r.rank) into behind from private.graph_ranks r where r.node_id = any (behind);
          perform private.place_nodes(workspace, 'spark', behind, target_rank, false);
          return;
        end if;
        -- Neither is through. Where there is a loop, going straight for the far end mostly finds it in a few dozen steps.
        with recursive walk as (
          select target as node
          union
          select step.target_id from walk cross join lateral (
            select l.target_id from public.spark_links l join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
            where l.source_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank desc limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (behind)) into is_loop;
        exit when is_loop;
        with recursive walk as (
          select source as node
          union
          select step.source_id from walk cross join lateral (
            select l.source_id from public.spark_links l join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
            where l.target_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (ahead)) into is_loop;
        exit when is_loop;
        most := most * 8;
      end loop;
      raise exception 'this link would close a loop' using errcode = 'TW001',
        detail = jsonb_build_object('level', 'spark', 'source_id', source, 'target_id', target)::text;
    end
    $function$;
grant execute on function private.order_spark_link(uuid,uuid,uuid,jsonb,integer) to ;

CREATE OR REPLACE FUNCTION private.outline_ask(workspace uuid, filter jsonb, is_counting boolean)
 RETURNS private.outline_ask
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select workspace, lower(btrim(coalesce(filter ->> 'text', ''))), (filter ->> 'difficulty')::public.difficulty, filter ->> 'quality', private.actor(),
    case when is_counting or filter ->> 'state' in ('published', 'changed') then array(select distinct c.id from private.changed_nodes(workspace) c) else '{}' end,
    case when filter ->> 'beacon' is not null then array(
      select m.spark_id from public.spark_beacons m join public.beacons b on b.id = m.beacon_id and b.workspace_id = workspace
      where m.workspace_id = workspace and b.slug = filter ->> 'beacon') end,
    case when is_counting or filter ->> 'quality' = 'again' then array(select distinct m.spark_id from public.review_marks m where m.workspace_id = workspace) else '{}' end, null::uuid[]
$function$;
grant execute on function private.outline_ask(uuid,jsonb,boolean) to ;

CREATE OR REPLACE FUNCTION private.outline_conditions(filter jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  -- Only what is asked for stands in the statement, so that it is planned and run as if it had been written for this filter.
  select concat_ws(' and ', 'e.workspace_id = ($1).workspace',
    case when btrim(coalesce(filter ->> 'text', '')) <> '' then 'strpos(e.title, ($1).text) > 0' end,
    case filter ->> 'state' when 'draft' then 'e.is_draft' when 'published' then 'not e.is_draft and e.id <> all (($1).changed)' when 'changed' then 'e.id = any (($1).changed)' end,
    case when filter ->> 'difficulty' is not null then 'e.difficulty = ($1).difficulty' end,
    case when filter ->> 'quality' is not null then $c$e.kind = 'spark' and $c$ || case
      when filter ->> 'quality' = 'unchecked' then 'e.check_status is null' when filter ->> 'quality' = 'again' then 'e.id = any (($1).again)'
      when filter ->> 'quality' in ('pending', 'rejected') then 'e.review = ($1).quality' else 'e.check_status::text = ($1).quality' end end,
    case when filter ->> 'beacon' is not null then $c$e.kind = 'spark' and e.id = any (($1).marked)$c$ end,
    case when (filter ->> 'mine')::boolean then 'e.updated_by is not distinct from ($1).me' end,
    case when (filter ->> 'loose')::boolean then $c$e.kind = 'spark' and e.places = 0$c$ end)
$function$;
comment on function private.outline_conditions(jsonb) is 'What a filter asks of an entry "e", beside $1, an outline_ask.';
grant execute on function private.outline_conditions(jsonb) to ;

CREATE OR REPLACE FUNCTION private.outline_json(workspace uuid, r private.outline_rows)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  me constant uuid := private.actor();
  placed uuid[] := coalesce((select array_agg(distinct p.spark_id) from public.concept_sparks p where p.workspace_id = workspace and p.id = any (r.places)), '{}');
begin
  return jsonb_build_object(
    'domains', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'slug', d.slug, 'title', d.name, 'is_published', d.is_published,
        'icon', d.icon, 'color', d.color, 'version', d.version, 'mine', d.updated_by = me, 'change', c.change,
        'children', (select count(*) from public.trails t where t.workspace_id = workspace and t.domain_id = d.id)) order by d.order_index, d.ordinal), '[]')
      from public.domains d left join private.changes_of(workspace, 'domain', r.domains) c on c.id = d.id
      where d.workspace_id = workspace and d.id = any (r.domains)),
    'trails', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'title', t.title, 'is_published', t.is_published,
        'domain_id', t.domain_id, 'difficulty', t.difficulty_level, 'version', t.version, 'mine', t.updated_by = me, 'change', c.change,
        'children', (select count(*) from public.concepts n where n.workspace_id = workspace and n.trail_id = t.id)) order by t.order_index, t.ordinal), '[]')
      from public.trails t left join private.changes_of(workspace, 'trail', r.trails) c on c.id = t.id
      where t.workspace_id = workspace and t.id = any (r.trails)),
    'concepts', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title, 'is_published', n.is_published,
        'trail_id', n.trail_id, 'version', n.version, 'mine', n.updated_by = me, 'change', c.change,
        'children', (select count(*) from public.concept_sparks p where p.workspace_id = workspace and p.concept_id = n.id)) order by n.order_index, n.ordinal), '[]')
      from public.concepts n left join private.changes_of(workspace, 'concept', r.concepts) c on c.id = n.id
      where n.workspace_id = workspace and n.id = any (r.concepts)),
    'places', (select coalesce(jsonb_agg(jsonb_build_array(p.id, p.concept_id, p.spark_id) order by p.order_index, p.ordinal), '[]')
      from public.concept_sparks p where p.workspace_id = workspace and p.id = any (r.places)),
    'sparks', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published,
        'difficulty', s.difficulty, 'mins', s.estimated_mins, 'review', s.ai_metadata ->> 'review_status', 'check', q.validation_status,
        'again', exists (select from public.review_marks m where m.workspace_id = workspace and m.spark_id = s.id),
        'version', s.version, 'mine', s.updated_by = me, 'change', c.change,
        'places', (select count(*) from public.concept_sparks p where p.spark_id = s.id and p.workspace_id = workspace)) order by s.ordinal), '[]')
      from public.sparks s left join public.lesson_profiles q on q.spark_id = s.id and q.workspace_id = workspace
      left join private.changes_of(workspace, 'spark', placed || r.sparks) c on c.id = s.id
      where s.workspace_id = workspace and s.id = any (placed || r.sparks)),
    'beacons', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.name, 'category', b.category,
        'version', b.version, 'mine', b.updated_by = me, 'change', c.change,
        'marks', (select count(*) from public.spark_beacons m where m.beacon_id = b.id and m.workspace_id = workspace)) order by b.name, b.id), '[]')
      from public.beacons b left join private.changes_of(workspace, 'beacon', r.beacons) c on c.id = b.id
      where b.workspace_id = workspace and b.id = any (r.beacons)));
end
$function$;
comment on function private.outline_json(uuid,private.outline_rows) is 'Rows of the outline in their order, each with its change since the current snapshot and the number of its children (of a spark: of its places).';
grant execute on function private.outline_json(uuid,private.outline_rows) to ;

CREATE OR REPLACE FUNCTION private.outline_lines(ask private.outline_ask, conditions text, part text, sections jsonb, most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found jsonb;
  few constant text := case when ask.found is null then '' else format('found as materialized (select e.kind, e.id from private.outline_entries e where %s), ', conditions) end;
  entry constant text := case when ask.found is null then 'join private.outline_entries e on ' || conditions || ' and (e.kind, e.id) = ' else 'join found e on (e.kind, e.id) = ' end;
begin
  -- A section is a domain by itself, or a trail with what is in it.
  execute case part
    when 'sections' then format($sql$
      with %2$ssections as materialized (select s.* from jsonb_to_recordset($3) s (nth integer, d uuid, t uuid))
      select jsonb_agg(jsonb_build_array(l.kind, l.id)) from (
        select * from (
          select 'domain' as kind, d.id, s.nth, 0 as c1, 0::bigint as c2, 0 as p1, 0::bigint as p2 from sections s join public.domains d on d.id = s.d and s.t is null %1$s ('domain', d.id)
          union all
          select 'trail', t.id, s.nth, -1, 0, 0, 0 from sections s join public.trails t on t.id = s.t %1$s ('trail', t.id)
          union all
          select 'concept', c.id, s.nth, c.order_index, c.ordinal, -1, 0 from sections s join public.concepts c on c.workspace_id = ($1).workspace and c.trail_id = s.t %1$s ('concept', c.id)
          union all
          select 'concept_spark', p.id, s.nth, c.order_index, c.ordinal, p.order_index, p.ordinal
          from sections s join public.concepts c on c.workspace_id = ($1).workspace and c.trail_id = s.t
          join public.concept_sparks p on p.workspace_id = ($1).workspace and p.concept_id = c.id %1$s ('spark', p.spark_id)
        ) u order by u.nth, u.c1, u.c2, u.p1, u.p2 limit $2) l $sql$, entry, few)
    when 'standalone' then format($sql$
      with %2$sthis as (select 1) select jsonb_agg(jsonb_build_array(l.kind, l.id)) from (
        select * from (
          select 'concept' as kind, c.id, c.order_index as c1, c.ordinal as c2, -1 as p1, 0::bigint as p2 from public.concepts c %1$s ('concept', c.id)
          where c.workspace_id = ($1).workspace and c.trail_id is null
          union all
          select 'concept_spark', p.id, c.order_index, c.ordinal, p.order_index, p.ordinal from public.concepts c
          join public.concept_sparks p on p.workspace_id = ($1).workspace and p.concept_id = c.id %1$s ('spark', p.spark_id)
          where c.workspace_id = ($1).workspace and c.trail_id is null
        ) u order by u.c1, u.c2, u.p1, u.p2 limit $2) l $sql$, entry, few)
    when 'loose' then format($sql$
      select jsonb_agg(jsonb_build_array('spark', l.id)) from (
        select e.id from private.outline_entries e where %s and e.kind = 'spark' and e.places = 0 order by e.ordinal limit $2) l $sql$, conditions)
    else format($sql$
      with %2$sthis as (select 1) select jsonb_agg(jsonb_build_array('beacon', l.id)) from (
        select b.id from public.beacons b %1$s ('beacon', b.id) where b.workspace_id = ($1).workspace order by b.name, b.id limit $2) l $sql$, entry, few)
  end into found using ask, most, sections;
  return coalesce(found, '[]');
end
$function$;
comment on function private.outline_lines(private.outline_ask,text,text,jsonb,integer) is 'Rows of one part of the outline that a filter leaves, in their order: [[kind, id]].';
grant execute on function private.outline_lines(private.outline_ask,text,text,jsonb,integer) to ;

CREATE OR REPLACE FUNCTION private.own_import(p_import uuid)
 RETURNS public.import_logs
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs;
begin
  select * into log from public.import_logs l where l.id = p_import for update;
  if log.id is null or not (private.is_system() or log.workspace_id in (select private.my_workspaces())) then
    raise exception 'no such import' using errcode = 'TW004';
  end if;
  return log;
end
$function$;
grant execute on function private.own_import(uuid) to ;

CREATE OR REPLACE FUNCTION private.own_results(import uuid)
 RETURNS private.result_imports
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found private.result_imports;
begin
  select * into found from private.result_imports i where i.id = import for update;
  if found.id is null or not (private.is_system() or found.workspace_id in (select private.my_workspaces())) then
    raise exception 'there is no such import of results' using errcode = 'TW004';
  elsif found.created_by is distinct from auth.uid() and not private.is_system()
    and found.workspace_id not in (select private.my_workspaces('admin'))
  then
    raise exception 'somebody else began this import of results' using errcode = 'TW007',
      hint = 'Only whoever began it, or an admin, can go on with it or remove it.';
  end if;
  return found;
end
$function$;
comment on function private.own_results(uuid) is 'An import of results, for whoever began it and for admins.';
grant execute on function private.own_results(uuid) to ;

CREATE OR REPLACE FUNCTION private.owned_objectives(workspace uuid, kind text, owner uuid)
 RETURNS TABLE(id uuid, objective text, title text, version integer, nth bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select o.id, o.objective_id, o.title, o.version, row_number() over (order by o.order_index, o.ordinal)
  from public.objectives o where kind = 'concept' and o.workspace_id = workspace and o.concept_id = owner
  union all
  select o.id, o.objective_id, o.title, o.version, row_number() over (order by o.order_index, o.ordinal)
  from public.trail_objectives o where kind = 'trail' and o.workspace_id = workspace and o.trail_id = owner
$function$;
comment on function private.owned_objectives(uuid,text,uuid) is 'The objectives of a concept or a trail in their order.';
grant execute on function private.owned_objectives(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.package_blockers(workspace uuid, base_seq integer)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  changed uuid[];
  concerned uuid[];
begin
  changed := array(select c.after_a from pg_temp.stage_differences c where c.is_chosen and c.kind = 'package' and c.after_hash is not null);
  concerned := array(select unnest(changed) union select unnest(private.staged_elsewhere(workspace, base_seq)));
  if concerned = '{}' then
    return;
  end if;
  return query
    with objectives as materialized (
      select o.spark_id, array_agg(o.objective) as ids from private.staged_objectives(workspace, base_seq, concerned) o group by o.spark_id
    )
    select 'package_valid', 'package'::public.content_kind, k.ref_a, s.slug, s.title,
      format('The lesson package has a problem at %s: %s', coalesce(nullif(p.pointer, ''), '/'), p.message),
      jsonb_build_object('code', p.code, 'pointer', p.pointer, 'message', p.message, 'fix', p.fix, 'place', p.place,
        'exercise_id', case when p.place is not null then private.exercise_name(k.body #> array['body', 'exercise_bank', p.place::text]) end)
    from private.staged_below(workspace, base_seq, 'package', concerned) k
    left join objectives o on o.spark_id = k.ref_a
    cross join lateral private.package_problems(k.body -> 'body', coalesce(o.ids, '{}')) p
    left join public.sparks s on s.id = k.ref_a;
end
$function$;
comment on function private.package_blockers(uuid,integer) is 'What the lesson packages of the snapshot to be would break. Part of private.stage_blockers.';
grant execute on function private.package_blockers(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.package_problems(body jsonb, objectives text[] DEFAULT NULL::text[])
 RETURNS TABLE(code text, pointer text, message text, fix text, place bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  with shape as (
    select coalesce(jsonb_typeof(body -> 'exercise_bank') = 'array' and jsonb_typeof(body -> 'quiz') = 'array', false) as is_whole
  ), bank as materialized (
    select e.exercise, e.exercise -> 'id' as id, e.place - 1 as place
    from shape s cross join lateral jsonb_array_elements(case when s.is_whole then body -> 'exercise_bank' end)
      with ordinality e (exercise, place)
  ), named as materialized (
    select b.id, b.place, row_number() over (partition by b.id order by b.place) as nth from bank b where private.is_named(b.id)
  ), quiz as materialized (
    select q.id, q.place - 1 as place, private.is_named(q.id) as is_named,
      row_number() over (partition by q.id order by q.place) as nth
    from shape s cross join lateral jsonb_array_elements(case when s.is_whole then body -> 'quiz' end)
      with ordinality q (id, place)
  ), found as (
    select 'package_shape' as code, '' as pointer, null as value, null::bigint as place from shape s where not s.is_whole
    union all
    select p.code, format('/exercise_bank/%s%s', b.place, p.pointer), p.value, b.place
      from bank b cross join lateral unnest(private.exercise_problems(b.exercise)) p
    union all
    select 'duplicate_exercise', format('/exercise_bank/%s/id', n.place), n.id #>> '{}', n.place from named n where n.nth > 1
    union all
    select 'unknown_objective', format('/exercise_bank/%s/aligned_learning_objective', b.place), b.exercise ->> 'aligned_learning_objective', b.place
      from bank b
      where objectives is not null and private.is_named(b.exercise -> 'aligned_learning_objective')
        and not (jsonb_typeof(b.exercise -> 'aligned_learning_objective') = 'string' and b.exercise ->> 'aligned_learning_objective' in (select unnest(objectives)))
    union all
    select 'unknown_quiz_item', format('/quiz/%s', q.place), q.id #>> '{}', null
      from quiz q where not q.is_named or q.id not in (select n.id from named n)
    union all
    select 'duplicate_quiz_item', format('/quiz/%s', q.place), q.id #>> '{}', null from quiz q where q.is_named and q.nth > 1
    union all
    select 'quiz_total', '/quiz_metadata/total_items', body #>> '{quiz_metadata,total_items}', null
      from shape s
      where s.is_whole and jsonb_typeof(body -> 'quiz_metadata') = 'object' and jsonb_typeof(body #> '{quiz_metadata,total_items}') = 'number'
        and (body #>> '{quiz_metadata,total_items}')::numeric <> (select count(*) from quiz)
  )
  select f.code, f.pointer, replace(r.message, '{value}', left(coalesce(f.value, ''), 80)), r.fix, f.place
  from found f join private.exercise_rules r on r.code = f.code order by f.place nulls last, f.pointer, f.code
$function$;
comment on function private.package_problems(jsonb,text[]) is 'The hard rules that a package breaks: where (a JSON pointer, and the place of the exercise in the bank), in words, and what to do. objectives: the text ids that its lesson has; null: nobody knows.';
grant execute on function private.package_problems(jsonb,text[]) to ;

CREATE OR REPLACE FUNCTION private.package_undone(workspace uuid, change_set uuid, package uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  before jsonb;
  mine jsonb;
  now jsonb;
  first_id bigint;
  done jsonb;
begin
  select min(r.id) into first_id from public.revisions r where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package and r.change_set_id = change_set;
  select r.body into mine from public.revisions r
  where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package and r.change_set_id = change_set and r.operation <> 'delete' order by r.id desc limit 1;
  select case when r.operation <> 'delete' then r.body end into before from public.revisions r
  where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package and r.id < first_id order by r.id desc limit 1;
  select case when r.operation <> 'delete' then r.body end into now from public.revisions r
  where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package order by r.id desc limit 1;
  -- A package that it made or removed is taken back as a whole, as is one that nobody has touched since.
  if before is null or mine is null or now is null or now -> 'version' = mine -> 'version' or before -> 'extras' is distinct from mine -> 'extras' then
    return null;
  end if;
  done := private.undone_package(before -> 'body', mine -> 'body', now -> 'body');
  return case when done is not null then now || jsonb_build_object('body', done) end;
end
$function$;
comment on function private.package_undone(uuid,uuid,uuid) is 'The row of a package as undoing this change set leaves it, where others have edited it since; null where it goes back as a whole, or cannot.';
grant execute on function private.package_undone(uuid,uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.pairs_in(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (SELECT string_agg(CASE WHEN c.is_one THEN (((' '::text || c.letter) || CASE WHEN c.is_next THEN c.next ELSE ''::text END) || ' '::text) ELSE c.letter END, ''::text ORDER BY c.nth) AS string_agg FROM (SELECT l.letter, l.nth, lead(l.letter) OVER (ORDER BY l.nth) AS next, (l.letter ~ private.unspaced()) AS is_one, (lead(l.letter) OVER (ORDER BY l.nth) ~ private.unspaced()) AS is_next FROM string_to_table(pairs_in.words, NULL::text) WITH ORDINALITY l(letter, nth)) c);
grant execute on function private.pairs_in(text) to ;

CREATE OR REPLACE FUNCTION private.passages_of(shown text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (SELECT COALESCE(string_agg(p.passage, ' '::text ORDER BY p.at), ''::text) AS "coalesce" FROM (SELECT string_agg(w.word, ' '::text ORDER BY w.nth) AS passage, ((w.nth - 1) / 15) AS at FROM string_to_table(regexp_replace(regexp_replace(btrim(passages_of.shown), '\s{2,}|[\n\t\r]'::text, ' '::text, 'g'::text), '([^ ]{40})(?=[^ ])'::text, '\1'::text, 'g'::text), ' '::text) WITH ORDINALITY w(word, nth) GROUP BY ((w.nth - 1) / 15)) p);
grant execute on function private.passages_of(text) to ;

CREATE OR REPLACE FUNCTION private.pending_of(workspace uuid, row_kind public.content_kind, ids uuid[])
 RETURNS TABLE(kind public.content_kind, entity_id uuid, owner_id uuid, change text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  since constant integer := coalesce((private.base_snapshot(workspace)).seq, 0);
  part private.kinds;
  parts uuid[];
begin
  if cardinality(ids) = 0 then
    return;
  end if;
  return query
    select d.kind, d.entity_id, d.entity_id, case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end
    from private.differences_among(workspace, since, row_kind, private.may_differ(workspace, since, row_kind, ids)) d;
  for part in select * from private.kinds n where n.ref_a_kind = row_kind and not n.is_link and not n.is_creatable order by n.kind loop
    execute format('select coalesce(array_agg(t.id), ''{}'') from public.%I t where t.workspace_id = $1 and t.%I = any ($2)', part.table_name, part.ref_a)
    into parts using workspace, ids;
    -- What is gone by now belonged to them in the snapshot.
    parts := parts || array(
      select v.entity_id from public.entity_versions v
      where v.ref_a = any (ids) and v.kind = part.kind and v.workspace_id = workspace and v.from_seq <= since and v.to_seq > since);
    return query
      select d.kind, d.entity_id, o.id, case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end
      from private.differences_among(workspace, since, part.kind, private.may_differ(workspace, since, part.kind, parts)) d
      -- A place that moved is a change of the concept it came to, and of the one it left.
      cross join lateral (select distinct r.id from unnest(array[d.after_a, d.before_a]) r (id) where r.id = any (ids)) o;
  end loop;
end
$function$;
comment on function private.pending_of(uuid,public.content_kind,uuid[]) is 'What differs from the current snapshot of some entities of a kind, and of what belongs to them: packages, places, beacons, profiles.';
grant execute on function private.pending_of(uuid,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.place_after(ids text[], items jsonb[], ordered integer[], edit jsonb)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when not edit ? 'after' then cardinality(ordered) when edit ->> 'after' is null then 0
    else coalesce(array_position(ordered, private.find_exercise(ids, items, jsonb_build_object('exercise_id', edit -> 'after'))), cardinality(ordered)) end
$function$;
comment on function private.place_after(text[],jsonb[],integer[],jsonb) is 'After the exercise that an edit names: the beginning for null, the end where it names none or one that is gone.';
grant execute on function private.place_after(text[],jsonb[],integer[],jsonb) to ;

CREATE OR REPLACE FUNCTION private.place_nodes(workspace uuid, graph public.graph_level, moving uuid[], anchor bigint, is_after boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  spacing constant bigint := 4294967296;
  width integer := 0;
  beside uuid[];
  bound bigint;
  step bigint;
begin
  -- Between the anchor and its neighbour; where that gap is used up, the next 32 neighbours (256, 2,048 ...) share theirs.
  loop
    if is_after then
      select r.rank into bound from private.graph_ranks r
        where r.workspace_id = workspace and r.level = graph and r.rank > anchor order by r.rank offset width limit 1;
      bound := coalesce(bound, anchor + spacing * (cardinality(moving) + width + 1));
    else
      select r.rank into bound from private.graph_ranks r
        where r.workspace_id = workspace and r.level = graph and r.rank < anchor order by r.rank desc offset width limit 1;
      bound := coalesce(bound, anchor - spacing * (cardinality(moving) + width + 1));
    end if;
    step := abs(bound - anchor) / (cardinality(moving) + width + 1);
    exit when step >= case width when 0 then 1 else 65536 end;
    width := case width when 0 then 32 else width * 8 end;
  end loop;
  if width > 0 then
    select coalesce(array_agg(n.node_id order by n.rank), '{}') into beside
    from private.graph_ranks n
    where n.workspace_id = workspace and n.level = graph and n.rank > least(anchor, bound) and n.rank < greatest(anchor, bound);
    moving := case when is_after then moving || beside else beside || moving end;
  end if;
  insert into private.graph_ranks as g (node_id, workspace_id, level, rank)
  select m.node, workspace, graph, least(anchor, bound) + step * m.nth from unnest(moving) with ordinality m (node, nth)
  on conflict (node_id) do update set rank = excluded.rank where g.rank <> excluded.rank;
end
$function$;
comment on function private.place_nodes(uuid,public.graph_level,uuid[],bigint,boolean) is 'Gives nodes ranks in their order, right after (or before) the rank of another.';
grant execute on function private.place_nodes(uuid,public.graph_level,uuid[],bigint,boolean) to ;

CREATE OR REPLACE FUNCTION private.plain_text(markdown text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace("left"(COALESCE(markdown, ''::text), 100000), '^[ \t]{0,12}(?:(?:[-+*>]|\d{1,9}[.)])[ \t]+){0,6}(?:`{3,}[^`\n]*|~{3,}[^\n]*)$|^ {0,3}(?:>[ \t]?){1,6}\[![a-zA-Z]{1,20}\][-+]?'::text, ''::text, 'gn'::text), '^ {0,3}\[[^\]\n]+\]:[ \t]+\S[^\n]*$'::text, ''::text, 'gn'::text), '!?\[([^\]\n]*)\]\([^)\n]*\)'::text, '\1'::text, 'g'::text), '(^|[^[:alnum:]_\]])\[([^\]\n]+)\]\[[^\]\n]*\]'::text, '\1\2'::text, 'g'::text), '<[a-zA-Z/!][^>\n]{0,200}>'::text, ' '::text, 'g'::text), '[*`|~\x02\x03\x1f]+|^[ \t]{0,12}(?:[-+>][ \t]+)+|^ {0,3}#{1,6}[ \t]|(?<![[:alnum:]_])_+|_+(?![[:alnum:]_])'::text, ' '::text, 'gn'::text);
grant execute on function private.plain_text(text) to ;

CREATE OR REPLACE FUNCTION private.plan_actions(log public.import_logs)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  -- Numbers of revisions mean something in the workspace they were read from only.
  made_from bigint := case when log.header #>> '{metadata,base_revision}' ~ '^[0-9]{1,18}$'
      and log.header #>> '{metadata,base_workspace}' = log.workspace_id::text
    then (log.header #>> '{metadata,base_revision}')::bigint end;
begin
  -- Blocks that were taken over as they are: still so?
  if log.recognised_at_revision is distinct from private.newest_revision(log.workspace_id) and exists (
    select from private.import_blocks b
    where b.import_id = log.id and b.id not in (
      select r.id from private.recognised_blocks(array(select o.id from private.import_blocks o where o.import_id = log.id)) r)
  ) then
    raise exception 'somebody renamed or removed something of this bundle meanwhile; nothing was written, import it again'
      using errcode = 'TW003', detail = '{"reason": "unrecognised"}';
  end if;
  if log.resolved_at_revision is distinct from private.newest_revision(log.workspace_id) then
    perform private.resolve_import_items(log);
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    -- Unchanged: as last imported, or (by content) as it stands. A source that did not move never overwrites the studio.
    execute format($sql$
      update private.import_items i set base_version = r.version, action = r.action
      from (
        select o.ctid as at, t.version,
          case
            when s.hash = o.hash then 'unchanged'
            when d.is_same then 'unchanged'
            when $4::bigint is not null then case when exists (
                select from public.revisions r where r.workspace_id = $3 and r.kind = $2 and r.entity_id = o.entity_id and r.id > $4
                  -- What the last import of this source made is no edit of the studio.
                  and r.version > coalesce(s.version, 0))
              then 'conflict' else 'update' end
            when s.version <> t.version then 'conflict'
            else 'update'
          end as action
        from private.import_items o
        cross join lateral (select t.* from public.%1$I t where t.id = o.entity_id limit 1) t
        left join lateral (select s.hash, s.version from private.imported_states s where s.entity_id = o.entity_id limit 1) s on true
        -- offset 0: computed once a row, not once a field.
        cross join lateral (select case when s.hash is distinct from o.hash then %3$s end as body offset 0) b
        cross join lateral (
          -- A slug that differs led here by a redirect, see apply_items.
          select b.body is not null and coalesce(bool_and(b.body -> f.key is not distinct from f.value), true) and %2$s as is_same
          from jsonb_each(case when b.body is not null then o.fields end) f where f.key not in ('bundle_style', 'slug')
        ) d
        where o.import_id = $1 and o.kind = $2 and o.action is null
      ) r
      where i.ctid = r.at
      $sql$, k.table_name,
      concat_ws(' and ', 'true',
        case when k.ref_a is not null then format('(o.ref_a_slug is null or t.%I = o.ref_a)', k.ref_a) end,
        case when k.ref_b is not null then format('(o.ref_b_slug is null or t.%I = o.ref_b)', k.ref_b) end),
      -- What an export said of the first promotion is nothing new.
      case when k.kind = 'course_profile' then 'private.with_publication(to_jsonb(t))' else 'to_jsonb(t)' end)
    using log.id, k.kind, log.workspace_id, made_from;
  end loop;
end
$function$;
grant execute on function private.plan_actions(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.point_to(target public.snapshots, action text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.snapshots set status = 'archived' where workspace_id = target.workspace_id and status = 'current' and id <> target.id;
  update public.snapshots set status = 'current', promoted_at = now(), promoted_by = private.actor(), promotion = nextval('private.promotions')
  where id = target.id;
  perform private.note(target.workspace_id, action, target.version_label, jsonb_build_object('snapshot_id', target.id, 'seq', target.seq));
  perform private.move_readers(target.workspace_id);
end
$function$;
comment on function private.point_to(public.snapshots,text) is 'The one pointer write of promotion and rollback.';
grant execute on function private.point_to(public.snapshots,text) to ;

CREATE OR REPLACE FUNCTION private.prepare_search(shot public.snapshots, within interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  began constant timestamptz := clock_timestamp();
  state public.entity_versions;
  taken private.taken_words;
begin
  if exists (select from private.search_progress p where p.snapshot_id = shot.id) then
    return true;
  end if;
  -- Nobody waits: who comes second searches in what is there.
  if not pg_try_advisory_xact_lock(hashtextextended('search ' || shot.workspace_id, 0)) then
    return false;
  end if;
  for state in
    select v.* from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = 'spark' and v.from_seq <= shot.seq and v.to_seq > shot.seq
      and not exists (select from private.search_texts t where t.workspace_id = v.workspace_id and t.kind = 'spark'
        and t.entity_id = v.entity_id and t.from_seq = v.from_seq)
      and (v.body ->> 'is_published')::boolean
  loop
    if clock_timestamp() - began > within then
      return false;
    end if;
    taken := private.words_of(state.body ->> 'title', state.slug, state.body ->> 'summary', private.plain_text(state.body ->> 'content_md'));
    insert into private.search_texts (workspace_id, entity_id, from_seq, words, title_key, passages, begins)
    values (state.workspace_id, state.entity_id, state.from_seq, taken.words, private.title_key(state.body ->> 'title'),
      coalesce(taken.passages, '{}'), coalesce(taken.begins, '{}'))
    on conflict do nothing;
  end loop;
  insert into private.search_progress values (shot.id) on conflict do nothing;
  return true;
end
$function$;
comment on function private.prepare_search(public.snapshots,interval) is 'Takes the words of the sparks of a snapshot that no search has seen yet, for no longer than that; whether all are there.';
grant execute on function private.prepare_search(public.snapshots,interval) to ;

CREATE OR REPLACE FUNCTION private.prepare_snapshots(within interval DEFAULT '00:00:05'::interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots;
begin
  -- What readers have first, then what may become it.
  for shot in
    select s.* from public.snapshots s where s.status in ('current', 'ready')
      and not exists (select from private.search_progress p where p.snapshot_id = s.id)
    order by s.status <> 'current', s.created_at
  loop
    if not private.prepare_search(shot, within) then
      return true;
    end if;
  end loop;
  return false;
end
$function$;
comment on function private.prepare_snapshots(interval) is 'For the worker: takes words of snapshots for about that long; whether there is more to do.';
grant execute on function private.prepare_snapshots(interval) to service_role;

CREATE OR REPLACE FUNCTION private.problem_list(body jsonb, objectives text[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_agg(jsonb_build_object('code', p.code, 'pointer', p.pointer, 'message', p.message, 'fix', p.fix) order by p.nth)
  from (select l.*, row_number() over () as nth from private.package_problems(body, objectives) l limit 500) p
$function$;
grant execute on function private.problem_list(jsonb,text[]) to ;

CREATE OR REPLACE FUNCTION private.put_back(workspace uuid, row_kind public.content_kind, bodies jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  tab name := (select k.table_name from private.kinds k where k.kind = row_kind);
begin
  execute format(
    'insert into public.%1$I overriding system value
     select r.* from jsonb_array_elements($1) b
     cross join lateral jsonb_populate_record(null::public.%1$I, b || jsonb_build_object(''updated_at'', now(), ''updated_by'', private.actor())) r', tab)
  using bodies;
end
$function$;
comment on function private.put_back(uuid,public.content_kind,jsonb) is 'Inserts rows again from their revision bodies, ids and all.';
grant execute on function private.put_back(uuid,public.content_kind,jsonb) to ;

CREATE OR REPLACE FUNCTION private.put_off_step(step uuid, step_fence integer, wait interval DEFAULT '00:00:00'::interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  met public.step_runs;
begin
  update public.step_runs s set status = 'pending', tries = s.tries - 1, ready_at = clock_timestamp() + wait
  where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning * into met;
  if met.id is null then
    return false;
  end if;
  perform private.wake_turn(met.workspace_id, met.is_batch);
  return true;
end
$function$;
comment on function private.put_off_step(uuid,integer,interval) is 'Gives a step back that was not really tried, as by a worker that stops: the attempt does not count.';
grant execute on function private.put_off_step(uuid,integer,interval) to ;

CREATE OR REPLACE FUNCTION private.quality_blockers(workspace uuid)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gates text[] := array(select g.code from public.quality_gates g where g.workspace_id = workspace and g.is_on);
begin
  if gates = '{}' then
    return;
  end if;
  return query
    with staged as (
      select c.entity_id, c.after_slug, c.after_body ->> 'title' as title, private.quality_hash(c.after_body) as hash
      from pg_temp.stage_differences c
      where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and (c.after_body ->> 'is_published')::boolean
    )
    select 'quality_gate', 'spark'::public.content_kind, s.entity_id, s.after_slug, s.title,
      'The gates have not looked at it yet. That takes seconds: stage again then.', null::jsonb
    from staged s where not exists (
      select from public.quality_scores q where q.workspace_id = workspace and q.spark_id = s.entity_id and q.text_hash = s.hash)
    union all
    select 'quality_gate', 'spark', s.entity_id, s.after_slug, s.title,
      format('Held back by quality gates: %s. Open the lesson and settle these findings.', string_agg(distinct replace(h.code, '_', ' '), ', ')), null
    from staged s join private.held_back(workspace) h on h.spark_id = s.entity_id and h.text_hash = s.hash
    where h.code = any (gates) group by s.entity_id, s.after_slug, s.title;
end
$function$;
comment on function private.quality_blockers(uuid) is 'Published lessons that a gate of the workspace holds back, or that no gate has looked at yet. Part of private.stage_blockers.';
grant execute on function private.quality_blockers(uuid) to ;

CREATE OR REPLACE FUNCTION private.quality_hash(body jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select md5((body ->> 'content_md') || '|' || (body ->> 'estimated_mins')) $function$;
comment on function private.quality_hash(jsonb) is 'Of all that a score is made from.';
grant execute on function private.quality_hash(jsonb) to ;

CREATE OR REPLACE FUNCTION private.questions_here(log public.import_logs)
 RETURNS TABLE(nth integer, spark_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    with asked as materialized (
      select q.nth, private.said_by(q.exercise) as said, q.exercise ->> 'exercise_type' as exercise_type,
        private.list_text(coalesce(private.shown(q.exercise -> 'stem', 1000), private.shown(q.exercise -> 'text', 1000), '')) as stem
      from private.import_questions q where q.import_id = log.id and q.exercise is not null
    ), near as materialized (
      -- Documents are opened only where a question of the same words stands.
      select distinct e.package_id from private.exercise_entries e
      join asked a on a.stem = e.stem and a.exercise_type = e.exercise_type where e.workspace_id = log.workspace_id
    )
    select distinct on (a.nth) a.nth, k.spark_id
    from near n join public.packages k on k.id = n.package_id
    cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) x (exercise)
    join asked a on jsonb_typeof(x.exercise) = 'object' and a.said = private.said_by(x.exercise)
    order by a.nth, k.id;
end
$function$;
comment on function private.questions_here(public.import_logs) is 'The questions of a plan that stand in a bank of the workspace already, word for word.';
grant execute on function private.questions_here(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.quiz_metadata(body jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  known constant jsonb := private.object_of(body -> 'quiz_metadata');
  items jsonb[];
  total numeric;
begin
  items := array(
    select b.exercise from jsonb_array_elements(private.list_of(body -> 'quiz')) with ordinality q (id, place)
    left join (
      select distinct on (e.exercise -> 'id') e.exercise -> 'id' as id, e.exercise
      from jsonb_array_elements(private.list_of(body -> 'exercise_bank')) with ordinality e (exercise, place)
      where e.exercise -> 'id' in (select jsonb_array_elements(private.list_of(body -> 'quiz'))) order by e.exercise -> 'id', e.place
    ) b on b.id = q.id
    order by q.place);
  total := cardinality(items);
  -- Targets, reasons and gaps stay as they were written; what is counted is counted.
  return '{"quiz_type": "formative", "coverage_by_concept": {}, "normalizations_applied": [], "selection_rationale": [], "gaps_identified": []}'::jsonb || known
    || jsonb_build_object(
      'total_items', total,
      'difficulty_distribution_actual', (
        select jsonb_object_agg(n.name, case when total = 0 then 0 else trim_scale(round((select count(*) from unnest(items) i where private.shown(i -> 'difficulty') = n.name) / total, 4)) end)
        from (select unnest(array['easy', 'medium', 'hard']) as name union select private.shown(i -> 'difficulty') from unnest(items) i) n where n.name is not null),
      'cognitive_mix_actual', (
        select jsonb_object_agg(n.name, case when total = 0 then 0 else trim_scale(round((select count(*) from unnest(items) i where private.shown(i -> 'cognitive_level') = n.name) / total, 4)) end)
        from (select unnest(array['Recall', 'Comprehension', 'Application', 'Transfer']) as name union select private.shown(i -> 'cognitive_level') from unnest(items) i) n where n.name is not null),
      'coverage_by_LO', coalesce((
        select jsonb_object_agg(c.objective, jsonb_build_object('exercise_ids', c.ids)) from (
          select private.shown(i.item -> 'aligned_learning_objective') as objective, jsonb_agg(i.item -> 'id' order by i.nth) as ids
          from unnest(items) with ordinality i (item, nth) group by 1) c where c.objective is not null), '{}'));
end
$function$;
comment on function private.quiz_metadata(jsonb) is 'The metadata of a quiz as it follows from bank and quiz: length, distributions, coverage. What the author wrote (targets, type, reasons, gaps) is kept.';
grant execute on function private.quiz_metadata(jsonb) to ;

CREATE OR REPLACE FUNCTION private.quiz_of_test(bank jsonb, test jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  with asked as (
    select t.place, t.one -> 'at' as at, t.one ->> 'said' as said from jsonb_array_elements(test) with ordinality t (one, place)
  ), stands as materialized (
    -- Documents are compared only where the test names what stood there before.
    select distinct on (b.said) b.said, b.id from (
      select private.said_by(e.exercise)::text as said, e.exercise -> 'id' as id, e.nth
      from jsonb_array_elements(bank) with ordinality e (exercise, nth)
      where exists (select from asked a where a.at = 'null') and jsonb_typeof(e.exercise) = 'object' and private.exercise_name(e.exercise) is not null) b
    order by b.said, b.nth
  ), found as (
    select a.place, case when a.at <> 'null' then bank -> (a.at #>> '{}')::integer -> 'id' else s.id end as id
    from asked a left join stands s on s.said = a.said
  )
  select coalesce(jsonb_agg(f.id order by f.place), '[]')
  from (select distinct on (n.id) n.id, n.place from found n where n.id is not null order by n.id, n.place) f
$function$;
comment on function private.quiz_of_test(jsonb,jsonb) is 'The ids of a quiz in the order of a test: [{at: place in the bank, or null for what stood there before, said}]. What the bank does not have is left out.';
grant execute on function private.quiz_of_test(jsonb,jsonb) to ;

CREATE OR REPLACE FUNCTION private.quiz_without(quiz jsonb[], gone jsonb[])
 RETURNS jsonb[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when gone = '{}' then quiz
    else array(select q.id from unnest(quiz) with ordinality q (id, nth) where q.id not in (select unnest(gone)) order by q.nth) end
$function$;
grant execute on function private.quiz_without(jsonb[],jsonb[]) to ;

CREATE OR REPLACE FUNCTION private.readable_snapshot(snapshot uuid, key_hash text)
 RETURNS public.snapshots
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found_one public.snapshots;
  way text;
begin
  select * into found_one from public.snapshots s where s.id = snapshot and s.status <> 'draft';
  way := private.content_way(found_one.workspace_id, key_hash);
  if found_one.id is null or way is null or (found_one.status = 'ready' and way <> 'member') then
    -- One sentence for all: whether a foreign snapshot exists is nobody's business.
    raise exception 'there is no such snapshot' using errcode = 'TW004';
  end if;
  return found_one;
end
$function$;
comment on function private.readable_snapshot(uuid,text) is 'First line of every read: the snapshot, or TW004 when it is not there for the caller.';
grant execute on function private.readable_snapshot(uuid,text) to ;

CREATE OR REPLACE FUNCTION private.reader_body(body jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  -- What readers get is decided by the schemas of lib/delivery/core/contract.ts; this leaves the heavy and the internal behind.
  select body - array['content_md', 'ai_metadata', 'extras', 'bundle_style', 'ordinal', 'is_published', 'order_index']
$function$;
grant execute on function private.reader_body(jsonb) to ;

CREATE OR REPLACE FUNCTION private.readers_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.move_readers(case tg_table_name when 'workspaces' then old.id else (to_jsonb(old) ->> 'workspace_id')::uuid end);
  return null;
end
$function$;
grant execute on function private.readers_changed() to ;

CREATE OR REPLACE FUNCTION private.recognised_blocks(blocks bigint[])
 RETURNS TABLE(id bigint, kind public.content_kind, digest text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  slug_in constant text := ' left join public.%I %s on %s.id = t.%I';
begin
  for k in
    select n.* from private.kinds n
    where n.kind in (select b.kind from private.import_blocks b where b.id = any (blocks)) order by n.kind
  loop
    return query execute format(
      'select b.id, b.kind, b.digest
       from private.import_blocks b
       cross join lateral unnest(b.entity_ids) with ordinality e (id, nth)
       left join private.imported_states s on s.entity_id = e.id
       left join public.%1$I t on t.id = e.id %2$s %3$s
       where b.id = any ($1) and b.kind = $2
       group by b.id, b.kind, b.digest
       having bool_and(coalesce(s.key = %4$s, false)) and md5(string_agg(s.hash, '''' order by e.nth)) = b.digest',
      k.table_name,
      case when k.ref_a = any (k.natural_key) then format(slug_in, (select n.table_name from private.kinds n where n.kind = k.ref_a_kind), 'at_a', 'at_a', k.ref_a) end,
      case when k.ref_b = any (k.natural_key) then format(slug_in, (select n.table_name from private.kinds n where n.kind = k.ref_b_kind), 'at_b', 'at_b', k.ref_b) end,
      (select string_agg(case n when k.ref_a then 'at_a.slug' when k.ref_b then 'at_b.slug' else format('t.%I', n) end,
          case when k.is_owned then ' || ''#'' || ' else ' || ''>'' || ' end order by nth)
        from unnest(k.natural_key) with ordinality u (n, nth)))
    using blocks, k.kind;
  end loop;
end
$function$;
comment on function private.recognised_blocks(bigint[]) is 'Those of the blocks whose every entity still lives under the key it came with, with nothing newer imported for it. Computed from what is there now, so nothing has to be kept in step.';
grant execute on function private.recognised_blocks(bigint[]) to ;

CREATE OR REPLACE FUNCTION private.record_owners(log public.import_logs)
 RETURNS TABLE(record text, "position" integer, entity_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    select r.record, r.position, coalesce(s.id, c.id, t.id) from private.import_records r
    left join public.sparks s on r.owner_kind = 'spark' and s.workspace_id = log.workspace_id and s.slug = r.owner_slug
    left join public.concepts c on r.owner_kind = 'concept' and c.workspace_id = log.workspace_id and c.slug = r.owner_slug
    left join public.trails t on r.owner_kind = 'trail' and t.workspace_id = log.workspace_id and t.slug = r.owner_slug
    where r.import_id = log.id and coalesce(s.id, c.id, t.id) is not null;
end
$function$;
comment on function private.record_owners(public.import_logs) is 'What each record of an import belongs to. What was left out brings nothing.';
grant execute on function private.record_owners(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.recover_step(silent_for interval DEFAULT '00:00:30'::interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  met public.step_runs;
begin
  -- One a transaction: with two it would hold the turn of one while it waits for the run of the other.
  select * into met from public.step_runs s where s.kind is not null and s.status = 'in_progress' and s.beat_at < clock_timestamp() - silent_for
  order by s.beat_at limit 1 for update skip locked;
  if met.id is null then
    return false;
  end if;
  perform private.end_attempt(met, jsonb_build_object('code', 'unavailable', 'message', 'The worker that was at this step ended.'), interval '0');
  return true;
end
$function$;
comment on function private.recover_step(interval) is 'Gives a step whose worker has not been heard of back to the queue; false where there is none. Its fence is another one from the next attempt on.';
grant execute on function private.recover_step(interval) to ;

CREATE OR REPLACE FUNCTION private.reference_lookup(row_kind public.content_kind, side text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  -- The bundle itself comes first.
  select format(
    ' left join lateral (select n.entity_id from private.import_items n
        where n.import_id = $1 and n.kind = %2$L and n.key = i.ref_%1$s_slug and not n.is_skipped limit 1) %1$s_new on true', side, row_kind)
    || private.live_slug(row_kind, side, format('%s_new.entity_id is null', side), format('i.ref_%s_slug', side))
$function$;
grant execute on function private.reference_lookup(public.content_kind,text) to ;

CREATE OR REPLACE FUNCTION private.refuse_broken_package(workspace uuid, spark uuid, body jsonb)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found constant jsonb := private.problem_list(body, private.objectives_of(workspace, spark));
begin
  if found is not null then
    raise exception 'this lesson package breaks % of the rules; nothing was written', case when jsonb_array_length(found) = 1 then 'one' else jsonb_array_length(found)::text end
      using errcode = 'TW006', detail = found::text;
  end if;
end
$function$;
comment on function private.refuse_broken_package(uuid,uuid,jsonb) is 'Refuses with the list of problems: TW006, detail [{code, pointer, message, fix}].';
grant execute on function private.refuse_broken_package(uuid,uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.refuse_changing_versions()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'what a snapshot holds is not changed' using errcode = 'TW002';
end
$function$;
grant execute on function private.refuse_changing_versions() to ;

CREATE OR REPLACE FUNCTION private.refuse_new_ends()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'a link keeps its ends; delete it and draw another' using errcode = 'TW006';
end
$function$;
grant execute on function private.refuse_new_ends() to ;

CREATE OR REPLACE FUNCTION private.refuse_new_problems(workspace uuid, spark uuid, old_body jsonb, new_body jsonb)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
  objectives constant text[] := private.objectives_of(workspace, spark);
  found jsonb;
begin
  -- What was broken before, word for word, is not what this call is about.
  with places as materialized (
    select 'before' as side, e.nth - 1 as place, md5(e.exercise::text) as hash from jsonb_array_elements(private.list_of(old_body -> 'exercise_bank')) with ordinality e (exercise, nth)
    union all
    select 'after', e.nth - 1, md5(e.exercise::text) from jsonb_array_elements(private.list_of(new_body -> 'exercise_bank')) with ordinality e (exercise, nth)
  ), old as materialized (
    select distinct o.code, coalesce(p.hash, o.message) as subject from private.package_problems(old_body, objectives) o
    left join places p on p.side = 'before' and p.place = o.place
  )
  select jsonb_agg(jsonb_build_object('spark_id', spark, 'code', n.code, 'pointer', n.pointer, 'message', n.message, 'fix', n.fix)) into found from (
    select n.* from private.package_problems(new_body, objectives) n
    left join places p on p.side = 'after' and p.place = n.place
    where not exists (select from old o where o.code = n.code and o.subject = coalesce(p.hash, n.message)) limit 500) n;
  if found is not null then
    raise exception 'this would break % of the rules of lesson packages; nothing was written', case when jsonb_array_length(found) = 1 then 'one' else jsonb_array_length(found)::text end
      using errcode = 'TW006', detail = found::text;
  end if;
end
$function$;
grant execute on function private.refuse_new_problems(uuid,uuid,jsonb,jsonb) to ;

CREATE OR REPLACE FUNCTION private.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'history is not rewritten' using errcode = 'TW002';
end
$function$;
grant execute on function private.refuse_rewriting() to ;

CREATE OR REPLACE FUNCTION private.register_kind(row_kind public.content_kind, tab name, key name[], a name DEFAULT NULL::name, a_kind public.content_kind DEFAULT NULL::public.content_kind, b name DEFAULT NULL::name, b_kind public.content_kind DEFAULT NULL::public.content_kind, placed_by public.content_kind DEFAULT NULL::public.content_kind, name_column name DEFAULT NULL::name, name_length integer DEFAULT NULL::integer, summary_column name DEFAULT NULL::name, difficulty_column name DEFAULT NULL::name, text_expression text DEFAULT NULL::text, search_weight real DEFAULT NULL::real, is_owned boolean DEFAULT false, is_link boolean DEFAULT false, is_placed boolean DEFAULT false, is_creatable boolean DEFAULT false, is_publishable boolean DEFAULT false, is_copied boolean DEFAULT false, is_below boolean DEFAULT false, outlives_ref_b boolean DEFAULT false)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  insert into private.kinds as k (kind, table_name, natural_key, ref_a, ref_a_kind, ref_b, ref_b_kind, placed_by, name_column, name_length,
    summary_column, difficulty_column, text_expression, search_weight, is_owned, is_link, is_placed, is_creatable, is_publishable,
    is_copied, is_below, outlives_ref_b)
  values (row_kind, tab, key, a, a_kind, b, b_kind, placed_by, name_column, name_length, summary_column, difficulty_column,
    text_expression, search_weight, is_owned, is_link, is_placed, is_creatable, is_publishable, is_copied, is_below, outlives_ref_b);
  execute format('create trigger stamp before update on public.%1$I for each row execute function private.stamp()', tab);
  execute format('create trigger track_insert after insert on public.%1$I referencing new table as new_rows
    for each statement execute function private.track(%2$L, %3$L, %4$L)', tab, row_kind, coalesce(name_column, ''), coalesce(a, ''));
  execute format('create trigger track_update after update on public.%1$I referencing new table as new_rows old table as old_rows
    for each statement execute function private.track(%2$L, %3$L, %4$L)', tab, row_kind, coalesce(name_column, ''), coalesce(a, ''));
  execute format('create trigger track_delete after delete on public.%1$I referencing old table as old_rows
    for each statement execute function private.track(%2$L, %3$L, %4$L)', tab, row_kind, coalesce(name_column, ''), coalesce(a, ''));
  if 'slug' = any (key) then
    execute format('create trigger track_slug after update of slug on public.%1$I
      for each row when (old.slug is distinct from new.slug) execute function private.track_slug(%2$L)', tab, row_kind);
    execute format('create trigger take_slugs after insert on public.%1$I referencing new table as new_rows
      for each statement execute function private.take_slugs(%2$L)', tab, row_kind);
    execute format('create trigger leave_slugs after delete on public.%1$I referencing old table as old_rows
      for each statement execute function private.leave_slugs(%2$L)', tab, row_kind);
  end if;
  if search_weight is not null then
    execute format('create trigger note_search_insert after insert on public.%1$I referencing new table as new_rows
      for each statement execute function private.note_search(%2$L)', tab, row_kind);
    execute format('create trigger note_search_update after update on public.%1$I referencing new table as new_rows
      for each statement execute function private.note_search(%2$L)', tab, row_kind);
    execute format('create trigger note_search_delete after delete on public.%1$I referencing old table as old_rows
      for each statement execute function private.note_search(%2$L)', tab, row_kind);
  end if;

  execute format('alter table public.%1$I enable row level security', tab);
  execute format('grant select, delete on public.%1$I to authenticated', tab);
  execute format('grant select, insert, update, delete on public.%1$I to service_role', tab);
  execute format('create policy "Members read" on public.%1$I for select to authenticated
    using (workspace_id in (select private.my_workspaces()))', tab);
  execute format('create policy "Editors create" on public.%1$I for insert to authenticated
    with check (workspace_id in (select private.my_workspaces()))', tab);
  execute format('create policy "Editors change" on public.%1$I for update to authenticated
    using (workspace_id in (select private.my_workspaces())) with check (workspace_id in (select private.my_workspaces()))', tab);
  execute format('create policy "Editors trash" on public.%1$I for delete to authenticated
    using (workspace_id in (select private.my_workspaces()))', tab);
end
$function$;
comment on function private.register_kind(public.content_kind,name,name[],name,public.content_kind,name,public.content_kind,public.content_kind,name,integer,name,name,text,real,boolean,boolean,boolean,boolean,boolean,boolean,boolean,boolean) is 'Makes a table a kind of content: writes down what private.kinds says of it, and gives it what all of them have alike: versions, history, dirty set, slug redirects, search, and the policies of working content. Columns that people may write are granted by the table itself.';
grant execute on function private.register_kind(public.content_kind,name,name[],name,public.content_kind,name,public.content_kind,public.content_kind,name,integer,name,name,text,real,boolean,boolean,boolean,boolean,boolean,boolean,boolean,boolean) to ;

CREATE OR REPLACE FUNCTION private.register_link_edits(graph public.graph_level)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  execute replace($edits$
    create function private.edit_%L%_links(workspace uuid, edits jsonb) returns jsonb
    language plpgsql security definer set search_path = ''
    as $$
    declare
      named uuid[];
      nodes uuid[];
      answer jsonb;
    begin
      named := array(select e.id from private.link_edits(edits) e where e.op <> 'add');
      perform private.hold(workspace, '%L%_link', named);
      -- Whoever trashes a node now waits, or this waits and finds it gone.
      nodes := array(
        select n.id from public.%L%s n where n.workspace_id = workspace and n.id in (
          select unnest(array[e.source_id, e.target_id]) from private.link_edits(edits) e
          union all select unnest(array[l.source_id, l.target_id]) from public.%L%_links l where l.id = any (named))
        order by n.id for key share);
      -- One statement, for the sake of its triggers: they look at the graph once all is in place (so a link may go to let
      -- another come), and they take the graph after every row and key (so that nobody meets a deadlock).
      with edits as materialized (
        select e.* from private.link_edits(edits) e
      ), known as (
        select l.id, l.version from public.%L%_links l where l.workspace_id = workspace and l.id = any (named)
      ), gone as (
        delete from public.%L%_links l using edits e
        where e.op in ('remove', 'reverse') and l.id = e.id and l.workspace_id = workspace
        returning e.nth, e.op, l.source_id, l.target_id, l.link_type, l.weight, l.description, l.extras, l.bundle_style
      ), changed as (
        update public.%L%_links l set link_type = coalesce(e.link_type, l.link_type),
          weight = case when e.given ? 'weight' then e.weight else l.weight end,
          description = case when e.given ? 'description' then e.description else l.description end
        from edits e
        where e.op = 'update' and l.id = e.id and l.workspace_id = workspace and l.version = coalesce(e.version, l.version)
        returning e.nth
      ), wanted as (
        select e.nth, e.source_id, e.target_id, e.link_type, e.weight, e.description, '{}'::jsonb as extras, null::jsonb as bundle_style
        from edits e where e.op = 'add'
        -- A link keeps its ends. Turned round it is another one that says the same.
        union all
        select g.nth, g.target_id, g.source_id, g.link_type, g.weight, g.description, g.extras, g.bundle_style
        from gone g where g.op = 'reverse'
      ), fit as (
        select distinct on (w.source_id, w.target_id) w.* from wanted w
        where w.source_id <> w.target_id and w.source_id = any (nodes) and w.target_id = any (nodes)
        order by w.source_id, w.target_id, w.nth
      ), came as (
        insert into public.%L%_links (workspace_id, source_id, target_id, link_type, weight, description, extras, bundle_style)
        select workspace, f.source_id, f.target_id, f.link_type, f.weight, f.description, f.extras, f.bundle_style
        from fit f order by f.source_id, f.target_id
        on conflict (source_id, workspace_id, target_id) do nothing
        returning id, source_id, target_id
      ), done as (
        select f.nth, c.id from came c join fit f on f.source_id = c.source_id and f.target_id = c.target_id
      ), failed as (
        select e.nth, 'not_found' as code from edits e where e.op <> 'add' and not exists (select from known k where k.id = e.id)
        union all
        select e.nth, 'stale' from edits e join known k on k.id = e.id where e.op = 'update' and k.version <> e.version
        union all
        select w.nth, case when w.source_id = w.target_id then 'self'
          when w.source_id = any (nodes) and w.target_id = any (nodes) then 'already_linked' else 'not_found' end
        from wanted w where not exists (select from done d where d.nth = w.nth)
      )
      select jsonb_build_object(
        'added', (select coalesce(jsonb_agg(d.id order by d.nth), '[]') from done d),
        'failed', (select coalesce(jsonb_agg(jsonb_build_object('index', f.nth, 'code', f.code) order by f.nth), '[]') from failed f))
      into answer;
      return answer;
    end
    $$;

    create function private.%L%_link_way(workspace uuid, from_id uuid, to_id uuid, without uuid[]) returns jsonb
    language plpgsql stable security definer set search_path = ''
    as $$
    declare
      first_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = from_id and r.workspace_id = workspace);
      last_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = to_id and r.workspace_id = workspace);
      way uuid[];
    begin
      -- Every link leads up in rank: what lies outside of the ranks of both ends is on no way between them.
      select private.shortest_way(array_agg(l.source_id), array_agg(l.target_id), from_id, to_id) into way
      from public.%L%_links l
      join private.graph_ranks s on s.node_id = l.source_id and s.rank >= first_rank
      join private.graph_ranks t on t.node_id = l.target_id and t.rank <= last_rank
      where l.workspace_id = workspace and not l.id = any (without);
      return (
        select jsonb_agg(jsonb_build_object('node', jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title),
          'link', case when l.id is not null then jsonb_build_object('id', l.id, 'link_type', l.link_type) end) order by w.nth)
        from unnest(way) with ordinality w (id, nth)
        join public.%L%s n on n.id = w.id
        left join public.%L%_links l on l.source_id = w.id and l.target_id = way[w.nth::integer + 1]);
    end
    $$;
  $edits$, '%L%', graph::text);
end
$function$;
comment on function private.register_link_edits(public.graph_level) is 'Makes the functions that edit the links of a level, and find ways along them.';
grant execute on function private.register_link_edits(public.graph_level) to ;

CREATE OR REPLACE FUNCTION private.register_links(graph public.graph_level)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  execute replace($table$
    create table public.%L%_links (
      id uuid not null default gen_random_uuid(),
      workspace_id uuid not null,
      source_id uuid not null,
      target_id uuid not null,
      link_type public.link_type not null,
      weight double precision,
      description text,
      extras jsonb not null default '{}',
      bundle_style jsonb,
      ordinal bigint generated by default as identity,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      created_by uuid default auth.uid(),
      updated_at timestamptz not null default now(),
      updated_by uuid default auth.uid(),
      constraint %L%_links_pkey primary key (id),
      constraint %L%_links_pair_key unique (source_id, workspace_id, target_id),
      constraint %L%_links_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
      constraint %L%_links_source_fkey foreign key (source_id, workspace_id) references public.%L%s (id, workspace_id)
        deferrable initially immediate,
      constraint %L%_links_target_fkey foreign key (target_id, workspace_id) references public.%L%s (id, workspace_id)
        deferrable initially immediate,
      constraint %L%_links_not_self check (source_id <> target_id),
      constraint %L%_links_weight_range check (weight between 0 and 1),
      constraint %L%_links_description_length check (char_length(description) <= 500),
      constraint %L%_links_extras_object check (jsonb_typeof(extras) = 'object')
    );
    comment on table public.%L%_links is 'Of two %L%s: the source is learned first, the target after.';
    create index %L%_links_target_idx on public.%L%_links (target_id, workspace_id);
    create index %L%_links_workspace_idx on public.%L%_links (workspace_id, ordinal);
    grant insert (workspace_id, source_id, target_id, link_type, weight, description, extras),
      update (link_type, weight, description, extras) on public.%L%_links to authenticated;
  $table$, '%L%', graph::text);

  perform private.register_kind((graph || '_link')::public.content_kind, graph || '_links', '{source_id,target_id}',
    'source_id', graph::text::public.content_kind, 'target_id', graph::text::public.content_kind, is_link => true, is_copied => true);

  execute replace($guard$
    create function private.order_%L%_link(workspace uuid, source uuid, target uuid, arriving jsonb, nth integer) returns void
    language plpgsql security definer set search_path = ''
    -- With plain estimates the planner now and then walks whole tables in the recursion (51 ms instead of 1.2).
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      source_rank bigint;
      target_rank bigint;
      most integer := 32;
      ahead uuid[];
      behind uuid[];
      is_loop boolean;
    begin
      select r.rank into source_rank from private.graph_ranks r where r.node_id = source;
      select r.rank into target_rank from private.graph_ranks r where r.node_id = target;
      if source_rank < target_rank then
        return;
      elsif source_rank is null and target_rank is null then
        select max(r.rank) into target_rank from private.graph_ranks r where r.workspace_id = workspace and r.level = '%L%';
        perform private.place_nodes(workspace, '%L%', array[source, target], coalesce(target_rank, 0), true);
        return;
      elsif source_rank is null then
        perform private.place_nodes(workspace, '%L%', array[source], target_rank, false);
        return;
      elsif target_rank is null then
        perform private.place_nodes(workspace, '%L%', array[target], source_rank, true);
        return;
      end if;

      -- Links of the same statement that are not ordered yet are not there yet: the search relies on all it sees being
      -- in order, and would reorder around them what is in order already.
      loop
        with recursive reach as (
          select target as node
          union
          select l.target_id from reach
          join public.%L%_links l on l.source_id = reach.node
          join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into ahead from (select reach.node from reach limit most + 1) n;
        if source = any (ahead) then
          exit;
        elsif cardinality(ahead) <= most then
          select array_agg(r.node_id order by r.rank) into ahead from private.graph_ranks r where r.node_id = any (ahead);
          perform private.place_nodes(workspace, '%L%', ahead, source_rank, true);
          return;
        end if;
        with recursive reach as (
          select source as node
          union
          select l.source_id from reach
          join public.%L%_links l on l.target_id = reach.node
          join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into behind from (select reach.node from reach limit most + 1) n;
        if target = any (behind) then
          exit;
        elsif cardinality(behind) <= most then
          select array_agg(r.node_id order by r.rank) into behind from private.graph_ranks r where r.node_id = any (behind);
          perform private.place_nodes(workspace, '%L%', behind, target_rank, false);
          return;
        end if;
        -- Neither is through. Where there is a loop, going straight for the far end mostly finds it in a few dozen steps.
        with recursive walk as (
          select target as node
          union
          select step.target_id from walk cross join lateral (
            select l.target_id from public.%L%_links l join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
            where l.source_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank desc limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (behind)) into is_loop;
        exit when is_loop;
        with recursive walk as (
          select source as node
          union
          select step.source_id from walk cross join lateral (
            select l.source_id from public.%L%_links l join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
            where l.target_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (ahead)) into is_loop;
        exit when is_loop;
        most := most * 8;
      end loop;
      raise exception 'this link would close a loop' using errcode = 'TW001',
        detail = jsonb_build_object('level', '%L%', 'source_id', source, 'target_id', target)::text;
    end
    $$;

    create function private.guard_%L%_links() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
    declare
      touched record;
      link record;
      arriving jsonb;
    begin
      for touched in
        select n.workspace_id, count(*) as links from new_rows n group by n.workspace_id order by n.workspace_id
      loop
        perform private.touch_graph(touched.workspace_id, '%L%');
        -- Ordering a link by itself costs about as much as a pass over the graph spends on twenty nodes.
        if touched.links > 64 and touched.links * 20 > (
          select count(*) from (
            select from private.graph_ranks r where r.workspace_id = touched.workspace_id and r.level = '%L%' limit touched.links * 20) n)
        then
          perform private.order_graph(touched.workspace_id, '%L%');
        else
          if touched.links > 1 then
            select jsonb_object_agg(n.id, n.nth) into arriving
            from (select r.id, row_number() over (order by r.id) as nth from new_rows r where r.workspace_id = touched.workspace_id) n;
          end if;
          for link in
            select n.source_id, n.target_id, row_number() over (order by n.id) as nth
            from new_rows n where n.workspace_id = touched.workspace_id order by n.id
          loop
            perform private.order_%L%_link(touched.workspace_id, link.source_id, link.target_id, arriving, link.nth::integer);
          end loop;
          arriving := null;
        end if;
      end loop;
      return null;
    end
    $$;

    -- The name puts it behind track_insert: triggers of a table fire in alphabetical order.
    create trigger unloop after insert on public.%L%_links referencing new table as new_rows
      for each statement execute function private.guard_%L%_links();
    create trigger tracked_update after update on public.%L%_links referencing old table as old_rows
      for each statement execute function private.links_changed('%L%');
    create trigger tracked_delete after delete on public.%L%_links referencing old table as old_rows
      for each statement execute function private.links_changed('%L%');
    create trigger keep_ends before update of source_id, target_id on public.%L%_links for each row
      when (old.source_id is distinct from new.source_id or old.target_id is distinct from new.target_id)
      execute function private.refuse_new_ends();
  $guard$, '%L%', graph::text);
end
$function$;
comment on function private.register_links(public.graph_level) is 'Makes the table of the links of a level, a kind of content like any other, and its guard against loops.';
grant execute on function private.register_links(public.graph_level) to ;

CREATE OR REPLACE FUNCTION private.release_external_id()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  is_taken boolean;
begin
  execute format('select exists (select from public.%I t where t.workspace_id = $1 and t.external_system = $2 and t.external_id = $3)', tg_table_name)
  into is_taken using new.workspace_id, new.external_system, new.external_id;
  if is_taken then
    new.external_id := null;
    new.external_system := null;
  end if;
  return new;
end
$function$;
comment on function private.release_external_id() is 'An id from outside belongs to one of a kind: a copy, or what comes back from the trash after it was imported anew, is without.';
grant execute on function private.release_external_id() to ;

CREATE OR REPLACE FUNCTION private.remove(workspace uuid, row_kind public.content_kind, ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  execute format('delete from public.%I where workspace_id = $1 and id = any ($2)',
    (select k.table_name from private.kinds k where k.kind = row_kind))
  using workspace, ids;
end
$function$;
comment on function private.remove(uuid,public.content_kind,uuid[]) is 'Deletes rows of one kind. History keeps them.';
grant execute on function private.remove(uuid,public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.repeated(problem text, names jsonb[], pointer text)
 RETURNS private.exercise_problem[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if (select count(distinct n) from unnest(names) n where private.is_named(n)) = (select count(*) from unnest(names) n where private.is_named(n)) then
    return '{}';
  end if;
  return array(
    select (problem, format(pointer, r.nth - 1), r.name #>> '{}')::private.exercise_problem
    from (
      select n.name, n.nth, row_number() over (partition by n.name order by n.nth) as time
      from unnest(names) with ordinality n (name, nth) where private.is_named(n.name)
    ) r where r.time > 1 order by r.nth);
end
$function$;
comment on function private.repeated(text,jsonb[],text) is 'A problem for each name that has come before; `pointer` has %s for its place.';
grant execute on function private.repeated(text,jsonb[],text) to ;

CREATE OR REPLACE FUNCTION private.repoint(workspace uuid, graph text, from_id uuid, into_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  links jsonb;
begin
  -- First what there was goes, then what stands in its place comes: in between, the guard would see both.
  execute format(
    'with gone as (delete from public.%1$I l where l.workspace_id = $1 and $2 in (l.source_id, l.target_id) returning l.*)
     select coalesce(jsonb_agg(to_jsonb(g) order by g.ordinal), ''[]'') from gone g', graph || '_links')
  into links using workspace, from_id;
  execute format(
    'insert into public.%1$I (workspace_id, source_id, target_id, link_type, weight, description, extras)
     select $1, n.source, n.target, l.link_type, l.weight, l.description, l.extras
     from jsonb_populate_recordset(null::public.%1$I, $4) l
     cross join lateral (select case l.source_id when $2 then $3 else l.source_id end as source,
       case l.target_id when $2 then $3 else l.target_id end as target) n
     where n.source <> n.target on conflict do nothing', graph || '_links')
  using workspace, from_id, into_id, links;
end
$function$;
comment on function private.repoint(uuid,text,uuid,uuid) is 'Links of one node become links of another; those between the two go, and of two alike the one that was there stays.';
grant execute on function private.repoint(uuid,text,uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.require_coverage_scope(workspace uuid, kind text, scope uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  known jsonb := case kind
    when 'concept' then (select jsonb_build_object('title', c.title, 'slug', c.slug) from public.concepts c where c.workspace_id = workspace and c.id = scope)
    when 'trail' then (select jsonb_build_object('title', t.title, 'slug', t.slug) from public.trails t where t.workspace_id = workspace and t.id = scope)
    when 'workspace' then (select jsonb_build_object('title', w.name, 'slug', w.slug) from public.workspaces w where w.id = workspace) end;
begin
  if known is null then
    raise exception 'there is no such concept or trail' using errcode = 'TW004';
  end if;
  return known;
end
$function$;
grant execute on function private.require_coverage_scope(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.require_current(workspace uuid, expected uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- All zeros stands for "nothing so far": two first promotions at once are two as well.
  if expected is not null and expected is distinct from coalesce(
    (select s.id from public.snapshots s where s.workspace_id = workspace and s.status = 'current'),
    '00000000-0000-0000-0000-000000000000')
  then
    raise exception 'readers get another snapshot by now than the one this was compared with; look at the difference again' using errcode = 'TW003';
  end if;
end
$function$;
comment on function private.require_current(uuid,uuid) is 'Two admins at once: what one of them was shown as the difference for readers must still be it.';
grant execute on function private.require_current(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.require_own_import(log public.import_logs)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if private.is_system() or private.actor() in (log.created_by, log.applied_by)
    or log.workspace_id in (select private.my_workspaces('admin'))
  then
    return;
  end if;
  raise exception 'only the person who started this import, or an admin, may end it' using errcode = 'TW007';
end
$function$;
comment on function private.require_own_import(public.import_logs) is 'TW007 unless the caller began or applies this import, or is an admin of its workspace.';
grant execute on function private.require_own_import(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.require_role(workspace uuid, at_least public.member_role)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- The system itself (migrations, worker with the secret key) carries no person and has passed other doors.
  if private.is_system() then
    return;
  end if;
  if not exists (select from private.my_workspaces(at_least) w where w = workspace) then
    raise exception 'this needs the role % in the workspace', at_least using errcode = '42501';
  end if;
end
$function$;
comment on function private.require_role(uuid,public.member_role) is 'First line of every definer function in public: 42501 unless the caller has the role.';
grant execute on function private.require_role(uuid,public.member_role) to authenticated, service_role;

CREATE OR REPLACE FUNCTION private.resolve_import_items(log public.import_logs)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  ref_a text;
  ref_b text;
  own text;
begin
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    ref_a := case when k.ref_a is null then 'null::uuid' else 'coalesce(a_new.entity_id, a_live.id, a_at.id)' end;
    ref_b := case when k.ref_b is null then 'null::uuid' else 'coalesce(b_new.entity_id, b_live.id, b_at.id)' end;
    -- What tells an entity apart. Kinds below another one (objectives) carry "owner#key" as key.
    select string_agg(case n
        when k.ref_a then format('t.%I = %s', n, ref_a)
        when k.ref_b then format('t.%I = %s', n, ref_b)
        else format('t.%I = %s', n, case when k.is_owned then 'substr(i.key, strpos(i.key, ''#'') + 1)' else 'i.key' end)
      end, ' and ') into own
    from unnest(k.natural_key) n;
    -- Each row is written once for all three: these rows are the bulk of an import.
    execute format(
      'update private.import_items o set ref_a = r.ref_a, ref_b = r.ref_b, base_version = null,
         entity_id = coalesce(r.entity_id, gen_random_uuid()), action = case when r.entity_id is null then ''create'' end
       from (
         select i.ctid as at, %1$s as ref_a, %2$s as ref_b, %3$s as entity_id
         from private.import_items i %4$s %5$s %6$s
         where i.import_id = $1 and i.kind = $2
       ) r
       where o.ctid = r.at',
      ref_a, ref_b,
      -- A redirect counts unless the bundle names the renamed entity by its new slug as well.
      case when k.has_slug then 'coalesce(s_live.id, case when s_at.id is not null and not exists (
          select from private.import_items n where n.import_id = $1 and n.kind = $2 and n.key = s_at.slug)
          and not exists (select from private.import_blocks b where b.import_id = $1 and b.kind = $2 and s_at.id = any (b.entity_ids)) then s_at.id end)' else 't.id' end,
      case when k.ref_a is not null then private.reference_lookup(k.ref_a_kind, 'a') end,
      case when k.ref_b is not null then private.reference_lookup(k.ref_b_kind, 'b') end,
      case when k.has_slug then private.live_slug(k.kind, 's', 'true', 'i.key')
        else format(' left join lateral (select t.id from public.%I t where t.workspace_id = $3 and %s limit 1) t on true', k.table_name, own) end)
    using log.id, k.kind, log.workspace_id;
  end loop;
  update public.import_logs l set resolved_at_revision = private.newest_revision(log.workspace_id) where l.id = log.id;
end
$function$;
comment on function private.resolve_import_items(public.import_logs) is 'Finds what each item refers to and which entity it is; new ones get their id.';
grant execute on function private.resolve_import_items(public.import_logs) to ;

CREATE OR REPLACE FUNCTION private.result_rows(workspace uuid, answers jsonb)
 RETURNS TABLE(package_id uuid, exercise_id text, asked uuid, learner uuid, answered_at timestamp with time zone, attempt integer, version integer, score double precision, choice text[])
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  secret constant bytea := (select k.key from private.result_keys k where k.workspace_id = workspace);
begin
  return query
    with given as materialized (
      select (a.answer ->> 0)::uuid as spark_id, a.answer ->> 1 as exercise_id, (a.answer ->> 2)::integer as version, a.answer ->> 3 as name,
        coalesce((a.answer ->> 4)::timestamptz, '-infinity') as answered_at, (a.answer ->> 5)::integer as attempt, (a.answer ->> 6)::double precision as score,
        case when jsonb_typeof(a.answer -> 7) = 'array' then array(select jsonb_array_elements_text(a.answer -> 7)) end as choice
      from jsonb_array_elements(answers) a (answer)
    ), known as materialized (
      select g.spark_id, v.package_id, v.exercise_id, v.version, private.asked_by(v.body) as asked
      from (select distinct n.spark_id, n.exercise_id, n.version from given n) g
      join public.packages k on k.workspace_id = workspace and k.spark_id = g.spark_id
      join private.exercise_versions v on v.package_id = k.id and v.exercise_id = g.exercise_id and v.version = g.version and v.body is not null
    ), people as materialized (
      select n.name, private.learner_of(n.name, secret) as learner from (select distinct g.name from given g) n
    ), ever as materialized (
      -- All that these exercises have asked, where some answer has no time: few, so that each answer is looked for by the whole key.
      select distinct v.package_id, v.exercise_id, private.asked_by(v.body) as asked
      from (select distinct k.package_id, k.exercise_id from given g
        join known k on k.spark_id = g.spark_id and k.exercise_id = g.exercise_id and k.version = g.version where g.answered_at = '-infinity') u
      join private.exercise_versions v on v.package_id = u.package_id and v.exercise_id = u.exercise_id and v.body is not null
    )
    select k.package_id, k.exercise_id, coalesce(h.asked, k.asked), p.learner, g.answered_at, g.attempt, k.version, g.score, g.choice
    from given g join known k on k.spark_id = g.spark_id and k.exercise_id = g.exercise_id and k.version = g.version
    join people p on p.name = g.name
    -- Without a time the version is whatever is newest at the import. What is here already stays to what it was to then, so that the
    -- same file adds nothing after an edit either.
    left join lateral (
      select e.asked from ever e
      where g.answered_at = '-infinity' and e.package_id = k.package_id and e.exercise_id = k.exercise_id
        -- offset 0: no join, for which the whole exercise is read while the table has no statistics, as at a first import.
        and exists (select from private.results r where r.workspace_id = workspace and r.package_id = e.package_id and r.exercise_id = e.exercise_id
          and r.asked = e.asked and r.learner = p.learner and r.answered_at = '-infinity' and r.attempt = g.attempt offset 0)
      limit 1
    ) h on true;
end
$function$;
comment on function private.result_rows(uuid,jsonb) is 'Answers [[spark_id, exercise_id, version, learner, when, attempt, score, choice]] as they are stored; what is to no version of an exercise here is left out.';
grant execute on function private.result_rows(uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.reviewed(may_review boolean, before jsonb, after jsonb, is_new_text boolean)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when d.status is null then after else coalesce(after, before) || jsonb_build_object('review_status', d.status) end
  from (values (before ->> 'review_status', after ->> 'review_status')) s (was, said)
  cross join lateral (select case
    -- What says nothing of a decision does not take one back.
    when s.said is null then s.was
    when may_review then s.said
    when s.said = 'pending' and is_new_text then s.said
    when s.said = 'approved' and s.was is null then 'pending'
    else private.strictest(s.was, s.said) end as status) d
$function$;
comment on function private.reviewed(boolean,jsonb,jsonb,boolean) is 'The ai_metadata that an import by this person leaves: a decision goes only for another one; without the role of a reviewer nothing becomes more than it was, and a new text waits.';
grant execute on function private.reviewed(boolean,jsonb,jsonb,boolean) to ;

CREATE OR REPLACE FUNCTION private.run_parts(log public.import_logs, runs uuid[], name text)
 RETURNS TABLE(flow_run_id uuid, nth integer, part jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    select f.id, (n.nth - 1)::integer, n.part from public.flow_runs f
    join private.import_records r on r.import_id = log.id and r.record = 'flow_run' and r.external_id = f.external_id and r.external_system = f.external_system
    join private.record_owners(log) o on o.record = r.record and o.position = r.position and o.entity_id = f.entity_id
    cross join lateral jsonb_array_elements(r.body -> name) with ordinality n (part, nth)
    where f.id = any (runs);
end
$function$;
comment on function private.run_parts(public.import_logs,uuid[],text) is 'The steps or requests that an import brings for these runs.';
grant execute on function private.run_parts(public.import_logs,uuid[],text) to ;

CREATE OR REPLACE FUNCTION private.said_by(exercise jsonb)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN (md5(((exercise - ARRAY['id'::text, 'cognitive_level'::text, 'difficulty'::text, 'aligned_learning_objective'::text, 'exercise_category'::text, 'weight'::text, 'stimulus_id'::text]))::text))::uuid;
grant execute on function private.said_by(jsonb) to ;

CREATE OR REPLACE FUNCTION private.say_progress(step text, written bigint)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if current_setting('trailwright.task', true) = 'on' then
    raise notice '%', jsonb_build_object('step', step, 'written', written) using errcode = 'TW100';
  end if;
end
$function$;
comment on function private.say_progress(text,bigint) is 'Tells a worker how far the work in its transaction is, as a notice: a row written in it would be seen once it is over.';
grant execute on function private.say_progress(text,bigint) to ;

CREATE OR REPLACE FUNCTION private.search_again(workspace uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
begin
  for k in select * from private.kinds n where n.search_weight is not null loop
    execute format('insert into private.search_queue (workspace_id, kind, entity_id)
      select t.workspace_id, $2, t.id from public.%I t where $1 is null or t.workspace_id = $1', k.table_name) using workspace, k.kind;
  end loop;
end
$function$;
comment on function private.search_again(uuid) is 'Has the words of everything taken anew, after a change of how that is done.';
grant execute on function private.search_again(uuid) to service_role;

CREATE OR REPLACE FUNCTION private.search_hit(shot public.snapshots, spark uuid, since integer, rank real, query private.asked_words)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN (SELECT jsonb_build_object('rank', search_hit.rank, 'slug', v.slug, 'item', (private.reader_body(v.body) || jsonb_build_object('concept_slug', (SELECT c.slug FROM (public.entity_versions p JOIN public.entity_versions c ON (((c.workspace_id = (search_hit.shot).workspace_id) AND (c.kind = 'concept'::public.content_kind) AND (c.entity_id = p.ref_a) AND (c.from_seq <= (search_hit.shot).seq) AND (c.to_seq > (search_hit.shot).seq)))) WHERE ((p.ref_b = search_hit.spark) AND (p.workspace_id = (search_hit.shot).workspace_id) AND (p.kind = 'concept_spark'::public.content_kind) AND (p.from_seq <= (search_hit.shot).seq) AND (p.to_seq > (search_hit.shot).seq) AND private.shows((search_hit.shot).workspace_id, (search_hit.shot).seq, 'concept'::public.content_kind, c.entity_id)) ORDER BY c.slug LIMIT 1), 'excerpt', private.excerpt_of(t.words, t.passages, t.begins, search_hit.query)))) AS jsonb_build_object FROM (public.entity_versions v JOIN private.search_texts t ON (((t.workspace_id = v.workspace_id) AND (t.kind = v.kind) AND (t.entity_id = v.entity_id) AND (t.from_seq = v.from_seq)))) WHERE ((v.workspace_id = (search_hit.shot).workspace_id) AND (v.kind = 'spark'::public.content_kind) AND (v.entity_id = search_hit.spark) AND (v.from_seq = search_hit.since)));
comment on function private.search_hit(public.snapshots,uuid,integer,real,private.asked_words) is 'One hit as readers get it; control characters mark the words, for the API to turn into <mark>.';
grant execute on function private.search_hit(public.snapshots,uuid,integer,real,private.asked_words) to ;

CREATE OR REPLACE FUNCTION private.search_query(asked text)
 RETURNS private.asked_words
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  part record;
  word text;
  words text[];
  one tsquery;
  whole tsquery;
  must tsquery;
  also tsquery;
  it private.asked_words := (null, null, '{}', '{}', '{}', asked !~* '"|(^|\s)-|\mor\M');
  left_over integer := 14;
  last_word text := substring(asked from '(\S+)\s*$');
  is_all boolean;
begin
  for part in
    select coalesce(m[1], '') || case when m[3] like '-%' then '-' else '' end as sign, m[2] as quoted, ltrim(m[3], '-') as word
    from regexp_matches(left(asked, 200), '(-?)"([^"]*)(?:"|$)|([^\s"]+)', 'g') m
  loop
    if part.quoted is null and lower(part.word) = 'or' and (must is not null or also is not null) then
      it.wanted := coalesce(it.wanted || coalesce(must, also), must, also);
      it.liked := coalesce(it.liked || coalesce(must && also, must, also), must && also, must, also);
      must := null;
      also := null;
      continue;
    end if;
    -- The last character of a run that is part of a pair already, and words that one said twice, ask for nothing more.
    words := array(
      select w.word
      from (
        select u.word, u.nth, lag(u.word) over (order by u.nth) as before
        from string_to_table(private.words_in(coalesce(part.quoted, part.word)), ' ') with ordinality u (word, nth)
      ) w
      where w.word <> '' and w.word <> e'\x1f' and (char_length(w.word) = 1 and char_length(w.before) = 2 and right(w.before, 1) = w.word and ascii(w.word) > 3000) is not true
      order by w.nth limit left_over);
    left_over := left_over - cardinality(words);
    if cardinality(words) = 0 then
      continue;
    end if;
    whole := null;
    is_all := true;
    foreach word in array words loop
      one := to_tsquery('private.by_form', word);
      if part.quoted is not null then
        whole := coalesce(whole <-> one, one);
        it.terms := it.terms || tsvector_to_array(to_tsvector('private.by_form', word));
        continue;
      end if;
      if one <> to_tsquery('private.as_written', word) then
        one := one || to_tsquery('private.as_written', word);
      end if;
      if part.sign = '' then
        it.terms := it.terms || tsvector_to_array(to_tsvector('private.by_form', word) || to_tsvector('private.as_written', word));
        if char_length(word) = 1 and ascii(word) > 3000 or it.is_plain and part.word = last_word and word = words[cardinality(words)] and char_length(word) > 1 then
          one := one || to_tsquery('private.as_written', word || ':*');
          it.beginnings := it.beginnings || tsvector_to_array(to_tsvector('private.as_written', word));
        end if;
        if cardinality(words) = 1 and ts_lexize('pg_catalog.english_stem', lower(word)) = '{}' then
          is_all := false;
        end if;
      end if;
      whole := coalesce(whole && one, one);
    end loop;
    -- camelCase: as one word, or by its parts.
    if part.quoted is null and cardinality(words) > 2 and part.word ~ '^[[:alnum:]]*[[:lower:]][[:upper:]][[:alnum:]]*$' then
      whole := whole || to_tsquery('private.as_written', words[1]);
    end if;
    if part.sign = '-' then
      must := coalesce(must && !!whole, !!whole);
    elsif is_all then
      must := coalesce(must && whole, whole);
    else
      also := coalesce(also && whole, whole);
    end if;
    it.runs := it.runs || array(select r[1] from regexp_matches(coalesce(part.quoted, part.word),
      '(' || private.unspaced() || '+)', 'g') r where part.sign = '');
    exit when left_over <= 0;
  end loop;
  it.wanted := coalesce(it.wanted || coalesce(must, also), it.wanted, must, also);
  it.liked := coalesce(it.liked || coalesce(must && also, must, also), it.liked, must && also, must, also);
  -- Who only says what it is not asks for nothing.
  if it.terms = '{}' then
    it.wanted := null;
  end if;
  return it;
end
$function$;
comment on function private.search_query(text) is 'What somebody searches for: {wanted, liked (what comes first), terms and beginnings that are marked as hits, runs (what was asked in scripts without blanks), is_plain}.';
grant execute on function private.search_query(text) to ;

CREATE OR REPLACE FUNCTION private.search_rank(words tsvector, wanted tsquery, liked tsquery, title_key text, asked text)
 RETURNS real
 LANGUAGE sql
 STABLE
RETURN (((ts_rank_cd('{0.05,0.2,0.4,1}'::real[], words, wanted, 33) + CASE WHEN (liked <> wanted) THEN ((0.5)::double precision * ts_rank_cd('{0.05,0.2,0.4,1}'::real[], words, liked, 33)) ELSE (0)::double precision END) + (CASE WHEN (title_key = asked) THEN (4)::numeric WHEN starts_with(title_key, asked) THEN 0.6 WHEN (strpos(title_key, asked) > 0) THEN 0.5 ELSE (0)::numeric END)::double precision))::real;
grant execute on function private.search_rank(tsvector,tsquery,tsquery,text,text) to ;

CREATE OR REPLACE FUNCTION private.searchable(row_kind public.content_kind, ids uuid[])
 RETURNS TABLE(entity_id uuid, workspace_id uuid, owner_id uuid, title text, taken private.taken_words)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  owner private.kinds;
  key name;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  if k.search_weight is null then
    return;
  end if;
  key := k.natural_key[cardinality(k.natural_key)];
  -- What has no name (an exercise) is found under the name of its owner, whose words count for the owner itself.
  if k.name_column is null then
    select * into owner from private.kinds n where n.kind = k.ref_a_kind;
  end if;
  return query execute format(
    'select t.id, t.workspace_id, %2$s, %3$s, private.words_of(%4$s, %5$s, %6$s, %7$s) from public.%1$I t %8$s where t.id = any ($1)',
    k.table_name,
    case when k.is_owned then format('t.%I', k.ref_a) else 't.id' end,
    case when k.name_column is null then format('o.%I', owner.name_column) else format('t.%I', k.name_column) end,
    case when k.name_column is null then 'null' else format('t.%I', k.name_column) end,
    case when k.name_column is null then 'null' else format('t.%I', key) end,
    coalesce('t.' || quote_ident(k.summary_column), 'null'),
    coalesce(k.text_expression, 'null'),
    case when k.name_column is null then format('join public.%I o on o.id = t.%I', owner.table_name, k.ref_a) end)
  using ids;
end
$function$;
comment on function private.searchable(public.content_kind,uuid[]) is 'What is searched of some entities of a kind: on whose page they are found, under which title, and their words.';
grant execute on function private.searchable(public.content_kind,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.seq_of(workspace uuid, snapshot uuid)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found public.snapshots;
begin
  if snapshot is null then
    return coalesce((private.base_snapshot(workspace)).seq, 0);
  end if;
  select * into found from public.snapshots s where s.id = snapshot and s.workspace_id = workspace;
  if found.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  if found.seq is null then
    raise exception 'a draft has nothing to compare yet' using errcode = 'TW002';
  end if;
  return found.seq;
end
$function$;
comment on function private.seq_of(uuid,uuid) is 'Where a snapshot of a workspace stands; without one, what a new one would build on.';
grant execute on function private.seq_of(uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.set_to(workspace uuid, row_kind public.content_kind, bodies jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  ids uuid[];
  columns text;
  same_key text;
  text_key name;
  done integer := 0;
  before integer;
  has_parked boolean := false;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  ids := array(select (b ->> 'id')::uuid from jsonb_array_elements(bodies) b);
  select string_agg(format('%1$I = r.%1$I', a.attname), ', ') filter (where a.attname not in (
      'id', 'workspace_id', 'ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by')),
    string_agg(format('o.%1$I = r.%1$I', a.attname), ' and ') filter (where a.attname = any (k.natural_key)),
    min(a.attname::text) filter (where a.attname = any (k.natural_key) and a.atttypid = 'text'::regtype)
  into columns, same_key, text_key
  from pg_catalog.pg_attribute a
  where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped;

  -- A row waits while another of them still has the key it gets back. Where they wait for each other (two slugs were
  -- swapped), all that wait step aside first.
  loop
    before := done;
    execute format(
      'update public.%1$I t set %2$s from jsonb_array_elements($1) b cross join lateral jsonb_populate_record(null::public.%1$I, b) r
       where t.id = r.id and t.workspace_id = $2
         and not exists (select from public.%1$I o where o.workspace_id = $2 and %3$s and o.id <> r.id and o.id = any ($3))',
      k.table_name, columns, same_key)
    using bodies, workspace, ids;
    get diagnostics done = row_count;
    exit when done >= cardinality(ids);
    if done = before then
      if text_key is null or has_parked then
        raise exception 'these have taken each other''s place' using errcode = '23505';
      end if;
      has_parked := true;
      execute format(
        'update public.%1$I t set %4$I = ''parked-'' || t.id from jsonb_array_elements($1) b cross join lateral jsonb_populate_record(null::public.%1$I, b) r
         where t.id = r.id and t.workspace_id = $2
           and exists (select from public.%1$I o where o.workspace_id = $2 and %3$s and o.id <> r.id and o.id = any ($3))',
        k.table_name, columns, same_key, text_key)
      using bodies, workspace, ids;
    end if;
  end loop;
  if k.has_slug then
    delete from public.slug_redirects s where s.workspace_id = workspace and s.kind = row_kind and s.entity_id = any (ids)
      and s.old_slug = 'parked-' || s.entity_id;
  end if;
end
$function$;
comment on function private.set_to(uuid,public.content_kind,jsonb) is 'Sets rows to the state of the given revision bodies, as a new version.';
grant execute on function private.set_to(uuid,public.content_kind,jsonb) to ;

CREATE OR REPLACE FUNCTION private.shortest_way(sources uuid[], targets uuid[], from_id uuid, to_id uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  nodes uuid[];
  first_edge integer[];
  ends integer[];
  came_from integer[];
  queue integer[];
  head integer := 1;
  node integer;
  next integer;
  goal integer;
  way uuid[];
begin
  -- Numbered as in topological_order, so that one pass is enough however the planner would have walked tables.
  with edges as (
    select e.source, e.target from unnest(sources, targets) e (source, target)
  ), placed as (
    select n.id, row_number() over () as place
    from (select source as id from edges union select target from edges) n
  ), numbered as (
    select s.place as source, t.place as target
    from edges e join placed s on s.id = e.source join placed t on t.id = e.target
  ), runs as (
    select p.id, p.place, 1 + coalesce(sum(o.n) over (order by p.place), 0) - coalesce(o.n, 0) as start
    from placed p left join (select source, count(*) as n from numbered group by source) o on o.source = p.place
  )
  select array_agg(r.id order by r.place), array_agg(r.start::integer order by r.place),
    (select array_agg(e.target::integer order by e.source, e.target) from numbered e)
  into nodes, first_edge, ends from runs r;
  queue := array[array_position(nodes, from_id)];
  goal := array_position(nodes, to_id);
  if queue[1] is null or goal is null then
    return case when from_id = to_id then array[from_id] end;
  end if;
  first_edge := first_edge || (cardinality(ends) + 1);
  came_from := array_fill(0, array[cardinality(nodes)]);
  came_from[queue[1]] := queue[1];
  while head <= cardinality(queue) and came_from[goal] = 0 loop
    node := queue[head];
    head := head + 1;
    for i in first_edge[node] .. first_edge[node + 1] - 1 loop
      next := ends[i];
      if came_from[next] = 0 then
        came_from[next] := node;
        queue[cardinality(queue) + 1] := next;
      end if;
    end loop;
  end loop;
  if came_from[goal] = 0 then
    return null;
  end if;
  loop
    way := nodes[goal] || way;
    exit when came_from[goal] = goal;
    goal := came_from[goal];
  end loop;
  return way;
end
$function$;
comment on function private.shortest_way(uuid[],uuid[],uuid,uuid) is 'The nodes of a shortest way along links given as two arrays, both ends included, or null. Breadth first, linear in the links.';
grant execute on function private.shortest_way(uuid[],uuid[],uuid,uuid) to ;

CREATE OR REPLACE FUNCTION private.shown(value jsonb, most integer DEFAULT 200)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN private.is_named(value) THEN "left"((value #>> '{}'::text[]), most) ELSE NULL::text END;
grant execute on function private.shown(jsonb,integer) to ;

CREATE OR REPLACE FUNCTION private.shown_concepts(workspace uuid, at_seq integer)
 RETURNS TABLE(entity_id uuid, slug text, title text, trail_id uuid, trail_slug text, domain_order integer, trail_order integer, concept_order integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.entity_id, c.slug, c.body ->> 'title', t.entity_id, t.slug, (d.body ->> 'order_index')::integer,
    (t.body ->> 'order_index')::integer, (c.body ->> 'order_index')::integer
  from public.entity_versions c
  left join public.entity_versions t on t.workspace_id = workspace and t.kind = 'trail' and t.entity_id = c.ref_a
    and t.from_seq <= at_seq and t.to_seq > at_seq and (t.body ->> 'is_published')::boolean
  left join public.entity_versions d on d.workspace_id = workspace and d.kind = 'domain' and d.entity_id = t.ref_a
    and d.from_seq <= at_seq and d.to_seq > at_seq and (d.body ->> 'is_published')::boolean
  where c.workspace_id = workspace and c.kind = 'concept' and c.from_seq <= at_seq and c.to_seq > at_seq
    and (c.body ->> 'is_published')::boolean and (c.ref_a is null or d.entity_id is not null)
$function$;
comment on function private.shown_concepts(uuid,integer) is 'All visible concepts at a seq, with what orders them.';
grant execute on function private.shown_concepts(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.shown_sparks(workspace uuid, at_seq integer)
 RETURNS TABLE(entity_id uuid, slug text, body jsonb, concept_slug text, trail_slug text, place bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with places as materialized (
    select p.ref_b as spark_id, p.ref_a as concept_id, (p.body ->> 'order_index')::integer as order_index
    from public.entity_versions p
    where p.workspace_id = workspace and p.kind = 'concept_spark' and p.from_seq <= at_seq and p.to_seq > at_seq
  ), spots as (
    -- A spark may stand in several concepts; it is learned where it comes first.
    select distinct on (p.spark_id) p.spark_id, c.slug, c.trail_slug, c.domain_order, c.trail_order, c.concept_order, p.order_index
    from places p join private.shown_concepts(workspace, at_seq) c on c.entity_id = p.concept_id
    order by p.spark_id, c.domain_order nulls last, c.trail_order, c.trail_slug, c.concept_order, c.slug, p.order_index
  )
  select v.entity_id, v.slug, v.body, s.slug, s.trail_slug, row_number() over (
    order by s.slug is null, s.domain_order nulls last, s.trail_order, s.trail_slug, s.concept_order, s.slug, s.order_index, v.slug)
  from public.entity_versions v
  left join spots s on s.spark_id = v.entity_id
  where v.workspace_id = workspace and v.kind = 'spark' and v.from_seq <= at_seq and v.to_seq > at_seq
    and (v.body ->> 'is_published')::boolean
    and (s.spark_id is not null or v.entity_id not in (select p.spark_id from places p))
$function$;
comment on function private.shown_sparks(uuid,integer) is 'All visible sparks at a seq; `place` numbers them in the order of the trails.';
grant execute on function private.shown_sparks(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.shows(workspace uuid, at_seq integer, row_kind public.content_kind, entity uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  state public.entity_versions;
begin
  select * into state from public.entity_versions v
    where v.workspace_id = workspace and v.kind = row_kind and v.entity_id = entity and v.from_seq <= at_seq and v.to_seq > at_seq;
  if state.entity_id is null or not coalesce((state.body ->> 'is_published')::boolean, row_kind = 'beacon') then
    return false;
  end if;
  return case row_kind
    when 'trail' then private.shows(workspace, at_seq, 'domain', state.ref_a)
    when 'concept' then state.ref_a is null or private.shows(workspace, at_seq, 'trail', state.ref_a)
    when 'spark' then (
      select count(*) = 0 or bool_or(private.shows(workspace, at_seq, 'concept', p.ref_a)) from public.entity_versions p
      where p.ref_b = entity and p.workspace_id = workspace and p.kind = 'concept_spark' and p.from_seq <= at_seq and p.to_seq > at_seq)
    else true end;
end
$function$;
comment on function private.shows(uuid,integer,public.content_kind,uuid) is 'Whether readers see one entity at a seq. For sets, shown_concepts and shown_sparks.';
grant execute on function private.shows(uuid,integer,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.slug_of(log public.import_logs, row_kind public.content_kind, entity uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found_slug text;
begin
  execute format('select t.slug from public.%I t where t.id = $1', (select k.table_name from private.kinds k where k.kind = row_kind))
  into found_slug using entity;
  return coalesce(found_slug,
    (select i.key from private.import_items i where i.import_id = log.id and i.kind = row_kind and i.entity_id = entity limit 1));
end
$function$;
comment on function private.slug_of(public.import_logs,public.content_kind,uuid) is 'The slug of what an item of an import refers to, there or about to come.';
grant execute on function private.slug_of(public.import_logs,public.content_kind,uuid) to ;

CREATE OR REPLACE FUNCTION private.snapshot_body(row_body jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN (row_body - ARRAY['workspace_id'::text, 'version'::text, 'created_at'::text, 'created_by'::text, 'updated_at'::text, 'updated_by'::text]);
comment on function private.snapshot_body(jsonb) is 'What of a row belongs into a snapshot: all but who saved it when.';
grant execute on function private.snapshot_body(jsonb) to ;

CREATE OR REPLACE FUNCTION private.sources_of(params jsonb)
 RETURNS uuid[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select coalesce(array_agg(s.id::uuid), '{}') from jsonb_array_elements_text(coalesce(params -> 'source_ids', '[]')) s (id) $function$;
comment on function private.sources_of(jsonb) is 'The sources that a job is made from.';
grant execute on function private.sources_of(jsonb) to ;

CREATE OR REPLACE FUNCTION private.spark_items(workspace uuid, at_seq integer, concept uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(private.reader_body(s.body) order by (p.body ->> 'order_index')::integer, s.slug), '[]')
  from public.entity_versions p
  -- One by one (offset): before the statistics know of a large import, the planner would read every lesson for every concept.
  cross join lateral (
    select v.slug, v.body from public.entity_versions v
    where v.workspace_id = workspace and v.kind = 'spark' and v.entity_id = p.ref_b and v.from_seq <= at_seq and v.to_seq > at_seq offset 0
  ) s
  where p.ref_a = concept and p.workspace_id = workspace and p.kind = 'concept_spark' and p.from_seq <= at_seq and p.to_seq > at_seq
    and (s.body ->> 'is_published')::boolean
$function$;
comment on function private.spark_items(uuid,integer,uuid) is 'The published sparks of a visible concept in their order.';
grant execute on function private.spark_items(uuid,integer,uuid) to ;

CREATE OR REPLACE FUNCTION private.spark_link_way(workspace uuid, from_id uuid, to_id uuid, without uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
    declare
      first_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = from_id and r.workspace_id = workspace);
      last_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = to_id and r.workspace_id = workspace);
      way uuid[];
    begin
      -- Every link leads up in rank: what lies outside of the ranks of both ends is on no way between them.
      select private.shortest_way(array_agg(l.source_id), array_agg(l.target_id), from_id, to_id) into way
      from public.spark_links l
      join private.graph_ranks s on s.node_id = l.source_id and s.rank >= first_rank
      join private.graph_ranks t on t.node_id = l.target_id and t.rank <= last_rank
      where l.workspace_id = workspace and not l.id = any (without);
      return (
        select jsonb_agg(jsonb_build_object('node', jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title),
          'link', case when l.id is not null then jsonb_build_object('id', l.id, 'link_type', l.link_type) end) order by w.nth)
        from unnest(way) with ordinality w (id, nth)
        join public.sparks n on n.id = w.id
        left join public.spark_links l on l.source_id = w.id and l.target_id = way[w.nth::integer + 1]);
    end
    $function$;
grant execute on function private.spark_link_way(uuid,uuid,uuid,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.stage_blockers(workspace uuid, base_seq integer)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.*, null::jsonb from private.content_blockers(workspace, base_seq) b
  union all
  select * from private.package_blockers(workspace, base_seq)
  union all
  select * from private.text_blockers(workspace)
  union all
  select * from private.quality_blockers(workspace)
$function$;
comment on function private.stage_blockers(uuid,integer) is 'Why the chosen changes may not become a snapshot on this base; empty when they may. Looks at changes only. detail: of a package, {code, pointer, message, fix, place, exercise_id}.';
grant execute on function private.stage_blockers(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.staged_below(workspace uuid, base_seq integer, row_kind public.content_kind, owners_a uuid[], owners_b uuid[] DEFAULT NULL::uuid[])
 RETURNS TABLE(entity_id uuid, ref_a uuid, ref_b uuid, body jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
  select c.entity_id, c.after_a, c.after_b, c.after_body from pg_temp.stage_differences c
  where c.is_chosen and c.kind = row_kind and c.after_hash is not null and (c.after_a = any (owners_a) or c.after_b = any (owners_b))
  union all
  select v.entity_id, v.ref_a, v.ref_b, v.body from public.entity_versions v
  where v.workspace_id = workspace and v.kind = row_kind and (v.ref_a = any (owners_a) or v.ref_b = any (owners_b))
    and v.from_seq <= base_seq and v.to_seq > base_seq
    and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = row_kind and c.entity_id = v.entity_id);
end
$function$;
comment on function private.staged_below(uuid,integer,public.content_kind,uuid[],uuid[]) is 'What of a kind the snapshot would hold below these (by the first or the second reference).';
grant execute on function private.staged_below(uuid,integer,public.content_kind,uuid[],uuid[]) to ;

CREATE OR REPLACE FUNCTION private.staged_elsewhere(workspace uuid, base_seq integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  concepts uuid[];
  trails uuid[];
begin
  if not exists (
    select from pg_temp.stage_differences c
    where c.is_chosen and c.before_hash is not null and c.kind in ('objective', 'concept_spark', 'concept', 'trail_objective')
  ) then
    return '{}';
  end if;
  trails := array(select c.before_a from pg_temp.stage_differences c where c.is_chosen and c.kind = 'trail_objective' and c.before_hash is not null);
  concepts := array(
    select c.before_a from pg_temp.stage_differences c where c.is_chosen and c.kind = 'objective' and c.before_hash is not null
    union
    select c.entity_id from pg_temp.stage_differences c
    where c.is_chosen and c.kind = 'concept' and c.before_hash is not null and c.after_hash is not null and c.before_a is distinct from c.after_a
    union
    select p.entity_id from private.staged_below(workspace, base_seq, 'concept', trails) p);
  return array(
    select p.ref_b from private.staged_below(workspace, base_seq, 'concept_spark', concepts) p
    union
    select c.before_b from pg_temp.stage_differences c where c.is_chosen and c.kind = 'concept_spark' and c.before_hash is not null);
end
$function$;
comment on function private.staged_elsewhere(uuid,integer) is 'Lessons that may have lost an objective by the chosen changes, whatever became of their packages.';
grant execute on function private.staged_elsewhere(uuid,integer) to ;

CREATE OR REPLACE FUNCTION private.staged_objectives(workspace uuid, base_seq integer, sparks uuid[])
 RETURNS TABLE(spark_id uuid, objective text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  concepts uuid[];
  lessons uuid[];
  trails uuid[];
begin
  -- Pairs of a concept and a spark that stands in it.
  select coalesce(array_agg(p.ref_a), '{}'), coalesce(array_agg(p.ref_b), '{}') into concepts, lessons
  from private.staged_below(workspace, base_seq, 'concept_spark', null, sparks) p;
  -- And the trail of each: an entity is looked up by its id among the chosen changes, then in the base.
  trails := array(
    select coalesce(c.after_a, case when c.entity_id is null then v.ref_a end)
    from unnest(concepts) with ordinality n (id, nth)
    left join pg_temp.stage_differences c on c.entity_id = n.id and c.kind = 'concept' and c.is_chosen
    left join public.entity_versions v on v.workspace_id = workspace and v.kind = 'concept' and v.entity_id = n.id
      and v.from_seq <= base_seq and v.to_seq > base_seq
    order by n.nth);
  return query
    select distinct n.lesson, o.body ->> 'objective_id'
    from private.staged_below(workspace, base_seq, 'objective', concepts) o
    join unnest(concepts, lessons) n (concept, lesson) on n.concept = o.ref_a
    union
    select n.lesson, o.body ->> 'objective_id'
    from private.staged_below(workspace, base_seq, 'trail_objective', trails) o
    join unnest(trails, lessons) n (trail, lesson) on n.trail = o.ref_a;
end
$function$;
comment on function private.staged_objectives(uuid,integer,uuid[]) is 'The objectives of these lessons as the snapshot would have them.';
grant execute on function private.staged_objectives(uuid,integer,uuid[]) to ;

CREATE OR REPLACE FUNCTION private.stamp()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if new.workspace_id <> old.workspace_id or new.id <> old.id then
    raise exception 'content does not move between workspaces' using errcode = '42501';
  end if;
  new.created_at := old.created_at;
  new.created_by := old.created_by;
  -- Saving what is already there is not a change: no version, no revision, nothing to stage.
  if private.without_stamps(to_jsonb(new)) = private.without_stamps(to_jsonb(old)) then
    new.version := old.version;
    new.updated_at := old.updated_at;
    new.updated_by := old.updated_by;
  else
    new.version := old.version + 1;
    new.updated_at := now();
    new.updated_by := private.actor();
  end if;
  return new;
end
$function$;
grant execute on function private.stamp() to ;

CREATE OR REPLACE FUNCTION private.state_hash(row_kind public.content_kind, entity uuid, body jsonb)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
RETURN (md5((((row_kind)::text || (entity)::text) || (body)::text)))::uuid;
grant execute on function private.state_hash(public.content_kind,uuid,jsonb) to ;

CREATE OR REPLACE FUNCTION private.strictest(one text, other text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN CASE WHEN ('rejected'::text = ANY (ARRAY[one, other])) THEN 'rejected'::text WHEN ('pending'::text = ANY (ARRAY[one, other])) THEN 'pending'::text ELSE COALESCE(one, other) END;
comment on function private.strictest(text,text) is 'Of two decisions about drafts the one that keeps more from readers; null is a text of people.';
grant execute on function private.strictest(text,text) to ;

CREATE OR REPLACE FUNCTION private.take_slugs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  back uuid;
begin
  delete from public.slug_redirects r using new_rows n
  where r.workspace_id = n.workspace_id and r.kind = tg_argv[0]::public.content_kind and r.old_slug = n.slug;
  -- One that was merged away is back, and so are its names.
  for back in select distinct n.workspace_id from new_rows n join private.merges m on m.from_id = n.id or m.into_id = n.id loop
    perform private.follow_merges(back, tg_argv[0]::public.content_kind);
  end loop;
  return null;
end
$function$;
comment on function private.take_slugs() is 'Drops redirects from slugs that new entities take over.';
grant execute on function private.take_slugs() to ;

CREATE OR REPLACE FUNCTION private.take_statistics()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  many constant integer := 1000;
  written text;
begin
  if (select sum(n.value::integer) from jsonb_each_text(new.entity_counts) n) < many then
    return null;
  end if;
  -- In one order, as each is locked against being measured by somebody else until the import is committed.
  for written in
    select 'public.' || quote_ident(k.table_name) from private.kinds k where new.entity_counts ? k.kind::text
    union values ('public.revisions'), ('public.dirty_entities'), ('private.imported_states'), ('private.import_blocks'),
      ('private.graph_ranks')
    order by 1
  loop
    execute 'analyze ' || written;
  end loop;
  return null;
end
$function$;
comment on function private.take_statistics() is 'Measures the tables that an import of a thousand entities and more has written to.';
grant execute on function private.take_statistics() to ;

CREATE OR REPLACE FUNCTION private.take_step()
 RETURNS SETOF public.step_runs
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  turn private.step_turns;
  step public.step_runs;
begin
  for turn in select * from private.step_turns t order by t.is_batch, t.virtual_time, t.workspace_id loop
    loop
      select * into step from public.step_runs s
      where s.workspace_id = turn.workspace_id and s.is_batch = turn.is_batch and s.kind is not null and s.status = 'pending'
        and s.ready_at <= clock_timestamp()
      order by s.ready_at, s.nth limit 1 for update skip locked;
      exit when step.id is null;
      update public.flow_runs r set status = 'in_progress', started_at = coalesce(r.started_at, clock_timestamp()), current_step = step.step_name
      where r.id = step.flow_run_id and r.status in ('pending', 'in_progress');
      exit when found;
      -- A step beside one that failed waits until the job is tried again.
      update public.step_runs s set ready_at = null where s.id = step.id;
    end loop;
    continue when step.id is null;
    update private.step_turns t set served = t.virtual_time, virtual_time = t.virtual_time + 1 where t.workspace_id = turn.workspace_id and t.is_batch = turn.is_batch;
    return query update public.step_runs s set status = 'in_progress', fence = s.fence + 1, tries = s.tries + 1, problem = null,
      started_at = clock_timestamp(), beat_at = clock_timestamp() where s.id = step.id returning s.*;
    return;
  end loop;
end
$function$;
comment on function private.take_step() is 'The next step, now under way, with its fence; none where nothing is ready. Steps that somebody waits for come first, then the workspace that was given the least.';
grant execute on function private.take_step() to ;

CREATE OR REPLACE FUNCTION private.take_task()
 RETURNS SETOF public.tasks
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  task public.tasks;
  lock bigint;
  most_attempts constant integer := 3;
begin
  for task in select * from public.tasks t where t.state in ('waiting', 'running') order by t.ordinal loop
    -- One at a time of each workspace: they would wait for each other, and for nobody else's.
    lock := private.task_lock(task.workspace_id);
    continue when not pg_try_advisory_lock(lock);
    -- What was seen before the lock was there may be over.
    select * into task from public.tasks t where t.id = task.id and t.state in ('waiting', 'running') for update;
    if task.id is not null and not task.is_cancel_asked and task.attempts < most_attempts then
      return query update public.tasks t set state = 'running', started_at = coalesce(t.started_at, clock_timestamp()),
        attempts = t.attempts + 1, step = null, done = 0 where t.id = task.id returning t.*;
      return;
    elsif task.is_cancel_asked then
      perform private.end_task(task.id, 'cancelled');
    elsif task.id is not null then
      perform private.end_task(task.id, 'failed', null, jsonb_build_object('code', 'unavailable',
        'message', 'The worker ended three times while it did this. Nothing was changed.'));
    end if;
    perform pg_advisory_unlock(lock);
  end loop;
end
$function$;
comment on function private.take_task() is 'The next task that nobody is at, now running, or none. The lock on its workspace lasts until pg_advisory_unlock_all() or the end of the connection.';
grant execute on function private.take_task() to ;

CREATE OR REPLACE FUNCTION private.take_unmeasured(most integer)
 RETURNS TABLE(workspace_id uuid, spark_id uuid, version integer, text_hash text, content_md text, estimated_mins integer, taken integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  ids uuid[];
  lines integer;
begin
  with gone as (
    delete from private.quality_queue q where q.stamp in (
      select l.stamp from private.quality_queue l order by l.stamp limit most for update skip locked)
    returning q.spark_id
  )
  select count(*), array_agg(distinct g.spark_id) into lines, ids from gone g;
  -- A row that only counts: whoever asks goes on until no line was left, whatever had to be read.
  return query
    select null::uuid, null::uuid, null::integer, null::text, null::text, null::integer, lines
    union all
    select s.workspace_id, s.id, s.version, private.quality_hash(jsonb_build_object('content_md', s.content_md, 'estimated_mins', s.estimated_mins)),
      s.content_md, s.estimated_mins, lines
    from public.sparks s
    where s.id = any (ids) and not exists (
      select from public.quality_scores q where q.workspace_id = s.workspace_id and q.spark_id = s.id and q.version = s.version);
end
$function$;
comment on function private.take_unmeasured(integer) is 'Takes up to so many lines of the queue and gives the sparks that are to be measured. In one transaction with private.keep_scores: what is not kept is taken again.';
grant execute on function private.take_unmeasured(integer) to ;

CREATE OR REPLACE FUNCTION private.take_words(most integer DEFAULT 500, workspace uuid DEFAULT NULL::uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET lock_timeout TO '1s'
AS $function$
declare
  step record;
  taken integer;
  kinds public.content_kind[];
  ids uuid[];
begin
  workspace := coalesce(workspace, (select l.workspace_id from private.search_queue l order by l.stamp limit 1));
  if not exists (select from private.search_queue l where l.workspace_id = workspace) then
    return 0;
  end if;
  -- One at a time: two could write the words of one entity in the wrong order. Who comes second waits for the first a little.
  begin
    perform pg_advisory_xact_lock(hashtextextended('trailwright.search:' || workspace, 0));
  exception when lock_not_available then
    return 0;
  end;
  with lines as (
    delete from private.search_queue q where q.stamp in (
      select l.stamp from private.search_queue l where l.workspace_id = workspace order by l.stamp limit most)
    returning q.kind, q.entity_id
  )
  select count(*), array_agg(l.kind), array_agg(l.entity_id) into taken, kinds, ids from lines l;
  -- Each statement sees what was committed before it, and so at least what the lines it has taken speak of.
  for step in select l.kind, array_agg(distinct l.id) as ids from unnest(kinds, ids) l (kind, id) group by l.kind loop
    delete from private.search_entries e where e.entity_id = any (step.ids);
    insert into private.search_entries (entity_id, workspace_id, kind, owner_id, title, title_key, words, passages, begins)
    select s.entity_id, s.workspace_id, step.kind, s.owner_id, s.title, private.title_key(s.title), (s.taken).words,
      coalesce((s.taken).passages, '{}'), coalesce((s.taken).begins, '{}')
    from private.searchable(step.kind, step.ids) s;
    -- An exercise is listed by the title of its spark.
    update private.search_entries e set title = o.title, title_key = o.title_key from private.search_entries o
    where o.entity_id = any (step.ids) and e.owner_id = o.entity_id and e.owner_id <> e.entity_id and e.title <> o.title
      and e.kind in (select k.kind from private.kinds k where k.name_column is null);
  end loop;
  return taken;
end
$function$;
comment on function private.take_words(integer,uuid) is 'Takes the words of up to `most` entities of the queue of a workspace (of the one that waits longest unless told); returns how many lines it has taken.';
grant execute on function private.take_words(integer,uuid) to service_role;

CREATE OR REPLACE FUNCTION private.take_words_for(workspace uuid, within interval)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  began constant timestamptz := clock_timestamp();
begin
  -- A few at a time: one long lesson takes half a second of its own.
  for step in 1..100 loop
    exit when private.take_words(5, workspace) = 0 or clock_timestamp() - began > within;
  end loop;
end
$function$;
comment on function private.take_words_for(uuid,interval) is 'Takes the words of up to 500 entities of a workspace, for no longer than that and one step.';
grant execute on function private.take_words_for(uuid,interval) to ;

CREATE OR REPLACE FUNCTION private.task_lock(workspace uuid)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select hashtextextended('tasks of ' || workspace, 0) $function$;
grant execute on function private.task_lock(uuid) to ;

CREATE OR REPLACE FUNCTION private.task_weight(workspace uuid, task_kind text, subject uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- Up to a hundred thousand: nobody waits for more to be counted.
  select case
    when task_kind in ('snapshot.stage', 'import.stage') then
      (select count(*) from (select from public.dirty_entities d where d.workspace_id = workspace limit 100000) n)
    when task_kind = 'snapshot.verify' then
      (select coalesce(sum(e.value::bigint), 0) from public.snapshots s cross join jsonb_each_text(s.entity_counts) e
       where s.id = subject and s.workspace_id = workspace)
    when task_kind = 'snapshot.clean_up' then
      (select count(*) from (select from public.entity_versions v where v.workspace_id = workspace and v.to_seq < 2147483647 limit 100000) n)
    when task_kind in ('change_set.undo', 'trash.purge') then
      (select count(*) from (select from public.revisions r where r.change_set_id = subject and r.workspace_id = workspace limit 100000) n)
    when task_kind = 'import.apply' then
      (select coalesce(sum((c.value ->> 'create')::bigint + (c.value ->> 'update')::bigint + (c.value ->> 'conflict')::bigint), 0)
       from public.import_logs l cross join jsonb_each(l.plan_counts) c where l.id = subject and l.workspace_id = workspace)
    when task_kind = 'import.apply_questions' then
      (select count(q.exercise) from public.import_logs l join private.import_questions q on q.import_id = l.id
       where l.id = subject and l.workspace_id = workspace)
  end::integer
$function$;
comment on function private.task_weight(uuid,text,uuid) is 'How many rows a task would be about, which is what its time grows with.';
grant execute on function private.task_weight(uuid,text,uuid) to ;

CREATE OR REPLACE FUNCTION private.test_questions(log public.import_logs, choices jsonb)
 RETURNS TABLE(place integer, nth integer, spark_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    select a.place::integer, q.nth, (choices -> 'places' ->> q.category)::uuid
    from private.question_imports i
    cross join lateral jsonb_array_elements_text(
      private.list_of(private.list_of(i.report -> 'tests') -> coalesce((choices ->> 'quiz_test')::integer, 0) -> 'questions')) with ordinality a (nth, place)
    join private.import_questions q on q.import_id = log.id and q.nth::text = a.nth
    where i.import_id = log.id and coalesce(choices ->> 'quiz', 'none') <> 'none';
end
$function$;
comment on function private.test_questions(public.import_logs,jsonb) is 'The questions of the test that is to become a quiz, in its order, each with the spark that it goes to. None where no quiz is wanted.';
grant execute on function private.test_questions(public.import_logs,jsonb) to ;

CREATE OR REPLACE FUNCTION private.text_blockers(workspace uuid)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
  select 'lesson_text', c.kind, c.entity_id, c.after_slug, c.after_body ->> 'title', 'The lesson has no text.', null::jsonb
  from pg_temp.stage_differences c
  where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and not private.is_visible(c.after_body ->> 'content_md')
    and exists (select from public.lesson_profiles f where f.workspace_id = workspace and f.spark_id = c.entity_id and f.external_system is not null);
end
$function$;
comment on function private.text_blockers(uuid) is 'Lessons that came from a file without a text and still have none. Part of private.stage_blockers.';
grant execute on function private.text_blockers(uuid) to ;

CREATE OR REPLACE FUNCTION private.text_blocks(markdown text)
 RETURNS SETOF uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select distinct md5(b.letters)::uuid
  from string_to_table(replace(markdown, E'\r', ''), E'\n\n') p (part)
  cross join lateral (select lower(translate(p.part, E' \t\n\u00a0*_`~#>-+=|.,:;!?()[]{}<>/\\&"''$0123456789', ''))) b (letters)
  -- A sentence or two. What is shorter is said by chance as well.
  where octet_length(b.letters) >= 80
$function$;
comment on function private.text_blocks(text) is 'Digests of the blocks of a lesson that are long enough to be known again.';
grant execute on function private.text_blocks(text) to ;

CREATE OR REPLACE FUNCTION private.title_key(title text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN btrim(regexp_replace(regexp_replace(lower(extensions.unaccent('extensions.unaccent'::regdictionary, "left"(title, 300))), '[\u0300-\u036f]'::text, ''::text, 'g'::text), '\s+'::text, ' '::text, 'g'::text));
grant execute on function private.title_key(text) to ;

CREATE OR REPLACE FUNCTION private.topological_order(sources uuid[], targets uuid[], OUT ordered uuid[], OUT looped integer)
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  nodes uuid[];
  first_edge integer[];
  ends integer[];
  waiting integer[];
  queue integer[];
  head integer := 1;
  node integer;
  next integer;
begin
  -- Nodes become places in one array and links runs in another: the pass itself touches no table.
  with edges as (
    select e.source, e.target from unnest(sources, targets) e (source, target)
  ), placed as (
    select n.id, row_number() over () as place
    from (select source as id from edges union select target from edges) n
  ), numbered as (
    select s.place as source, t.place as target
    from edges e join placed s on s.id = e.source join placed t on t.id = e.target
  ), counted as (
    select p.place, p.id, coalesce(i.n, 0) as incoming, coalesce(o.n, 0) as outgoing
    from placed p
    left join (select target, count(*) as n from numbered group by target) i on i.target = p.place
    left join (select source, count(*) as n from numbered group by source) o on o.source = p.place
  ), runs as (
    select c.*, 1 + sum(c.outgoing) over (order by c.place) - c.outgoing as start from counted c
  )
  select array_agg(r.id order by r.place), array_agg(r.incoming::integer order by r.place),
    array_agg(r.start::integer order by r.place), (select array_agg(e.target::integer order by e.source) from numbered e)
  into nodes, waiting, first_edge, ends from runs r;

  ordered := '{}';
  looped := 0;
  if nodes is null then
    return;
  end if;
  first_edge := first_edge || (array_length(ends, 1) + 1);
  queue := array(select place::integer from unnest(waiting) with ordinality w (incoming, place) where incoming = 0 order by place);
  while head <= coalesce(array_length(queue, 1), 0) loop
    node := queue[head];
    head := head + 1;
    for i in first_edge[node] .. first_edge[node + 1] - 1 loop
      next := ends[i];
      waiting[next] := waiting[next] - 1;
      if waiting[next] = 0 then
        queue[array_length(queue, 1) + 1] := next;
      end if;
    end loop;
  end loop;
  looped := array_length(nodes, 1) - coalesce(array_length(queue, 1), 0);
  ordered := array(select nodes[q.place] from unnest(queue) with ordinality q (place, nth) order by q.nth);
end
$function$;
comment on function private.topological_order(uuid[],uuid[]) is 'Kahn''s pass over links given as two arrays: the nodes in an order of learning, and how many are in or behind a loop.';
grant execute on function private.topological_order(uuid[],uuid[]) to ;

CREATE OR REPLACE FUNCTION private.touch_graph(workspace uuid, graph public.graph_level)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- The advisory lock is the queue: it wakes one waiter at a time, where a row that fifty want to update wakes them all at
  -- every commit (a quarter of the throughput). The update is the guard: it fails at REPEATABLE READ, see above.
  perform pg_advisory_xact_lock(hashtextextended('trailwright.graph:' || graph || ':' || workspace, 0));
  update public.graphs g set version = g.version + 1 where g.workspace_id = workspace and g.level = graph;
  if not found then
    insert into public.graphs as g (workspace_id, level, version) values (workspace, graph, 1)
    on conflict (workspace_id, level) do update set version = g.version + 1;
  end if;
end
$function$;
comment on function private.touch_graph(uuid,public.graph_level) is 'Takes the queue of a graph and moves its clock.';
grant execute on function private.touch_graph(uuid,public.graph_level) to ;

CREATE OR REPLACE FUNCTION private.track()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  row_kind constant public.content_kind := tg_argv[0];
  name_column constant text := tg_argv[1];
  parent_column constant text := tg_argv[2];
  touched uuid;
  made uuid;
  written bigint := 0;
  added bigint;
begin
  -- One statement may touch thousands of rows (imports), so revisions are written as a set. "offset 0" keeps the planner
  -- from writing to_jsonb out once for every use of it.
  if tg_op = 'INSERT' then
    for touched in select distinct n.workspace_id from new_rows n order by 1 loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select n.workspace_id, made, row_kind, n.id, 'create', n.version, n.b ->> 'slug', n.b ->> name_column, (n.b ->> parent_column)::uuid, n.b, private.actor()
      from (select r.id, r.workspace_id, r.version, to_jsonb(r) as b from new_rows r where r.workspace_id = touched offset 0) n;
      get diagnostics added = row_count;
      written := written + added;
    end loop;
    insert into public.dirty_entities (workspace_id, kind, entity_id) select n.workspace_id, row_kind, n.id from new_rows n;

  elsif tg_op = 'UPDATE' then
    for touched in
      select distinct n.workspace_id from new_rows n join old_rows o on o.id = n.id where n.version <> o.version order by 1
    loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select n.workspace_id, made, row_kind, n.id, 'update', n.version, n.b ->> 'slug', n.b ->> name_column, (n.b ->> parent_column)::uuid, n.b, private.actor()
      from (
        select r.id, r.workspace_id, r.version, to_jsonb(r) as b
        from new_rows r join old_rows o on o.id = r.id and o.version <> r.version where r.workspace_id = touched offset 0
      ) n;
      get diagnostics added = row_count;
      written := written + added;
      insert into public.dirty_entities (workspace_id, kind, entity_id)
      select n.workspace_id, row_kind, n.id
      from new_rows n join old_rows o on o.id = n.id and o.version <> n.version where n.workspace_id = touched;
    end loop;

  else
    -- A workspace that is being deleted takes its history along; there is nothing to write it to.
    for touched in select distinct o.workspace_id from old_rows o join public.workspaces w on w.id = o.workspace_id order by 1 loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select o.workspace_id, made, row_kind, o.id, 'delete', o.version + 1, o.b ->> 'slug', o.b ->> name_column, (o.b ->> parent_column)::uuid, o.b, private.actor()
      from (select r.id, r.workspace_id, r.version, to_jsonb(r) as b from old_rows r where r.workspace_id = touched offset 0) o;
      get diagnostics added = row_count;
      written := written + added;
      insert into public.dirty_entities (workspace_id, kind, entity_id)
      select o.workspace_id, row_kind, o.id from old_rows o where o.workspace_id = touched;
    end loop;
  end if;
  perform private.say_progress('writing', written);
  return null;
end
$function$;
comment on function private.track() is 'Writes revisions and the dirty set for one statement. Arguments: the kind, its name_column and its ref_a ('''' without one): a look into private.kinds would be paid at every save.';
grant execute on function private.track() to ;

CREATE OR REPLACE FUNCTION private.track_slug()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.slug_redirects r
  where r.workspace_id = new.workspace_id and r.kind = tg_argv[0]::public.content_kind and r.old_slug = new.slug;
  insert into public.slug_redirects (workspace_id, kind, old_slug, origin_id, entity_id)
  values (new.workspace_id, tg_argv[0]::public.content_kind, old.slug, new.id, new.id)
  on conflict (workspace_id, kind, old_slug) do update set origin_id = excluded.origin_id, entity_id = excluded.entity_id, created_at = now();
  return null;
end
$function$;
comment on function private.track_slug() is 'Keeps a redirect from a renamed slug, and drops one that the entity takes over.';
grant execute on function private.track_slug() to ;

CREATE OR REPLACE FUNCTION private.track_uses()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op <> 'INSERT' then
    delete from public.asset_uses u where u.entity_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into public.asset_uses (workspace_id, kind, entity_id, asset, lacks_alt)
    select new.workspace_id, tg_argv[0]::public.content_kind, new.id, m.asset, m.lacks_alt
    from private.asset_mentions(to_jsonb(new) ->> tg_argv[1]) m;
  end if;
  return null;
end
$function$;
comment on function private.track_uses() is 'Keeps public.asset_uses. Arguments: the kind, and the column that may name files.';
grant execute on function private.track_uses() to ;

CREATE OR REPLACE FUNCTION private.trash_scope(workspace uuid, root_kinds public.content_kind[], roots uuid[], with_sparks boolean)
 RETURNS TABLE(kind public.content_kind, entity_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found_kinds public.content_kind[] := root_kinds;
  found_ids uuid[] := roots;
  before integer := 0;
  k private.kinds;
  p private.kinds;
  more uuid[];
begin
  while before < cardinality(found_ids) loop
    before := cardinality(found_ids);
    for k in select * from private.kinds order by kinds.kind loop
      -- Everything goes with what it refers to, except for what outlives it (a course profile its persona).
      execute format('select array_agg(t.id) from public.%1$I t where t.workspace_id = $1 and (%2$s) and not t.id = any ($2)',
        k.table_name,
        concat_ws(' or ',
          case when k.ref_a is not null then format('t.%I = any ($2)', k.ref_a) end,
          case when k.ref_b is not null and not k.outlives_ref_b then format('t.%I = any ($2)', k.ref_b) end,
          case when k.ref_a is null then 'false' end))
      into more using workspace, found_ids;
      found_ids := found_ids || more;
      found_kinds := found_kinds || array_fill(k.kind, array[coalesce(array_length(more, 1), 0)]);
    end loop;
    if with_sparks then
      for k in select * from private.kinds n where n.placed_by is not null loop
        select * into p from private.kinds n where n.kind = k.placed_by;
        execute format('select array_agg(t.id) from public.%1$I t where t.workspace_id = $1 and not t.id = any ($2)
            and exists (select from public.%2$I p where p.%3$I = t.id and p.id = any ($2))
            and not exists (select from public.%2$I p where p.%3$I = t.id and not p.id = any ($2))', k.table_name, p.table_name, p.ref_b)
        into more using workspace, found_ids;
        found_ids := found_ids || more;
        found_kinds := found_kinds || array_fill(k.kind, array[coalesce(array_length(more, 1), 0)]);
      end loop;
    end if;
  end loop;
  return query select * from unnest(found_kinds, found_ids);
end
$function$;
comment on function private.trash_scope(uuid,public.content_kind[],uuid[],boolean) is 'Everything that depends on some entities, themselves first. with_sparks: also the placed (sparks) that would stand nowhere afterwards, when all their places are gone.';
grant execute on function private.trash_scope(uuid,public.content_kind[],uuid[],boolean) to ;

CREATE OR REPLACE FUNCTION private.trash_together(workspace uuid, root_kinds public.content_kind[], roots uuid[], with_sparks boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  step record;
  k private.kinds;
begin
  for step in
    select s.kind, array_agg(s.entity_id) as ids from private.trash_scope(workspace, root_kinds, roots, with_sparks) s group by s.kind order by s.kind
  loop
    perform private.hold(workspace, step.kind, step.ids);
  end loop;
  -- Once more, with what was attached while we waited; from here on nothing can be.
  set constraints all deferred;
  for step in
    select s.kind, array_agg(s.entity_id) as ids from private.trash_scope(workspace, root_kinds, roots, with_sparks) s group by s.kind order by s.kind desc
  loop
    for k in select * from private.kinds n where n.outlives_ref_b and n.ref_b_kind = step.kind loop
      execute format('update public.%1$I t set %2$I = null where t.workspace_id = $1 and t.%2$I = any ($2)', k.table_name, k.ref_b) using workspace, step.ids;
    end loop;
    perform private.remove(workspace, step.kind, step.ids);
  end loop;
  set constraints all immediate;
end
$function$;
comment on function private.trash_together(uuid,public.content_kind[],uuid[],boolean) is 'Removes some entities and all that depends on them, within the change set that is open. The caller holds the queue of the workspace.';
grant execute on function private.trash_together(uuid,public.content_kind[],uuid[],boolean) to ;

CREATE OR REPLACE FUNCTION private.undone_package(before jsonb, mine jsonb, now jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
  places constant text[] := array['exercise_bank', 'quiz', 'quiz_metadata'];
  bank jsonb;
  quiz jsonb;
  metadata jsonb;
begin
  if not (private.are_all_named(before) and private.are_all_named(mine) and private.are_all_named(now)) then
    return null;
  end if;
  -- What is beside bank and quiz is one field each: changed by both is a conflict.
  if exists (
    select from (select jsonb_object_keys(before) union select jsonb_object_keys(mine) union select jsonb_object_keys(now)) n (key)
    where not n.key = any (places) and before -> n.key is distinct from mine -> n.key and now -> n.key is distinct from mine -> n.key and now -> n.key is distinct from before -> n.key
  ) then
    return null;
  end if;
  if exists (
    with old as (select * from private.exercises_by_id(before)), done as (select * from private.exercises_by_id(mine)), here as (select * from private.exercises_by_id(now))
    select from old full join done using (id) left join here using (id)
    where old.exercise is distinct from done.exercise and here.exercise is distinct from done.exercise and here.exercise is distinct from old.exercise
  ) then
    return null;
  end if;

  with old as materialized (select * from private.exercises_by_id(before)), done as materialized (select * from private.exercises_by_id(mine)),
    here as materialized (select * from private.exercises_by_id(now)),
    goes_back as materialized (
      -- Only where the change set has moved some, and they still stand as it put them, do they go back to where they were.
      select (select coalesce(bool_or(n.was <> n.became), false) from (
          select row_number() over (order by o.nth) as was, row_number() over (order by d.nth) as became from old o join done d using (id)) n)
        and (select coalesce(bool_and(n.became = n.stands), true) from (
          select row_number() over (order by d.nth) as became, row_number() over (order by h.nth) as stands from old o join done d using (id) join here h using (id)) n) as is_so
    ), kept as materialized (
      select case when d.exercise is not distinct from o.exercise then h.exercise else coalesce(o.exercise, h.exercise) end as exercise,
        case when not g.is_so then h.nth::numeric when o.nth is not null then o.nth else 1000000 + h.nth end as place, 0::bigint as nth
      from goes_back g cross join here h left join done d using (id) left join old o using (id)
      -- What the change set added goes again.
      where not (o.id is null and d.id is not null)
      union all
      -- What it took out comes back, behind those that it stood behind.
      select n.exercise, case when g.is_so then n.nth::numeric else coalesce(n.behind, 0) + 0.5 end, n.nth
      from goes_back g cross join (
        select o.id, o.exercise, o.nth, h.id is not null as is_here, max(h.nth) over (order by o.nth) as behind from old o left join here h using (id)) n
      where not n.is_here and not exists (select from done d where d.id = n.id)
    )
  select coalesce(jsonb_agg(k.exercise order by k.place, k.nth), '[]') into bank from kept k;

  quiz := now -> 'quiz';
  if before -> 'quiz' is distinct from mine -> 'quiz' then
    if now -> 'quiz' is not distinct from mine -> 'quiz' then
      quiz := before -> 'quiz';
    else
      select coalesce(jsonb_agg(n.id order by n.place, n.nth), '[]') into quiz from (
        select q.id, q.nth::numeric as place, 0 as nth from jsonb_array_elements(private.list_of(now -> 'quiz')) with ordinality q (id, nth)
        where not (private.list_of(mine -> 'quiz') @> jsonb_build_array(q.id) and not private.list_of(before -> 'quiz') @> jsonb_build_array(q.id))
        union all
        select q.id, q.nth - 0.5, 1 from jsonb_array_elements(private.list_of(before -> 'quiz')) with ordinality q (id, nth)
        where not private.list_of(mine -> 'quiz') @> jsonb_build_array(q.id) and not private.list_of(now -> 'quiz') @> jsonb_build_array(q.id)) n;
    end if;
  end if;
  -- No question of an exercise that is gone.
  quiz := (
    select coalesce(jsonb_agg(q.id order by q.nth), '[]') from jsonb_array_elements(private.list_of(quiz)) with ordinality q (id, nth)
    where exists (select from jsonb_array_elements(bank) e where e -> 'id' = q.id) or now -> 'quiz' @> jsonb_build_array(q.id) and not exists (select from private.exercises_by_id(now) e where e.id = q.id));

  select coalesce(jsonb_object_agg(n.key, n.value) filter (where n.value is not null), '{}') into metadata from (
    select k.key, private.value_undone(private.object_of(before -> 'quiz_metadata'), private.object_of(mine -> 'quiz_metadata'), private.object_of(now -> 'quiz_metadata'), k.key) as value
    from (
      select jsonb_object_keys(private.object_of(before -> 'quiz_metadata')) union select jsonb_object_keys(private.object_of(mine -> 'quiz_metadata'))
      union select jsonb_object_keys(private.object_of(now -> 'quiz_metadata'))) k (key)) n;

  return (
    select jsonb_object_agg(n.key, n.value) from (
      select k.key, private.value_undone(before, mine, now, k.key) as value
      from (select jsonb_object_keys(before) union select jsonb_object_keys(mine) union select jsonb_object_keys(now)) k (key)
      where not k.key = any (places)
      union all values ('exercise_bank', bank), ('quiz', quiz)
      union all
      select 'quiz_metadata', (private.quiz_metadata(jsonb_build_object('exercise_bank', bank, 'quiz', quiz, 'quiz_metadata', metadata)))
      where now ? 'quiz_metadata') n
    where n.value is not null);
end
$function$;
comment on function private.undone_package(jsonb,jsonb,jsonb) is 'A package as it is now, with one change of it (from `before` to `mine`) taken back; null where the same exercise or field has been changed since.';
grant execute on function private.undone_package(jsonb,jsonb,jsonb) to ;

CREATE OR REPLACE FUNCTION private.unspaced()
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]'::text;
comment on function private.unspaced() is 'As a regular expression: Thai, Lao, Burmese, Khmer, Japanese, Korean, Chinese.';
grant execute on function private.unspaced() to ;

CREATE OR REPLACE FUNCTION private.unused_files(most integer DEFAULT 500, among text[] DEFAULT NULL::text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select o.name from storage.objects o
  where o.bucket_id = 'assets' and (among is null or o.name = any (among))
    -- Its row may be on the way.
    and o.created_at < now() - interval '1 day'
    and not exists (select from public.assets a where left(a.sha256, 32) = left(split_part(o.name, '/', 2), 32)
      and a.workspace_id || '/' || a.sha256 = o.name)
    and not exists (select from public.entity_versions v where v.kind = 'asset' and left(v.body ->> 'sha256', 32) = left(split_part(o.name, '/', 2), 32)
      and v.workspace_id || '/' || (v.body ->> 'sha256') = o.name)
    and not exists (select from public.revisions r where r.kind = 'asset' and r.workspace_id::text = split_part(o.name, '/', 1)
      and r.body ->> 'sha256' = split_part(o.name, '/', 2))
  order by o.name limit most
$function$;
comment on function private.unused_files(integer,text[]) is 'Objects that nothing names any more: no file, no snapshot, nothing in the trash or in history. The worker removes them, after it has looked again under the lock of public.add_asset.';
grant execute on function private.unused_files(integer,text[]) to ;

CREATE OR REPLACE FUNCTION private.users_of(workspace uuid, key text)
 RETURNS TABLE(kind public.content_kind, entity_id uuid, slug text, label text, lacks_alt boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select 'spark'::public.content_kind, s.id, s.slug, s.title, bool_or(u.lacks_alt)
  from public.asset_uses u
  left join public.packages p on u.kind = 'package' and p.id = u.entity_id
  join public.sparks s on s.id = coalesce(p.spark_id, u.entity_id)
  where u.workspace_id = workspace and u.asset = key and u.kind in ('spark', 'package')
  group by s.id
  union all
  select 'concept', c.id, c.slug, c.title, false
  from public.asset_uses u join public.unit_profiles p on p.id = u.entity_id join public.concepts c on c.id = p.concept_id
  where u.workspace_id = workspace and u.asset = key and u.kind = 'unit_profile'
$function$;
comment on function private.users_of(uuid,text) is 'The lessons and concepts that name a file, the lesson of an exercise among them.';
grant execute on function private.users_of(uuid,text) to ;

CREATE OR REPLACE FUNCTION private.value_undone(before jsonb, mine jsonb, now jsonb, key text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when now -> key is not distinct from mine -> key then before -> key else now -> key end
$function$;
comment on function private.value_undone(jsonb,jsonb,jsonb,text) is 'A value as it was before, unless somebody has changed it since.';
grant execute on function private.value_undone(jsonb,jsonb,jsonb,text) to ;

CREATE OR REPLACE FUNCTION private.version_line(r public.revisions)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  old constant public.revisions := private.before_change_set(r);
  -- Made and then moved by one change set is made.
  operation constant text := case when r.operation = 'update' and coalesce(old.operation, 'delete') = 'delete' then 'create' else r.operation::text end;
begin
  return jsonb_build_object('id', r.id, 'kind', r.kind, 'entity_id', r.entity_id, 'slug', r.slug, 'operation', operation, 'version', r.version,
    'label', private.name_of(r.workspace_id, r.kind, r.body),
    'newest', (
      select jsonb_build_object('id', n.id, 'version', n.version, 'is_gone', n.operation = 'delete') from public.revisions n
      where n.workspace_id = r.workspace_id and n.kind = r.kind and n.entity_id = r.entity_id order by n.id desc limit 1),
    'fields', case when operation <> 'update' then '[]' else (
      select coalesce(jsonb_agg(f.key order by f.key), '[]') from jsonb_each(private.without_stamps(r.body)) f
      where f.value is distinct from old.body -> f.key) end);
end
$function$;
comment on function private.version_line(public.revisions) is 'A saved version without its text: whose it is, what its change set changed, and which one is the newest.';
grant execute on function private.version_line(public.revisions) to ;

CREATE OR REPLACE FUNCTION private.versions_of(workspace uuid, things private.things, root uuid, change_set uuid, skipped integer, most integer)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(private.version_line(v.r) order by v.nth), '[]') from (
    -- What one change set touched twice is told as what became of it in the end; the entity itself comes first.
    select e.r, row_number() over (order by (e.r).entity_id <> root, (e.r).kind, (e.r).id) as nth from (
      select distinct on (r.kind, r.entity_id) r from public.revisions r
      join unnest(things.kinds, things.ids) t (kind, id) on t.kind = r.kind and t.id = r.entity_id
      where r.change_set_id = change_set and r.workspace_id = workspace
      order by r.kind, r.entity_id, r.id desc
    ) e order by 2 offset greatest(skipped, 0) limit least(greatest(most, 1), 200)
  ) v
$function$;
grant execute on function private.versions_of(uuid,private.things,uuid,uuid,integer,integer) to ;

CREATE OR REPLACE FUNCTION private.wake_turn(workspace uuid, batch boolean)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- Whoever has waited stands at the time of all or beyond it and stays there; whoever comes anew or back begins just before.
  with here as (select coalesce(max(o.served), 0) - 1 as virtual_time from private.step_turns o where o.is_batch = batch)
  insert into private.step_turns as t (workspace_id, is_batch, virtual_time) select workspace, batch, h.virtual_time from here h
  on conflict on constraint step_turns_pkey do update set woken_at = clock_timestamp(), virtual_time = greatest(t.virtual_time, excluded.virtual_time);
  select pg_notify('step_news', '');
$function$;
comment on function private.wake_turn(uuid,boolean) is 'Says that a workspace has a step that is ready. Called last in a transaction: the turn of a workspace is what all its steps meet at.';
grant execute on function private.wake_turn(uuid,boolean) to ;

CREATE OR REPLACE FUNCTION private.way_to(workspace uuid, row_kind public.content_kind, row_slug text, row_in text)
 RETURNS TABLE(branch text, parent uuid, around uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  d uuid; t uuid; c uuid; p uuid; s uuid;
begin
  if row_kind = 'domain' then
    select n.id into d from public.domains n where n.workspace_id = workspace and n.slug = row_slug;
  elsif row_kind = 'trail' then
    select n.id, n.domain_id into t, d from public.trails n where n.workspace_id = workspace and n.slug = row_slug;
  elsif row_kind = 'concept' then
    select n.id, n.trail_id into c, t from public.concepts n where n.workspace_id = workspace and n.slug = row_slug;
  elsif row_kind = 'spark' then
    select n.id into s from public.sparks n where n.workspace_id = workspace and n.slug = row_slug;
    select q.id, q.concept_id, n.trail_id into p, c, t from public.concept_sparks q join public.concepts n on n.id = q.concept_id
    where q.workspace_id = workspace and q.spark_id = s order by n.slug is distinct from row_in, q.ordinal limit 1;
    if p is null and s is not null then
      return query values ('loose', null::uuid, s);
    end if;
  elsif row_kind = 'beacon' then
    return query select 'beacons', null::uuid, b.id from public.beacons b where b.workspace_id = workspace and b.slug = row_slug;
  end if;
  if t is not null and d is null then
    select n.domain_id into d from public.trails n where n.workspace_id = workspace and n.id = t;
  end if;
  if d is not null then return query values ('domains', null::uuid, d), ('domain', d, t); end if;
  if t is not null then return query values ('trail', t, c); end if;
  if c is not null and t is null then return query values ('standalone', null::uuid, c); end if;
  if c is not null then return query values ('concept', c, p); end if;
end
$function$;
comment on function private.way_to(uuid,public.content_kind,text,text) is 'The branches that lead to an entity, each with its row that does, and what is inside of it.';
grant execute on function private.way_to(uuid,public.content_kind,text,text) to ;

CREATE OR REPLACE FUNCTION private.with_publication(profile jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case when profile ->> 'published_at' is null then profile || coalesce((
      select jsonb_build_object('published_at', f.published_at) from public.first_promotions f
      where f.workspace_id = (profile ->> 'workspace_id')::uuid and f.trail_id = (profile ->> 'trail_id')::uuid), '{}')
    else profile end
$function$;
comment on function private.with_publication(jsonb) is 'The row of a course profile as panels and exports say it: published_at as its file has it, else as the first promotion set it.';
grant execute on function private.with_publication(jsonb) to ;

CREATE OR REPLACE FUNCTION private.withdraw_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.invitations i where i.workspace_id = old.workspace_id and i.invited_by = old.user_id;
  return null;
end
$function$;
grant execute on function private.withdraw_invitations() to ;

CREATE OR REPLACE FUNCTION private.without_code(markdown text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  plain text := replace(markdown, e'\r', '');
  kept text[] := '{}';
  line text;
  fence text;
  mark text;
begin
  if plain ~ '```|~~~' then
    foreach line in array string_to_array(plain, e'\n') loop
      if fence is null then
        select coalesce(m[1], m[2]) into fence
        from regexp_match(line, '^(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*(?:(`{3,})[^`]*|(~{3,}).*)$') m;
        kept := kept || case when fence is null then line else '' end;
      else
        mark := substring(line from '^[\s>]*(`{3,}|~{3,})\s*$');
        if left(mark, 1) = left(fence, 1) and length(mark) >= length(fence) then
          fence := null;
        end if;
      end if;
    end loop;
    plain := array_to_string(kept, e'\n');
  end if;
  plain := regexp_replace(plain, '<!--.*?-->', '', 'g');
  return regexp_replace(regexp_replace(plain, '``[^\n]*?``', '', 'g'), '`[^`\n]+`', '', 'g');
end
$function$;
comment on function private.without_code(text) is 'Markdown without fenced code, code in the text and comments.';
grant execute on function private.without_code(text) to ;

CREATE OR REPLACE FUNCTION private.without_exercises(body jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case when jsonb_typeof(body -> 'exercise_bank') = 'array' then body || jsonb_build_object('exercise_bank', (
    select coalesce(jsonb_agg(jsonb_build_object('id', e.exercise -> 'id') order by e.nth), '[]') from jsonb_array_elements(body -> 'exercise_bank') with ordinality e (exercise, nth)))
  else body end
$function$;
comment on function private.without_exercises(jsonb) is 'A package with the ids of its exercises alone, which is all that its quiz is checked against.';
grant execute on function private.without_exercises(jsonb) to ;

CREATE OR REPLACE FUNCTION private.without_stamps(body jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN (body - ARRAY['version'::text, 'created_at'::text, 'created_by'::text, 'updated_at'::text, 'updated_by'::text, 'bundle_style'::text]);
comment on function private.without_stamps(jsonb) is 'What of a row makes it another state when it differs.';
grant execute on function private.without_stamps(jsonb) to ;

CREATE OR REPLACE FUNCTION private.words_in(shown text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  -- One idea of what a letter is, whatever the database was created with.
  x text collate pg_catalog.pg_c_utf8 := left(shown, 120000);
begin
  -- Accents, vowel points and tone marks that stand for themselves, and what takes no room at all.
  x := regexp_replace(x, '[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0e47-\u0e4e\u200b-\u200f\u2060\ufeff]+', '', 'g');
  -- C++ and C# are no C, and .NET is no net: they are found by their whole names, and by the letters in them.
  if strpos(x, '++') > 0 then
    x := regexp_replace(x, '\m([[:alnum:]]{1,24})\+\+', '\1 \1plusplus ', 'g');
  end if;
  if strpos(x, '#') > 0 then
    x := regexp_replace(x, '\m([[:alpha:]]{1,3})#(?![[:alnum:]])', '\1 \1sharp ', 'g');
  end if;
  x := regexp_replace(x, '\.([[:alpha:]][[:alnum:]]{0,24})', ' dot0\1 \1', 'g');
  x := regexp_replace(x, '[^[:alnum:]\x1f]+', ' ', 'g');
  x := replace(x, e'\x1f', e' \x1f ');
  -- camelCase: the whole word, and its parts.
  if x ~ '[[:lower:]][[:upper:]]|[[:upper:]]{2}[[:lower:]]{2}' then
    x := (select string_agg(case when w.word ~ '[[:lower:]][[:upper:]]|[[:upper:]]{2}[[:lower:]]{2}'
        then lower(left(w.word, 48)) || ' ' || regexp_replace(regexp_replace(w.word, '([[:lower:][:digit:]])([[:upper:]])', '\1 \2', 'g'),
          '([[:upper:]])([[:upper:]][[:lower:]]{2})', '\1 \2', 'g')
        else w.word end, ' ' order by w.nth)
      from string_to_table(x, ' ') with ordinality w (word, nth));
  end if;
  -- The forms of English take `having` for `have`, which is in every lesson.
  x := regexp_replace(x, '\m(hav|be|do)ing\M', '\1ing0', 'gi');
  if x ~ private.unspaced() then
    -- Where a passage ends, the run of characters goes on.
    x := replace(private.pairs_in(regexp_replace(x, ' \x1f ', e'\x1f', 'g')), e'\x1f', e' \x1f ');
  end if;
  x := btrim(regexp_replace(regexp_replace(x, '([[:alnum:]]{48})[[:alnum:]]+', '\1', 'g'), ' {2,}', ' ', 'g'));
  -- A tsvector knows 16,383 places and 1 MB.
  if char_length(x) > 30000 then
    x := left(array_to_string((string_to_array(x, ' '))[1:15000], ' '), 125000);
  end if;
  return x;
end
$function$;
comment on function private.words_in(text) is E'The words of a text, a blank between two of them, none longer than 48 characters, at most 15,000; \\x1f stays as a word of its own.';
grant execute on function private.words_in(text) to ;

CREATE OR REPLACE FUNCTION private.words_of(title text, slug text, summary text, body text)
 RETURNS private.taken_words
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  short_cut text := private.passages_of(coalesce(summary, ''));
  long_cut text := private.passages_of(coalesce(body, ''));
  short_words text := coalesce(private.words_in(short_cut), '');
  long_words text := coalesce(private.words_in(long_cut), '');
  name_words text := private.words_in(coalesce(title, ''));
  taken private.taken_words;
begin
  taken.words := setweight(to_tsvector('private.by_form', replace(short_words, e' \x1f', '')), 'B')
    || setweight(to_tsvector('private.by_form', replace(long_words, e' \x1f', '')), 'D')
    || setweight(to_tsvector('private.as_written', name_words), 'A')
    || setweight(to_tsvector('private.by_form', name_words), 'A')
    || setweight(to_tsvector('private.as_written', replace(coalesce(slug, ''), '-', ' ')), 'C');
  select array_agg(p.passage order by p.nth), array_agg(1 + coalesce(w.before, 0) order by p.nth) into taken.passages, taken.begins
  -- The blank keeps the last word of the summary off the first one of the text.
  from string_to_table(concat_ws(e' \x1f', nullif(short_cut, ''), nullif(long_cut, '')), e'\x1f') with ordinality p (passage, nth)
  left join (
    select c.nth, sum(c.words) over (order by c.nth rows between unbounded preceding and 1 preceding)::integer as before
    from (
      select n.nth, case when btrim(n.part) = '' then 0 else 1 + char_length(btrim(n.part)) - char_length(replace(btrim(n.part), ' ', '')) end as words
      from string_to_table(concat_ws(e'\x1f', nullif(short_words, ''), nullif(long_words, '')), e'\x1f') with ordinality n (part, nth)
    ) c
  ) w on w.nth = p.nth
  where w.nth is not null or p.nth = 1;
  return taken;
end
$function$;
comment on function private.words_of(text,text,text,text) is 'Words, passages, and of each passage the place of its first word.';
grant execute on function private.words_of(text,text,text,text) to ;

CREATE OR REPLACE FUNCTION private.write_exercises(packages uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
begin
  with fresh as materialized (
    select n.*, row_number() over (partition by n.package_id, n.exercise_id order by n.place) as nth from (
      select k.id as package_id, k.workspace_id, k.spark_id, (e.place - 1)::integer as place, e.exercise,
        private.exercise_name(e.exercise) as exercise_id, md5(s.source)::uuid as hash,
        strpos(s.source, '![') > 0 or strpos(s.source, '<img') > 0 as has_image
      from public.packages k
      cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) with ordinality e (exercise, place)
      cross join lateral (select e.exercise::text as source offset 0) s
      where k.id = any (packages)
    ) n
  ), quiz as materialized (
    select k.id as package_id, q.id, (min(q.place) - 1)::integer as place
    from public.packages k cross join lateral jsonb_array_elements(private.list_of(k.body -> 'quiz')) with ordinality q (id, place)
    where k.id = any (packages) group by k.id, q.id
  ), revision as materialized (
    select k.id as package_id, (select max(r.id) from public.revisions r where r.workspace_id = k.workspace_id and r.kind = 'package' and r.entity_id = k.id) as id
    from public.packages k where k.id = any (packages)
  ), newest as materialized (
    select distinct on (v.package_id, v.exercise_id) v.package_id, v.exercise_id, v.version, v.hash
    from private.exercise_versions v where v.package_id = any (packages) order by v.package_id, v.exercise_id, v.version desc
  ), written as (
    insert into private.exercise_versions (package_id, exercise_id, version, workspace_id, revision_id, hash, body)
    select f.package_id, f.exercise_id, coalesce(v.version, 0) + 1, f.workspace_id, r.id, f.hash, f.exercise
    from fresh f join revision r on r.package_id = f.package_id
    left join newest v on v.package_id = f.package_id and v.exercise_id = f.exercise_id
    where f.nth = 1 and f.exercise_id is not null and v.hash is distinct from f.hash
    union all
    -- What has left the bank.
    select o.package_id, o.exercise_id, o.version + 1, o.workspace_id, r.id, null, null
    from private.exercise_entries o join revision r on r.package_id = o.package_id
    where o.version is not null and o.package_id = any (packages)
      and not exists (select from fresh f where f.package_id = o.package_id and f.exercise_id = o.exercise_id)
    returning package_id, exercise_id, version
  ), before as materialized (
    -- What has not changed is not read again.
    select distinct on (o.package_id, o.hash) o.package_id, o.hash, o.stem, o.words, array_remove(o.problems, 'duplicate_exercise') as problems
    from private.exercise_entries o where o.package_id = any (packages) order by o.package_id, o.hash
  )
  insert into private.exercise_entries as e (package_id, place, workspace_id, spark_id, exercise_id, exercise_type, category, level, difficulty, objective,
    quiz_place, has_image, stem, words, hash, version, problems)
  select f.package_id, f.place, f.workspace_id, f.spark_id, f.exercise_id,
    left(f.exercise ->> 'exercise_type', 100), private.shown(f.exercise -> 'exercise_category'), private.shown(f.exercise -> 'cognitive_level'),
    private.shown(f.exercise -> 'difficulty'), private.shown(f.exercise -> 'aligned_learning_objective'),
    case when f.nth = 1 then q.place end, f.has_image,
    coalesce(b.stem, private.list_text(coalesce(private.shown(f.exercise -> 'stem', 1000), private.shown(f.exercise -> 'text', 1000), ''))),
    coalesce(b.words, private.exercise_words(f.exercise)),
    f.hash, case when f.nth = 1 and f.exercise_id is not null then coalesce(w.version, v.version) end,
    coalesce(b.problems, p.codes, '{}') || case when f.nth > 1 and f.exercise_id is not null then array['duplicate_exercise'] else '{}' end
  from fresh f
  left join quiz q on q.package_id = f.package_id and q.id = f.exercise -> 'id'
  left join written w on w.package_id = f.package_id and w.exercise_id = f.exercise_id
  left join newest v on v.package_id = f.package_id and v.exercise_id = f.exercise_id
  left join before b on b.package_id = f.package_id and b.hash = f.hash
  left join lateral (select array_agg(distinct x.code) as codes from unnest(private.exercise_problems(f.exercise)) x where b.hash is null) p on true
  on conflict (package_id, place) do update set exercise_id = excluded.exercise_id, exercise_type = excluded.exercise_type, category = excluded.category,
    level = excluded.level, difficulty = excluded.difficulty, objective = excluded.objective, quiz_place = excluded.quiz_place,
    has_image = excluded.has_image, stem = excluded.stem, words = excluded.words, hash = excluded.hash, version = excluded.version, problems = excluded.problems
  where (e.hash, e.exercise_id, e.quiz_place, e.version, e.problems) is distinct from (excluded.hash, excluded.exercise_id, excluded.quiz_place, excluded.version, excluded.problems);

  -- Once for a package: the document would be read again for each of its rows.
  with size as materialized (
    select k.id, jsonb_array_length(private.list_of(k.body -> 'exercise_bank')) as length from public.packages k where k.id = any (packages)
  )
  delete from private.exercise_entries e using size s where e.package_id = s.id and e.place >= s.length;
end
$function$;
comment on function private.write_exercises(uuid[]) is 'Writes the rows and the new versions of the exercises of these packages, from the documents. Rows that say the same are left alone.';
grant execute on function private.write_exercises(uuid[]) to ;

CREATE OR REPLACE FUNCTION public.add_asset(p_workspace uuid, p_path text, p_media_type text, p_byte_size bigint, p_sha256 text, p_width integer DEFAULT NULL::integer, p_height integer DEFAULT NULL::integer, p_alt_text text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made public.assets;
  name text := p_path;
  is_new boolean := false;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Two who upload the same file at once: the second finds what the first made. And what is being swept away is no longer there.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if not private.is_stored(p_workspace, p_sha256) then
    raise exception 'the bytes of this file have not arrived' using errcode = 'TW002';
  end if;
  select * into made from public.assets a
  where a.workspace_id = p_workspace and left(a.sha256, 32) = left(p_sha256, 32) and a.sha256 = p_sha256 order by a.ordinal limit 1;
  if made.id is null then
    for nth in 2 .. 10000 loop
      exit when not exists (select from public.assets a where a.workspace_id = p_workspace and a.path = name);
      name := regexp_replace(p_path, '(\.[^./]*)?$', '-' || nth || '\1');
    end loop;
    insert into public.assets (workspace_id, path, media_type, byte_size, sha256, width, height, alt_text)
    values (p_workspace, name, p_media_type, p_byte_size, p_sha256, p_width, p_height, nullif(trim(p_alt_text), ''))
    returning * into made;
    is_new := true;
  -- A bundle may have said it in its own way.
  elsif (made.media_type, made.byte_size, made.width, made.height) is distinct from (p_media_type, p_byte_size, p_width, p_height) then
    update public.assets a set media_type = p_media_type, byte_size = p_byte_size, width = p_width, height = p_height
    where a.id = made.id returning * into made;
  end if;
  return jsonb_build_object('id', made.id, 'path', made.path, 'media_type', made.media_type, 'byte_size', made.byte_size,
    'sha256', made.sha256, 'width', made.width, 'height', made.height, 'alt_text', made.alt_text, 'is_new', is_new);
end
$function$;
comment on function public.add_asset(uuid,text,text,bigint,text,integer,integer,text) is 'Enters a file whose bytes are in storage. The same bytes twice are one file: is_new says whether this made it. A name that is taken gets a number.';
grant execute on function public.add_asset(uuid,text,text,bigint,text,integer,integer,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_import_items(p_import uuid, p_items jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  added integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import takes no more items' using errcode = 'TW002';
  end if;
  insert into private.import_items (import_id, kind, position, block, key, hash, ref_a_slug, ref_b_slug, fields)
  select p_import, i.kind, i.position, coalesce(i.block, 0), i.key, i.hash, i.a, i.b, i.fields
  from jsonb_to_recordset(p_items) i (kind public.content_kind, position integer, block integer, key text, hash text, a text, b text, fields jsonb)
  -- A batch that is sent again because its answer was lost says the same once more.
  on conflict (import_id, kind, key) do nothing;
  get diagnostics added = row_count;
  if added < jsonb_array_length(p_items) and exists (
    select from jsonb_to_recordset(p_items) i (kind public.content_kind, position integer, key text)
    join private.import_items o on o.import_id = p_import and o.kind = i.kind and o.key = i.key and o.position <> i.position
  ) then
    raise exception 'two items of this import have the same key' using errcode = 'TW006';
  end if;
  update public.import_logs set touched_at = now(), planned_at_revision = null, resolved_at_revision = null where id = p_import;
  return added;
end
$function$;
comment on function public.add_import_items(uuid,jsonb) is 'Adds items [{kind, position, block, key, hash, a, b, fields}].';
grant execute on function public.add_import_items(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_import_questions(p_import uuid, p_questions jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  added integer;
begin
  perform private.require_role(log.workspace_id, 'editor');
  if log.status <> 'pending' then
    raise exception 'this import takes no more questions' using errcode = 'TW002';
  end if;
  insert into private.import_questions (import_id, nth, fate, category, codes, exercise, suggested_level, source, losses)
  select p_import, q.nth, q.fate, coalesce(q.category, ''), coalesce(q.codes, '{}'), nullif(q.exercise, 'null'), q.suggested_level, q.source, coalesce(q.losses, '[]')
  from jsonb_to_recordset(p_questions) q (nth integer, fate text, category text, codes text[], exercise jsonb, suggested_level text, source jsonb, losses jsonb)
  -- A batch that is sent again because its answer was lost says the same once more.
  on conflict (import_id, nth) do nothing;
  get diagnostics added = row_count;
  update public.import_logs set touched_at = now() where id = p_import;
  return added;
end
$function$;
comment on function public.add_import_questions(uuid,jsonb) is 'Adds questions [{nth, fate, category, codes, exercise, suggested_level, source, losses}] to an import that is being read.';
grant execute on function public.add_import_questions(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_import_records(p_import uuid, p_records jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '5min'
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  added integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import has been planned and applied' using errcode = 'TW002';
  end if;
  insert into private.import_records (import_id, record, position, owner_kind, owner_slug, external_id, external_system, hash, body)
  select p_import, r.record, r.position, r.owner_kind, r.owner_slug, r.external_id, r.external_system, r.hash, r.body
  from jsonb_to_recordset(p_records) as r (record text, position integer, owner_kind public.content_kind, owner_slug text, external_id text,
    external_system text, hash text, body jsonb)
  on conflict do nothing;
  get diagnostics added = row_count;
  update public.import_logs set touched_at = now() where id = p_import;
  return added;
end
$function$;
comment on function public.add_import_records(uuid,jsonb) is 'Takes records of an import: [{record, position, owner_kind, owner_slug, external_id, external_system, hash, body}]. They are written when it is applied.';
grant execute on function public.add_import_records(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_job_source(p_workspace uuid, p_name text, p_format text, p_body text, p_words integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  insert into public.job_sources (workspace_id, name, format, body, words, created_by)
  values (p_workspace, p_name, p_format, p_body, p_words, private.actor()) returning id into made;
  return made;
end
$function$;
comment on function public.add_job_source(uuid,text,text,text,integer) is 'Keeps the text of a file for jobs to draft from, and gives its id.';
grant execute on function public.add_job_source(uuid,text,text,text,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_objective(p_workspace uuid, p_kind text, p_owner uuid, p_title text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  change_set uuid;
  text_id text;
  place integer;
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  -- A trail and a concept of it get different ids, however many people add at the same time.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  perform private.hold_objective_owner(p_workspace, p_kind, p_owner);
  change_set := private.open_change_set(p_workspace, 'edit', p_title);
  text_id := private.free_objective_id(p_workspace, p_kind, p_owner);
  if p_kind = 'trail' then
    place := (select coalesce(max(o.order_index) + 1, 0) from public.trail_objectives o where o.workspace_id = p_workspace and o.trail_id = p_owner);
    insert into public.trail_objectives (workspace_id, trail_id, objective_id, title, order_index) values (p_workspace, p_owner, text_id, p_title, place) returning id into made;
  else
    place := (select coalesce(max(o.order_index) + 1, 0) from public.objectives o where o.workspace_id = p_workspace and o.concept_id = p_owner);
    insert into public.objectives (workspace_id, concept_id, objective_id, title, order_index) values (p_workspace, p_owner, text_id, p_title, place) returning id into made;
  end if;
  return jsonb_build_object('change_set_id', change_set, 'id', made, 'objective_id', text_id);
end
$function$;
comment on function public.add_objective(uuid,text,uuid,text) is 'Adds an objective at the end, with a text id of its own: {change_set_id, id, objective_id}.';
grant execute on function public.add_objective(uuid,text,uuid,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_place(p_workspace uuid, p_concept uuid, p_spark uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  -- The queue of movers: of two who put a spark last in a concept at once, the second sees where the first one stands.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if not private.is_alive(p_workspace, 'concept', p_concept) or not private.is_alive(p_workspace, 'spark', p_spark) then
    raise exception 'the spark or the concept is not there any more' using errcode = 'TW004';
  end if;
  insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
  select p_workspace, p_concept, p_spark, coalesce(max(o.order_index) + 1, 0) from public.concept_sparks o where o.concept_id = p_concept
  returning id into made;
  return jsonb_build_object('id', made, 'change_set_id', private.change_set(p_workspace));
end
$function$;
comment on function public.add_place(uuid,uuid,uuid) is 'Lets a spark stand in a concept as well, last there: {id, change_set_id}. 23505 when it stands there already.';
grant execute on function public.add_place(uuid,uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.add_results(p_import uuid, p_answers jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  import private.result_imports := private.own_results(p_import);
  added integer;
begin
  perform private.require_role(import.workspace_id, 'editor');
  if import.outcome is not null then
    raise exception 'this import takes no more answers' using errcode = 'TW002';
  elsif jsonb_typeof(p_answers) is distinct from 'array' or jsonb_array_length(p_answers) > 10000 then
    raise exception 'give a list of at most 10,000 answers' using errcode = 'TW006';
  end if;
  insert into private.results (workspace_id, package_id, exercise_id, asked, learner, answered_at, attempt, version, import_id, score, choice)
  select import.workspace_id, n.package_id, n.exercise_id, n.asked, n.learner, n.answered_at, n.attempt, n.version, p_import, n.score, n.choice
  from private.result_rows(import.workspace_id, p_answers) n
  -- The same answer from the same file, sent again, or from another one. In one order, so that two imports of one file wait and do not lock each other.
  order by n.package_id, n.exercise_id, n.asked, n.learner, n.answered_at, n.attempt
  on conflict do nothing;
  get diagnostics added = row_count;
  return added;
end
$function$;
comment on function public.add_results(uuid,jsonb) is 'Adds answers [[spark_id, exercise_id, version, learner, when, attempt, score, choice]] to an import; gives how many are new.';
grant execute on function public.add_results(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.adopt_import_blocks(p_import uuid, p_blocks jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  adopted integer;
begin
  if log.status <> 'pending' then
    raise exception 'this import takes no more items' using errcode = 'TW002';
  end if;
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids)
  select p_import, b.kind, n.block, b.digest, b.entity_ids
  from jsonb_to_recordset(p_blocks) n (id bigint, block integer)
  join private.import_blocks b on b.id = n.id
  join public.import_logs l on l.id = b.import_id and l.workspace_id = log.workspace_id
  on conflict (import_id, kind, block) do nothing;
  get diagnostics adopted = row_count;
  update public.import_logs set touched_at = now(), planned_at_revision = null where id = p_import;
  return adopted;
end
$function$;
comment on function public.adopt_import_blocks(uuid,jsonb) is 'Takes over blocks [{id, block}] that were recognised, each as that block of this import.';
grant execute on function public.adopt_import_blocks(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.answer_invitation(p_invitation uuid, p_accepts boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if auth.uid() is null then
    raise exception 'sign in to answer an invitation' using errcode = '42501';
  end if;
  if not exists (select from public.invitations i where i.id = p_invitation and i.email = private.my_address()) then
    raise exception 'this invitation was answered, withdrawn or replaced by another one, or its time is over' using errcode = 'TW004';
  end if;
  return private.answer_invitation(p_invitation, p_accepts);
end
$function$;
comment on function public.answer_invitation(uuid,boolean) is 'The caller accepts an invitation made out for their address, or declines it. Gives the slug of the workspace, null when declined.';
grant execute on function public.answer_invitation(uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.answer_invitation_link(p_link text, p_accepts boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  asked public.invitations;
begin
  select * into asked from public.invitations i where i.link_hash = encode(sha256(convert_to(p_link, 'UTF8')), 'hex');
  if p_accepts and asked.id is not null and asked.email is distinct from private.my_address() then
    raise exception 'this invitation is for another address: sign in with that one' using errcode = 'TW002';
  end if;
  return private.answer_invitation(asked.id, p_accepts);
end
$function$;
comment on function public.answer_invitation_link(text,boolean) is 'Whoever has the link declines, or accepts as the account with the address that was invited. Gives the slug, null when declined.';
grant execute on function public.answer_invitation_link(text,boolean) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.apply_import(p_import uuid, p_conflicts text DEFAULT 'refuse'::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  log public.import_logs;
  k private.kinds;
  found jsonb;
  conflicts integer;
  moving integer;
  recorded integer;
  made uuid;
begin
  if p_conflicts not in ('refuse', 'ours', 'theirs') then
    raise exception 'conflicts are refused, or won by ours or theirs' using errcode = 'TW006';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_import::text, 0));
  log := private.own_import(p_import);
  if log.status not in ('validating', 'importing') or log.planned_at_revision is null then
    raise exception 'an import that is % cannot be applied', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  perform from public.workspaces w where w.id = log.workspace_id for no key update;
  if (select count(*) from private.import_items i where i.import_id = p_import)
    + (select coalesce(sum(cardinality(b.entity_ids)), 0) from private.import_blocks b where b.import_id = p_import)
    <> (select coalesce(sum(n.value::bigint), 0) from jsonb_each(log.plan_counts) c cross join jsonb_each_text(c.value) n)
  then
    raise exception 'the items of this import are gone; start it again' using errcode = 'TW002';
  end if;
  -- The world may have moved since the plan was read; then it is made again, under the lock.
  if log.planned_at_revision <> private.newest_revision(log.workspace_id) then
    perform private.plan_actions(log);
    found := private.import_problems(log);
    if found <> '[]' then
      return jsonb_build_object('ok', false, 'problems', found);
    end if;
  end if;

  select count(*) into conflicts from private.import_items i where i.import_id = p_import and i.action = 'conflict' and not i.is_skipped;
  if conflicts > 0 and p_conflicts = 'refuse' then
    return jsonb_build_object('ok', false, 'problems', (
      select jsonb_agg(jsonb_build_object('code', 'conflict', 'kind', i.kind, 'position', i.position, 'key', i.key) order by i.kind, i.position)
      from private.import_items i where i.import_id = p_import and i.action = 'conflict' and not i.is_skipped));
  end if;
  update private.import_items i set action = case p_conflicts when 'theirs' then 'update' else 'unchanged' end
    where i.import_id = p_import and i.action = 'conflict';

  select count(*) into moving from private.import_items i where i.import_id = p_import and i.action in ('create', 'update') and not i.is_skipped;
  if moving > 0 then
    made := private.open_change_set(log.workspace_id, 'import', coalesce(log.name, log.version_label));
    for k in
      select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = p_import) order by n.kind
    loop
      -- Updates first: rows before the graph, as everybody locks.
      if exists (select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'update') then
        perform private.apply_items(log, k, 'update');
      end if;
      if exists (select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'create') then
        perform private.apply_items(log, k, 'create');
      end if;
    end loop;
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = p_import) order by n.kind
  loop
    -- The same content may be written another way now, and export gives back how it was written last. No new version.
    -- Where the studio has won a conflict, its text stays as it is written here.
    if p_conflicts <> 'ours' and exists (
      select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'unchanged')
    then
      execute format(
        'update public.%I t set bundle_style = i.fields -> ''bundle_style'' from private.import_items i
         where i.import_id = $1 and i.kind = $2 and i.action = ''unchanged'' and not i.is_skipped and t.id = i.entity_id
           and t.bundle_style is distinct from i.fields -> ''bundle_style''', k.table_name)
      using p_import, k.kind;
    end if;
    -- An item that is as last imported says nothing new: the version noted then tells whether the studio has edited since.
    execute format(
      'insert into private.imported_states as s (workspace_id, kind, entity_id, key, hash, version)
       select $3, $2, i.entity_id, i.key, i.hash, t.version from private.import_items i
       cross join lateral (select t.version from public.%I t where t.id = i.entity_id limit 1) t
       where i.import_id = $1 and i.kind = $2 and not i.is_skipped and ($4 or i.action <> ''unchanged'')
       on conflict (entity_id) do update set key = excluded.key, hash = excluded.hash,
         version = case when s.hash = excluded.hash then s.version else excluded.version end
       where (s.hash, s.key) <> (excluded.hash, excluded.key)', k.table_name)
    using p_import, k.kind, log.workspace_id, p_conflicts <> 'ours';
  end loop;
  -- What the things brought along, now that they are there.
  recorded := private.apply_records(log);
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids)
    select p_import, i.kind, i.block, md5(string_agg(i.hash, '' order by i.position)), array_agg(i.entity_id order by i.position)
    from private.import_items i where i.import_id = p_import and not i.is_skipped group by i.kind, i.block;

  update public.import_logs set status = 'ready', completed_at = now(), touched_at = now(), change_set_id = made,
    entity_counts = (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
      select b.kind, sum(cardinality(b.entity_ids)) as total from private.import_blocks b where b.import_id = p_import group by b.kind) n)
  where id = p_import returning * into log;
  delete from private.import_items where import_id = p_import;
  delete from private.import_records where import_id = p_import;
  return jsonb_build_object('ok', true, 'import_id', p_import, 'change_set_id', made, 'changed', moving, 'recorded', recorded, 'entity_counts', log.entity_counts);
end
$function$;
comment on function public.apply_import(uuid,text) is 'Applies a planned import in this one transaction: all or nothing. p_conflicts: refuse, ours (keep the studio''s) or theirs.';
grant execute on function public.apply_import(uuid,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.apply_questions(p_import uuid, p_choices jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  made uuid;
  chosen jsonb;
  sparks uuid[];
  step jsonb;
  outcome jsonb;
  written jsonb := '[]';
  packages uuid[] := '{}';
  total integer := 0;
  suggested integer;
  test jsonb;
  test_spark uuid;
begin
  perform private.require_role(log.workspace_id, 'editor');
  perform private.check_choices(p_choices);
  if log.status <> 'validating' or log.question_format is null then
    raise exception 'an import that is % has no questions to apply', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('spark_id', g.spark_id, 'exercises', g.exercises, 'nths', g.nths) order by g.first), '[]'), coalesce(sum(g.suggested), 0),
    array_agg(g.spark_id)
  into chosen, suggested, sparks
  from (
    select c.spark_id, jsonb_agg(c.exercise order by c.nth) as exercises, jsonb_agg(c.nth order by c.nth) as nths, min(c.nth) as first,
      count(*) filter (where c.is_suggested) as suggested
    from private.chosen_questions(log, p_choices) c group by c.spark_id) g;
  if chosen = '[]' then
    raise exception 'nothing is left to import' using errcode = 'TW002';
  elsif array_position(sparks, null) is not null then
    raise exception 'there are questions without a spark to go to; choose one for each category' using errcode = 'TW006';
  end if;
  -- A quiz asks what stands in one bank.
  select case when count(distinct t.spark_id) = 1 and bool_and(t.spark_id is not null) then min(t.spark_id::text)::uuid end into test_spark
  from private.test_questions(log, p_choices) t;
  made := private.open_change_set(log.workspace_id, 'import', coalesce(log.name, log.version_label));
  perform private.make_packages(log.workspace_id, sparks);
  -- All of them in one order, as edits take them: nobody waits in a ring.
  perform private.hold(log.workspace_id, 'package', array(
    select k.id from public.packages k where k.workspace_id = log.workspace_id and k.spark_id = any (sparks)));
  for step in select s from jsonb_array_elements(chosen) with ordinality n (s, nth) order by n.nth loop
    test := null;
    if (step ->> 'spark_id')::uuid = test_spark then
      select jsonb_agg(jsonb_build_object('at', n.place - 1, 'said', private.said_by(q.exercise)) order by t.place) into test
      from private.test_questions(log, p_choices) t
      join private.import_questions q on q.import_id = p_import and q.nth = t.nth and q.exercise is not null
      left join jsonb_array_elements_text(step -> 'nths') with ordinality n (nth, place) on n.nth = t.nth::text;
    end if;
    outcome := private.add_to_bank(log.workspace_id, (step ->> 'spark_id')::uuid, step -> 'exercises', test, p_choices ->> 'quiz' = 'replace');
    packages := packages || (outcome ->> 'package_id')::uuid;
    total := total + (outcome ->> 'added')::integer;
    written := written || outcome - 'package_id';
  end loop;
  -- So that exactly what it brought can be staged. No other import has this digest, so it is never taken for one of a bundle.
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids) values (p_import, 'package', 0, 'questions ' || p_import, packages);
  update private.question_imports set receipt = jsonb_build_object('exercises', total, 'sparks', written, 'suggested', suggested, 'choices', p_choices)
    where import_id = p_import;
  update public.import_logs set status = 'ready', completed_at = now(), touched_at = now(), change_set_id = made, applied_by = private.actor(),
    entity_counts = jsonb_build_object('package', cardinality(packages)) where id = p_import;
  return jsonb_build_object('change_set_id', made, 'exercises', total, 'sparks', written);
end
$function$;
comment on function public.apply_questions(uuid,jsonb) is 'Adds the questions of a plan to banks, all or nothing, as one change set: {change_set_id, exercises, sparks: [{spark_id, slug, title, before, added, quiz: questions of the quiz that a test became}]}. TW006 while a category has no spark.';
grant execute on function public.apply_questions(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.approve_job_step(p_workspace uuid, p_job uuid, p_output jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  run public.flow_runs;
  asked public.step_runs;
begin
  perform private.require_role(p_workspace, 'reviewer');
  run := private.job_for(p_workspace, p_job);
  select * into asked from public.step_runs s where s.flow_run_id = run.id and s.kind = 'approval' and s.status = 'pending' order by s.step_order, s.nth limit 1;
  if run.status <> 'in_progress' or run.held is distinct from 'approval' or asked.id is null then
    raise exception 'this job waits for no approval' using errcode = 'TW002';
  elsif jsonb_typeof(p_output) is distinct from 'object' then
    raise exception 'an approval says what is approved' using errcode = 'TW006';
  end if;
  update public.step_runs s set status = 'completed', started_at = coalesce(s.started_at, clock_timestamp()), completed_at = clock_timestamp(),
    output = p_output || jsonb_build_object('approved_by', private.actor()) where s.id = asked.id;
  perform private.go_on(run.id);
end
$function$;
comment on function public.approve_job_step(uuid,uuid,jsonb) is 'Lets a job go on that waits for an approval, with what is approved, as it was edited. Reviewers and admins, their own jobs included: it writes no content.';
grant execute on function public.approve_job_step(uuid,uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.be_present(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_is_editing boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  me uuid := private.actor();
begin
  perform private.require_role(p_workspace, 'editor');
  if me is not null and private.is_alive(p_workspace, p_kind, p_id) then
    insert into private.presence as p (entity_id, user_id, workspace_id, is_editing) values (p_id, me, p_workspace, p_is_editing)
    on conflict (entity_id, user_id) do update set seen_at = now(), is_editing = excluded.is_editing;
    -- Each call removes up to twenty lines older than ten minutes, so the table stays small without a job of its own.
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
$function$;
comment on function public.be_present(uuid,public.content_kind,uuid,boolean) is 'Says that the caller has an entity open, and answers {newest: {version, author, saved_at, is_gone}, people: [{user_id, is_editing}]}. To be called every 15 seconds while it is open.';
grant execute on function public.be_present(uuid,public.content_kind,uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.bulk_edit(p_workspace uuid, p_items jsonb, p_set jsonb DEFAULT '{}'::jsonb, p_add_beacons uuid[] DEFAULT '{}'::uuid[], p_remove_beacons uuid[] DEFAULT '{}'::uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  failed jsonb;
  step record;
  columns text;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'bulk_edit', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  failed := private.missing(p_workspace, p_items);
  if p_set - array['is_published', 'difficulty'] <> '{}' then
    raise exception 'only state and difficulty are set in bulk' using errcode = 'TW006';
  end if;
  for step in
    select k.kind, array_agg(distinct i.id) as ids, k.table_name, k.is_publishable, k.difficulty_column
    from private.bulk_items(p_items) i join private.kinds k on k.kind = i.kind group by k.kind order by k.kind
  loop
    step.ids := private.alive(p_workspace, step.kind, step.ids);
    perform private.hold(p_workspace, step.kind, step.ids);
    select string_agg(format('%I = ($1 ->> %L)::%s', c.name, c.field, c.type), ', ') into columns
    from (values ('is_published'::name, 'is_published', 'boolean', step.is_publishable),
      (step.difficulty_column, 'difficulty', 'public.difficulty', step.difficulty_column is not null)) c (name, field, type, is_there)
    where p_set ? c.field and c.is_there;
    if columns is not null then
      execute format('update public.%I set %s where workspace_id = $2 and id = any ($3)', step.table_name, columns)
      using p_set, p_workspace, step.ids;
    elsif p_set <> '{}' or step.kind <> 'spark' then
      failed := failed || coalesce((select jsonb_agg(jsonb_build_object('kind', step.kind, 'id', one, 'code', 'not_applicable')) from unnest(step.ids) one), '[]');
    end if;
    if step.kind = 'spark' then
      insert into public.spark_beacons (workspace_id, spark_id, beacon_id)
      select p_workspace, s.id, b.id from public.sparks s cross join public.beacons b
      where s.workspace_id = p_workspace and s.id = any (step.ids) and b.workspace_id = p_workspace and b.id = any (p_add_beacons)
      on conflict do nothing;
      delete from public.spark_beacons m where m.workspace_id = p_workspace and m.spark_id = any (step.ids) and m.beacon_id = any (p_remove_beacons);
    end if;
  end loop;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed);
end
$function$;
comment on function public.bulk_edit(uuid,jsonb,jsonb,uuid[],uuid[]) is 'Sets is_published or difficulty of [{kind, id}] and adds or removes beacons of the sparks among them: {change_set_id, failed: [{kind, id, code}]}. Trails call it difficulty_level.';
grant execute on function public.bulk_edit(uuid,jsonb,jsonb,uuid[],uuid[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.bulk_move(p_workspace uuid, p_items jsonb, p_parent uuid, p_position integer DEFAULT 2147483647)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  failed jsonb;
  row_kind public.content_kind;
  k private.kinds;
  ids uuid[] := '{}';
  sparks uuid[] := '{}';
  step record;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'move', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  failed := private.missing(p_workspace, p_items);
  -- Sparks that stand nowhere get a place; all others of one kind change their parent.
  if (select count(distinct coalesce(n.placed_by, n.kind)) from private.bulk_items(p_items) i join private.kinds n on n.kind = i.kind) > 1 then
    raise exception 'what is moved together is of one kind' using errcode = 'TW006';
  end if;
  select coalesce(n.placed_by, n.kind) into row_kind from private.bulk_items(p_items) i join private.kinds n on n.kind = i.kind limit 1;
  select * into k from private.kinds n where n.kind = row_kind;
  if not coalesce(k.is_placed and k.ref_a is not null, false) then
    raise exception 'only trails, concepts and sparks are moved' using errcode = 'TW006';
  end if;
  -- A concept may stand alone; a trail needs its domain, and a place its concept.
  if p_parent is null and (select a.attnotnull from pg_catalog.pg_attribute a
      where a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = k.ref_a)
    or p_parent is not null and not private.is_alive(p_workspace, k.ref_a_kind, p_parent) then
    raise exception 'there is nothing to move it to' using errcode = 'TW004';
  end if;
  if row_kind = 'concept_spark' then
    -- A spark stands in a concept once: of several that are named, and of those that stand there, one stays.
    for step in
      select i.nth, i.kind, i.id, coalesce(p.spark_id, s.id) as spark_id, p.concept_id
      from (select a.kind, a.id, row_number() over () as nth from private.bulk_items(p_items) a) i
      left join public.concept_sparks p on i.kind = 'concept_spark' and p.id = i.id and p.workspace_id = p_workspace
      left join public.sparks s on i.kind = 'spark' and s.id = i.id and s.workspace_id = p_workspace
      where coalesce(p.id, s.id) is not null order by i.nth
    loop
      if step.spark_id = any (sparks) or step.concept_id is distinct from p_parent and exists (
        select from public.concept_sparks o where o.concept_id = p_parent and o.spark_id = step.spark_id)
      then
        failed := failed || jsonb_build_object('kind', step.kind, 'id', step.id, 'code', 'already_there');
        continue;
      end if;
      sparks := sparks || step.spark_id;
      if step.kind = 'spark' then
        insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index) values (p_workspace, p_parent, step.id, 0) returning id into step.id;
      end if;
      ids := ids || step.id;
    end loop;
  else
    select private.alive(p_workspace, row_kind, coalesce(array_agg(i.id), '{}')) into ids from private.bulk_items(p_items) i where i.kind = row_kind;
  end if;
  perform private.hold(p_workspace, row_kind, ids);
  execute format(
    'with siblings as (
       select t.id, row_number() over (order by t.order_index, t.ordinal) - 1 as place
       from public.%1$I t where t.workspace_id = $1 and t.%2$I is not distinct from $3 and not t.id = any ($2)
     ), at as (select least($4, (select count(*) from siblings)) as place
     ), placed as (
       select s.id, s.place + case when s.place >= at.place then cardinality($2) else 0 end as place from siblings s, at
       union all select u.id, at.place + u.nth - 1 from unnest($2) with ordinality u (id, nth), at
     )
     update public.%1$I t set order_index = p.place, %2$I = $3 from placed p
     where t.id = p.id and (t.order_index <> p.place or t.%2$I is distinct from $3)', k.table_name, k.ref_a)
  using p_workspace, ids, p_parent, greatest(p_position, 0);
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed);
end
$function$;
comment on function public.bulk_move(uuid,jsonb,uuid,integer) is 'Puts trails, concepts, places of sparks (concept_spark) or loose sparks under a parent, in the order given, at a position (the end unless given): {change_set_id, failed}.';
grant execute on function public.bulk_move(uuid,jsonb,uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.bulk_trash(p_workspace uuid, p_items jsonb, p_with_sparks boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  failed jsonb;
  kinds public.content_kind[];
  ids uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'trash', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  failed := private.missing(p_workspace, p_items);
  select coalesce(array_agg(i.kind), '{}'), coalesce(array_agg(i.id), '{}') into kinds, ids
  from (select distinct a.kind, a.id from private.bulk_items(p_items) a where private.is_alive(p_workspace, a.kind, a.id)) i;
  perform private.trash_together(p_workspace, kinds, ids, p_with_sparks);
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed);
end
$function$;
comment on function public.bulk_trash(uuid,jsonb,boolean) is 'Moves [{kind, id}] and all that depends on them to the trash, as one change set: {change_set_id, failed}.';
grant execute on function public.bulk_trash(uuid,jsonb,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.cancel_job(p_workspace uuid, p_job uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status not in ('pending', 'in_progress') then
    raise exception 'this job has ended already' using errcode = 'TW002';
  end if;
  update public.step_runs s set status = 'cancelled', completed_at = clock_timestamp() where s.flow_run_id = run.id and s.status in ('pending', 'in_progress');
  update public.flow_runs r set status = 'cancelled', held = null, ended_by = private.actor(), completed_at = clock_timestamp() where r.id = run.id;
  perform pg_notify('step_news', 'cancelled');
end
$function$;
comment on function public.cancel_job(uuid,uuid) is 'Ends a job at once. What its finished steps came to is kept.';
grant execute on function public.cancel_job(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.cancel_task(p_task uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  task public.tasks;
begin
  select * into task from public.tasks t where t.id = p_task and t.workspace_id in (select private.my_workspaces());
  if task.id is null then
    raise exception 'no such task' using errcode = 'TW004';
  elsif task.created_by <> private.actor() and task.workspace_id not in (select private.my_workspaces('admin')) then
    raise exception 'only the person who asked for this, or an admin, may stop it' using errcode = 'TW007';
  end if;
  update public.tasks t set state = 'cancelled', is_cancel_asked = true, ended_at = clock_timestamp() where t.id = p_task and t.state = 'waiting';
  if not found then
    update public.tasks t set is_cancel_asked = true where t.id = p_task and t.state = 'running';
    if not found then
      raise exception 'this has ended already' using errcode = 'TW002';
    end if;
  end if;
end
$function$;
comment on function public.cancel_task(uuid) is 'Stops a task, at once while it waits. One that is running has changed nothing, unless it is done before it hears of this.';
grant execute on function public.cancel_task(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.changed_entities(p_workspace uuid)
 RETURNS TABLE(kind public.content_kind, entity_id uuid, change text, owner_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return query
    select c.kind, c.entity_id, case when c.before_hash is null then 'added' when c.after_hash is null then 'removed' else 'changed' end,
      coalesce(c.after_a, c.before_a)
    from private.differences_since(p_workspace, coalesce((private.base_snapshot(p_workspace)).seq, 0)) c;
end
$function$;
comment on function public.changed_entities(uuid) is 'pending_differences without the bodies, with what a part or relation belongs to: what badges are drawn from.';
grant execute on function public.changed_entities(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.chosen_pictures(p_workspace uuid, p_import uuid, p_choices jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  log public.import_logs;
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.check_choices(p_choices);
  select * into log from public.import_logs l where l.id = p_import and l.workspace_id = p_workspace;
  return array(
    select distinct m.found[1] from private.chosen_questions(log, p_choices) c
    cross join lateral regexp_matches(c.exercise::text, '/assets/([0-9a-f]{32})/', 'g') m (found));
end
$function$;
comment on function public.chosen_pictures(uuid,uuid,jsonb) is 'The keys of the files that the chosen questions of a plan show: what is left out brings no files.';
grant execute on function public.chosen_pictures(uuid,uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.cleanup_old_snapshots(p_workspace uuid, p_keep_count integer DEFAULT 5)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  removed integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_keep_count < 1 then
    raise exception 'keep at least one snapshot' using errcode = 'TW006';
  end if;
  perform from public.workspaces w where w.id = p_workspace for no key update;
  with kept as (
    select s.id from public.snapshots s
    where s.workspace_id = p_workspace and s.promotion is not null
    order by s.status = 'current' desc, s.promotion desc limit p_keep_count
  ), gone as (
    delete from public.snapshots s
    where s.workspace_id = p_workspace and s.status = 'archived' and not s.is_pinned and s.id not in (select id from kept)
    returning s.id
  )
  select count(*) into removed from gone;
  -- Versions that no snapshot can see any more.
  delete from public.entity_versions v
  where v.workspace_id = p_workspace and v.to_seq < 2147483647 and not exists (
    select from public.snapshots s where s.workspace_id = p_workspace and s.seq >= v.from_seq and s.seq < v.to_seq);
  if removed > 0 then
    perform private.note(p_workspace, 'snapshot.cleaned_up', null, jsonb_build_object('removed', removed, 'keep', p_keep_count));
  end if;
  return removed;
end
$function$;
comment on function public.cleanup_old_snapshots(uuid,integer) is 'Admin only. Keeps the most recently promoted snapshots; current, ready and pinned ones stay in any case. Returns how many went.';
grant execute on function public.cleanup_old_snapshots(uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.clear_review_marks(p_workspace uuid, p_sparks uuid[], p_because_of uuid DEFAULT NULL::uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
comment on function public.clear_review_marks(uuid,uuid[],uuid) is 'Takes the marks of sparks away, all of them or those because of one spark. Gives how many went.';
grant execute on function public.clear_review_marks(uuid,uuid[],uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.close_abandoned_imports(p_workspace uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return private.fail_abandoned_imports(p_workspace);
end
$function$;
comment on function public.close_abandoned_imports(uuid) is 'Ends the imports of a workspace whose process is gone; gives how many. For whoever looks where no worker has been yet.';
grant execute on function public.close_abandoned_imports(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_access(p_workspace text, p_key_hash text DEFAULT NULL::text, p_snapshot uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  space public.workspaces;
  way text;
  target public.snapshots;
begin
  select * into space from public.workspaces w where w.slug = p_workspace;
  way := private.content_way(space.id, p_key_hash);
  if way is null then
    raise exception 'there is no such workspace' using errcode = 'TW004';
  end if;
  select * into target from public.snapshots s
    where s.workspace_id = space.id and case
      when p_snapshot is null then s.status = 'current'
      else s.id = p_snapshot and (s.status in ('current', 'archived') or (s.status = 'ready' and way = 'member')) end;
  return jsonb_build_object('workspace_id', space.id, 'is_open', space.content_is_open, 'way', way,
    'snapshot_id', target.id, 'status', target.status);
end
$function$;
comment on function public.content_access(text,text,uuid) is 'The pointer that readers follow: {workspace_id, is_open, way, snapshot_id, status} of the current snapshot or the named one. TW004 for a workspace that is not there for the caller.';
grant execute on function public.content_access(text,text,uuid) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_entity(p_snapshot uuid, p_kind public.content_kind, p_slug text, p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
comment on function public.content_entity(uuid,public.content_kind,text,text) is 'One visible entity by slug, with what belongs to its page; null when there is none.';
grant execute on function public.content_entity(uuid,public.content_kind,text,text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_graph(p_snapshot uuid, p_level public.graph_level, p_trail text DEFAULT NULL::text, p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  graph jsonb;
begin
  if p_trail is not null and not exists (
    select from public.entity_versions t where t.workspace_id = shot.workspace_id and t.kind = 'trail' and t.slug = p_trail
      and t.from_seq <= shot.seq and t.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'trail', t.entity_id)
  ) then
    return null;
  end if;

  create temporary table if not exists content_nodes (entity_id uuid primary key, slug text, place bigint, item jsonb) on commit drop;
  truncate pg_temp.content_nodes;
  if p_level = 'spark' then
    insert into pg_temp.content_nodes
      select s.entity_id, s.slug, s.place, jsonb_build_object('id', s.entity_id, 'slug', s.slug, 'title', s.body ->> 'title',
        'difficulty', s.body ->> 'difficulty', 'estimated_mins', (s.body ->> 'estimated_mins')::integer,
        'concept_slug', s.concept_slug, 'trail_slug', s.trail_slug)
      from private.shown_sparks(shot.workspace_id, shot.seq) s
      where p_trail is null or s.trail_slug = p_trail or exists (
        select from public.entity_versions p join private.shown_concepts(shot.workspace_id, shot.seq) c on c.entity_id = p.ref_a
        where p.ref_b = s.entity_id and p.workspace_id = shot.workspace_id and p.kind = 'concept_spark'
          and p.from_seq <= shot.seq and p.to_seq > shot.seq and c.trail_slug = p_trail);
  else
    insert into pg_temp.content_nodes
      select c.entity_id, c.slug, row_number() over (order by c.trail_slug is null, c.domain_order, c.trail_order, c.trail_slug, c.concept_order, c.slug),
        jsonb_build_object('id', c.entity_id, 'slug', c.slug, 'title', c.title, 'trail_slug', c.trail_slug,
          'spark_count', jsonb_array_length(n.sparks),
          'estimated_mins', (select coalesce(sum((s ->> 'estimated_mins')::integer), 0) from jsonb_array_elements(n.sparks) s))
      from private.shown_concepts(shot.workspace_id, shot.seq) c
      cross join lateral (select private.spark_items(shot.workspace_id, shot.seq, c.entity_id) as sparks) n
      where p_trail is null or c.trail_slug = p_trail;
  end if;
  analyze pg_temp.content_nodes;

  select jsonb_build_object(
    'nodes', (select coalesce(jsonb_agg(n.item order by n.place), '[]') from pg_temp.content_nodes n),
    'links', (
      select coalesce(jsonb_agg(jsonb_build_object('source', s.slug, 'target', t.slug, 'link_type', v.body ->> 'link_type',
        'weight', v.body -> 'weight', 'description', v.body -> 'description') order by s.place, t.place), '[]')
      from public.entity_versions v
      join pg_temp.content_nodes s on s.entity_id = v.ref_a
      join pg_temp.content_nodes t on t.entity_id = v.ref_b
      where v.workspace_id = shot.workspace_id and v.kind = (p_level::text || '_link')::public.content_kind
        and v.from_seq <= shot.seq and v.to_seq > shot.seq)) into graph;
  return graph;
end
$function$;
comment on function public.content_graph(uuid,public.graph_level,text,text) is 'Visible sparks or concepts in the order of the trails, and the links between them; of one trail if named (null when it is not there).';
grant execute on function public.content_graph(uuid,public.graph_level,text,text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_list(p_snapshot uuid, p_kind public.content_kind, p_key_hash text DEFAULT NULL::text, p_of text DEFAULT NULL::text, p_after_order integer DEFAULT NULL::integer, p_after_slug text DEFAULT NULL::text, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  parent uuid;
  after_order integer;
  after_arrival bigint;
  listed jsonb;
begin
  if p_kind not in ('domain', 'trail', 'concept', 'spark', 'beacon') then
    raise exception 'there is no list of this kind' using errcode = 'TW006';
  end if;
  if p_of is not null then
    select v.entity_id into parent from public.entity_versions v
      where v.workspace_id = shot.workspace_id and v.slug = p_of and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and v.kind = case p_kind when 'trail' then 'domain'::public.content_kind when 'concept' then 'trail' when 'spark' then 'beacon' end;
    if parent is null then
      return '[]';
    end if;
  end if;

  if p_kind in ('spark', 'beacon') then
    -- Many rows: walks the index of slugs and stops after a page.
    select coalesce(jsonb_agg(jsonb_build_object('order', 0, 'slug', n.slug,
        'item', private.list_item(shot.workspace_id, shot.seq, n)) order by n.slug), '[]')
    into listed from (
      select v.* from public.entity_versions v
      where v.workspace_id = shot.workspace_id and v.kind = p_kind and v.slug is not null and v.slug > coalesce(p_after_slug, '')
        and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and (parent is null or exists (
          select from public.entity_versions b where b.ref_a = v.entity_id and b.ref_b = parent and b.workspace_id = shot.workspace_id
            and b.kind = 'spark_beacon' and b.from_seq <= shot.seq and b.to_seq > shot.seq))
        and private.shows(shot.workspace_id, shot.seq, p_kind, v.entity_id)
      order by v.slug limit least(p_limit, 501)
    ) n;
  else
    -- In the order of their parent; trails and domains of a bundle have no index, so the order of arrival decides.
    select (v.body ->> 'order_index')::integer, (v.body ->> 'ordinal')::bigint into after_order, after_arrival
    from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = p_kind and v.slug = p_after_slug and v.from_seq <= shot.seq and v.to_seq > shot.seq;
    select coalesce(jsonb_agg(jsonb_build_object('order', (n.body ->> 'order_index')::integer, 'slug', n.slug,
        'item', private.list_item(shot.workspace_id, shot.seq, n)) order by (n.body ->> 'order_index')::integer, (n.body ->> 'ordinal')::bigint), '[]')
    into listed from (
      select v.* from public.entity_versions v
      where v.workspace_id = shot.workspace_id and v.kind = p_kind and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and (after_arrival is null or ((v.body ->> 'order_index')::integer, (v.body ->> 'ordinal')::bigint) > (after_order, after_arrival))
        and (parent is null or v.ref_a = parent)
        and private.shows(shot.workspace_id, shot.seq, p_kind, v.entity_id)
      order by (v.body ->> 'order_index')::integer, (v.body ->> 'ordinal')::bigint limit least(p_limit, 501)
    ) n;
  end if;
  return listed;
end
$function$;
comment on function public.content_list(uuid,public.content_kind,text,text,integer,text,integer) is 'A page of visible entities as [{order, slug, item}]: the key of the last one is where the next page goes on. p_of: domain of trails, trail of concepts, beacon of sparks.';
grant execute on function public.content_list(uuid,public.content_kind,text,text,integer,text,integer) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_moved(p_snapshot uuid, p_kind public.content_kind, p_slugs text[], p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return (
    select coalesce(jsonb_object_agg(m.old_slug, m.slug), '{}') from (
      select distinct on (o.old_slug) o.old_slug, v.slug
      from (
        select r.old_slug, r.entity_id, 2147483647 as since from public.slug_redirects r
          where r.workspace_id = shot.workspace_id and r.kind = p_kind and r.old_slug = any (p_slugs[1:1000])
        union all
        select h.slug, h.entity_id, h.from_seq from public.entity_versions h
          where h.workspace_id = shot.workspace_id and h.kind = p_kind and h.slug = any (p_slugs[1:1000]) and h.from_seq <= shot.seq
      ) o
      join public.entity_versions v on v.workspace_id = shot.workspace_id and v.kind = p_kind and v.entity_id = o.entity_id
        and v.from_seq <= shot.seq and v.to_seq > shot.seq and v.slug <> o.old_slug
      where private.shows(shot.workspace_id, shot.seq, p_kind, v.entity_id)
      order by o.old_slug, o.since desc
    ) m);
end
$function$;
comment on function public.content_moved(uuid,public.content_kind,text[],text) is 'Of slugs that name nothing in this snapshot any more: {old: new} for those whose entity goes by another now.';
grant execute on function public.content_moved(uuid,public.content_kind,text[],text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_package(p_snapshot uuid, p_slug text, p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return (
    select p.body -> 'body'
    from public.entity_versions s
    join public.entity_versions p on p.ref_a = s.entity_id and p.workspace_id = shot.workspace_id and p.kind = 'package'
      and p.from_seq <= shot.seq and p.to_seq > shot.seq
    where s.workspace_id = shot.workspace_id and s.kind = 'spark' and s.slug = p_slug and s.from_seq <= shot.seq and s.to_seq > shot.seq
      and private.shows(shot.workspace_id, shot.seq, 'spark', s.entity_id));
end
$function$;
comment on function public.content_package(uuid,text,text) is 'The lesson package of a visible spark, as it was imported or edited; null when there is none.';
grant execute on function public.content_package(uuid,text,text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_search(p_snapshot uuid, p_query text, p_key_hash text DEFAULT NULL::text, p_after_rank real DEFAULT NULL::real, p_after_slug text DEFAULT NULL::text, p_limit integer DEFAULT 20)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  it private.asked_words := private.search_query(trim(left(p_query, 200)));
  key text := private.title_key(left(p_query, 200));
  is_complete boolean := private.prepare_search(shot, '300 milliseconds');
  items jsonb := '[]';
  hit record;
begin
  for hit in
    with candidates as materialized (
      -- As many as are ranked in a moment, whatever their length (see search_content).
      select c.entity_id, c.from_seq from (
        select t.entity_id, t.from_seq, sum(pg_column_size(t.words)) over (rows unbounded preceding) as so_far
        from private.search_texts t
        join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
        where t.workspace_id = shot.workspace_id and t.words @@ it.wanted and t.from_seq <= shot.seq and v.to_seq > shot.seq
        limit 5000
      ) c where c.so_far < 20000000
      union
      (select t.entity_id, t.from_seq from private.search_texts t
        join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
        where it.wanted is not null and t.workspace_id = shot.workspace_id and t.title_key = key and t.from_seq <= shot.seq and v.to_seq > shot.seq
        limit 100)
    ), ranked as (
      select v.entity_id, v.slug, t.from_seq, private.search_rank(t.words, it.wanted, it.liked, t.title_key, key) as rank
      from candidates c
      join private.search_texts t on t.workspace_id = shot.workspace_id and t.kind = 'spark' and t.entity_id = c.entity_id and t.from_seq = c.from_seq
      join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
    )
    select r.* from ranked r
    where p_after_slug is null or r.rank < p_after_rank or (r.rank = p_after_rank and r.slug > p_after_slug)
    order by r.rank desc, r.slug
  loop
    -- Asked of the best alone, one after the other.
    continue when not private.shows(shot.workspace_id, shot.seq, 'spark', hit.entity_id);
    items := items || private.search_hit(shot, hit.entity_id, hit.from_seq, hit.rank, it);
    exit when jsonb_array_length(items) >= least(p_limit, 101);
  end loop;
  return jsonb_build_object('items', items, 'is_complete', is_complete);
end
$function$;
comment on function public.content_search(uuid,text,text,real,text,integer) is 'Visible sparks whose title, summary or lesson match, best first: {items: [{rank, slug, item}], is_complete}; words in quotes, or, and - as in a web search. is_complete: false while the words of a new snapshot are being taken.';
grant execute on function public.content_search(uuid,text,text,real,text,integer) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_snapshot(p_snapshot uuid, p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return jsonb_build_object('id', shot.id, 'version_label', shot.version_label, 'name', shot.name, 'description', shot.description,
    'staged_at', shot.staged_at, 'content_hash', shot.content_hash,
    'counts', jsonb_build_object(
      'domains', (select count(*) from public.entity_versions v where v.workspace_id = shot.workspace_id and v.kind = 'domain'
        and v.from_seq <= shot.seq and v.to_seq > shot.seq and (v.body ->> 'is_published')::boolean),
      'trails', (select count(*) from public.entity_versions v where v.workspace_id = shot.workspace_id and v.kind = 'trail'
        and v.from_seq <= shot.seq and v.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'trail', v.entity_id)),
      'concepts', (select count(*) from private.shown_concepts(shot.workspace_id, shot.seq)),
      'sparks', (select count(*) from private.shown_sparks(shot.workspace_id, shot.seq)),
      'beacons', (select count(*) from public.entity_versions v where v.workspace_id = shot.workspace_id and v.kind = 'beacon'
        and v.from_seq <= shot.seq and v.to_seq > shot.seq)));
end
$function$;
comment on function public.content_snapshot(uuid,text) is 'What a snapshot says of itself, and how much of it readers see. Nothing that changes while the snapshot exists.';
grant execute on function public.content_snapshot(uuid,text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.content_titles(p_snapshot uuid, p_slugs text[], p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return (
    select coalesce(jsonb_object_agg(v.slug, v.body ->> 'title'), '{}') from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = 'spark' and v.slug = any (p_slugs[1:1000])
      and v.from_seq <= shot.seq and v.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'spark', v.entity_id));
end
$function$;
comment on function public.content_titles(uuid,text[],text) is '{slug: title} of those sparks that readers see: where the links of a lesson may lead.';
grant execute on function public.content_titles(uuid,text[],text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.count_beacons(p_workspace uuid, p_sparks uuid[], p_text text DEFAULT ''::text, p_limit integer DEFAULT 100)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.name, 'category', b.category, 'marks',
      (select count(*) from public.spark_beacons m where m.workspace_id = p_workspace and m.beacon_id = b.id and m.spark_id = any (p_sparks))) order by b.name, b.id), '[]')
    from (
      select a.* from public.beacons a where a.workspace_id = p_workspace and strpos(lower(a.name), lower(btrim(left(coalesce(p_text, ''), 200)))) > 0
      order by a.name, a.id limit least(greatest(p_limit, 1), 200)) b);
end
$function$;
comment on function public.count_beacons(uuid,uuid[],text,integer) is 'Beacons whose name holds a text, by name, each with how many of some sparks bear it: [{id, slug, title, category, marks}].';
grant execute on function public.count_beacons(uuid,uuid[],text,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.count_differences(p_workspace uuid, p_before uuid DEFAULT NULL::uuid, p_after uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  -- To compare takes 0.1 ms each: more are counted without.
  most constant integer := 500;
  since integer;
  is_exact boolean := true;
  counts jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_after is null then
    since := private.seq_of(p_workspace, p_before);
    is_exact := (select count(*) from (select from private.differing_keys(p_workspace, since) limit most + 1) n) <= most;
  end if;
  select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') into counts from (
    select c.kind, jsonb_build_object('added', count(*) filter (where c.change = 'added'), 'changed', count(*) filter (where c.change = 'changed'),
      'removed', count(*) filter (where c.change = 'removed')) as counts
    from (
      select d.kind, case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end as change
      from private.differences_since(p_workspace, since) d where p_after is null and is_exact
      union all
      select k.kind, case when not k.was then 'added' when not k.is_alive then 'removed' else 'changed' end
      from private.keys_since(p_workspace, since, false) k where p_after is null and not is_exact
      union all
      select e.kind, e.change from public.diff_snapshots(p_before, p_after) e where p_after is not null
    ) c group by c.kind) n;
  return jsonb_build_object('kinds', counts, 'is_exact', is_exact);
end
$function$;
comment on function public.count_differences(uuid,uuid,uuid) is 'How many entities of each kind differ: {kinds: {kind: {added, changed, removed}}, is_exact}. Of the working content from a snapshot (p_before; null: what it builds on), or between two snapshots. Above 500 (is_exact false) what was saved since counts, even if it is as it was again.';
grant execute on function public.count_differences(uuid,uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.count_known_results(p_workspace uuid, p_answers jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_answers) is distinct from 'array' or jsonb_array_length(p_answers) > 10000 then
    raise exception 'give a list of at most 10,000 answers' using errcode = 'TW006';
  end if;
  -- Before the first import nothing is known, and there is no key to look with.
  return (
    select count(*)::integer from private.result_rows(p_workspace, p_answers) n
    where exists (select from private.results r where r.workspace_id = p_workspace and r.package_id = n.package_id and r.exercise_id = n.exercise_id
      and r.asked = n.asked and r.learner = n.learner and r.answered_at = n.answered_at and r.attempt = n.attempt));
end
$function$;
comment on function public.count_known_results(uuid,jsonb) is 'How many of these answers are here already, for the plan of an import.';
grant execute on function public.count_known_results(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.create_entity(p_workspace uuid, p_kind public.content_kind, p_fields jsonb, p_parent uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  k private.kinds := private.kind(p_kind);
  names text;
  made jsonb;
begin
  if k.is_creatable is not true then
    raise exception 'this kind is not created by itself' using errcode = 'TW006';
  end if;
  -- Only columns of the table; which of them a person may write is for the grants to say.
  select string_agg(quote_ident(f.key), ', ') into names
  from jsonb_object_keys(p_fields) f (key)
  join pg_catalog.pg_attribute a on a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = f.key and a.attnum > 0;

  execute format(
    'insert into public.%1$I as t (workspace_id %2$s %3$s %6$s)
     select $2 %4$s %5$s %7$s from jsonb_populate_record(null::public.%1$I, $1) r
     returning to_jsonb(t)',
    k.table_name,
    case when k.ref_a is not null then ', ' || quote_ident(k.ref_a) else '' end,
    coalesce(', ' || names, ''),
    case when k.ref_a is not null then ', $3' else '' end,
    coalesce(', ' || (select string_agg('r.' || n, ', ') from unnest(string_to_array(names, ', ')) n), ''),
    case when k.is_placed then ', order_index' else '' end,
    -- Last among its siblings.
    case when k.is_placed then format(
      ', (select coalesce(max(s.order_index) + 1, 0) from public.%I s where s.workspace_id = $2 %s)', k.table_name,
      case when k.ref_a is not null then format('and s.%I is not distinct from $3', k.ref_a) else '' end) else '' end)
  into made using p_fields, p_workspace, p_parent;

  if k.placed_by is not null and p_parent is not null then
    k := private.kind(k.placed_by);
    execute format(
      'insert into public.%1$I (workspace_id, %2$I, %3$I, order_index)
       select $1, $2, $3, coalesce(max(s.order_index) + 1, 0) from public.%1$I s where s.%2$I = $2', k.table_name, k.ref_a, k.ref_b)
    using p_workspace, p_parent, (made ->> 'id')::uuid;
  end if;
  return made;
end
$function$;
comment on function public.create_entity(uuid,public.content_kind,jsonb,uuid) is 'Creates an entity of a kind that is creatable, last under its parent (for a spark: the concept it shall stand in). One change set.';
grant execute on function public.create_entity(uuid,public.content_kind,jsonb,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.create_import_snapshot(p_workspace uuid, p_name text DEFAULT NULL::text, p_version_label text DEFAULT NULL::text, p_description text DEFAULT NULL::text, p_parent_id uuid DEFAULT NULL::uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_parent_id is not null and not exists (
    select from public.snapshots s where s.id = p_parent_id and s.workspace_id = p_workspace and s.status <> 'draft'
  ) then
    raise exception 'the parent must be a finished snapshot of this workspace' using errcode = 'TW004';
  end if;
  insert into public.snapshots (workspace_id, name, version_label, description, parent_id, created_by)
  values (p_workspace, nullif(trim(p_name), ''), coalesce(nullif(trim(p_version_label), ''), to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI')),
    nullif(trim(p_description), ''), coalesce(p_parent_id, (private.base_snapshot(p_workspace)).id), private.actor())
  returning id into made;
  return made;
end
$function$;
comment on function public.create_import_snapshot(uuid,text,text,text,uuid) is 'Makes an empty draft. It builds on p_parent_id, else on the current snapshot.';
grant execute on function public.create_import_snapshot(uuid,text,text,text,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.create_workspace(p_slug text, p_name text)
 RETURNS public.workspaces
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made public.workspaces;
begin
  if auth.uid() is null then
    raise exception 'sign in to make a workspace' using errcode = '42501';
  end if;
  -- Of two who make one at once with the same account, the second counts that of the first.
  perform from public.profiles p where p.user_id = auth.uid() for no key update;
  if (select count(*) from public.workspaces w where w.created_by = auth.uid()) >= 20 then
    raise exception 'you have made 20 workspaces, which is as many as an account may make' using errcode = 'TW002';
  end if;
  insert into public.workspaces (slug, name) values (p_slug, p_name) returning * into made;
  insert into public.memberships (workspace_id, user_id, role) values (made.id, auth.uid(), 'admin');
  return made;
end
$function$;
comment on function public.create_workspace(text,text) is 'Makes a workspace whose first admin is the caller.';
grant execute on function public.create_workspace(text,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.delete_draft_snapshot(p_snapshot uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  draft public.snapshots;
begin
  select * into draft from public.snapshots s where s.id = p_snapshot for update;
  if draft.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(draft.workspace_id, 'editor');
  if draft.status <> 'draft' then
    raise exception 'only a draft can be deleted' using errcode = 'TW002';
  end if;
  -- A draft has no content before it is ready: filling it and becoming ready are one transaction.
  delete from public.snapshots where id = p_snapshot;
end
$function$;
grant execute on function public.delete_draft_snapshot(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.describe_import(p_import uuid, p_version_label text, p_source_system text DEFAULT NULL::text, p_source_version text DEFAULT NULL::text, p_name text DEFAULT NULL::text, p_header jsonb DEFAULT NULL::jsonb, p_warnings jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if log.status <> 'pending' then
    raise exception 'this import has been planned' using errcode = 'TW002', detail = log.status::text;
  end if;
  if octet_length(p_warnings::text) > 1000000 then
    raise exception 'the warnings of an import are at most 1 MB' using errcode = 'TW006';
  end if;
  update public.import_logs set touched_at = now(), name = p_name, source_system = p_source_system,
    source_version = p_source_version, header = p_header, warnings = p_warnings,
    version_label = left(coalesce(nullif(trim(p_version_label), ''), version_label), 100)
  where id = p_import;
end
$function$;
comment on function public.describe_import(uuid,text,text,text,text,jsonb,jsonb) is 'What the bundle says of itself, and what it is warned of. A file is read and sent in one pass, and its header may stand at the end.';
grant execute on function public.describe_import(uuid,text,text,text,text,jsonb,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.diff_snapshots(p_before uuid, p_after uuid)
 RETURNS TABLE(kind public.content_kind, entity_id uuid, slug text, change text, before jsonb, after jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  a public.snapshots;
  b public.snapshots;
begin
  select * into a from public.snapshots s where s.id = p_before;
  select * into b from public.snapshots s where s.id = p_after;
  if a.id is null or b.id is null or a.workspace_id <> b.workspace_id then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(a.workspace_id, 'editor');
  if a.seq is null or b.seq is null then
    raise exception 'a draft has nothing to compare yet' using errcode = 'TW002';
  end if;
  return query
    with touched as (
      select v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = a.workspace_id and v.from_seq > least(a.seq, b.seq) and v.from_seq <= greatest(a.seq, b.seq)
      union
      select v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = a.workspace_id and v.to_seq > least(a.seq, b.seq) and v.to_seq <= greatest(a.seq, b.seq)
        and v.to_seq < 2147483647
    )
    select t.kind, t.entity_id, coalesce(n.slug, o.slug),
      case when o.hash is null then 'added' when n.hash is null then 'removed' else 'changed' end, o.body, n.body
    from touched t
    left join public.entity_versions o on o.workspace_id = a.workspace_id and o.kind = t.kind and o.entity_id = t.entity_id
      and o.from_seq <= a.seq and o.to_seq > a.seq
    left join public.entity_versions n on n.workspace_id = a.workspace_id and n.kind = t.kind and n.entity_id = t.entity_id
      and n.from_seq <= b.seq and n.to_seq > b.seq
    where o.hash is distinct from n.hash
    order by t.kind, 3, 2;
end
$function$;
comment on function public.diff_snapshots(uuid,uuid) is 'Entities that differ between two snapshots of one workspace, with both bodies.';
grant execute on function public.diff_snapshots(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.discard_import(p_import uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
begin
  perform private.require_own_import(log);
  if log.status not in ('pending', 'validating') then
    raise exception 'an import that is % cannot be discarded', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  delete from private.import_items where import_id = p_import;
  delete from public.import_logs where id = p_import;
end
$function$;
comment on function public.discard_import(uuid) is 'Forgets a plan that nobody wants to apply (a dry run, a wizard that was closed), its line in the log included.';
grant execute on function public.discard_import(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.dismiss_finding(p_workspace uuid, p_spark uuid, p_code text, p_subject text, p_reason text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  touched integer;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_reason is not null then
    insert into public.quality_dismissals as q (workspace_id, spark_id, code, subject, reason, opens_gate, dismissed_by)
    select p_workspace, s.id, p_code, p_subject, btrim(p_reason),
      private.is_system() or exists (select from private.my_workspaces('admin') w where w = p_workspace), private.actor()
    from public.sparks s where s.workspace_id = p_workspace and s.id = p_spark
    on conflict (workspace_id, spark_id, code, subject) do update
      set reason = excluded.reason, opens_gate = q.opens_gate or excluded.opens_gate, dismissed_by = excluded.dismissed_by, dismissed_at = now();
  else
    delete from public.quality_dismissals q
    where q.workspace_id = p_workspace and q.spark_id = p_spark and q.code = p_code and q.subject = p_subject;
  end if;
  get diagnostics touched = row_count;
  return touched > 0;
end
$function$;
comment on function public.dismiss_finding(uuid,uuid,text,text,text) is 'Waves a finding off for one spark with a reason that all see, or (no reason) lets it be shown again. Gives whether that changed anything.';
grant execute on function public.dismiss_finding(uuid,uuid,text,text,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.dismiss_suggestion(p_workspace uuid, p_source uuid, p_target uuid, p_is_dismissed boolean DEFAULT true)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
comment on function public.dismiss_suggestion(uuid,uuid,uuid,boolean) is 'Waves a suggested link off for everybody, or lets it be suggested again. Gives whether that changed anything.';
grant execute on function public.dismiss_suggestion(uuid,uuid,uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.duplicate(p_workspace uuid, p_items jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  failed jsonb;
  copies jsonb;
  roots uuid[];
  root private.bulk_item;
  k private.kinds;
  names text;
  suffix text;
  nth integer := 1;
  is_taken boolean;
  chosen uuid[];
  tree uuid[];
  below uuid[];
  level uuid[];
  next_level uuid[];
  found uuid[];
  places private.kinds;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'edit', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  if exists (select from private.bulk_items(p_items) i where i.kind not in (select n.kind from private.kinds n where n.is_copied and n.has_slug)) then
    raise exception 'only domains, trails, concepts and sparks are duplicated' using errcode = 'TW006';
  end if;
  failed := private.missing(p_workspace, p_items);
  -- Everything chosen that is there, and all below it that has a name of its own. What is below something else that was chosen
  -- comes with it.
  select coalesce(array_agg(distinct i.id), '{}') into chosen from private.bulk_items(p_items) i where private.is_alive(p_workspace, i.kind, i.id);
  level := chosen;
  tree := chosen;
  below := '{}';
  while cardinality(level) > 0 loop
    next_level := '{}';
    for k in select * from private.kinds n where n.is_copied and n.has_slug and (n.ref_a is not null or n.placed_by is not null) loop
      select * into places from private.kinds n where n.kind = coalesce(k.placed_by, k.kind);
      execute format('select array_agg(distinct t.%1$I) from public.%2$I t where t.%3$I = any ($1)',
        case when k.placed_by is null then 'id' else places.ref_b end, places.table_name, places.ref_a) into found using level;
      next_level := next_level || found;
    end loop;
    below := below || next_level;
    level := array(select n.id from unnest(next_level) n (id) where not n.id = any (tree));
    tree := tree || level;
  end loop;
  select jsonb_object_agg(t.id, gen_random_uuid()) into copies from unnest(tree) t (id);
  roots := array(select c.id from unnest(chosen) c (id) where not c.id = any (below));

  loop
    suffix := '-copy' || case nth when 1 then '' else '-' || nth end;
    is_taken := false;
    for k in select * from private.kinds n where n.is_copied and n.has_slug loop
      execute format('select exists (select from public.%1$I x where x.workspace_id = $1
        and x.slug in (select rtrim(left(o.slug, 185), ''-'') || $2 from public.%1$I o where o.id = any ($3)))', k.table_name)
      into is_taken using p_workspace, suffix, tree;
      exit when is_taken;
    end loop;
    exit when not is_taken;
    nth := nth + 1;
  end loop;

  for k in select * from private.kinds n where n.is_copied order by n.kind loop
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into names
    from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped
      and a.attname not in ('ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by');
    -- A row is copied when it is in the tree itself, or all that makes its key is (a link with both ends, a place with its concept).
    execute format(
      'insert into public.%1$I (%2$s, created_by, updated_by)
       select %3$s, private.actor(), private.actor()
       from public.%1$I t
       cross join lateral jsonb_populate_record(null::public.%1$I, to_jsonb(t) || jsonb_build_object(''id'', coalesce(($1 ->> t.id::text)::uuid, gen_random_uuid())) %4$s %5$s %6$s) r
       where t.workspace_id = $2 and %7$s order by t.ordinal',
      k.table_name, names, (select string_agg('r.' || n, ', ') from unnest(string_to_array(names, ', ')) n),
      case when k.ref_a is not null then format('|| jsonb_build_object(%L, coalesce($1 -> t.%I::text, to_jsonb(t.%I)))', k.ref_a, k.ref_a, k.ref_a) end,
      case when k.ref_b is not null then format('|| jsonb_build_object(%L, coalesce($1 -> t.%I::text, to_jsonb(t.%I)))', k.ref_b, k.ref_b, k.ref_b) end,
      case when k.has_slug then format(
        '|| jsonb_build_object(''slug'', rtrim(left(t.slug, 185), ''-'') || $3) %3$s || case when t.id = any ($4) then jsonb_build_object(%1$L, left(t.%1$I, %2$s) || '' (copy)'') else ''{}'' end',
        k.name_column, k.name_length - char_length(' (copy)'), case when k.is_publishable then '|| ''{"is_published": false}''' end) end,
      case when k.has_slug then '$1 ? t.id::text'
        when k.is_link then format('$1 ? t.%I::text and $1 ? t.%I::text', k.ref_a, k.ref_b)
        else format('$1 ? t.%I::text', k.ref_a) end)
    using copies, p_workspace, suffix, roots;
  end loop;
  -- A copy stands last among its siblings; a copied spark beside the spark it was copied from.
  for root in select i.* from private.bulk_items(p_items) i where i.id = any (roots) loop
    select * into k from private.kinds n where n.kind = root.kind;
    if k.placed_by is not null then
      select * into places from private.kinds n where n.kind = k.placed_by;
      execute format('insert into public.%1$I (workspace_id, %2$I, %3$I, order_index)
        select $1, p.%2$I, $2, (select max(o.order_index) + 1 from public.%1$I o where o.%2$I = p.%2$I) from public.%1$I p where p.%3$I = $3',
        places.table_name, places.ref_a, places.ref_b)
      using p_workspace, (copies ->> root.id::text)::uuid, root.id;
    elsif k.is_placed then
      execute format('update public.%1$I t set order_index = (select max(o.order_index) + 1 from public.%1$I o where o.workspace_id = $1 %2$s) where t.id = $2',
        k.table_name, case when k.ref_a is not null then format('and o.%1$I is not distinct from t.%1$I', k.ref_a) end)
      using p_workspace, (copies ->> root.id::text)::uuid;
    end if;
  end loop;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed, 'ids',
    (select coalesce(jsonb_agg(copies -> i.id::text), '[]') from private.bulk_items(p_items) i where i.id = any (roots)));
end
$function$;
comment on function public.duplicate(uuid,jsonb) is 'Copies domains, trails, concepts and sparks with all below them, as drafts under new names, with packages, objectives, resources, beacons and the links among the copies; what was measured or written about the course stays with the original: {ids, change_set_id, failed}, ids in the order of the items.';
grant execute on function public.duplicate(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.edit_exercises(p_workspace uuid, p_edits jsonb, p_keep_broken boolean DEFAULT false, p_title text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  change_set uuid;
  edits jsonb;
  sparks uuid[];
  outcome jsonb;
  arrived jsonb := '{"made": [], "refused": []}';
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_edits) is distinct from 'array' or jsonb_array_length(p_edits) not between 1 and 10000 or exists (
    select from jsonb_array_elements(p_edits) e
    where e ->> 'spark_id' is null or e ->> 'do' = 'transfer' and e ->> 'to_spark_id' is null or coalesce(e ->> 'do', '') not in (
      'set', 'add', 'duplicate', 'remove', 'move', 'transfer', 'quiz_add', 'quiz_remove', 'quiz_order', 'quiz_metadata')
  ) then
    raise exception 'edits are a list of 1 to 10,000, each with what to do and the spark it is about' using errcode = 'TW006';
  end if;
  select jsonb_agg(e.e || jsonb_build_object('nth', e.nth - 1) order by e.nth) into edits from jsonb_array_elements(p_edits) with ordinality e (e, nth);
  -- Not in the queue of the workspace: an import or a stage would keep everybody who writes an exercise waiting.
  change_set := private.open_change_set(p_workspace, case when jsonb_array_length(edits) = 1 then 'edit'::public.change_action else 'bulk_edit' end,
    coalesce(p_title, private.headline_of(p_workspace, 'spark', (edits -> 0 ->> 'spark_id')::uuid)));

  sparks := array(select distinct case when e ->> 'do' = 'transfer' then e ->> 'to_spark_id' else e ->> 'spark_id' end
    from jsonb_array_elements(edits) e where e ->> 'do' in ('add', 'transfer'))::uuid[];
  perform private.make_packages(p_workspace, sparks);
  -- All of them in one order, whatever is moved where: nobody waits in a ring.
  perform private.hold(p_workspace, 'package', array(
    select k.id from public.packages k where k.workspace_id = p_workspace
      and k.spark_id in (select (e ->> 'spark_id')::uuid from jsonb_array_elements(edits) e union select unnest(sparks))));

  -- What would go to a lesson that is not there, or to where it is, stays.
  select coalesce(jsonb_agg(e order by (e ->> 'nth')::integer) filter (where is_possible), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('nth', e -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb) order by (e ->> 'nth')::integer) filter (where not is_possible), '[]')
  into edits, arrived
  from (
    select e, e ->> 'do' <> 'transfer' or e ->> 'to_spark_id' <> e ->> 'spark_id' and exists (
      select from public.packages k where k.workspace_id = p_workspace and k.spark_id = (e ->> 'to_spark_id')::uuid) as is_possible
    from jsonb_array_elements(edits) e) n;
  outcome := private.edit_banks(p_workspace, edits, p_keep_broken);
  outcome := jsonb_set(outcome, '{refused}', (outcome -> 'refused') || arrived);
  if outcome -> 'leaving' <> '[]' then
    arrived := private.edit_banks(p_workspace, outcome -> 'leaving', p_keep_broken);
    outcome := outcome || jsonb_build_object('made', (outcome -> 'made') || (arrived -> 'made'), 'refused', (outcome -> 'refused') || (arrived -> 'refused'));
  end if;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, change_set), 'made', outcome -> 'made', 'written', outcome -> 'written', 'refused', outcome -> 'refused');
end
$function$;
comment on function public.edit_exercises(uuid,jsonb,boolean,text) is 'Edits exercises and quizzes of any number of lessons as one change set: [{do: set (exercise_id, hash, fields, drop), add (exercise, after), duplicate, remove, move (after), transfer (to_spark_id, is_copy), quiz_add (exercise_ids, after), quiz_remove, quiz_order, quiz_metadata (fields), spark_id}]. {change_set_id, made: [{nth, spark_id, exercise_id}], written: [{nth, hash}] of each set, refused: [{nth, code: not_found, changed or conflict, fields: [{field, base, mine, theirs}], hash}]}. hash: of the state the person saw. Without p_keep_broken it refuses (TW006 with the list) what would break a rule of lesson packages.';
grant execute on function public.edit_exercises(uuid,jsonb,boolean,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.edit_links(p_workspace uuid, p_level public.graph_level, p_edits jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  link_kind constant public.content_kind := p_level || '_link';
  made uuid;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_edits) is distinct from 'array'
    or exists (select from private.link_edits(p_edits) e where coalesce(e.op, '') not in ('add', 'update', 'reverse', 'remove'))
  then
    raise exception 'links are added, updated, reversed or removed' using errcode = 'TW006';
  elsif exists (select from private.link_edits(p_edits) e where e.op <> 'add' group by e.id having count(*) > 1) then
    raise exception 'edits that come together do one thing to a link' using errcode = 'TW006';
  end if;
  made := private.begin_change_set(p_workspace, case jsonb_array_length(p_edits) when 1 then 'edit' else 'bulk_edit' end::public.change_action,
    (select case e.op when 'add' then private.name_of(p_workspace, link_kind, e.given) else private.headline_of(p_workspace, link_kind, e.id) end
     from private.link_edits(p_edits) e where e.nth = 0));
  if p_level = 'spark' then
    answer := private.edit_spark_links(p_workspace, p_edits);
  else
    answer := private.edit_concept_links(p_workspace, p_edits);
  end if;
  return answer || jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made));
end
$function$;
comment on function public.edit_links(uuid,public.graph_level,jsonb) is 'Edits many links as one change set: [{op: add, source_id, target_id, link_type, weight, description} | {op: update, id, version, link_type, weight, description} | {op: reverse, id} | {op: remove, id}], what is not said of an update staying as it is. {change_set_id, added: [id] (of links that came, reversed ones among them), failed: [{index, code: not_found, stale, self, already_linked}]}. TW001, and nothing is changed, when it would leave a loop.';
grant execute on function public.edit_links(uuid,public.graph_level,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.export_records(p_workspace uuid, p_record text, p_slugs text[] DEFAULT NULL::text[], p_after integer DEFAULT 0, p_limit integer DEFAULT 200)
 RETURNS TABLE(nth bigint, owner_slug text, body jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '60s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if p_record = 'flow_run' then
    return query
      select row_number() over (order by s.ordinal, f.created_at, f.id), s.slug, jsonb_build_object('external_id', f.external_id, 'source', f.source,
        'steps', (select coalesce(jsonb_agg(t.source order by t.nth), '[]') from public.step_runs t where t.flow_run_id = f.id),
        'requests', (select coalesce(jsonb_agg(q.source order by q.nth), '[]') from public.llm_requests q where q.flow_run_id = f.id))
      from public.flow_runs f join public.sparks s on s.id = f.entity_id and s.workspace_id = p_workspace
      where f.workspace_id = p_workspace and f.kind = 'spark' and f.is_imported and (p_slugs is null or s.slug = any (p_slugs))
      order by 1 offset p_after limit least(p_limit, 1000);
  elsif p_record = 'conversation' then
    return query
      select row_number() over (order by c.ordinal, v.role, v.nth, v.id), c.slug, jsonb_build_object('role', v.role, 'source', v.source)
      from public.conversations v join public.concepts c on c.id = v.concept_id and c.workspace_id = p_workspace
      where v.workspace_id = p_workspace and (p_slugs is null or c.slug = any (p_slugs))
      order by 1 offset p_after limit least(p_limit, 1000);
  else
    raise exception 'records are flow_run or conversation' using errcode = 'TW006';
  end if;
end
$function$;
comment on function public.export_records(uuid,text,text[],integer,integer) is 'Records of lessons (flow_run: {external_id, source, steps, requests}) or concepts (conversation: {role, source}) as they came, in order, a page at a time.';
grant execute on function public.export_records(uuid,text,text[],integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.export_rows(p_workspace uuid, p_kind public.content_kind, p_snapshot uuid DEFAULT NULL::uuid, p_import uuid DEFAULT NULL::uuid, p_after bigint DEFAULT '-1'::integer, p_limit integer DEFAULT 2000)
 RETURNS TABLE(ordinal bigint, body jsonb, ref_a_slug text, ref_b_slug text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  at_seq integer;
  slug_of constant text := '(select n.slug from public.%I n where n.id = %s)';
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  if p_snapshot is not null then
    select s.seq into at_seq from public.snapshots s where s.id = p_snapshot and s.workspace_id = p_workspace;
    if at_seq is null then
      raise exception 'no such snapshot' using errcode = 'TW004';
    end if;
    return query
      select (v.body ->> 'ordinal')::bigint,
        case when p_kind = 'course_profile' then private.with_publication(v.body || jsonb_build_object('workspace_id', p_workspace)) - 'workspace_id' else v.body end,
        (select a.slug from public.entity_versions a where a.workspace_id = p_workspace and a.kind = k.ref_a_kind and a.entity_id = v.ref_a
          and a.from_seq <= at_seq and a.to_seq > at_seq),
        (select b.slug from public.entity_versions b where b.workspace_id = p_workspace and b.kind = k.ref_b_kind and b.entity_id = v.ref_b
          and b.from_seq <= at_seq and b.to_seq > at_seq)
      from public.entity_versions v
      where v.workspace_id = p_workspace and v.kind = p_kind and v.from_seq <= at_seq and v.to_seq > at_seq
        and (v.body ->> 'ordinal')::bigint > p_after
      order by 1 limit p_limit;
    return;
  end if;
  return query execute format(
    'select %4$s, private.snapshot_body(%6$s), %2$s, %3$s
     from public.%1$I t %5$s where t.workspace_id = $1 and %4$s > $2 order by 1 limit $3',
    k.table_name,
    case when k.ref_a is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_a_kind), 't.' || quote_ident(k.ref_a)) end,
    case when k.ref_b is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_b_kind), 't.' || quote_ident(k.ref_b)) end,
    case when p_import is null then 't.ordinal' else 's.position' end,
    -- Places in a block are counted below its number, so that a page starts at its block.
    case when p_import is null then '' else 'join (
      select e.id, (b.block::bigint << 16) + e.nth as position from private.import_blocks b cross join unnest(b.entity_ids) with ordinality e (id, nth)
      where b.import_id = $4 and b.kind = $5 and b.block >= $2 >> 16) s on s.id = t.id' end,
    case when p_kind = 'course_profile' then 'private.with_publication(to_jsonb(t))' else 'to_jsonb(t)' end)
  using p_workspace, p_after, p_limit, p_import, p_kind;
end
$function$;
comment on function public.export_rows(uuid,public.content_kind,uuid,uuid,bigint,integer) is 'Entities of one kind in order of arrival, a page at a time: of the working content, of a snapshot, or of what an import named (in its order).';
grant execute on function public.export_rows(uuid,public.content_kind,uuid,uuid,bigint,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.finalize_import(p_import uuid, p_snapshot uuid, p_entity_counts jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  outcome jsonb;
begin
  if log.status <> 'ready' then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  -- They were counted when the import was applied; whoever says them must say the same.
  if p_entity_counts is not null and p_entity_counts <> log.entity_counts then
    raise exception 'these counts are not those of this import' using errcode = 'TW006', detail = log.entity_counts::text;
  end if;
  if not exists (select from public.snapshots s where s.id = p_snapshot and s.workspace_id = log.workspace_id) then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  outcome := private.fill_snapshot(p_snapshot, array(select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import));
  if (outcome ->> 'ok')::boolean then
    update public.import_logs set snapshot_id = p_snapshot where id = p_import;
    update public.snapshots set header = log.header where id = p_snapshot;
  end if;
  return outcome;
end
$function$;
comment on function public.finalize_import(uuid,uuid,jsonb) is 'Fills a draft snapshot with exactly what the import brought and makes it ready; or returns the blockers. p_entity_counts: what the caller takes the import for, which must be so.';
grant execute on function public.finalize_import(uuid,uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.find_asset(p_asset text, p_key_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found jsonb;
begin
  with named as materialized (
    select a.workspace_id, a.sha256, a.media_type, a.path, true as is_working, false as is_current
    from public.assets a where left(a.sha256, 32) = p_asset
    union all
    select v.workspace_id, v.body ->> 'sha256', v.body ->> 'media_type', v.body ->> 'path', false, exists (
      select from public.snapshots s where s.workspace_id = v.workspace_id and s.status = 'current' and v.from_seq <= s.seq and v.to_seq > s.seq)
    from public.entity_versions v where v.kind = 'asset' and left(v.body ->> 'sha256', 32) = p_asset
  ), ways as materialized (
    select n.workspace_id, private.content_way(n.workspace_id, p_key_hash) as way from (select distinct workspace_id from named) n
  ), files as (
    select distinct on (n.workspace_id, n.sha256) n.workspace_id, n.sha256, n.media_type, n.path, o.created_at,
      array_position('{member,key,open}', y.way) as way,
      -- What replaces the bytes below a name is another object.
      md5(o.id || ' ' || coalesce(o.updated_at, o.created_at)) as stored_as,
      w.content_is_open and bool_or(n.is_current) over (partition by n.workspace_id, n.sha256) as is_public
    from named n
    join ways y on y.workspace_id = n.workspace_id
    join public.workspaces w on w.id = n.workspace_id
    join storage.objects o on o.bucket_id = 'assets' and o.name = n.workspace_id || '/' || n.sha256
    where y.way = 'member' or (y.way is not null and n.is_current)
    order by n.workspace_id, n.sha256, (y.way = 'member' and n.is_working) desc, n.is_current desc
  ), ranked as (
    select f.*, row_number() over (partition by f.workspace_id order by f.created_at, f.sha256) as nth from files f
  )
  -- Whoever makes up a file of the same key comes after those who have it, and no workspace takes all the places.
  select jsonb_agg(jsonb_build_object('workspace_id', r.workspace_id, 'sha256', r.sha256, 'media_type', r.media_type, 'path', r.path,
    'stored_as', r.stored_as, 'is_public', r.is_public) order by r.way, r.nth, r.created_at, r.workspace_id)
  into found
  from (select * from ranked order by way, nth, created_at, workspace_id limit 20) r;
  if found is null then
    raise exception 'there is no such file' using errcode = 'TW004';
  end if;
  return found;
end
$function$;
comment on function public.find_asset(text,text) is 'Where the file of an address may be, best first, for whoever may see it: members with all that their workspace has or had in a snapshot, readers with what is in a current snapshot. Whether the bytes are what their name says is for the caller to find out. TW004 where there is none.';
grant execute on function public.find_asset(text,text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.find_external(p_workspace uuid, p_kind public.content_kind, p_system text, p_asked jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  k private.kinds;
  profile private.kinds;
  facts text := case p_kind 
    when 'spark' then 't.estimated_mins, t.difficulty, null::text as parent'
    when 'trail' then 'null::integer as estimated_mins, t.difficulty_level as difficulty, (select d.slug from public.domains d where d.id = t.domain_id) as parent'
    else 'null::integer as estimated_mins, null::text as difficulty, null::text as parent' end;
  found jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  select * into profile from private.kinds n
  where n.kind = case p_kind when 'concept' then 'unit_profile' when 'spark' then 'lesson_profile' when 'trail' then 'course_profile' end::public.content_kind;
  if profile.kind is null and p_kind <> 'persona' then
    raise exception 'only concepts, sparks, trails and personas have ids from outside' using errcode = 'TW006';
  end if;
  -- By its id from outside; else, where the id is a slug, by that, unless what is there has another id of this system.
  execute format($sql$
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', t.slug, 'difficulty', t.difficulty, 'estimated_mins', t.estimated_mins,
      'parent', t.parent, 'is_taken', exists (select from public.%1$I l where l.workspace_id = $1 and l.slug = a.slug)
        or exists (select from public.slug_redirects r where r.workspace_id = $1 and r.kind = $2 and r.old_slug = a.slug)) order by a.nth), '[]')
    from jsonb_array_elements($4) with ordinality n (item, nth)
    cross join lateral (select n.nth, n.item ->> 'id' as id, n.item ->> 'slug' as slug, coalesce((n.item ->> 'is_slug')::boolean, false) as is_slug) a
    left join lateral (
      select t.slug, %2$s from public.%1$I t %3$s where t.workspace_id = $1 and %4$s.external_system = $3 and %4$s.external_id = a.id limit 1
    ) own on true
    left join lateral (
      select t.slug, %2$s from public.%1$I t left join public.%5$I p on p.%6$I = t.id
      where own.slug is null and a.is_slug and t.workspace_id = $1 and (p.external_id is null or p.external_system <> $3) and t.id = coalesce(
        (select l.id from public.%1$I l where l.workspace_id = $1 and l.slug = a.slug),
        (select r.entity_id from public.slug_redirects r where r.workspace_id = $1 and r.kind = $2 and r.old_slug = a.slug))
      limit 1
    ) same on true
    cross join lateral (select coalesce(own.slug, same.slug) as slug, coalesce(own.difficulty::text, same.difficulty::text) as difficulty,
      coalesce(own.estimated_mins, same.estimated_mins) as estimated_mins, coalesce(own.parent, same.parent) as parent) t
    $sql$, k.table_name, facts,
    case when profile.kind is not null then format('join public.%I p on p.%I = t.id', profile.table_name, profile.ref_a) end,
    case when profile.kind is null then 't' else 'p' end,
    coalesce(profile.table_name, k.table_name), coalesce(profile.ref_a, 'id'))
  into found using p_workspace, p_kind, p_system, p_asked;
  return found;
end
$function$;
comment on function public.find_external(uuid,public.content_kind,text,jsonb) is 'What concepts, sparks, trails or personas of another system are here: p_asked [{id, slug, is_slug}] gives [{id, slug, difficulty, estimated_mins, parent, is_taken}] in its order. slug: of what has the id, or (is_slug: the id is a slug itself) of what has that slug; null when nothing has. parent: the domain of a trail. is_taken: whether the slug that was asked for is in use.';
grant execute on function public.find_external(uuid,public.content_kind,text,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.find_objectives(p_workspace uuid, p_sparks text[], p_concepts text[], p_trails text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'sparks', (select coalesce(jsonb_object_agg(n.slug, n.ids), '{}') from (
      select s.slug, jsonb_agg(o.objective) as ids from public.sparks s
      join private.lesson_objectives(p_workspace, array(select i.id from public.sparks i where i.workspace_id = p_workspace and i.slug = any (p_sparks))) o on o.spark_id = s.id
      where s.workspace_id = p_workspace group by s.slug) n),
    'concepts', (select coalesce(jsonb_object_agg(n.slug, n.ids), '{}') from (
      select c.slug, jsonb_agg(o.objective) as ids from public.concepts c
      cross join lateral (
        select b.objective_id as objective from public.objectives b where b.concept_id = c.id and b.workspace_id = p_workspace
        union
        select t.objective_id from public.trail_objectives t where t.trail_id = c.trail_id and t.workspace_id = p_workspace
      ) o
      where c.workspace_id = p_workspace and c.slug = any (p_concepts) group by c.slug) n),
    'trails', (select coalesce(jsonb_object_agg(n.slug, n.ids), '{}') from (
      select t.slug, jsonb_agg(o.objective_id) as ids from public.trails t
      join public.trail_objectives o on o.trail_id = t.id and o.workspace_id = p_workspace
      where t.workspace_id = p_workspace and t.slug = any (p_trails) group by t.slug) n));
end
$function$;
comment on function public.find_objectives(uuid,text[],text[],text[]) is 'The text ids of the objectives of lessons, of concepts with their trails, and of trails, by their slugs, for the plan of an import: {sparks, concepts, trails: {slug: [id]}}.';
grant execute on function public.find_objectives(uuid,text[],text[],text[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.find_places(p_workspace uuid, p_kind public.content_kind, p_text text DEFAULT ''::text, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  words constant text[] := array(select w from regexp_split_to_table(lower(btrim(left(coalesce(p_text, ''), 200))), '\s+') w where w <> '' limit 8);
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind = 'spark' then
    -- Titles alone: there are many sparks, and only those that are shown are asked where they stand.
    return (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'path', coalesce(p.path, ''), 'color', null, 'children', 0) order by f.starts desc, f.title, f.id), '[]')
      from (
        select s.id, s.slug, s.title, strpos(lower(s.title), coalesce(words[1], '')) = 1 as starts from public.sparks s
        where s.workspace_id = p_workspace and not exists (select from unnest(words) w where strpos(lower(s.title), w) = 0)
        order by strpos(lower(s.title), coalesce(words[1], '')) = 1 desc, s.title, s.id limit least(greatest(p_limit, 1), 100)
      ) f
      left join lateral (
        select concat_ws(' › ', t.title, c.title) as path from public.concept_sparks x
        join public.concepts c on c.id = x.concept_id and c.workspace_id = p_workspace
        left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
        where x.spark_id = f.id and x.workspace_id = p_workspace order by x.ordinal limit 1
      ) p on true);
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'path', f.path, 'color', f.color, 'children', case p_kind
        when 'domain' then (select count(*) from public.trails t where t.workspace_id = p_workspace and t.domain_id = f.id)
        when 'trail' then (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = f.id)
        else (select count(*) from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = f.id) end) order by f.place), '[]')
    from (
      select n.* from (
        select d.id, d.slug, d.name as title, '' as path, d.color, array[d.order_index, d.ordinal] as place
        from public.domains d where p_kind = 'domain' and d.workspace_id = p_workspace
        union all
        select t.id, t.slug, t.title, d.name, null, array[d.order_index, d.ordinal, t.order_index, t.ordinal]
        from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'trail' and t.workspace_id = p_workspace
        union all
        -- What stands alone comes last, as in the outline.
        select c.id, c.slug, c.title, concat_ws(' › ', d.name, t.title), null,
          array[coalesce(d.order_index, 2147483647), d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal]
        from public.concepts c
        left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
        left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'concept' and c.workspace_id = p_workspace
      ) n
      where not exists (select from unnest(words) w where strpos(lower(n.title || ' ' || n.path), w) = 0)
      order by n.place limit least(greatest(p_limit, 1), 100)
    ) f);
end
$function$;
comment on function public.find_places(uuid,public.content_kind,text,integer) is 'Domains, trails, concepts or sparks that hold all words, in the order of the outline, sparks by title: [{id, slug, title, path, children, color}].';
grant execute on function public.find_places(uuid,public.content_kind,text,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.finish_results(p_import uuid, p_outcome jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  import private.result_imports := private.own_results(p_import);
begin
  perform private.require_role(import.workspace_id, 'editor');
  if import.outcome is not null then
    raise exception 'this import has ended already' using errcode = 'TW002';
  end if;
  update private.result_imports i set outcome = p_outcome where i.id = p_import;
end
$function$;
comment on function public.finish_results(uuid,jsonb) is 'Ends an import of answers with what came of it.';
grant execute on function public.finish_results(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.get_import_stats(p_workspace uuid, p_days integer DEFAULT 30)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'days', p_days,
    'imports', (
      select jsonb_build_object(
        'total', count(*),
        'failed', count(*) filter (where l.status = 'failed'),
        'applied', count(*) filter (where l.status in ('ready', 'promoted', 'rolled_back')),
        'entities', coalesce(sum((select sum(e.value::bigint) from jsonb_each_text(l.entity_counts) e)), 0),
        'average_seconds', round(avg(extract(epoch from l.completed_at - l.started_at))::numeric, 3),
        'slowest_seconds', round(max(extract(epoch from l.completed_at - l.started_at))::numeric, 3))
      from public.import_logs l where l.workspace_id = p_workspace and l.started_at > now() - make_interval(days => p_days)),
    'snapshots', (
      select jsonb_build_object('total', count(*), 'promoted', count(*) filter (where s.promoted_at is not null),
        'ready', count(*) filter (where s.status = 'ready'))
      from public.snapshots s where s.workspace_id = p_workspace and s.created_at > now() - make_interval(days => p_days)));
end
$function$;
grant execute on function public.get_import_stats(uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.import_plan_items(p_import uuid, p_actions text[] DEFAULT ARRAY['conflict'::text, 'update'::text, 'create'::text], p_after integer DEFAULT 0, p_limit integer DEFAULT 200)
 RETURNS TABLE(nth bigint, kind public.content_kind, "position" integer, key text, action text, entity_id uuid, label text, fields jsonb, before jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs;
begin
  select * into log from public.import_logs l
  where l.id = p_import and (private.is_system() or l.workspace_id in (select private.my_workspaces()));
  if log.id is null then
    raise exception 'no such import' using errcode = 'TW004';
  end if;
  return query
    select p.nth, p.kind, p.position, p.key, p.action, p.entity_id,
      coalesce(p.fields ->> 'title', p.fields ->> 'name', private.label_of(log.workspace_id, p.kind, p.entity_id) ->> 'label', p.key),
      p.fields, r.body
    from (
      select row_number() over (order by array_position(p_actions, a.action), a.kind, a.block, a.position) as nth, a.*
      from (
        select i.kind, i.block, i.position, i.key, i.action, i.entity_id, i.fields from private.import_items i
        where i.import_id = p_import and i.action = any (p_actions)
        union all
        select b.kind, b.block, null, s.key, 'unchanged', s.entity_id, null
        from private.import_blocks b cross join lateral unnest(b.entity_ids) e (id)
        join private.imported_states s on s.entity_id = e.id
        where b.import_id = p_import and 'unchanged' = any (p_actions)
      ) a
    ) p
    left join lateral (
      select r.body from public.revisions r where p.action in ('conflict', 'update')
        and r.workspace_id = log.workspace_id and r.kind = p.kind and r.entity_id = p.entity_id order by r.id desc limit 1) r on true
    where p.nth > p_after order by p.nth limit least(p_limit, 1000);
end
$function$;
comment on function public.import_plan_items(uuid,text[],integer,integer) is 'The plan line by line, in pages: what each item would do, with the state it would replace.';
grant execute on function public.import_plan_items(uuid,text[],integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.insert_on_link(p_workspace uuid, p_link uuid, p_fields jsonb, p_concept uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  old public.spark_links;
  here public.concept_sparks;
  fresh uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_fields - array['title', 'slug', 'content_md', 'estimated_mins', 'difficulty'] <> '{}' then
    raise exception 'a spark on a link begins with title, slug, text, minutes and difficulty' using errcode = 'TW006';
  end if;
  made := private.begin_change_set(p_workspace, 'edit', p_fields ->> 'title');
  perform private.hold(p_workspace, 'spark_link', array[p_link]);
  select * into old from public.spark_links l where l.workspace_id = p_workspace and l.id = p_link;
  if old.id is null then
    raise exception 'this link is not there any more' using errcode = 'TW004';
  end if;
  insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty, created_by, updated_by)
  values (p_workspace, p_fields ->> 'slug', p_fields ->> 'title', coalesce(p_fields ->> 'content_md', ''), coalesce((p_fields ->> 'estimated_mins')::integer, 5),
    coalesce((p_fields ->> 'difficulty')::public.difficulty, (select s.difficulty from public.sparks s where s.id = old.source_id)), private.actor(), private.actor())
  returning id into fresh;
  -- Right behind the source, in the concept that was named or else the first one it stands in.
  select p.* into here from public.concept_sparks p
  where p.spark_id = old.source_id and p.concept_id = coalesce(p_concept, p.concept_id) order by p.ordinal limit 1;
  if here.id is not null then
    perform private.number_siblings(p_workspace, 'concept_spark', here.concept_id);
    select * into here from public.concept_sparks p where p.id = here.id;
    update public.concept_sparks p set order_index = p.order_index + 1 where p.concept_id = here.concept_id and p.order_index > here.order_index;
    insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index) values (p_workspace, here.concept_id, fresh, here.order_index + 1);
  elsif p_concept is not null then
    raise exception 'what the link comes from does not stand in this concept' using errcode = 'TW006';
  end if;
  -- The reason stays with what it is the reason for: that something comes before the target. One statement, as above.
  with gone as (
    delete from public.spark_links l where l.id = p_link returning l.*
  )
  insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight, description, extras)
  select p_workspace, n.source, n.target, g.link_type, g.weight, n.reason, n.extras
  from gone g cross join lateral (values (g.source_id, fresh, null, '{}'::jsonb), (fresh, g.target_id, g.description, g.extras)) n (source, target, reason, extras);
  return jsonb_build_object('id', fresh, 'change_set_id', made);
end
$function$;
comment on function public.insert_on_link(uuid,uuid,jsonb,uuid) is 'Puts a new spark between the ends of a link, as a draft right behind its source; two links of the same type and weight take the place of the one: {id, change_set_id}.';
grant execute on function public.insert_on_link(uuid,uuid,jsonb,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.invite(p_workspace uuid, p_email text, p_role public.member_role, p_link_hash text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  address text := lower(trim(p_email));
  until timestamptz := now() + interval '7 days';
begin
  perform private.require_role(p_workspace, 'admin');
  -- Inviting and answering take turns in a workspace: counts are right, and nobody is invited who has just come in.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if exists (
    select from public.memberships m join public.profiles p on p.user_id = m.user_id
    where m.workspace_id = p_workspace and p.email = address
  ) then
    raise exception 'this person is a member already' using errcode = 'TW005';
  end if;
  delete from public.invitations i where i.workspace_id = p_workspace and i.expires_at < now() - interval '30 days';
  if (select count(*) from public.invitations i where i.workspace_id = p_workspace and i.email <> address) >= 500 then
    raise exception '500 invitations are waiting, which is as many as a workspace may have; withdraw some first' using errcode = 'TW002';
  end if;
  if (
    select count(*) from public.audit_log a
    where a.workspace_id = p_workspace and a.action = 'member.invited' and a.created_at > now() - interval '1 hour'
  ) >= 100 then
    raise exception '100 invitations were made within the hour, which is as many as a workspace may make; try again later'
      using errcode = 'TW002';
  end if;
  insert into public.invitations (workspace_id, email, role, link_hash, expires_at)
  values (p_workspace, address, p_role, p_link_hash, until)
  -- Invited again it is another invitation: whoever answers the older one just now, by its link or its id, finds it gone.
  on conflict (workspace_id, email) do update
    set id = excluded.id, role = excluded.role, link_hash = excluded.link_hash, expires_at = excluded.expires_at, invited_by = excluded.invited_by,
        created_at = excluded.created_at;
  perform private.note(p_workspace, 'member.invited', address, jsonb_build_object('to', p_role));
  return until;
end
$function$;
comment on function public.invite(uuid,text,public.member_role,text) is 'Admin only. Invites an address, or invites it again with another link and role, and says until when; the same whether there is an account or not. TW005 when already a member here.';
grant execute on function public.invite(uuid,text,public.member_role,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.keep_exercise(p_workspace uuid, p_keep jsonb, p_drop jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  kept private.exercise_entries;
  dropped private.exercise_entries;
  kept_body jsonb;
  dropped_body jsonb;
  fields jsonb;
  change_set uuid;
  edits jsonb := '[]';
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  change_set := private.open_change_set(p_workspace, 'edit', private.headline_of(p_workspace, 'spark', (p_drop ->> 'spark_id')::uuid));
  perform private.hold(p_workspace, 'package', array(
    select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id in ((p_keep ->> 'spark_id')::uuid, (p_drop ->> 'spark_id')::uuid)));
  select * into kept from private.exercise_entries e
  where e.workspace_id = p_workspace and e.spark_id = (p_keep ->> 'spark_id')::uuid and e.exercise_id = p_keep ->> 'exercise_id' and e.version is not null;
  select * into dropped from private.exercise_entries e
  where e.workspace_id = p_workspace and e.spark_id = (p_drop ->> 'spark_id')::uuid and e.exercise_id = p_drop ->> 'exercise_id' and e.version is not null;
  if kept.package_id is null or dropped.package_id is null then
    raise exception 'one of these exercises is not there any more' using errcode = 'TW004';
  elsif kept.package_id = dropped.package_id and kept.exercise_id = dropped.exercise_id then
    raise exception 'an exercise is no pair' using errcode = 'TW006';
  elsif kept.hash <> (p_keep ->> 'hash')::uuid or dropped.hash <> (p_drop ->> 'hash')::uuid then
    raise exception 'one of these exercises was changed since you saw it' using errcode = 'TW003';
  end if;

  if kept.package_id = dropped.package_id then
    if dropped.quiz_place is not null and kept.quiz_place is null then
      edits := edits || jsonb_build_object('do', 'quiz_add', 'exercise_ids', jsonb_build_array(kept.exercise_id), 'after', dropped.exercise_id);
    end if;
    edits := edits || jsonb_build_object('do', 'remove', 'exercise_id', dropped.exercise_id, 'hash', dropped.hash);
  elsif dropped.quiz_place is null then
    edits := edits || jsonb_build_object('do', 'remove', 'exercise_id', dropped.exercise_id, 'hash', dropped.hash);
  else
    -- A quiz is drawn from the bank of its own lesson: there the kept one takes the place of the other, word for word. Its id and its
    -- objective come along where they mean something there.
    select v.body into kept_body from private.exercise_versions v where v.package_id = kept.package_id and v.exercise_id = kept.exercise_id and v.version = kept.version;
    select v.body into dropped_body from private.exercise_versions v where v.package_id = dropped.package_id and v.exercise_id = dropped.exercise_id and v.version = dropped.version;
    fields := kept_body;
    if exists (select from private.exercise_entries e where e.package_id = dropped.package_id and e.exercise_id = kept.exercise_id and e.place <> dropped.place) then
      fields := fields || jsonb_build_object('id', dropped_body -> 'id');
    end if;
    if kept.objective is not null and not kept.objective = any (private.objectives_of(p_workspace, dropped.spark_id)) then
      fields := fields - 'aligned_learning_objective' || case when dropped_body ? 'aligned_learning_objective'
        then jsonb_build_object('aligned_learning_objective', dropped_body -> 'aligned_learning_objective') else '{}'::jsonb end;
    end if;
    edits := edits || jsonb_build_object('do', 'set', 'exercise_id', dropped.exercise_id, 'hash', dropped.hash, 'fields', fields,
      'drop', (select coalesce(jsonb_agg(k), '[]') from jsonb_object_keys(dropped_body) k where not fields ? k));
  end if;
  select jsonb_agg(e.e || jsonb_build_object('nth', e.nth, 'spark_id', dropped.spark_id) order by e.nth) into edits from jsonb_array_elements(edits) with ordinality e (e, nth);
  outcome := private.edit_banks(p_workspace, edits, true);
  if outcome -> 'refused' <> '[]' then
    raise exception 'one of these exercises was changed since you saw it' using errcode = 'TW003';
  end if;
  if fields is not null and fields ->> 'id' is not null and md5(fields::text)::uuid <> kept.hash then
    perform public.set_distinct_exercises(p_workspace, p_keep, jsonb_build_object('spark_id', dropped.spark_id, 'exercise_id', private.exercise_name(fields)));
  end if;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, change_set), 'quizzes', (dropped.quiz_place is not null)::integer);
end
$function$;
comment on function public.keep_exercise(uuid,jsonb,jsonb) is 'Of two exercises that ask the same keeps one ({spark_id, exercise_id, hash} each): the other leaves its bank, and the quiz that it was in uses the kept one. {change_set_id, quizzes}. TW003 where one was changed since.';
grant execute on function public.keep_exercise(uuid,jsonb,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.leave(p_workspace uuid, p_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  delete from private.presence p where p.entity_id = p_id and p.user_id = private.actor() and p.workspace_id = p_workspace;
end
$function$;
grant execute on function public.leave(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.link_way(p_workspace uuid, p_level public.graph_level, p_from uuid, p_to uuid, p_without uuid[] DEFAULT '{}'::uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  ours integer;
begin
  perform private.require_role(p_workspace, 'editor');
  execute format('select count(*) from public.%I n where n.workspace_id = $1 and n.id in ($2, $3)', p_level || 's')
  into ours using p_workspace, p_from, p_to;
  if ours < (case when p_from = p_to then 1 else 2 end) then
    return null;
  end if;
  if p_level = 'spark' then
    return private.spark_link_way(p_workspace, p_from, p_to, p_without);
  end if;
  return private.concept_link_way(p_workspace, p_from, p_to, p_without);
end
$function$;
comment on function public.link_way(uuid,public.graph_level,uuid,uuid,uuid[]) is 'A shortest way from one node to another along the links, without some of them: [{node: {id, slug, title}, link: {id, link_type}}], the link being the one to the next node (null for the last), or null.';
grant execute on function public.link_way(uuid,public.graph_level,uuid,uuid,uuid[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.list_change_sets(p_workspace uuid, p_action public.change_action DEFAULT NULL::public.change_action, p_author uuid DEFAULT NULL::uuid, p_before uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 50, p_only uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'action', c.action, 'title', coalesce(c.title, c.first), 'author', c.author,
      'created_at', c.created_at, 'is_undone', c.undone_by is not null, 'total', c.total, 'counts', c.counts)
      order by c.ordinal desc), '[]')
    from (
      select s.*, t.total, t.counts, f.first
      from (
        select l.* from public.change_sets l
        where l.workspace_id = p_workspace and (p_action is null or l.action = p_action) and (p_author is null or l.author = p_author)
          and (p_only is null or l.id = p_only)
          and (p_before is null or l.ordinal < (select b.ordinal from public.change_sets b where b.workspace_id = p_workspace and b.id = p_before))
        order by l.ordinal desc limit least(greatest(p_limit, 1), 200)
      ) s
      -- How many of what it touched. What one change set touched twice counts once, as what became of it in the end.
      cross join lateral (
        select coalesce(sum(n.total), 0) as total,
          coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'operation', n.operation, 'total', n.total) order by n.kind, n.operation), '[]') as counts
        from (
          select e.kind, e.operation, count(*) as total
          from (
            select distinct on (r.kind, r.entity_id) r.kind, r.operation from public.revisions r where r.change_set_id = s.id
            order by r.kind, r.entity_id, r.id desc
          ) e group by e.kind, e.operation
        ) n
      ) t
      left join lateral (
        select private.name_of(p_workspace, r.kind, r.body) as first from public.revisions r
        where s.title is null and r.change_set_id = s.id order by r.kind, r.id limit 1
      ) f on true
    ) c
  );
end
$function$;
comment on function public.list_change_sets(uuid,public.change_action,uuid,uuid,integer,uuid) is 'Change sets, newest first, after the one named by p_before, or p_only one: [{id, action, title, author, created_at, is_undone, total, counts: [{kind, operation, total}]}].';
grant execute on function public.list_change_sets(uuid,public.change_action,uuid,uuid,integer,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.mark_alike_questions(p_import uuid, p_alike jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  marked integer;
begin
  perform private.require_role(log.workspace_id, 'editor');
  if log.status <> 'pending' then
    raise exception 'an import that is % has been read already', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  update private.import_questions q set alike = jsonb_strip_nulls(jsonb_build_object(
    'similarity', a.similarity, 'spark_id', a.spark_id, 'exercise_id', a.exercise_id, 'nth', a.as_nth))
  from jsonb_to_recordset(p_alike) a (nth integer, similarity numeric, spark_id uuid, exercise_id text, as_nth integer)
  where q.import_id = p_import and q.nth = a.nth and q.exercise is not null;
  get diagnostics marked = row_count;
  return marked;
end
$function$;
comment on function public.mark_alike_questions(uuid,jsonb) is 'Says of questions that are being read what they ask nearly the same as: [{nth, similarity, spark_id, exercise_id} or {nth, similarity, as_nth}].';
grant execute on function public.mark_alike_questions(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.mark_for_review(p_workspace uuid, p_sparks uuid[], p_because_of uuid DEFAULT NULL::uuid, p_note text DEFAULT NULL::text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
comment on function public.mark_for_review(uuid,uuid[],uuid,text) is 'Marks sparks to be looked at again, because of another one. Gives those that were not marked because of it yet.';
grant execute on function public.mark_for_review(uuid,uuid[],uuid,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.merge_entities(p_workspace uuid, p_kind public.content_kind, p_into uuid, p_from uuid, p_fields jsonb DEFAULT '{}'::jsonb)
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
comment on function public.merge_entities(uuid,public.content_kind,uuid,uuid,jsonb) is 'Makes one of two sparks or concepts: places, beacons, links and (where it has none) the package go over, the name leads on, the other goes to the trash. p_fields: what the one shall say. TW001 when the links of both together close a loop.';
grant execute on function public.merge_entities(uuid,public.content_kind,uuid,uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.merge_loop(p_workspace uuid, p_kind public.content_kind, p_into uuid, p_from uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  two constant uuid[] := array[p_into, p_from];
  direct uuid[];
  ends uuid[];
  way jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_node(p_kind) then
    raise exception 'two sparks or two concepts are merged' using errcode = 'TW006';
  end if;
  execute format('select array_agg(l.id) from public.%I l where l.workspace_id = $1 and l.source_id = any ($2) and l.target_id = any ($2)',
    p_kind || '_links') into direct using p_workspace, two;
  -- What leads from one to the other over a third becomes a loop once both are one; links between the two go.
  foreach ends slice 1 in array array[two, array[p_from, p_into]] loop
    way := public.link_way(p_workspace, p_kind::text::public.graph_level, ends[1], ends[2], coalesce(direct, '{}'));
    if way is not null then
      return (
        select jsonb_agg(jsonb_build_object('kind', p_kind, 'slug', w.step -> 'node' -> 'slug', 'label', w.step -> 'node' -> 'title') order by w.nth)
        from jsonb_array_elements(way) with ordinality w (step, nth));
    end if;
  end loop;
  return null;
end
$function$;
comment on function public.merge_loop(uuid,public.content_kind,uuid,uuid) is 'Why two sparks or concepts cannot become one: the shortest way along the links from one to the other, as [{kind, slug, label}], or null.';
grant execute on function public.merge_loop(uuid,public.content_kind,uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.my_invitations()
 RETURNS TABLE(id uuid, workspace_name text, role public.member_role, invited_by text, created_at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select i.id, w.name, i.role, p.display_name, i.created_at, i.expires_at
  from public.invitations i
  join public.workspaces w on w.id = i.workspace_id
  left join public.profiles p on p.user_id = i.invited_by
  where i.email = private.my_address() and i.expires_at > now()
  order by i.ordinal desc
  limit 50
$function$;
comment on function public.my_invitations() is 'Invitations that wait for the caller, newest first.';
grant execute on function public.my_invitations() to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.order_objectives(p_workspace uuid, p_kind text, p_owner uuid, p_ids uuid[])
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  change_set uuid;
  ids uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.hold_objective_owner(p_workspace, p_kind, p_owner);
  change_set := private.open_change_set(p_workspace, 'edit', private.headline_of(p_workspace, p_kind::public.content_kind, p_owner));
  -- What somebody else has added meanwhile comes after them.
  ids := array(select o.id from private.owned_objectives(p_workspace, p_kind, p_owner) o order by array_position(p_ids, o.id) nulls last, o.nth);
  if p_kind = 'trail' then
    update public.trail_objectives o set order_index = n.nth - 1 from unnest(ids) with ordinality n (id, nth) where n.id = o.id and o.order_index <> n.nth - 1;
  else
    update public.objectives o set order_index = n.nth - 1 from unnest(ids) with ordinality n (id, nth) where n.id = o.id and o.order_index <> n.nth - 1;
  end if;
  return private.end_change_set(p_workspace, change_set);
end
$function$;
comment on function public.order_objectives(uuid,text,uuid,uuid[]) is 'Puts the objectives of a concept or a trail into this order. The change set, or null when they were in it.';
grant execute on function public.order_objectives(uuid,text,uuid,uuid[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.pending_differences(p_workspace uuid, p_snapshot uuid DEFAULT NULL::uuid)
 RETURNS TABLE(kind public.content_kind, entity_id uuid, slug text, change text, before jsonb, after jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  base_seq integer;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_snapshot is not null then
    select s.seq into base_seq from public.snapshots s where s.id = p_snapshot and s.workspace_id = p_workspace;
    if base_seq is null then
      raise exception 'no such snapshot' using errcode = 'TW004';
    end if;
  end if;
  return query
    select c.kind, c.entity_id, coalesce(c.after_slug, c.before_slug),
      case when c.before_hash is null then 'added' when c.after_hash is null then 'removed' else 'changed' end,
      c.before_body, c.after_body
    from private.differences_since(p_workspace, coalesce(base_seq, (private.base_snapshot(p_workspace)).seq, 0)) c
    order by c.kind, 3, 2;
end
$function$;
comment on function public.pending_differences(uuid,uuid) is 'How the working content differs from a snapshot (the current one unless named).';
grant execute on function public.pending_differences(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.place(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_parent uuid, p_position integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  made uuid;
  moved integer;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  if k.is_placed is not true then
    raise exception 'only domains, trails, concepts and sparks in a concept have a place' using errcode = 'TW006';
  end if;
  -- Positions of siblings depend on each other: movers of one workspace queue here.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here to move' using errcode = 'TW004';
  end if;
  made := private.open_change_set(p_workspace, 'move', private.headline_of(p_workspace, p_kind, p_id));
  -- Only rows whose place really changes get a new version.
  execute format(
    'with siblings as (
       select t.id, row_number() over (order by t.order_index, t.ordinal) - 1 as place
       from public.%1$I t where t.workspace_id = $1 and %2$s and t.id <> $2
     ), placed as (
       select id, place + case when place >= $4 then 1 else 0 end as place from siblings
       union all select $2, least($4, (select count(*) from siblings))
     )
     update public.%1$I t set order_index = p.place %3$s from placed p where t.id = p.id and (t.order_index <> p.place %4$s)',
    k.table_name,
    case when k.ref_a is null then 'true' when p_parent is null then format('t.%I is null', k.ref_a) else format('t.%I = $3', k.ref_a) end,
    case when k.ref_a is not null then format(', %1$I = $3', k.ref_a) end,
    case when k.ref_a is not null then format('or t.%I is distinct from $3', k.ref_a) end)
  using p_workspace, p_id, p_parent, greatest(p_position, 0);
  get diagnostics moved = row_count;
  if moved = 0 then
    delete from public.change_sets where id = made;
    perform set_config('trailwright.change_set', '', true);
    return null;
  end if;
  return made;
end
$function$;
comment on function public.place(uuid,public.content_kind,uuid,uuid,integer) is 'Puts an entity under a parent at a position (0 first) and numbers its siblings densely, as one change set (null when it stands there already). For a spark the entity is its concept_spark.';
grant execute on function public.place(uuid,public.content_kind,uuid,uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.plan_import(p_import uuid, p_skip text[] DEFAULT NULL::text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  counts jsonb;
  found jsonb;
  unknown text[];
  reskipped integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import has been planned and applied' using errcode = 'TW002';
  end if;
  if p_skip is not null then
    select array_agg(n.name order by n.nth) into unknown
    from unnest(p_skip) with ordinality n (name, nth)
    where not exists (select from private.import_items i where i.import_id = p_import and i.kind::text = split_part(n.name, ':', 1)
      and i.key = substr(n.name, strpos(n.name, ':') + 1));
    update private.import_items i set is_skipped = (i.kind || ':' || i.key) = any (p_skip)
      where i.import_id = p_import and i.is_skipped <> ((i.kind || ':' || i.key) = any (p_skip));
    get diagnostics reskipped = row_count;
    if reskipped > 0 then
      update public.import_logs set resolved_at_revision = null where id = p_import returning * into log;
    end if;
  end if;
  perform private.plan_actions(log);
  found := private.import_problems(log);

  select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') into counts from (
    select a.kind, jsonb_build_object('create', sum(a.creates), 'update', sum(a.updates), 'unchanged', sum(a.same),
      'conflict', sum(a.conflicts), 'skipped', sum(a.skipped)) as counts
    from (
      select i.kind,
        count(*) filter (where i.action = 'create' and not i.is_skipped) as creates,
        count(*) filter (where i.action = 'update' and not i.is_skipped) as updates,
        count(*) filter (where i.action = 'unchanged' and not i.is_skipped) as same,
        count(*) filter (where i.action = 'conflict' and not i.is_skipped) as conflicts,
        count(*) filter (where i.is_skipped) as skipped
      from private.import_items i where i.import_id = p_import group by i.kind
      union all
      select b.kind, 0, 0, sum(cardinality(b.entity_ids)), 0, 0 from private.import_blocks b where b.import_id = p_import group by b.kind
    ) a
    group by a.kind) n;
  update public.import_logs set status = 'validating', touched_at = now(), plan_counts = counts,
    planned_at_revision = private.newest_revision(log.workspace_id)
  where id = p_import;
  return jsonb_build_object('counts', counts, 'problems', found, 'unknown_skips', coalesce(to_jsonb(unknown), '[]'));
end
$function$;
comment on function public.plan_import(uuid,text[]) is 'What applying would do: {counts: {kind: {create, update, unchanged, conflict, skipped}}, problems, unknown_skips}. p_skip: "kind:key" to leave out; null leaves out what was left out before.';
grant execute on function public.plan_import(uuid,text[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.plan_questions(p_import uuid, p_format text, p_report jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
begin
  perform private.require_role(log.workspace_id, 'editor');
  if log.status <> 'pending' then
    raise exception 'an import that is % has been read already', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  insert into private.question_imports (import_id, report) values (p_import, p_report);
  update public.import_logs set status = 'validating', question_format = left(p_format, 40), touched_at = now() where id = p_import;
end
$function$;
comment on function public.plan_questions(uuid,text,jsonb) is 'Ends the reading of questions: the import has a plan now that waits to be applied, a week at most.';
grant execute on function public.plan_questions(uuid,text,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.preview_blockers(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  base_seq integer;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Beyond 5,000 changes (after an import) looking takes longer than a page may wait: staging tells then.
  if (select count(*) from (select from public.dirty_entities d where d.workspace_id = p_workspace limit 5001) n) > 5000 then
    return jsonb_build_object('is_complete', false, 'rules', '[]'::jsonb);
  end if;
  base_seq := coalesce((private.base_snapshot(p_workspace)).seq, 0);
  perform private.collect_differences(p_workspace, base_seq);
  return jsonb_build_object('is_complete', true, 'rules', (
    select coalesce(jsonb_agg(jsonb_build_object('rule', r.rule, 'total', r.total, 'items', r.items) order by r.rule), '[]')
    from (
      select b.rule, count(*) as total, jsonb_agg(jsonb_build_object('kind', b.kind, 'entity_id', b.entity_id, 'slug', b.slug,
        'label', b.label, 'message', b.message, 'detail', b.detail) order by b.kind, b.slug) filter (where b.nth <= 5) as items
      from (select b.*, row_number() over (partition by b.rule order by b.kind, b.slug) as nth from private.stage_blockers(p_workspace, base_seq) b) b
      group by b.rule
    ) r));
end
$function$;
comment on function public.preview_blockers(uuid) is 'What would keep a snapshot of all pending changes back, without staging: {is_complete, rules: [{rule, total, items (the first 5)}]}. Not looked at (is_complete false) beyond 5,000 changes.';
grant execute on function public.preview_blockers(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.preview_trash(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_with_sparks boolean DEFAULT false)
 RETURNS TABLE(kind public.content_kind, entity_id uuid, slug text, label text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here to trash' using errcode = 'TW004';
  end if;
  return query
    select s.kind, s.entity_id, l ->> 'slug', l ->> 'label'
    from private.trash_scope(p_workspace, array[p_kind], array[p_id], p_with_sparks) s
    cross join lateral private.label_of(p_workspace, s.kind, s.entity_id) l
    order by s.kind, 4;
end
$function$;
comment on function public.preview_trash(uuid,public.content_kind,uuid,boolean) is 'What would go to the trash together with this entity.';
grant execute on function public.preview_trash(uuid,public.content_kind,uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.promote_import(p_import uuid, p_snapshot uuid DEFAULT NULL::uuid)
 RETURNS public.snapshots
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  target public.snapshots;
begin
  if coalesce(p_snapshot, log.snapshot_id) is null or coalesce(p_snapshot, log.snapshot_id) is distinct from log.snapshot_id then
    raise exception 'stage the import first' using errcode = 'TW002';
  end if;
  target := public.promote_snapshot(log.snapshot_id);
  update public.import_logs set status = 'promoted' where id = p_import;
  return target;
end
$function$;
comment on function public.promote_import(uuid,uuid) is 'Admin only. Promotes the snapshot of an import.';
grant execute on function public.promote_import(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.promote_snapshot(p_snapshot uuid, p_instead_of uuid DEFAULT NULL::uuid)
 RETURNS public.snapshots
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  target public.snapshots;
begin
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  perform from public.workspaces w where w.id = target.workspace_id for no key update;
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.status not in ('ready', 'archived') then
    raise exception '%', case target.status when 'current' then 'this snapshot is what readers get already' else 'a draft cannot be promoted; stage it first' end
      using errcode = 'TW002', detail = target.status::text;
  end if;
  perform private.require_current(target.workspace_id, p_instead_of);
  perform private.point_to(target, 'snapshot.promoted');
  perform private.note_first_promotions(target);
  select * into target from public.snapshots s where s.id = p_snapshot;
  return target;
end
$function$;
comment on function public.promote_snapshot(uuid,uuid) is 'Admin only. Makes a ready or archived snapshot the one that readers get. p_instead_of: the current one that the decision was made on; TW003 when it is another by now.';
grant execute on function public.promote_snapshot(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.purge_trash(p_change_set uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  target public.change_sets;
  purged integer;
  ids uuid[];
begin
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.id is null then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  if target.action <> 'trash' or target.undone_by is not null then
    raise exception 'only what lies in the trash can be purged' using errcode = 'TW002';
  end if;
  with gone as (
    select distinct r.kind, r.entity_id from public.revisions r
    where r.change_set_id = p_change_set and r.operation = 'delete'
      and not exists (
        select from public.revisions l where l.workspace_id = r.workspace_id and l.kind = r.kind
          and l.entity_id = r.entity_id and l.id > r.id)
  ), removed as (
    delete from public.revisions r using gone g
    where r.workspace_id = target.workspace_id and r.kind = g.kind and r.entity_id = g.entity_id
    returning r.kind, r.entity_id
  )
  select count(distinct (kind, entity_id)), array_agg(distinct entity_id) into purged, ids from removed;
  delete from public.slug_redirects r where r.workspace_id = target.workspace_id and (r.entity_id = any (ids) or r.origin_id = any (ids));
  delete from private.merges m where m.workspace_id = target.workspace_id and (m.from_id = any (ids) or m.into_id = any (ids));
  delete from private.imported_states s where s.workspace_id = target.workspace_id and s.entity_id = any (ids);
  delete from public.quality_scores q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.quality_dismissals q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.first_promotions p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  delete from public.flow_runs f where f.workspace_id = target.workspace_id and f.entity_id = any (ids);
  delete from public.conversations c where c.workspace_id = target.workspace_id and c.concept_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$function$;
comment on function public.purge_trash(uuid) is 'Admin only. Deletes trashed entities for good, history included. Snapshots keep what they hold.';
grant execute on function public.purge_trash(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_asset_problems(p_workspace uuid, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '60s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with found as (
      select s.id, s.slug, s.title, s.is_published, i.address, i.alt,
        substring(i.address from '^/assets/([0-9a-f]{32})(?:/|$)') as key,
        i.address !~* '^([a-z][a-z0-9+.-]*:|//)' as is_local
      from public.sparks s cross join lateral private.lesson_images(s.content_md) i
      where s.workspace_id = p_workspace and (s.content_md like '%![%' or s.content_md ilike '%<img%')
    ), problems as (
      select f.id, f.slug, f.title, f.is_published, 'image_described' as rule, f.address, null::text as state,
        f.key is not null and f.is_published as blocks
      from found f where trim(f.alt) = ''
      -- The same image twice in a lesson is one problem.
      union
      select f.id, f.slug, f.title, f.is_published, 'leads_nowhere', f.address, null, false
      from found f where f.is_local and f.key is null
      union
      select s.id, s.slug, s.title, s.is_published, 'file_there', '/assets/' || u.asset, u.state, s.is_published
      from (select u.entity_id, u.asset, private.file_state(p_workspace, u.asset) as state from public.asset_uses u
        where u.workspace_id = p_workspace and u.kind = 'spark' offset 0) u
      join public.sparks s on s.id = u.entity_id
      where u.state <> 'there'
    ), lessons as (
      select p.id, p.slug, p.title, p.is_published, bool_or(p.blocks) as blocks, count(*) as total,
        jsonb_agg(jsonb_build_object('rule', p.rule, 'address', left(p.address, 500), 'state', p.state, 'blocks', p.blocks) order by p.blocks desc, p.rule, p.address) as problems
      from problems p group by p.id, p.slug, p.title, p.is_published
    )
    select jsonb_build_object(
      'total', (select count(*) from lessons), 'blocking', (select count(*) from lessons l where l.blocks),
      'lessons', coalesce((
        select jsonb_agg(jsonb_build_object('entity_id', l.id, 'slug', l.slug, 'label', l.title, 'is_published', l.is_published,
          'blocks', l.blocks, 'total', l.total, 'problems', l.problems) order by l.blocks desc, l.title)
        from (select * from lessons order by blocks desc, title limit least(p_limit, 500)) l), '[]')));
end
$function$;
comment on function public.read_asset_problems(uuid,integer) is 'Lessons whose images are broken or not described: {total, blocking, lessons: [{entity_id, slug, label, blocks, total, problems: [{rule, address, state, blocks}]}]}. blocks: staging refuses it.';
grant execute on function public.read_asset_problems(uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_assets(p_workspace uuid, p_filter text DEFAULT 'all'::text, p_search text DEFAULT NULL::text, p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 60)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with files as materialized (
      select a.*, a.media_type like 'image/%' as is_image,
        exists (select from public.asset_uses u where u.workspace_id = p_workspace and u.asset = left(a.sha256, 32)) as is_used,
        coalesce(trim(a.alt_text), '') = '' as is_undescribed
      from public.assets a where a.workspace_id = p_workspace
    ), page as (
      select f.* from files f
      where f.ordinal < coalesce(p_before, 9223372036854775807)
        and case p_filter when 'images' then f.is_image when 'files' then not f.is_image when 'unused' then not f.is_used
          when 'undescribed' then f.is_image and f.is_undescribed else true end
        and (coalesce(trim(p_search), '') = '' or strpos(lower(f.path || ' ' || coalesce(f.alt_text, '')), lower(trim(p_search))) > 0)
      order by f.ordinal desc limit least(p_limit, 200) + 1
    )
    select jsonb_build_object(
      'counts', (select jsonb_build_object('all', count(*), 'images', count(*) filter (where is_image), 'files', count(*) filter (where not is_image),
        'unused', count(*) filter (where not is_used), 'undescribed', count(*) filter (where is_image and is_undescribed)) from files),
      'items', coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'path', p.path, 'media_type', p.media_type, 'byte_size', p.byte_size, 'sha256', p.sha256,
          'width', p.width, 'height', p.height, 'alt_text', p.alt_text, 'version', p.version, 'ordinal', p.ordinal,
          'created_at', p.created_at, 'created_by', p.created_by,
          'is_stored', p.sha256 is not null and private.is_stored(p_workspace, p.sha256),
          'users', (select coalesce(jsonb_agg(jsonb_build_object('kind', u.kind, 'entity_id', u.entity_id, 'slug', u.slug, 'label', u.label) order by u.kind desc, u.label), '[]')
            from private.users_of(p_workspace, left(p.sha256, 32)) u)) order by p.ordinal desc)
        from (select * from page order by ordinal desc limit least(p_limit, 200)) p), '[]'),
      'has_more', (select count(*) > least(p_limit, 200) from page)));
end
$function$;
comment on function public.read_assets(uuid,text,text,bigint,integer) is 'Files of a workspace, newest first: {counts, items, has_more}. p_filter: all, images, files, unused, undescribed; p_search looks in name and description; p_before is the ordinal of the last one shown.';
grant execute on function public.read_assets(uuid,text,text,bigint,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_bank(p_workspace uuid, p_spark uuid DEFAULT NULL::uuid, p_filter jsonb DEFAULT '{}'::jsonb, p_sort text DEFAULT 'place'::text, p_offset integer DEFAULT 0, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  sought constant text := nullif(btrim(p_filter ->> 'text'), '');
  pattern constant text := '%' || replace(replace(replace(sought, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  with bank as materialized (
    select (b.entry).*, b.codes, b.codes <> '{}' as is_blocked from private.bank_rows(p_workspace, p_spark) b
  ), matched as materialized (
    select b.*, s.slug, s.title from bank b join public.sparks s on s.id = b.spark_id
    where private.is_asked(b.exercise_type, p_filter -> 'types') and private.is_asked(b.difficulty, p_filter -> 'difficulties')
      and private.is_asked(b.level, p_filter -> 'levels') and private.is_asked(b.objective, p_filter -> 'objectives')
      and (p_filter -> 'in_quiz' is null or (b.quiz_place is not null) = (p_filter ->> 'in_quiz')::boolean)
      and (p_filter -> 'is_blocked' is null or b.is_blocked = (p_filter ->> 'is_blocked')::boolean)
      and (p_filter -> 'has_image' is null or b.has_image = (p_filter ->> 'has_image')::boolean)
      and (sought is null or b.stem ilike pattern or b.exercise_id ilike pattern or b.words like lower(pattern))
      and (p_filter -> 'hashes' is null or b.hash in (select h::uuid from jsonb_array_elements_text(p_filter -> 'hashes') h))
      and (p_filter -> 'within' is null or exists (
        select from public.concept_sparks h join public.concepts c on c.id = h.concept_id and c.workspace_id = h.workspace_id
        where h.workspace_id = p_workspace and h.spark_id = b.spark_id and (p_filter ->> 'within')::uuid in (c.id, c.trail_id)))
  ), page as (
    select m.*, row_number() over (order by
      case p_sort when 'stem' then lower(m.stem) when 'type' then m.exercise_type when 'objective' then m.objective end,
      case p_sort when 'level' then coalesce(array_position(array['Recall', 'Comprehension', 'Application', 'Transfer'], m.level), 9)
        when 'difficulty' then coalesce(array_position(array['easy', 'medium', 'hard'], m.difficulty), 9)
        when 'quiz' then m.quiz_place when 'blocked' then case when m.is_blocked then 0 else 1 end end,
      lower(m.title), m.spark_id, m.place) as nth
    from matched m order by nth offset greatest(p_offset, 0) limit least(greatest(p_limit, 1), 2000)
  )
  select jsonb_build_object(
    'total', (select count(*) from matched), 'all', (select count(*) from bank),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', p.spark_id, 'spark_slug', p.slug, 'spark_title', p.title, 'place', p.place,
      'exercise_id', p.exercise_id, 'type', p.exercise_type, 'category', p.category, 'level', p.level, 'difficulty', p.difficulty, 'objective', p.objective,
      'quiz_place', p.quiz_place, 'has_image', p.has_image, 'stem', p.stem, 'hash', p.hash, 'version', p.version, 'problems', p.codes) order by p.nth), '[]') from page p),
    'counts', (select jsonb_build_object('types', private.count_by(array_agg(b.exercise_type)), 'levels', private.count_by(array_agg(b.level)),
      'difficulties', private.count_by(array_agg(b.difficulty)), 'objectives', private.count_by(array_agg(b.objective)),
      'in_quiz', count(b.quiz_place), 'is_blocked', count(*) filter (where b.is_blocked), 'has_image', count(*) filter (where b.has_image)) from bank b)
  ) into answer;
  return answer;
end
$function$;
comment on function public.read_bank(uuid,uuid,jsonb,text,integer,integer) is 'Exercises of a lesson, or of the workspace, by a filter whose conditions are joined by AND ({types, difficulties, levels, objectives: [] with "" for what is not set, in_quiz, is_blocked, has_image, text, within: a concept or trail, hashes}), a page at a time: {total, all, rows, counts}. counts are of all there are, by value. p_sort: place, stem, type, level, difficulty, objective, quiz, blocked.';
grant execute on function public.read_bank(uuid,uuid,jsonb,text,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_change_set(p_workspace uuid, p_change_set uuid, p_offset integer DEFAULT 0, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if not exists (select from public.change_sets c where c.id = p_change_set and c.workspace_id = p_workspace) then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'entity_id', p.entity_id, 'operation', p.operation, 'slug', p.slug,
      'label', private.name_of(p_workspace, p.kind, p.body)) order by p.kind, p.id), '[]')
    from (
      select e.* from (
        select distinct on (r.kind, r.entity_id) r.kind, r.entity_id, r.operation, r.slug, r.body, r.id
        from public.revisions r where r.change_set_id = p_change_set order by r.kind, r.entity_id, r.id desc
      ) e order by e.kind, e.id offset greatest(p_offset, 0) limit least(greatest(p_limit, 1), 200)
    ) p
  );
end
$function$;
comment on function public.read_change_set(uuid,uuid,integer,integer) is 'What a change set touched, with its name at that time: [{kind, entity_id, operation, slug, label}].';
grant execute on function public.read_change_set(uuid,uuid,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_course_figures(p_workspace uuid, p_by text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if p_by not in ('persona', 'type', 'framework') then
    raise exception 'courses are not grouped by this' using errcode = 'TW006';
  end if;
  return (
    with grouped as (
      select c.*, case p_by when 'persona' then c.persona_id::text when 'type' then c.course_type::text else c.pedagogical_framework end as key,
        case p_by when 'persona' then c.persona_name when 'type' then c.course_type::text else c.pedagogical_framework end as label,
        -- Fifths from 0 to 1; 1 itself belongs to the last.
        case when c.voice_fidelity is not null then least(floor(c.voice_fidelity * 5), 4) end as fidelity_fifth,
        case when c.quality is not null then least(floor(c.quality * 5), 4) end as quality_fifth
      from public.course_statistics c where c.workspace_id = p_workspace
    ), summed as (
      select g.key, g.label, count(*) as courses, sum(g.total_lessons) as lessons, sum(g.failed_lessons) as failed_lessons,
        avg(g.voice_fidelity) as fidelity, avg(g.avg_gps_score) as gps, avg(g.avg_didatica_score) as didactic, avg(g.quality) as quality,
        array[count(*) filter (where g.fidelity_fifth = 0), count(*) filter (where g.fidelity_fifth = 1), count(*) filter (where g.fidelity_fifth = 2),
          count(*) filter (where g.fidelity_fifth = 3), count(*) filter (where g.fidelity_fifth = 4)] as fidelity_fifths,
        array[count(*) filter (where g.quality_fifth = 0), count(*) filter (where g.quality_fifth = 1), count(*) filter (where g.quality_fifth = 2),
          count(*) filter (where g.quality_fifth = 3), count(*) filter (where g.quality_fifth = 4)] as quality_fifths
      from grouped g group by g.key, g.label
    )
    select coalesce(jsonb_agg(to_jsonb(s) order by s.courses desc, lower(s.label) nulls last, s.key), '[]') from summed s);
end
$function$;
comment on function public.read_course_figures(uuid,text) is 'Courses by persona, type or framework: [{key, label, courses, lessons, failed_lessons, fidelity, gps, didactic, quality, fidelity_fifths, quality_fifths}], means over courses; key null: those that do not say it.';
grant execute on function public.read_course_figures(uuid,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_course_lessons(p_workspace uuid, p_trail uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'there is no course here' using errcode = 'TW004';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'lessons', l.lessons) order by c.order_index, c.ordinal), '[]')
    from public.concepts c
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'minutes', s.estimated_mins,
        'words', regexp_count(s.content_md, '\S+'), 'lesson_id', f.lesson_id, 'bloom_level', f.bloom_level, 'gps_score', f.gps_score,
        'status', f.status, 'validation_status', f.validation_status) order by n.order_index, n.ordinal), '[]') as lessons
      from public.concept_sparks n join public.sparks s on s.id = n.spark_id and s.workspace_id = p_workspace
      left join public.lesson_profiles f on f.spark_id = s.id and f.workspace_id = p_workspace
      where n.concept_id = c.id and n.workspace_id = p_workspace
    ) l
    where c.workspace_id = p_workspace and c.trail_id = p_trail);
end
$function$;
comment on function public.read_course_lessons(uuid,uuid) is 'The modules of a course with their lessons, their words counted now: [{id, slug, title, lessons: [{id, slug, title, minutes, words, lesson_id, bloom_level, gps_score, status, validation_status}]}].';
grant execute on function public.read_course_lessons(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_courses(p_workspace uuid, p_filter jsonb, p_sort text, p_descending boolean, p_offset integer, p_limit integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  -- A word that is searched for, with what would be a pattern in it taken as it is.
  word text := '%' || replace(replace(replace(lower(p_filter ->> 'q'), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  perform private.require_role(p_workspace, 'editor');
  if p_sort not in ('title', 'persona', 'lessons', 'hours', 'fidelity', 'quality', 'failed') then
    raise exception 'courses are not sorted by this' using errcode = 'TW006';
  end if;
  return (
    -- Summed up before it is filtered: what a filter leaves is guessed to be next to nothing, and the sums would be joined row by row.
    with counted as materialized (
      select * from public.course_statistics v where v.workspace_id = p_workspace
    ), found as materialized (
      select c.* from counted c
      where (word is null or lower(concat_ws(' ', c.title, c.slug, c.tool_name, c.persona_name, array_to_string(c.keywords, ' '))) like word)
        and (p_filter ->> 'persona' is null or coalesce(c.persona_id::text, 'none') = p_filter ->> 'persona')
        and (p_filter ->> 'type' is null or coalesce(c.course_type::text, 'none') = p_filter ->> 'type')
        and (p_filter ->> 'framework' is null or coalesce(c.pedagogical_framework, 'none') = p_filter ->> 'framework')
        and (p_filter ->> 'level' is null or coalesce(c.knowledge_level::text, 'none') = p_filter ->> 'level')
        and (p_filter ->> 'status' is null or c.status::text = p_filter ->> 'status')
        and (p_filter ->> 'fidelity' is null or c.voice_fidelity > (p_filter ->> 'fidelity')::double precision)
        and (p_filter ->> 'quality' is null or c.quality >= (p_filter ->> 'quality')::double precision)
        and (p_filter ->> 'validation' is null or case p_filter ->> 'validation'
          when 'failed' then c.failed_lessons > 0 when 'warning' then c.warned_lessons > 0 else c.failed_lessons + c.warned_lessons = 0 and c.passed_lessons > 0 end)
    ), page as (
      select f.*, row_number() over (order by
        case when not p_descending then v.number end nulls last, case when p_descending then v.number end desc nulls last,
        case when not p_descending then v.word end nulls last, case when p_descending then v.word end desc nulls last, lower(f.title), f.trail_id) as nth
      from found f
      cross join lateral (select
        case p_sort when 'lessons' then f.total_lessons when 'hours' then f.estimated_duration_hours when 'fidelity' then f.voice_fidelity
          when 'quality' then f.quality when 'failed' then f.failed_lessons end as number,
        case p_sort when 'title' then lower(f.title) when 'persona' then lower(f.persona_name) end as word) v
      order by nth offset p_offset limit p_limit
    )
    select jsonb_build_object(
      'all', (select count(*) from public.course_profiles p where p.workspace_id = p_workspace),
      'total', (select count(*) from found),
      'mean_fidelity', (select avg(f.voice_fidelity) from found f),
      'rows', (select coalesce(jsonb_agg(to_jsonb(g) - '{workspace_id,nth}'::text[] order by g.nth), '[]') from page g),
      'frameworks', (select coalesce(jsonb_agg(distinct p.pedagogical_framework) filter (where p.pedagogical_framework is not null), '[]')
        from public.course_profiles p where p.workspace_id = p_workspace),
      'personas', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'display_name', p.display_name) order by lower(p.display_name)), '[]')
        from public.personas p where p.workspace_id = p_workspace)));
end
$function$;
comment on function public.read_courses(uuid,jsonb,text,boolean,integer,integer) is 'A page of the courses that a filter leaves {q, persona, type, framework, level, status, fidelity (above), quality (at least), validation}; "none" finds those that do not say it: {all, total, mean_fidelity, rows, frameworks, personas}.';
grant execute on function public.read_courses(uuid,jsonb,text,boolean,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_coverage(p_workspace uuid, p_kind text, p_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
  known jsonb;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  known := private.require_coverage_scope(p_workspace, p_kind, p_id);
  with entry as materialized (
    select * from private.coverage_entries(p_workspace, p_kind, p_id)
  ), cell as materialized (
    -- The same exercise, word for word, counts once, in however many banks it is.
    select e.part, e.row_id, e.level, jsonb_build_object('valid', count(distinct e.hash) filter (where e.is_valid), 'blocked', count(distinct e.hash) filter (where not e.is_valid)) as counts
    from entry e group by e.part, e.row_id, e.level
  ), line as materialized (
    select c.part, c.row_id, jsonb_object_agg(c.level, c.counts) filter (where c.level is not null) as cells from cell c group by c.part, c.row_id
  )
  select jsonb_build_object(
    'of', known,
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('part', r.part, 'id', r.row_id, 'title', r.title, 'slug', r.slug, 'concepts', r.concepts, 'objectives', r.objectives,
        'cells', coalesce(l.cells, '{}')) order by r.part, r.nth), '[]')
      from private.coverage_rows(p_workspace, p_kind, p_id) r left join line l on l.part = r.part and l.row_id = r.row_id),
    'elsewhere', coalesce((select l.cells from line l where l.part = 'elsewhere'), '{}'),
    'no_objective', coalesce((select l.cells from line l where l.part = 'no_objective'), '{}'),
    'no_level', coalesce((select c.counts from cell c where c.part = 'no_level'), '{"valid": 0, "blocked": 0}'),
    'valid', (select count(distinct e.hash) from entry e where e.is_valid)
  ) into answer;
  return answer;
end
$function$;
comment on function public.read_coverage(uuid,text,uuid) is 'How many distinct exercises there are of each level: of the objectives of a concept, the objectives (part objective) and concepts of a trail, the trails of the workspace (p_kind, p_id): {of: {title, slug}, rows: [{part, id, title, slug, concepts, objectives, cells: {level: {valid, blocked}}}], elsewhere, no_objective, no_level, valid}.';
grant execute on function public.read_coverage(uuid,text,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_coverage_cell(p_workspace uuid, p_kind text, p_id uuid, p_part text, p_row text, p_level text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
  below constant text[] := (array['Recall', 'Comprehension', 'Application', 'Transfer'])[:coalesce(array_position(array['Recall', 'Comprehension', 'Application', 'Transfer'], p_level), 1) - 1];
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.require_coverage_scope(p_workspace, p_kind, p_id);
  with entry as materialized (
    select distinct on (c.level, c.hash) c.level, c.hash, c.is_valid, c.package_id, c.place
    from private.coverage_entries(p_workspace, p_kind, p_id) c
    where c.part = p_part and c.row_id is not distinct from p_row and (c.level is not distinct from p_level or c.level = any (below))
    order by c.level, c.hash, c.is_valid desc, c.package_id, c.place
  ), named as materialized (
    select n.level, n.is_valid, row_number() over (partition by n.level order by n.is_valid desc, lower(s.title), e.place) as nth,
      jsonb_build_object('spark_id', e.spark_id, 'spark_slug', s.slug, 'spark_title', s.title, 'place', e.place, 'exercise_id', e.exercise_id, 'version', e.version,
        'type', e.exercise_type, 'level', e.level, 'difficulty', e.difficulty, 'stem', e.stem, 'is_valid', n.is_valid) as shown
    from entry n join private.exercise_entries e on e.package_id = n.package_id and e.place = n.place join public.sparks s on s.id = e.spark_id
  )
  select jsonb_build_object(
    'total', (select count(*) from named n where n.level is not distinct from p_level),
    'exercises', (select coalesce(jsonb_agg(n.shown order by n.nth), '[]') from named n where n.level is not distinct from p_level and n.nth <= 100),
    'close', (select coalesce(jsonb_agg(m.shown order by m.far, m.nth), '[]') from (
      select n.shown, n.nth, -array_position(below, n.level) as far from named n where n.level = any (below) and n.is_valid order by 3, 2 limit 4) m),
    'sparks', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'slug', m.slug, 'title', m.title) order by m.nth), '[]') from (
      select s.id, s.slug, s.title, min(row_number) as nth from (
        select p.spark_id, row_number() over (order by c.order_index, c.ordinal, p.order_index, p.ordinal)
        from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p.workspace_id
        where p.workspace_id = p_workspace and case p_kind when 'concept' then c.id = p_id when 'trail' then c.trail_id = p_id and (p_part = 'objective' or c.id::text = p_row) else false end) h
      join public.sparks s on s.id = h.spark_id group by s.id, s.slug, s.title order by nth limit 200) m)
  ) into answer;
  return answer;
end
$function$;
comment on function public.read_coverage_cell(uuid,text,uuid,text,text,text) is 'The exercises that a cell of the coverage counts (up to 100), those of the same row that could be raised to its level, and the sparks in which one more could be written: {total, exercises, close, sparks}. p_part: row, objective (one of the trail itself), elsewhere, no_objective or no_level.';
grant execute on function public.read_coverage_cell(uuid,text,uuid,text,text,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_differences(p_workspace uuid, p_before uuid DEFAULT NULL::uuid, p_after uuid DEFAULT NULL::uuid, p_kind public.content_kind DEFAULT NULL::public.content_kind, p_change text DEFAULT NULL::text, p_search text DEFAULT ''::text, p_only uuid DEFAULT NULL::uuid, p_from jsonb DEFAULT NULL::jsonb, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  most constant integer := least(greatest(p_limit, 1), 200);
  -- Whatever turns out to be as it was before, a page is answered in time; the next one goes on from there.
  looked_at_most constant integer := 2000;
  wanted constant text := lower(btrim(left(coalesce(p_search, ''), 200)));
  keys private.state_key[];
  since integer;
  items jsonb := '[]';
  found jsonb;
  at integer := 0;
  batch private.state_key[];
begin
  perform private.require_role(p_workspace, 'editor');
  if p_after is not null then
    perform private.seq_of(p_workspace, p_before), private.seq_of(p_workspace, p_after);
    select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'entity_id', d.entity_id, 'slug', d.slug, 'change', d.change, 'before', d.before, 'after', d.after)
      order by d.kind, coalesce(d.slug, ''), d.entity_id), '[]') into items
    from (
      select e.* from public.diff_snapshots(p_before, p_after) e
      where (p_kind is null or e.kind = p_kind) and (p_change is null or e.change = p_change) and (p_only is null or e.entity_id = p_only)
        and (wanted = '' or strpos(lower(concat_ws(chr(10), e.slug, e.after ->> 'title', e.before ->> 'title', e.after ->> 'name', e.before ->> 'name')), wanted) > 0)
        and (p_from is null or (e.kind, coalesce(e.slug, ''), e.entity_id) > ((p_from ->> 0)::public.content_kind, coalesce(p_from ->> 1, ''), (p_from ->> 2)::uuid))
      order by e.kind, coalesce(e.slug, ''), e.entity_id limit most) d;
    return jsonb_build_object('items', items, 'next', case when jsonb_array_length(items) = most
      then jsonb_build_array(items -> -1 -> 'kind', items -> -1 -> 'slug', items -> -1 -> 'entity_id') end);
  end if;

  since := private.seq_of(p_workspace, p_before);
  select coalesce(array_agg(k order by k.kind, coalesce(k.slug, ''), k.entity_id), '{}') into keys
  from private.keys_since(p_workspace, since, wanted <> '') k
  where (p_kind is null or k.kind = p_kind) and (p_only is null or k.entity_id = p_only)
    and (p_change is null or p_change = case when not k.was then 'added' when not k.is_alive then 'removed' else 'changed' end)
    and (wanted = '' or strpos(lower(concat_ws(chr(10), k.slug, k.title)), wanted) > 0)
    and (p_from is null or (k.kind, coalesce(k.slug, ''), k.entity_id) > ((p_from ->> 0)::public.content_kind, coalesce(p_from ->> 1, ''), (p_from ->> 2)::uuid));
  while at < least(cardinality(keys), looked_at_most) and jsonb_array_length(items) < most loop
    -- As many as are missing, so that none is compared for nothing where all differ.
    batch := keys[at + 1 : at + greatest(most - jsonb_array_length(items), 1)];
    select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'entity_id', d.entity_id, 'slug', coalesce(d.after_slug, d.before_slug), 'change',
      case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end, 'before', d.before_body, 'after', d.after_body)
      order by d.kind, coalesce(d.after_slug, d.before_slug, ''), d.entity_id), '[]') into found
    from (select b.kind, array_agg(b.entity_id) as ids from unnest(batch) b group by b.kind) k
    cross join lateral private.differences_among(p_workspace, since, k.kind, k.ids) d;
    items := items || found;
    at := at + cardinality(batch);
  end loop;
  return jsonb_build_object('items', items, 'next', case when at < cardinality(keys)
    then jsonb_build_array((keys[at]).kind, (keys[at]).slug, (keys[at]).entity_id) end);
end
$function$;
comment on function public.read_differences(uuid,uuid,uuid,public.content_kind,text,text,uuid,jsonb,integer) is 'A page of what differs, by kind and slug: {items: [{kind, entity_id, slug, change, before, after}], next: where the next page begins, or null}. Of the working content from a snapshot (p_before; null: what it builds on), or between two snapshots; p_only: of one entity. A page may be short, and is never the last while next is there.';
grant execute on function public.read_differences(uuid,uuid,uuid,public.content_kind,text,text,uuid,jsonb,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_dismissed_suggestions(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(d.source_id, d.target_id) order by d.source_id, d.target_id), '[]')
    from public.dismissed_suggestions d where d.workspace_id = p_workspace
  );
end
$function$;
comment on function public.read_dismissed_suggestions(uuid) is 'Links that were waved off, as [[source, target]].';
grant execute on function public.read_dismissed_suggestions(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_distinct_exercises(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(a.spark_id, d.one_exercise, b.spark_id, d.other_exercise)), '[]')
    from private.distinct_exercises d join public.packages a on a.id = d.one_package join public.packages b on b.id = d.other_package
    where d.workspace_id = p_workspace);
end
$function$;
comment on function public.read_distinct_exercises(uuid) is 'Pairs of exercises that are alike and no duplicates: [[spark_id, exercise_id, spark_id, exercise_id]].';
grant execute on function public.read_distinct_exercises(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_earlier_quizzes(p_workspace uuid, p_spark uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(n.hash, n.title) order by n.hash), '[]') from (
      select distinct on (e.hash) e.hash, s.title
      from public.concept_sparks here
      join public.concept_sparks p on p.concept_id = here.concept_id and p.workspace_id = here.workspace_id
        and (p.order_index, p.ordinal) < (here.order_index, here.ordinal) and p.spark_id <> here.spark_id
      join private.exercise_entries e on e.spark_id = p.spark_id and e.workspace_id = p_workspace and e.quiz_place is not null
      join public.sparks s on s.id = p.spark_id
      where here.workspace_id = p_workspace and here.spark_id = p_spark
      order by e.hash, p.order_index, p.ordinal limit 2000) n);
end
$function$;
comment on function public.read_earlier_quizzes(uuid,uuid) is 'The exercises in quizzes of the lessons that stand before this one in a concept that holds both: [[hash, title of the lesson]].';
grant execute on function public.read_earlier_quizzes(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_exercise_bodies(p_workspace uuid, p_hashes uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if cardinality(p_hashes) > 2000 then
    raise exception 'at most 2,000 exercises are read at once' using errcode = 'TW006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_array(w.hash, coalesce(v.body, k.body -> 'exercise_bank' -> w.place))), '[]')
    from (
      select distinct on (e.hash) e.hash, e.package_id, e.place, e.exercise_id, e.version from private.exercise_entries e
      where e.workspace_id = p_workspace and e.hash = any (p_hashes) order by e.hash, e.version nulls last, e.package_id, e.place
    ) w
    left join private.exercise_versions v on v.package_id = w.package_id and v.exercise_id = w.exercise_id and v.version = w.version
    -- Only those without an id of their own are taken out of the document.
    left join public.packages k on k.id = w.package_id and v.body is null);
end
$function$;
comment on function public.read_exercise_bodies(uuid,uuid[]) is 'Exercises of the workspace by their hashes, at most 2,000: [[hash, exercise]]. Those that are there no more are left out.';
grant execute on function public.read_exercise_bodies(uuid,uuid[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_exercise_goals(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('thresholds', g.thresholds, 'quiz_targets', g.quiz_targets)
    from (select) one left join public.exercise_goals g on g.workspace_id = p_workspace);
end
$function$;
comment on function public.read_exercise_goals(uuid) is '{thresholds, quiz_targets}, null where the workspace has set none.';
grant execute on function public.read_exercise_goals(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_exercise_marks(p_workspace uuid, p_spark uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array((b.entry).spark_id, (b.entry).place, case when (b.entry).version is not null then (b.entry).exercise_id end, (b.entry).hash,
      b.codes <> '{}', (b.entry).quiz_place is not null) order by (b.entry).spark_id, (b.entry).place), '[]')
    from private.bank_rows(p_workspace, p_spark) b);
end
$function$;
comment on function public.read_exercise_marks(uuid,uuid) is 'Of each exercise of a lesson, or of all, what tells whether it changed: [[spark_id, place, id (null where it has none of its own), hash, whether it blocks, whether it is in the quiz]].';
grant execute on function public.read_exercise_marks(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_exercise_results(p_workspace uuid, p_spark uuid, p_exercise text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
 SET enable_nestloop TO 'off'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  package constant uuid := (select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark);
  asked_now constant uuid := (
    select private.asked_by(v.body) from private.exercise_entries e
    join private.exercise_versions v on v.package_id = e.package_id and v.exercise_id = e.exercise_id and v.version = e.version
    where e.package_id = package and e.exercise_id = p_exercise and e.version is not null order by e.place limit 1);
begin
  perform private.require_role(p_workspace, 'editor');
  if package is null then
    return '[]';
  end if;
  return (
    with answers as materialized (
      select f.asked, f.version, f.score, f.rest, f.choice from private.first_answers(p_workspace, package) f where f.exercise_id = p_exercise
    ), alike as materialized (
      select a.asked, max(a.version) as version, a.score, a.rest, a.choice, count(*) as n from answers a group by a.asked, a.score, a.rest, a.choice
    ), versions as (
      select l.asked, max(l.version) as version, jsonb_agg(jsonb_build_array(l.score, l.rest, l.choice, l.n) order by l.score, l.rest, l.choice) as answers
      from alike l group by l.asked
    )
    select coalesce(jsonb_agg(jsonb_build_object('version', n.version, 'since', r.created_at, 'exercise', v.body, 'answers', n.answers)
      order by n.asked is not distinct from asked_now desc, n.version desc), '[]')
    from versions n
    join private.exercise_versions v on v.package_id = package and v.exercise_id = p_exercise and v.version = n.version
    join public.revisions r on r.id = v.revision_id);
end
$function$;
comment on function public.read_exercise_results(uuid,uuid,text) is 'The answers to each thing that an exercise has asked, first what it asks now, then newest first: [{version, since, exercise, answers: [[score, rest, choice, how many learners]]}].';
grant execute on function public.read_exercise_results(uuid,uuid,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_exercise_versions(p_workspace uuid, p_spark uuid, p_exercise text, p_before integer DEFAULT NULL::integer, p_limit integer DEFAULT 20)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('version', n.version, 'hash', n.hash, 'exercise', n.body, 'change_set_id', c.id, 'action', c.action, 'title', c.title,
      'is_undone', c.undone_by is not null, 'author', r.author, 'created_at', r.created_at) order by n.version desc), '[]')
    from (
      select v.* from private.exercise_versions v join public.packages k on k.id = v.package_id
      where k.workspace_id = p_workspace and k.spark_id = p_spark and v.exercise_id = p_exercise and v.version < coalesce(p_before, 2147483647)
      order by v.version desc limit least(greatest(p_limit, 1), 100)
    ) n
    join public.revisions r on r.id = n.revision_id join public.change_sets c on c.id = r.change_set_id);
end
$function$;
comment on function public.read_exercise_versions(uuid,uuid,text,integer,integer) is 'The versions of an exercise, newest first: [{version, hash, exercise, change_set_id, action, title, is_undone, author, created_at}]; exercise null where it was taken out of the bank. p_before: older than this version.';
grant execute on function public.read_exercise_versions(uuid,uuid,text,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_exercises(p_workspace uuid, p_spark uuid, p_ids text[] DEFAULT NULL::text[], p_places integer[] DEFAULT NULL::integer[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  package public.packages;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into package from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark;
  return jsonb_build_object(
    'exercises', (
      select coalesce(jsonb_agg(jsonb_build_object('exercise_id', e.exercise_id, 'place', e.place, 'hash', e.hash, 'version', e.version, 'quiz_place', e.quiz_place,
        'is_repeated', 'duplicate_exercise' = any (e.problems), 'exercise', b.exercise) order by e.place), '[]')
      from private.exercise_entries e
      join jsonb_array_elements(private.list_of(package.body -> 'exercise_bank')) with ordinality b (exercise, nth) on b.nth = e.place + 1
      where e.package_id = package.id and (p_ids is null and p_places is null or e.exercise_id = any (p_ids) or e.place = any (p_places))),
    'objectives', (
      select coalesce(jsonb_agg(jsonb_build_object('objective', o.objective, 'title', coalesce(
        (select t.title from public.objectives t join public.concept_sparks p on p.concept_id = t.concept_id and p.workspace_id = t.workspace_id
          where t.workspace_id = p_workspace and p.spark_id = p_spark and t.objective_id = o.objective order by t.ordinal limit 1),
        (select t.title from public.trail_objectives t join public.concepts c on c.trail_id = t.trail_id and c.workspace_id = t.workspace_id
          join public.concept_sparks p on p.concept_id = c.id and p.workspace_id = c.workspace_id
          where t.workspace_id = p_workspace and p.spark_id = p_spark and t.objective_id = o.objective order by t.ordinal limit 1), o.objective)) order by o.objective), '[]')
      from private.lesson_objectives(p_workspace, array[p_spark]) o),
    'quiz', private.list_of(package.body -> 'quiz'),
    'quiz_metadata', private.object_of(package.body -> 'quiz_metadata'),
    -- Of the package itself: its shape and its quiz. Those of an exercise are told with it.
    'problems', case when package.id is null then '[]'::jsonb else (
      select coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'pointer', p.pointer, 'message', p.message, 'fix', p.fix)), '[]')
      from private.package_problems(private.without_exercises(package.body)) p where p.place is null) end);
end
$function$;
comment on function public.read_exercises(uuid,uuid,text[],integer[]) is 'Exercises of a lesson as they are stored (some of them by p_ids or p_places), the objectives they may name, the quiz, and what is wrong with it: {exercises: [{exercise_id, place, hash, version, quiz_place, is_repeated, exercise}], objectives: [{objective, title}], quiz, quiz_metadata, problems}.';
grant execute on function public.read_exercises(uuid,uuid,text[],integer[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_failed_lessons(p_workspace uuid, p_offset integer, p_limit integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'total', (select count(*) from public.lesson_profiles f where f.workspace_id = p_workspace and f.validation_status = 'failed'),
    'rows', (
      select coalesce(jsonb_agg(to_jsonb(r) order by lower(r.trail_title) nulls last, r.lesson_id collate "C", lower(r.title), r.spark_id), '[]')
      from (
        select s.id as spark_id, s.slug, s.title, f.lesson_id, f.gps_score, f.didatica_score, f.validation_issues, t.slug as trail_slug, t.title as trail_title
        from public.lesson_profiles f
        join public.sparks s on s.id = f.spark_id and s.workspace_id = f.workspace_id
        -- The course in which it stands first; a loose lesson has none.
        left join lateral (
          select t.slug, t.title from public.concept_sparks n join public.concepts c on c.id = n.concept_id join public.trails t on t.id = c.trail_id
          where n.spark_id = s.id and n.workspace_id = p_workspace order by n.ordinal limit 1
        ) t on true
        where f.workspace_id = p_workspace and f.validation_status = 'failed'
        order by lower(t.title) nulls last, f.lesson_id collate "C", lower(s.title), s.id offset p_offset limit p_limit
      ) r));
end
$function$;
comment on function public.read_failed_lessons(uuid,integer,integer) is 'A page of the lessons that a validator failed, by course: {total, rows}.';
grant execute on function public.read_failed_lessons(uuid,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_graph(p_workspace uuid, p_level public.graph_level, p_known bigint DEFAULT NULL::bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  now_at bigint;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  select coalesce(max(g.version), 0) into now_at from public.graphs g where g.workspace_id = p_workspace and g.level = p_level;
  -- A page asks every two seconds; mostly nothing has moved.
  if now_at = p_known then
    return jsonb_build_object('version', now_at);
  end if;
  execute format(
    'with links as (
       select l.* from public.%1$I l where l.workspace_id = $1
     ), ends as (
       select n.id, row_number() over (order by n.id) - 1 as nth from (select l.source_id as id from links l union select l.target_id from links l) n
     )
     select jsonb_build_object(''version'', $2,
       ''ends'', (select coalesce(jsonb_agg(e.id order by e.nth), ''[]'') from ends e),
       ''links'', (select coalesce(jsonb_agg(jsonb_build_array(l.id, s.nth, t.nth, l.link_type, l.weight, l.description, l.version) order by l.ordinal), ''[]'')
         from links l join ends s on s.id = l.source_id join ends t on t.id = l.target_id),
       ''positions'', (select coalesce(jsonb_agg(jsonb_build_array(p.node_id, p.x, p.y) order by p.node_id), ''[]'')
         from public.graph_positions p join public.%2$I n on n.id = p.node_id and n.workspace_id = p.workspace_id
         where p.workspace_id = $1 and p.level = $3))', p_level || '_links', p_level || 's')
  into answer using p_workspace, now_at, p_level;
  return answer;
end
$function$;
comment on function public.read_graph(uuid,public.graph_level,bigint) is 'All links of a level: {version, ends: [id], links: [[id, source, target, type, weight, description, version]], positions: [[id, x, y]]}, source and target as places in ends. Only {version} when that is still p_known.';
grant execute on function public.read_graph(uuid,public.graph_level,bigint) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_history(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_below boolean DEFAULT true, p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 20)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  things private.things;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Once for all change sets of the page: below a domain there may be thousands of entities.
  things := private.history_of(p_workspace, p_kind, p_id, p_below);
  return (
    with touched as (
      select r.change_set_id, max(r.id) as last, count(distinct r.entity_id) as total
      from unnest(things.kinds, things.ids) b (kind, entity_id)
      join public.revisions r on r.workspace_id = p_workspace and r.kind = b.kind and r.entity_id = b.entity_id
      group by r.change_set_id having max(r.id) < coalesce(p_before, 9223372036854775807)
      order by 2 desc limit least(greatest(p_limit, 1), 100)
    )
    select coalesce(jsonb_agg(jsonb_build_object('change_set_id', c.id, 'action', c.action, 'title', c.title, 'author', c.author,
      'created_at', c.created_at, 'is_undone', c.undone_by is not null, 'last', t.last, 'total', t.total,
      'versions', private.versions_of(p_workspace, things, p_id, c.id, 0, 5)) order by t.last desc), '[]')
    from touched t join public.change_sets c on c.id = t.change_set_id);
end
$function$;
comment on function public.read_history(uuid,public.content_kind,uuid,boolean,bigint,integer) is 'The change sets that touched an entity (p_below: or what is below it), newest first, in pages: [{change_set_id, action, title, author, created_at, is_undone, last, total, versions}]. `last` of the last one begins the next page; versions: the first five of read_versions.';
grant execute on function public.read_history(uuid,public.content_kind,uuid,boolean,bigint,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_home_counts(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  few constant integer := 4;
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'counts', (select coalesce(jsonb_object_agg(n.kind, n.many), '{}') from (
        select e.kind::text, count(*) as many from private.outline_entries e where e.workspace_id = p_workspace group by e.kind
        union all select 'spark_link', count(*) from public.spark_links l where l.workspace_id = p_workspace
        union all select 'concept_link', count(*) from public.concept_links l where l.workspace_id = p_workspace) n),
    'drafts', jsonb_build_object(
      'total', (select count(*) from private.outline_entries e where e.workspace_id = p_workspace and e.review = 'pending'),
      'first', (select coalesce(jsonb_agg(jsonb_build_object('slug', d.slug, 'title', d.title) order by d.updated_at desc, d.id), '[]') from (
        select s.id, s.slug, s.title, s.updated_at from private.outline_entries e join public.sparks s on s.workspace_id = p_workspace and s.id = e.id
        where e.workspace_id = p_workspace and e.review = 'pending' order by s.updated_at desc, s.id limit few) d)));
end
$function$;
comment on function public.read_home_counts(uuid) is 'How much there is of what people count ({counts: {kind: how many}}), and the drafts of a machine that nobody has judged ({drafts: {total, first: [{slug, title}]}}).';
grant execute on function public.read_home_counts(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_import_questions(p_workspace uuid, p_import uuid, p_filter jsonb DEFAULT '{}'::jsonb, p_after integer DEFAULT '-1'::integer, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  only_alike constant boolean := coalesce((p_filter ->> 'is_alike')::boolean, false);
  here integer[];
begin
  perform private.require_role(p_workspace, 'editor');
  if only_alike then
    -- What stands there word for word is no near-duplicate.
    select array_agg(h.nth) into here from public.import_logs l cross join lateral private.questions_here(l) h
    where l.id = p_import and l.workspace_id = p_workspace;
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('nth', q.nth, 'fate', q.fate, 'category', q.category, 'exercise', q.exercise,
      'suggested_level', q.suggested_level, 'source', q.source, 'losses', q.losses, 'alike', private.alike_to(p_workspace, p_import, q.alike)) order by q.nth), '[]')
    from (
      select i.* from private.import_questions i join public.import_logs l on l.id = i.import_id
      where l.workspace_id = p_workspace and i.import_id = p_import and i.nth > p_after
        and (p_filter ->> 'fate' is null or i.fate = p_filter ->> 'fate')
        and (p_filter ->> 'code' is null or i.codes @> array[p_filter ->> 'code'])
        and (p_filter ->> 'category' is null or i.category = p_filter ->> 'category')
        and (p_filter ->> 'has_losses' is null or (i.codes <> '{}') = (p_filter ->> 'has_losses')::boolean)
        and (not only_alike or (i.alike is not null and not i.nth = any (coalesce(here, '{}'))))
      order by i.nth limit least(greatest(p_limit, 1), 200)) q);
end
$function$;
comment on function public.read_import_questions(uuid,uuid,jsonb,integer,integer) is 'Questions of a file in its order, by fate, by the code of a loss, by category, or those that ask nearly what stands there.';
grant execute on function public.read_import_questions(uuid,uuid,jsonb,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_invitation(p_link text)
 RETURNS TABLE(email text, workspace_name text, role public.member_role, invited_by text, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select i.email, w.name, i.role, p.display_name, i.expires_at
  from public.invitations i
  join public.workspaces w on w.id = i.workspace_id
  left join public.profiles p on p.user_id = i.invited_by
  where i.link_hash = encode(sha256(convert_to(p_link, 'UTF8')), 'hex') and i.expires_at > now()
$function$;
comment on function public.read_invitation(text) is 'What the invitation with this link is for; nothing when it leads nowhere. For whoever has the link.';
grant execute on function public.read_invitation(text) to anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_job(p_workspace uuid, p_job uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into run from public.flow_runs r where r.workspace_id = p_workspace and r.id = p_job and r.job_kind is not null;
  if run.id is null then
    raise exception 'no such job' using errcode = 'TW004';
  end if;
  return private.job_seen(run) || jsonb_build_object(
    'params', run.params,
    'steps', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'step_name', s.step_name, 'step_order', s.step_order, 'status', s.status,
        'tries', s.tries, 'started_at', s.started_at, 'completed_at', s.completed_at, 'problem', s.problem, 'summary', s.output -> 'summary')
        order by s.step_order, s.nth), '[]')
      from public.step_runs s where s.flow_run_id = run.id),
    'made', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'step_run_id', p.step_run_id, 'kind', p.kind, 'title', p.title, 'status', p.status) order by p.ordinal), '[]')
      from (select * from public.proposals o where o.flow_run_id = run.id order by o.ordinal limit 1000) p),
    'sources', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'format', s.format, 'words', s.words) order by s.created_at), '[]')
      from public.job_sources s where s.workspace_id = p_workspace and s.id = any (private.sources_of(run.params))),
    -- What is to be approved, as the steps before it left it.
    'outline', case when run.held = 'approval' then (
      select s.output -> 'outline' from public.step_runs s where s.flow_run_id = run.id and s.status = 'completed' and s.output ? 'outline'
      order by s.step_order desc, s.nth desc limit 1) end);
end
$function$;
comment on function public.read_job(uuid,uuid) is 'A job with its steps, its proposals by name, its sources, and the outline that waits for an approval.';
grant execute on function public.read_job(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_jobs(p_workspace uuid, p_show text DEFAULT 'all'::text, p_kinds text[] DEFAULT NULL::text[], p_by uuid DEFAULT NULL::uuid, p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'jobs', (
      select coalesce(jsonb_agg(private.job_seen(r) order by r.ordinal desc), '[]') from (
        select * from public.flow_runs f where f.workspace_id = p_workspace and f.job_kind is not null
          and (p_show = 'all' or f.status in ('pending', 'in_progress', 'failed')) and case p_show when 'attention' then f.status = 'failed' or f.held is not null
            when 'running' then f.status <> 'failed' and f.held is null when 'failed' then f.status = 'failed' else true end and (p_kinds is null or f.job_kind = any (p_kinds))
          and (p_by is null or f.asked_by = p_by) and (p_before is null or f.ordinal < p_before)
        order by f.ordinal desc limit least(p_limit, 200)) r),
    -- With the first page alone: nobody looks at them twice.
    'counts', case when p_before is null then (
      select jsonb_build_object('running', count(*) filter (where f.status <> 'failed' and f.held is null),
        'attention', count(*) filter (where f.status = 'failed' or f.held is not null), 'failed', count(*) filter (where f.status = 'failed'),
        'all', (select count(*) from public.flow_runs a where a.workspace_id = p_workspace and a.job_kind is not null))
      from public.flow_runs f where f.workspace_id = p_workspace and f.job_kind is not null and f.status in ('pending', 'in_progress', 'failed')) end);
end
$function$;
comment on function public.read_jobs(uuid,text,text[],uuid,bigint,integer) is 'Jobs of a workspace, the newest first, with how many there are in all: {jobs, counts: {all, running, attention, failed}}. p_before: those with a smaller ordinal.';
grant execute on function public.read_jobs(uuid,text,text[],uuid,bigint,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_lesson_quality(p_workspace uuid, p_spark uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'gates', (select coalesce(jsonb_agg(g.code order by g.code), '[]') from public.quality_gates g where g.workspace_id = p_workspace and g.is_on),
    'dismissals', (select coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'subject', d.subject, 'reason', d.reason, 'opens_gate', d.opens_gate,
        'dismissed_by', d.dismissed_by) order by d.code, d.subject), '[]')
      from public.quality_dismissals d where d.workspace_id = p_workspace and d.spark_id = p_spark),
    'objectives', (select coalesce(jsonb_agg(jsonb_build_object('id', o.objective_id, 'title', o.title) order by o.order_index, o.id), '[]')
      from public.objectives o where o.workspace_id = p_workspace and o.concept_id in (
        select c.concept_id from public.concept_sparks c where c.workspace_id = p_workspace and c.spark_id = p_spark)),
    'exercises', (select coalesce(jsonb_agg(jsonb_build_object('id', coalesce(e.exercise_id, e.place::text), 'objective', e.objective, 'difficulty', e.difficulty) order by e.place), '[]')
      from private.exercise_entries e where e.workspace_id = p_workspace and e.spark_id = p_spark),
    'has_links', exists (select from public.spark_links l where l.workspace_id = p_workspace and l.target_id = p_spark));
end
$function$;
comment on function public.read_lesson_quality(uuid,uuid) is 'What stands around a lesson, for analysers: {gates, dismissals, objectives, exercises: [{id, objective, difficulty}], has_links}.';
grant execute on function public.read_lesson_quality(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_lesson_texts(p_workspace uuid, p_after uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
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
$function$;
comment on function public.read_lesson_texts(uuid,uuid,integer) is 'Sparks with their lessons in the order of their ids, from the one after p_after: [{id, title, content_md, key_concepts}]. Long lessons come with their first 40,000 characters.';
grant execute on function public.read_lesson_texts(uuid,uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_objectives(p_workspace uuid, p_kind text, p_owner uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.require_coverage_scope(p_workspace, p_kind, p_owner);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'objective_id', o.objective, 'title', o.title, 'version', o.version, 'exercises', coalesce(n.total, 0)) order by o.nth), '[]')
    from private.owned_objectives(p_workspace, p_kind, p_owner) o
    left join (select m.objective, count(*) as total from private.meant_exercises(p_workspace, p_kind, p_owner) m group by m.objective) n on n.objective = o.objective);
end
$function$;
comment on function public.read_objectives(uuid,text,uuid) is 'The objectives of a concept or a trail in their order, each with how many exercises mean it: [{id, objective_id, title, version, exercises}].';
grant execute on function public.read_objectives(uuid,text,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_outline(p_workspace uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with domains as materialized (
      select d.*, row_number() over (order by d.order_index, d.ordinal) - 1 as nth from public.domains d where d.workspace_id = p_workspace
    ), trails as materialized (
      select t.id, t.slug, t.title, t.is_published, t.version, t.difficulty_level, t.domain_id, row_number() over (order by t.order_index, t.ordinal) - 1 as nth
      from public.trails t where t.workspace_id = p_workspace
    ), concepts as materialized (
      select c.id, c.slug, c.title, c.is_published, c.version, c.trail_id, row_number() over (order by c.order_index, c.ordinal) - 1 as nth
      from public.concepts c where c.workspace_id = p_workspace
    ), sparks as materialized (
      select s.id, s.slug, s.title, s.is_published, s.version, s.difficulty, s.estimated_mins, row_number() over (order by s.ordinal) - 1 as nth
      from public.sparks s where s.workspace_id = p_workspace
    )
    select json_build_object(
      'domains', (select coalesce(json_agg(json_build_array(d.id, d.slug, d.name, d.is_published, d.version, d.icon, d.color) order by d.nth), '[]') from domains d),
      'trails', (select coalesce(json_agg(json_build_array(t.id, t.slug, t.title, t.is_published, t.version, d.nth, t.difficulty_level) order by t.nth), '[]')
        from trails t join domains d on d.id = t.domain_id),
      'concepts', (select coalesce(json_agg(json_build_array(c.id, c.slug, c.title, c.is_published, c.version, t.nth) order by c.nth), '[]')
        from concepts c left join trails t on t.id = c.trail_id),
      'sparks', (select coalesce(json_agg(json_build_array(s.id, s.slug, s.title, s.is_published, s.version, s.difficulty, s.estimated_mins) order by s.nth), '[]') from sparks s),
      'places', (select coalesce(json_agg(json_build_array(c.nth, s.nth) order by p.order_index, p.ordinal), '[]')
        from public.concept_sparks p join concepts c on c.id = p.concept_id join sparks s on s.id = p.spark_id where p.workspace_id = p_workspace),
      'beacons', (select coalesce(json_agg(json_build_array(b.id, b.slug, b.name, b.version, b.category) order by b.name, b.id), '[]')
        from public.beacons b where b.workspace_id = p_workspace)));
end
$function$;
comment on function public.read_outline(uuid) is 'What is where, for what draws all of it, every list in its order: {domains: [id, slug, title, is_published, version, icon, color], trails: [..., number of its domain, difficulty], concepts: [..., number of its trail or null], sparks: [..., difficulty, minutes], places: [number of the concept, number of the spark], beacons: [id, slug, title, version, category]}.';
grant execute on function public.read_outline(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_outline_branches(p_workspace uuid, p_branches jsonb DEFAULT NULL::jsonb, p_at jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  page constant integer := 100;
  r private.outline_rows := row('{}', '{}', '{}', '{}', '{}', '{}');
  w private.outline_window;
  ask record;
  branches jsonb := '{}';
  so_far integer := 0;
  asks jsonb := coalesce(p_branches, '[]');
  child record;
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(asks) <> 'array' or jsonb_array_length(asks) > 500 then
    raise exception 'up to 500 branches are asked for at once' using errcode = 'TW006';
  end if;
  if p_at is not null then
    asks := (select coalesce(jsonb_agg(jsonb_build_object('of', y.branch, 'id', y.parent, 'around', y.around)), '[]')
      from private.way_to(p_workspace, (p_at ->> 'kind')::public.content_kind, p_at ->> 'slug', p_at ->> 'in') y) || asks;
  end if;
  if not exists (select from jsonb_array_elements(asks) a where a ->> 'of' = 'domains') and p_branches is null then
    asks := '[{"of": "domains"}]' || asks;
  end if;
  if p_branches is null and p_at is null then
    -- The first page has as many open domains as fit into a page of rows.
    for child in
      select d.id, (select count(*) from public.trails t where t.workspace_id = p_workspace and t.domain_id = d.id) as trails
      from public.domains d where d.workspace_id = p_workspace order by d.order_index, d.ordinal limit 20
    loop
      so_far := so_far + least(child.trails, page);
      exit when so_far > page and jsonb_array_length(asks) > 1;
      asks := asks || jsonb_build_object('of', 'domain', 'id', child.id);
    end loop;
    so_far := 0;
  end if;
  for ask in
    select a.of, a.id, a."from" as begins, a.around, least(greatest(coalesce(a.count, page), 1), 10000) as most
    from jsonb_to_recordset(asks) a (of text, id uuid, "from" jsonb, around uuid, count integer)
  loop
    -- Whoever asks for too much at once gets the first of it.
    continue when so_far >= 10000;
    w := case ask.of
      when 'domains' then private.branch_window(p_workspace, 'domain', null, ask.begins, ask.around, ask.most)
      when 'domain' then private.branch_window(p_workspace, 'trail', ask.id, ask.begins, ask.around, ask.most)
      when 'trail' then private.branch_window(p_workspace, 'concept', ask.id, ask.begins, ask.around, ask.most)
      when 'standalone' then private.branch_window(p_workspace, 'concept', null, ask.begins, ask.around, ask.most)
      when 'concept' then private.branch_window(p_workspace, 'concept_spark', ask.id, ask.begins, ask.around, ask.most)
      when 'loose' then private.loose_window(p_workspace, ask.around, (ask.begins ->> 1)::bigint, ask.most)
      when 'beacons' then private.beacon_window(p_workspace, ask.around, ask.most) end;
    if w is null or ask.of in ('domain', 'trail', 'concept') and ask.id is null then
      raise exception 'there is no such branch' using errcode = 'TW006';
    end if;
    case ask.of
      when 'domains' then r.domains := r.domains || w.ids;
      when 'domain' then r.trails := r.trails || w.ids;
      when 'trail', 'standalone' then r.concepts := r.concepts || w.ids;
      when 'concept' then r.places := r.places || w.ids;
      when 'loose' then r.sparks := r.sparks || w.ids;
      else r.beacons := r.beacons || w.ids;
    end case;
    so_far := so_far + cardinality(w.ids);
    branches := branches || jsonb_build_object(
      case ask.of when 'domain' then 'd-' || ask.id when 'trail' then 't-' || ask.id when 'concept' then 'c-' || ask.id else 'g-' || ask.of end,
      jsonb_build_object('starts', w.starts, 'count', cardinality(w.ids), 'total', w.total, 'from', w.begins));
  end loop;
  return private.outline_json(p_workspace, r) || jsonb_build_object('branches', branches, 'groups', jsonb_build_object(
    'domains', (select count(*) from public.domains d where d.workspace_id = p_workspace),
    'standalone', (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id is null),
    'loose', private.count_loose(p_workspace),
    'beacons', (select count(*) from public.beacons b where b.workspace_id = p_workspace)));
end
$function$;
comment on function public.read_outline_branches(uuid,jsonb,jsonb) is 'Rows of the outline: of the branches asked for ([{of: domains | domain | trail | concept | standalone | loose | beacons, id, from, around, count}]) and of those that lead to an entity ({kind, slug, in}); of neither, the first page. Lists as read_outline has them, with branches: {key: {starts, count, total, from}} and groups: how many there are of each.';
grant execute on function public.read_outline_branches(uuid,jsonb,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_outline_choices(p_workspace uuid, p_filter jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  filter constant jsonb := private.checked_filter(p_filter);
  ask private.outline_ask;
begin
  perform private.require_role(p_workspace, 'editor');
  ask := private.outline_ask(p_workspace, filter, true);
  return (
    -- Rows that say the same are counted first, without what is in other tables; the few that have changed or shall be looked at
    -- again are then taken out there and counted with that.
    with special as materialized (
      select e.*, e.id = any (ask.changed) as is_changed, e.kind = 'spark' and e.id = any (ask.again) as is_again
      from (select distinct i.id from unnest(ask.changed || ask.again) i (id)) s
      join private.outline_entries e on e.workspace_id = p_workspace and e.id = s.id and e.kind in ('domain', 'trail', 'concept', 'spark', 'beacon')
      where (ask.text = '' or strpos(e.title, ask.text) > 0) and (ask.marked is null or e.kind = 'spark' and e.id = any (ask.marked))
    ), counted as (
      select e.kind, e.is_draft, e.difficulty, e.check_status, e.review, e.updated_by, e.places = 0 as is_loose, false as is_changed, false as is_again, count(*) as many
      from private.outline_entries e
      where e.workspace_id = p_workspace and (ask.text = '' or strpos(e.title, ask.text) > 0) and (ask.marked is null or e.kind = 'spark' and e.id = any (ask.marked))
      group by 1, 2, 3, 4, 5, 6, 7
      union all
      select s.kind, s.is_draft, s.difficulty, s.check_status, s.review, s.updated_by, s.places = 0, n.is_counted and s.is_changed, n.is_counted and s.is_again,
        case when n.is_counted then 1 else -1 end
      from special s cross join (values (true), (false)) n (is_counted)
    ), said as (
      select c.is_draft, c.difficulty, c.is_changed, c.updated_by is not distinct from ask.me as is_mine, c.kind = 'spark' and c.is_loose as is_loose, c.many,
        case when c.kind = 'spark' then array_remove(array[coalesce(c.check_status::text, 'unchecked'), nullif(c.review, 'approved'), case when c.is_again then 'again' end], null) end as qualities
      from counted c
    ), cells as materialized (
      -- Of each part of the filter how many its choices would leave: what fails nothing but this part counts. A bit for each that is failed.
      select s.*,
        (case filter ->> 'state' when 'draft' then s.is_draft is not true when 'published' then s.is_draft is not false or s.is_changed when 'changed' then not s.is_changed else false end)::integer
        | ((ask.difficulty is not null and s.difficulty is distinct from ask.difficulty)::integer << 1)
        | ((ask.quality is not null and not coalesce(ask.quality = any (s.qualities), false))::integer << 2)
        | ((coalesce((filter ->> 'mine')::boolean, false) and not s.is_mine)::integer << 3)
        | ((coalesce((filter ->> 'loose')::boolean, false) and not s.is_loose)::integer << 4) as fails
      from said s
    )
    select jsonb_build_object(
      'state', (select jsonb_build_object('all', coalesce(sum(c.many), 0), 'draft', coalesce(sum(c.many) filter (where c.is_draft), 0),
        'published', coalesce(sum(c.many) filter (where not c.is_draft and not c.is_changed), 0), 'changed', coalesce(sum(c.many) filter (where c.is_changed), 0))
        from cells c where c.fails in (0, 1)),
      'difficulty', (select coalesce(jsonb_object_agg(d.difficulty, d.total), '{}') from (
        select c.difficulty, sum(c.many) as total from cells c where c.fails in (0, 2) and c.difficulty is not null group by c.difficulty having sum(c.many) > 0) d),
      'quality', (select coalesce(jsonb_object_agg(q.quality, q.total), '{}') from (
        select u.quality, sum(c.many) as total from cells c cross join unnest(c.qualities) u (quality) where c.fails in (0, 4) group by u.quality having sum(c.many) > 0) q),
      'mine', (select coalesce(sum(c.many), 0) from cells c where c.fails in (0, 8) and c.is_mine),
      'loose', (select coalesce(sum(c.many), 0) from cells c where c.fails in (0, 16) and c.is_loose),
      'beacons', (select coalesce(jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.name, 'marks', b.marks) order by b.name), '[]') from (
        select b.slug, b.name, (select count(*) from public.spark_beacons m where m.beacon_id = b.id and m.workspace_id = p_workspace) as marks
        from public.beacons b where b.workspace_id = p_workspace order by b.name limit 100) b)));
end
$function$;
comment on function public.read_outline_choices(uuid,jsonb) is 'How many entities each choice of a filter would leave, given the rest of it: {state, difficulty, quality, mine, loose, beacons}; beacons are the first hundred by name.';
grant execute on function public.read_outline_choices(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_outline_found(p_workspace uuid, p_filter jsonb, p_limit integer DEFAULT 200)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  most constant integer := least(greatest(coalesce(p_limit, 200), 1), 10000);
  filter constant jsonb := private.checked_filter(p_filter);
  conditions text := private.outline_conditions(filter);
  r private.outline_rows := row('{}', '{}', '{}', '{}', '{}', '{}');
  ask private.outline_ask;
  found uuid[];
  found_rows bigint;
  lines jsonb := '[]';
  sections jsonb;
  taken integer := 0;
  step integer := 8;
  part text;
begin
  perform private.require_role(p_workspace, 'editor');
  ask := private.outline_ask(p_workspace, filter, false);
  execute format('select coalesce(array_agg(e.id), ''{}''), coalesce(sum(greatest(e.places, 1)), 0) from private.outline_entries e where %s', conditions) into found, found_rows using ask;
  -- Few are looked for everywhere at once. Many are met from the top, in steps that grow, until there are enough of them.
  if cardinality(found) <= 5 * most then
    ask.found := found;
    conditions := 'e.workspace_id = ($1).workspace and e.id = any (($1).found)';
    step := 1000000;
  end if;
  if found_rows > 0 then
    sections := (select coalesce(jsonb_agg(jsonb_build_object('nth', s.nth, 'd', s.d, 't', s.t) order by s.nth), '[]') from (
      select row_number() over (order by o.order_index, o.ordinal, o.t_index nulls first, o.t_ordinal) as nth, o.d, o.t from (
        select d.id as d, null::uuid as t, d.order_index, d.ordinal, null::integer as t_index, null::bigint as t_ordinal from public.domains d where d.workspace_id = p_workspace
        union all
        select d.id, t.id, d.order_index, d.ordinal, t.order_index, t.ordinal from public.domains d join public.trails t on t.workspace_id = p_workspace and t.domain_id = d.id
        where d.workspace_id = p_workspace) o) s);
      while jsonb_array_length(lines) < least(most, found_rows) and taken < jsonb_array_length(sections) loop
      lines := lines || private.outline_lines(ask, conditions, 'sections',
        jsonb_path_query_array(sections, '$[$from to $to]', jsonb_build_object('from', taken, 'to', taken + step - 1)), most - jsonb_array_length(lines));
      taken := taken + step;
      step := step * 8;
    end loop;
    foreach part in array array['standalone', 'loose', 'beacons'] loop
      exit when jsonb_array_length(lines) >= least(most, found_rows);
      lines := lines || private.outline_lines(ask, conditions, part, null, most - jsonb_array_length(lines));
    end loop;
  end if;
  r.domains := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'domain');
  r.trails := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'trail');
  r.concepts := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'concept');
  r.places := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'concept_spark');
  r.sparks := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'spark');
  r.beacons := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'beacon');
  -- With them comes what leads to them.
  r.concepts := array(select unnest(r.concepts) union select p.concept_id from public.concept_sparks p where p.workspace_id = p_workspace and p.id = any (r.places));
  r.trails := array(select unnest(r.trails) union select c.trail_id from public.concepts c where c.workspace_id = p_workspace and c.id = any (r.concepts) and c.trail_id is not null);
  r.domains := array(select unnest(r.domains) union select t.domain_id from public.trails t where t.workspace_id = p_workspace and t.id = any (r.trails));
  return private.outline_json(p_workspace, r) || jsonb_build_object('found', jsonb_build_object('entities', cardinality(found), 'rows', found_rows,
    'shown', least(found_rows, most)));
end
$function$;
comment on function public.read_outline_found(uuid,jsonb,integer) is 'What a filter {text, state, difficulty, quality, beacon, mine, loose} leaves of the outline, the first p_limit rows of it with what leads to them: lists as read_outline has them, with found: {entities, rows, shown}.';
grant execute on function public.read_outline_found(uuid,jsonb,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_outline_sums(p_workspace uuid, p_nodes jsonb, p_whole boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_nodes) is distinct from 'array' or jsonb_array_length(p_nodes) > 2000 then
    raise exception 'up to 2,000 rows are asked for at once' using errcode = 'TW006';
  end if;
  return (
    with nodes as materialized (
      select distinct left(n.key, 1) as of, nullif(substr(n.key, 3), 'standalone')::uuid as id, n.key
      from jsonb_array_elements_text(p_nodes) n (key)
      where n.key ~ '^[dtc]-[0-9a-f-]{36}$' or n.key = 'g-standalone'
    ), changed as materialized (
      select distinct c.kind, c.id from private.changed_nodes(p_workspace) c
    ), trails as (
      select n.key, t.id from nodes n join public.trails t on t.workspace_id = p_workspace and t.domain_id = n.id where n.of = 'd'
    ), concepts as materialized (
      select y.key, c.id, true as is_below from (select t.key, t.id from trails t union all select n.key, n.id from nodes n where n.of = 't') y
        join public.concepts c on c.workspace_id = p_workspace and c.trail_id = y.id
      union all select n.key, c.id, false from nodes n join public.concepts c on c.workspace_id = p_workspace and c.id = n.id where n.of = 'c'
      union all select n.key, c.id, true from nodes n join public.concepts c on c.workspace_id = p_workspace and c.trail_id is null where n.of = 'g'
    ), sparks as materialized (
      -- A spark that stands twice below counts once.
      select distinct c.key, p.spark_id as id from concepts c join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
    ), sums as materialized (
      select s.key, count(*) as sparks, sum(e.mins) as mins from sparks s join private.outline_entries e on e.workspace_id = p_workspace and e.kind = 'spark' and e.id = s.id group by s.key
    ), changes as materialized (
      select b.key, count(*) as changes from (
        select t.key, 'trail'::public.content_kind as kind, t.id from trails t
        union all select c.key, 'concept', c.id from concepts c where c.is_below
        union all select s.key, 'spark', s.id from sparks s) b
      join changed c on c.kind = b.kind and c.id = b.id group by b.key
    )
    select jsonb_build_object(
      'nodes', (select coalesce(jsonb_object_agg(n.key, jsonb_build_array(coalesce(s.sparks, 0), coalesce(s.mins, 0), coalesce(c.changes, 0))), '{}')
        from nodes n left join sums s on s.key = n.key left join changes c on c.key = n.key),
      'whole', case when p_whole then (
        select jsonb_build_object('kinds', jsonb_build_object('domain', count(*) filter (where e.kind = 'domain'), 'trail', count(*) filter (where e.kind = 'trail'),
          'concept', count(*) filter (where e.kind = 'concept'), 'spark', count(*) filter (where e.kind = 'spark')), 'mins', coalesce(sum(e.mins), 0))
        from private.outline_entries e where e.workspace_id = p_workspace) end));
end
$function$;
comment on function public.read_outline_sums(uuid,jsonb,boolean) is 'What is below rows of the outline, by their keys: {nodes: {key: [sparks, minutes, changes]}, whole: {kinds: {domain, trail, concept, spark}, mins}}. A spark that stands twice below counts once.';
grant execute on function public.read_outline_sums(uuid,jsonb,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_pending(p_workspace uuid, p_items jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_items) is distinct from 'array' or jsonb_array_length(p_items) > 1000 then
    raise exception 'up to 1,000 entities are asked for at once' using errcode = 'TW006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'entity_id', p.entity_id, 'owner_id', p.owner_id, 'change', p.change) order by p.kind, p.entity_id), '[]')
    from (select i.kind, array_agg(distinct i.id) as ids from private.bulk_items(p_items) i group by i.kind) k
    cross join lateral private.pending_of(p_workspace, k.kind, k.ids) p);
end
$function$;
comment on function public.read_pending(uuid,jsonb) is 'What staging some entities would take along, and whether they have changed: [{kind, entity_id, owner_id, change}] of [{kind, id}] and of what belongs to them; owner_id is the one that was asked for.';
grant execute on function public.read_pending(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_personas(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'slug', p.slug, 'display_name', p.display_name, 'voice_profile', p.voice_profile,
      'extras', p.extras, 'external_id', p.external_id, 'external_system', p.external_system, 'version', p.version, 'courses', c.courses)
      order by lower(p.display_name), p.ordinal), '[]')
    from public.personas p
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'title', t.title, 'status', f.status, 'voice_fidelity', f.voice_fidelity)
        order by lower(t.title), t.ordinal), '[]') as courses
      from public.course_profiles f join public.trails t on t.id = f.trail_id and t.workspace_id = p_workspace
      where f.workspace_id = p_workspace and f.persona_id = p.id
    ) c
    where p.workspace_id = p_workspace);
end
$function$;
comment on function public.read_personas(uuid) is 'The personas of a workspace by name, each with its fields and the courses that use it: [{id, slug, display_name, voice_profile, extras, external_id, external_system, version, courses: [{id, slug, title, status, voice_fidelity}]}].';
grant execute on function public.read_personas(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_profile(p_workspace uuid, p_kind public.content_kind, p_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  k private.kinds;
  profile jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind not in ('concept', 'spark', 'trail') then
    raise exception 'only concepts, sparks and trails have a profile' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here' using errcode = 'TW004';
  end if;
  select * into k from private.kinds n
  where n.kind = case p_kind when 'concept' then 'unit_profile' when 'spark' then 'lesson_profile' else 'course_profile' end::public.content_kind;
  execute format('select to_jsonb(t) from public.%I t where t.workspace_id = $1 and t.%I = $2', k.table_name, k.ref_a)
  into profile using p_workspace, p_id;
  profile := private.with_publication(profile);
  return jsonb_build_object(
    'profile', profile - '{bundle_style,file_form,ordinal,workspace_id}'::text[],
    'research', (select to_jsonb(m) - '{bundle_style,file_form,ordinal,workspace_id}'::text[] from public.market_research m
      where p_kind = 'trail' and m.workspace_id = p_workspace and m.trail_id = p_id),
    'resources', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'resource_type', r.resource_type, 'filename', r.filename, 'source_url', r.source_url,
        'file_size', r.file_size, 'characters', char_length(r.extracted_text)) order by r.order_index, r.ordinal), '[]')
      from public.resources r where p_kind = 'concept' and r.workspace_id = p_workspace and r.concept_id = p_id),
    'conversations', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'role', c.role, 'title', c.title, 'status', c.status,
        'message_count', c.message_count, 'last_message_at', c.last_message_at) order by c.role, c.nth), '[]')
      from public.conversations c where p_kind = 'concept' and c.workspace_id = p_workspace and c.concept_id = p_id),
    'runs', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'flow_name', f.flow_name, 'status', f.status, 'total_tokens', f.total_tokens,
        'cost_micros', f.cost_micros, 'execution_time_ms', f.execution_time_ms, 'completed_at', f.completed_at, 'is_imported', f.is_imported,
        'steps', (select count(*) from public.step_runs s where s.flow_run_id = f.id),
        'models', (select coalesce(jsonb_agg(distinct q.model) filter (where q.model is not null), '[]') from public.llm_requests q where q.flow_run_id = f.id))
        order by f.created_at), '[]')
      from public.flow_runs f where f.workspace_id = p_workspace and f.entity_id = p_id),
    'personas', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'display_name', p.display_name) order by p.display_name), '[]')
      from public.personas p where p_kind = 'trail' and p.workspace_id = p_workspace),
    'counted', case p_kind
      when 'concept' then (
        select jsonb_build_object('lessons', count(*), 'minutes', coalesce(sum(s.estimated_mins), 0)) from public.concept_sparks c
        join public.sparks s on s.id = c.spark_id where c.workspace_id = p_workspace and c.concept_id = p_id)
      when 'trail' then (
        select jsonb_build_object('modules', (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = p_id),
          'lessons', count(*), 'minutes', coalesce(sum(s.estimated_mins), 0))
        from public.sparks s where s.workspace_id = p_workspace and s.id in (
          select c.spark_id from public.concept_sparks c join public.concepts n on n.id = c.concept_id where n.workspace_id = p_workspace and n.trail_id = p_id))
      else '{}'::jsonb end);
end
$function$;
comment on function public.read_profile(uuid,public.content_kind,uuid) is 'What a concept is as a unit, a spark as a lesson, a trail as a course: {profile, research, resources, conversations, runs, personas, counted}. Long texts of resources and conversations are read one by one.';
grant execute on function public.read_profile(uuid,public.content_kind,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_profile_media(p_workspace uuid, p_kind public.content_kind, p_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  profile public.lesson_profiles;
  picture jsonb;
  is_stale boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind not in ('spark', 'concept') then
    raise exception 'only lessons and units are heard or seen' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here' using errcode = 'TW004';
  end if;
  if p_kind = 'concept' then
    select u.art_image into picture from public.unit_profiles u where u.workspace_id = p_workspace and u.concept_id = p_id;
    return jsonb_build_object('audio', null, 'is_audio_stale', false, 'image', private.asset_of_names(p_workspace, array(
      select e.value #>> '{}' from jsonb_each(case when jsonb_typeof(picture) = 'object' then picture else jsonb_build_object('name', picture) end) e
      where jsonb_typeof(e.value) = 'string')));
  end if;
  select * into profile from public.lesson_profiles l where l.workspace_id = p_workspace and l.spark_id = p_id;
  if coalesce(profile.podcast_audio_object_id, profile.podcast_generated_at) is not null and btrim(profile.podcast_transcript) <> '' then
    -- By the order of saves, never by clocks: what came with one file is of one age, whenever it says that it was made.
    with seen as (
      select v.id, v.body ->> 'podcast_transcript' as transcript,
        jsonb_build_array(v.body -> 'podcast_audio_object_id', v.body -> 'podcast_generated_at') as audio
      from public.revisions v
      where v.workspace_id = p_workspace and v.kind = 'lesson_profile' and v.entity_id = profile.id and v.operation <> 'delete'
      -- Each bears its whole transcript, and a text that is written for long is saved very often.
      order by v.id desc limit 200
    )
    -- The first save that bore this recording, or the oldest that is looked at.
    select s.transcript is distinct from profile.podcast_transcript into is_stale
    from seen s
    where s.id > coalesce((select max(o.id) from seen o where o.audio is distinct from (select n.audio from seen n order by n.id desc limit 1)), 0)
    order by s.id limit 1;
  end if;
  return jsonb_build_object('image', null, 'audio', private.asset_of_names(p_workspace, array[profile.podcast_audio_object_id]),
    'is_audio_stale', coalesce(is_stale, false));
end
$function$;
comment on function public.read_profile_media(uuid,public.content_kind,uuid) is 'The file that a lesson''s recording or a unit''s picture is here, if any, and whether the transcript says something else than when the recording came: {audio, image: {path, sha256, media_type, alt_text} or null, is_audio_stale}.';
grant execute on function public.read_profile_media(uuid,public.content_kind,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_quality_counts(p_workspace uuid, p_ids uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with asked as (
      select distinct a.id from unnest(p_ids[1:500]) a (id)
    ), below as (
      select a.id as of, s.id as spark_id, s.version from asked a join public.sparks s on s.workspace_id = p_workspace and s.id = a.id
      union
      select a.id, s.id, s.version from asked a
      join public.concepts c on c.workspace_id = p_workspace and (c.id = a.id or c.trail_id = a.id
        or c.trail_id in (select t.id from public.trails t where t.workspace_id = p_workspace and t.domain_id = a.id))
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      join public.sparks s on s.id = p.spark_id
    ), found as (
      select b.of, exists (select from public.quality_gates g where g.workspace_id = p_workspace and g.code = f.code and g.is_on) as blocks
      from below b join public.quality_scores q on q.workspace_id = p_workspace and q.spark_id = b.spark_id and q.version = b.version
      cross join lateral jsonb_to_recordset(q.findings) f (code text, subject text)
      where not exists (select from public.quality_dismissals d
        where d.workspace_id = p_workspace and d.spark_id = b.spark_id and d.code = f.code and d.subject = f.subject)
    )
    select coalesce(jsonb_agg(jsonb_build_object('id', n.of, 'consider', n.consider, 'blocks', n.blocks)), '[]')
    from (select f.of, count(*) filter (where not f.blocks) as consider, count(*) filter (where f.blocks) as blocks from found f group by f.of) n);
end
$function$;
comment on function public.read_quality_counts(uuid,uuid[]) is 'How many findings there are in and below domains, trails, concepts and sparks (the first 500 asked for): [{id, consider, blocks}]; without a line, none.';
grant execute on function public.read_quality_counts(uuid,uuid[]) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_quality_gates(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with newest as materialized (
      select s.id, private.quality_hash(jsonb_build_object('content_md', s.content_md, 'estimated_mins', s.estimated_mins)) as hash
      from public.sparks s
      where s.workspace_id = p_workspace and s.is_published
        and exists (select from public.dirty_entities d where d.workspace_id = p_workspace and d.entity_id = s.id)
    ), held as (
      select h.code, count(distinct h.spark_id) as sparks from newest n
      join private.held_back(p_workspace) h on h.spark_id = n.id and h.text_hash = n.hash group by h.code
    )
    select jsonb_build_object(
      'gates', (select jsonb_agg(jsonb_build_object('code', c.code, 'is_on', coalesce(g.is_on, false), 'holds_back', coalesce(h.sparks, 0)) order by c.nth)
        from unnest(private.gate_codes()) with ordinality c (code, nth)
        left join public.quality_gates g on g.workspace_id = p_workspace and g.code = c.code
        left join held h on h.code = c.code),
      'unmeasured', (select count(*) from newest n where not exists (
        select from public.quality_scores q where q.workspace_id = p_workspace and q.spark_id = n.id and q.text_hash = n.hash))));
end
$function$;
comment on function public.read_quality_gates(uuid) is '{gates: [{code, is_on, holds_back: published sparks that change with the next snapshot}], unmeasured}.';
grant execute on function public.read_quality_gates(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_quality_trend(p_workspace uuid, p_trail uuid, p_days integer DEFAULT 90)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with lessons as (
      select distinct p.spark_id from public.concepts c join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      where c.workspace_id = p_workspace and c.trail_id = p_trail
    ), measured as materialized (
      select q.spark_id, q.version, (q.measured_at at time zone 'utc')::date as day, (q.scores ->> 'gps')::numeric as gps, (q.scores ->> 'didactic')::numeric as didactic
      from public.quality_scores q where q.workspace_id = p_workspace and q.spark_id in (select l.spark_id from lessons l)
    ), days as (
      select distinct m.day from measured m where m.day > (now() at time zone 'utc')::date - least(greatest(p_days, 1), 730)
    )
    select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'gps', round(s.gps, 3), 'didactic', round(s.didactic, 3), 'lessons', s.lessons) order by d.day), '[]')
    from days d cross join lateral (
      select avg(n.gps) as gps, avg(n.didactic) as didactic, count(*) as lessons
      from (select distinct on (m.spark_id) m.gps, m.didactic from measured m where m.day <= d.day order by m.spark_id, m.version desc) n) s);
end
$function$;
comment on function public.read_quality_trend(uuid,uuid,integer) is 'The mean scores of the lessons of a trail, as they stood at the end of each day on which one was measured: [{day, gps, didactic, lessons}].';
grant execute on function public.read_quality_trend(uuid,uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_question_plan(p_workspace uuid, p_import uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
declare
  log public.import_logs;
  plan private.question_imports;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into log from public.import_logs l where l.id = p_import and l.workspace_id = p_workspace;
  select * into plan from private.question_imports i where i.import_id = log.id;
  if plan.import_id is null then
    raise exception 'there is no such plan of questions' using errcode = 'TW004';
  end if;
  with here as materialized (
    -- Once it is applied they all are.
    select h.nth, h.spark_id from private.questions_here(log) h where log.status = 'validating'
  ), asked as materialized (
    select q.nth, q.category, q.fate, q.codes, h.nth is not null as is_here, q.alike is not null and h.nth is null as is_alike,
      q.exercise is not null as is_taken,
      q.exercise is not null and private.shown(q.exercise -> 'cognitive_level') is null as no_level,
      q.exercise is not null and private.shown(q.exercise -> 'cognitive_level') is null and q.suggested_level is not null as has_suggestion,
      q.exercise is not null and private.shown(q.exercise -> 'difficulty') is null as no_difficulty
    from private.import_questions q left join here h on h.nth = q.nth where q.import_id = p_import
  )
  select jsonb_build_object('report', plan.report, 'receipt', plan.receipt,
    'here', (select coalesce(jsonb_agg(s order by s ->> 'title'), '[]') from (
      select distinct jsonb_build_object('spark_id', k.id, 'slug', k.slug, 'title', k.title) as s from here h join public.sparks k on k.id = h.spark_id limit 20) n),
    'groups', (select coalesce(jsonb_agg(g.g order by g.first), '[]') from (
      select jsonb_build_object('category', a.category, 'fate', a.fate, 'codes', a.codes, 'is_here', a.is_here, 'is_alike', a.is_alike, 'total', count(*),
        'no_level', count(*) filter (where a.no_level), 'suggested', count(*) filter (where a.has_suggestion),
        'no_difficulty', count(*) filter (where a.no_difficulty)) as g, min(a.nth) as first
      from asked a group by a.category, a.fate, a.codes, a.is_here, a.is_alike) g))
  into answer;
  return answer;
end
$function$;
comment on function public.read_question_plan(uuid,uuid) is 'A plan of questions: {report, receipt, here: sparks whose banks have some of them already, groups: [{category, fate, codes, is_here, is_alike, total, no_level, suggested, no_difficulty}]}, in the order of the file.';
grant execute on function public.read_question_plan(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_recent_change_sets(p_workspace uuid, p_limit integer DEFAULT 12)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  counted_most constant integer := 1000;
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'action', c.action, 'title', c.title, 'author', c.author, 'created_at', c.created_at,
      'is_undone', c.undone_by is not null, 'total', least(n.total, counted_most), 'is_more', n.total > counted_most, 'touched', t.touched) order by c.ordinal desc), '[]')
    from (select s.* from public.change_sets s where s.workspace_id = p_workspace order by s.ordinal desc limit least(greatest(p_limit, 1), 100)) c
    cross join lateral (
      select count(*) as total from (select from public.revisions r where r.change_set_id = c.id limit counted_most + 1) o) n
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'operation', f.operation, 'slug', f.slug, 'label', f.label) order by f.id), '[]') as touched
      from (select r.* from public.revisions r where r.change_set_id = c.id order by r.id limit 2) f) t);
end
$function$;
comment on function public.read_recent_change_sets(uuid,integer) is 'The latest change sets, each with the first two of what it touched, and how many (is_more: a thousand and more): [{id, action, title, author, created_at, is_undone, total, is_more, touched: [{kind, operation, slug, label}]}].';
grant execute on function public.read_recent_change_sets(uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_result_imports(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name, 'format', n.format, 'created_at', n.created_at, 'person', p.display_name,
      'is_mine', n.created_by = auth.uid(), 'is_whole', n.outcome is not null, 'answers', (select count(*) from private.results r where r.import_id = n.id))
      order by n.created_at desc), '[]')
    from (select i.* from private.result_imports i where i.workspace_id = p_workspace order by i.created_at desc limit 100) n
    left join public.profiles p on p.user_id = n.created_by);
end
$function$;
comment on function public.read_result_imports(uuid) is 'The newest hundred imports of answers: [{id, name, format, created_at, person, is_mine, is_whole, answers}]. Not whole: it was stopped on the way.';
grant execute on function public.read_result_imports(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_result_targets(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(e.spark_id, s.slug, e.exercise_id) order by s.slug, e.place), '[]')
    from private.exercise_entries e join public.sparks s on s.id = e.spark_id
    where e.workspace_id = p_workspace and e.version is not null);
end
$function$;
comment on function public.read_result_targets(uuid) is 'The exercises that answers may be to, in the order of their banks: [[spark_id, slug, exercise_id]].';
grant execute on function public.read_result_targets(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_result_versions(p_workspace uuid, p_exercises jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_array_length(p_exercises) > 500 then
    raise exception 'at most 500 exercises are read at once' using errcode = 'TW006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_array(k.spark_id, v.exercise_id, v.version, r.created_at, r.version, v.body, k.body #>> '{meta,language}')
      order by k.spark_id, v.exercise_id, v.version), '[]')
    from jsonb_array_elements(p_exercises) a (asked)
    join public.packages k on k.workspace_id = p_workspace and k.spark_id = (a.asked ->> 0)::uuid
    join private.exercise_versions v on v.package_id = k.id and v.exercise_id = a.asked ->> 1 and v.body is not null
    join public.revisions r on r.id = v.revision_id);
end
$function$;
comment on function public.read_result_versions(uuid,jsonb) is 'The versions of exercises ([[spark_id, exercise_id]], at most 500): [[spark_id, exercise_id, version, saved at, version of its package, exercise, language of its package]].';
grant execute on function public.read_result_versions(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_results(p_workspace uuid, p_spark uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  package constant uuid := (select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark);
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  with counted as materialized (
    select a.package_id, a.exercise_id, a.asked, max(a.version) as version, count(*) as answers, avg(a.score) as share, count(a.rest) as paired,
      -- Equal numbers are not quite equal after rounding (2/3), and corr makes a figure of what is left of them. As in lib/results/core/statistics.ts.
      case when var_pop(a.score) filter (where a.rest is not null) >= 1e-12 and var_pop(a.rest) >= 1e-12 then corr(a.score, a.rest) end as discrimination
    from private.first_answers(p_workspace, package) a where p_spark is null or package is not null group by a.package_id, a.exercise_id, a.asked
  ), placed as materialized (
    select c.*, e.spark_id, e.place, e.exercise_type, e.stem, e.difficulty, e.hash, e.version as current_version,
      count(*) over (partition by c.package_id, c.exercise_id) as versions,
      c.version = e.version or c.asked = (
        select private.asked_by(v.body) from private.exercise_versions v where v.package_id = e.package_id and v.exercise_id = e.exercise_id and v.version = e.version) as is_current
    from counted c join private.exercise_entries e on e.package_id = c.package_id and e.exercise_id = c.exercise_id and e.version is not null
    where e.workspace_id = p_workspace
  ), told as materialized (
    -- What it asks now, though something else was asked later and undone; where nobody answered that, what was asked last.
    select distinct on (p.package_id, p.exercise_id) p.* from placed p order by p.package_id, p.exercise_id, p.is_current desc, p.version desc
  )
  select jsonb_build_object(
    'learners', (select count(*) from (
      select distinct r.learner from private.results r where r.workspace_id = p_workspace and (p_spark is null or r.package_id = package)) n),
    'rows', coalesce(jsonb_agg(jsonb_build_object('spark_id', t.spark_id, 'spark_slug', s.slug, 'spark_title', s.title, 'place', t.place, 'exercise_id', t.exercise_id,
      'type', t.exercise_type, 'stem', t.stem, 'difficulty', t.difficulty, 'hash', t.hash, 'current_version', t.current_version,
      'version', t.version, 'versions', t.versions, 'is_current', t.is_current,
      'answers', t.answers, 'share', t.share, 'paired', t.paired, 'discrimination', t.discrimination) order by s.title, t.spark_id, t.place), '[]'))
  into answer
  from told t join public.sparks s on s.id = t.spark_id;
  return answer || jsonb_build_object('imports', (
    select jsonb_build_object('total', count(*), 'last', max(i.created_at)) from private.result_imports i
    where i.workspace_id = p_workspace and (p_spark is null or exists (
      select from private.results r where r.workspace_id = p_workspace and r.package_id = package and r.import_id = i.id))));
end
$function$;
comment on function public.read_results(uuid,uuid) is 'Of each exercise of a lesson, or of all, that has answers, how what it asks now did, or the newest version with answers where nobody answered that: {learners, imports: {total, last}, rows: [{..., version, versions, is_current, answers, share, paired, discrimination}]}. paired: how many answered others of the bank as well.';
grant execute on function public.read_results(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_review_marks(p_workspace uuid, p_spark uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 100)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
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
$function$;
comment on function public.read_review_marks(uuid,uuid,integer) is 'Sparks that shall be looked at again, the last marked first, or the marks of one: {total: how many sparks, marks: [{spark: {id, slug, title}, because_of: {id, slug, title}, note, marked_by, marked_at}]}.';
grant execute on function public.read_review_marks(uuid,uuid,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_spark_context(p_workspace uuid, p_spark uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id,
        'concept', jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'is_published', c.is_published, 'trail_id', c.trail_id),
        'trail', case when t.id is not null then jsonb_build_object('slug', t.slug, 'title', t.title) end,
        'path', case when t.id is null then '[]'::jsonb else jsonb_build_array(d.name, t.title) end) order by p.ordinal), '[]')
      from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p_workspace
      left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
      left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
      where p.workspace_id = p_workspace and p.spark_id = p_spark),
    'beacons', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'name', b.name, 'category', b.category) order by m.ordinal), '[]')
      from public.spark_beacons m join public.beacons b on b.id = m.beacon_id and b.workspace_id = p_workspace
      where m.workspace_id = p_workspace and m.spark_id = p_spark),
    'before', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'link_type', l.link_type, 'weight', l.weight, 'description', l.description, 'version', l.version,
        'spark', jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published)) order by l.ordinal), '[]')
      from public.spark_links l join public.sparks s on s.id = l.source_id and s.workspace_id = p_workspace
      where l.workspace_id = p_workspace and l.target_id = p_spark),
    'after', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'link_type', l.link_type, 'weight', l.weight, 'description', l.description, 'version', l.version,
        'spark', jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published)) order by l.ordinal), '[]')
      from public.spark_links l join public.sparks s on s.id = l.target_id and s.workspace_id = p_workspace
      where l.workspace_id = p_workspace and l.source_id = p_spark),
    'exercises', (select count(*) from private.exercise_entries e where e.workspace_id = p_workspace and e.spark_id = p_spark));
end
$function$;
comment on function public.read_spark_context(uuid,uuid) is 'Where a spark stands ({places: [{id, concept, trail, path}]}), what marks it ({beacons}), what it is linked with ({before, after}: the other spark of each link) and how many exercises it has.';
grant execute on function public.read_spark_context(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_trash(p_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (select coalesce(jsonb_agg(t.item order by t.ordinal desc), '[]') from (
    select c.ordinal, jsonb_build_object('change_set_id', c.id, 'title', c.title, 'author', c.author, 'created_at', c.created_at,
      'counts', (select jsonb_object_agg(n.kind, n.total) from (
        select r.kind, count(*) as total from public.revisions r where r.change_set_id = c.id and r.operation = 'delete' group by r.kind) n)) as item
    from public.change_sets c
    where c.workspace_id = p_workspace and c.action = 'trash' and c.undone_by is null
      and exists (select from public.revisions r where r.change_set_id = c.id)
    order by c.ordinal desc limit 200
  ) t);
end
$function$;
comment on function public.read_trash(uuid) is 'What lies in the trash, a change set each: restoring is undoing it.';
grant execute on function public.read_trash(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.read_versions(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_change_set uuid, p_below boolean DEFAULT true, p_offset integer DEFAULT 0, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return private.versions_of(p_workspace, private.history_of(p_workspace, p_kind, p_id, p_below), p_id, p_change_set, p_offset, p_limit);
end
$function$;
comment on function public.read_versions(uuid,public.content_kind,uuid,uuid,boolean,integer,integer) is 'What one change set did to an entity (p_below: and to what is below it): [{id, kind, entity_id, slug, label, operation, version, fields, newest: {id, version, is_gone}}].';
grant execute on function public.read_versions(uuid,public.content_kind,uuid,uuid,boolean,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.recognise_import_blocks(p_import uuid, p_digests jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  -- The newest block that says so, of whatever import: one of yesterday's is as good as one of last year's.
  blocks bigint[] := array(
    select distinct on (b.kind, b.digest) b.id
    from jsonb_each(p_digests) k cross join jsonb_array_elements_text(k.value) d (digest)
    join private.import_blocks b on b.digest = d.digest and b.kind = k.key::public.content_kind
    join public.import_logs l on l.id = b.import_id and l.workspace_id = log.workspace_id and l.status in ('ready', 'promoted', 'rolled_back')
    order by b.kind, b.digest, b.id desc);
begin
  -- From the first question on: what changes after it is looked at again by the plan.
  update public.import_logs l set touched_at = now(),
    recognised_at_revision = coalesce(l.recognised_at_revision, private.newest_revision(log.workspace_id)) where l.id = p_import;
  return (
    select coalesce(jsonb_object_agg(n.kind, n.known), '{}') from (
      select b.kind, jsonb_object_agg(b.digest, b.id) as known from private.recognised_blocks(blocks) b group by b.kind) n);
end
$function$;
comment on function public.recognise_import_blocks(uuid,jsonb) is 'Of {kind: [digest]} those that need not be sent, as {kind: {digest: id}}: an import brought them and nothing has changed them since.';
grant execute on function public.recognise_import_blocks(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.remove_beacon(p_workspace uuid, p_spark uuid, p_beacon uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  delete from public.spark_beacons m where m.workspace_id = p_workspace and m.spark_id = p_spark and m.beacon_id = p_beacon;
  if not found then
    raise exception 'this beacon does not mark the spark any more' using errcode = 'TW004';
  end if;
  return private.change_set(p_workspace);
end
$function$;
comment on function public.remove_beacon(uuid,uuid,uuid) is 'Takes a beacon off a spark. Gives the change set.';
grant execute on function public.remove_beacon(uuid,uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.remove_job_source(p_workspace uuid, p_source uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  source public.job_sources;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into source from public.job_sources s where s.workspace_id = p_workspace and s.id = p_source for update;
  if source.id is null then
    raise exception 'no such source' using errcode = 'TW004';
  elsif source.created_by is distinct from private.actor() and not private.is_system() and p_workspace not in (select private.my_workspaces('admin')) then
    raise exception 'only the person who added this source, or an admin, may remove it' using errcode = 'TW007';
  elsif exists (select from public.flow_runs r where r.workspace_id = p_workspace and r.job_kind is not null and r.params -> 'source_ids' ? p_source::text) then
    raise exception 'a job is made from this source' using errcode = 'TW002';
  end if;
  delete from public.job_sources s where s.id = p_source;
end
$function$;
comment on function public.remove_job_source(uuid,uuid) is 'Forgets the text of a file that no job is made from. Whoever added it, and admins.';
grant execute on function public.remove_job_source(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.remove_objective(p_workspace uuid, p_id uuid, p_exercises jsonb DEFAULT NULL::jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
 SET enable_nestloop TO 'off'
 SET jit TO 'off'
AS $function$
declare
  target record;
  change_set uuid;
  lessons uuid[];
  edits jsonb;
  into_objective constant text := p_exercises ->> 'into';
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select 'concept' as kind, o.concept_id as owner, o.objective_id, o.title into target from public.objectives o where o.id = p_id and o.workspace_id = p_workspace for update;
  if not found then
    select 'trail' as kind, o.trail_id as owner, o.objective_id, o.title into target from public.trail_objectives o where o.id = p_id and o.workspace_id = p_workspace for update;
  end if;
  if not found then
    raise exception 'this objective is not there any more' using errcode = 'TW004';
  end if;
  lessons := private.objective_lessons(p_workspace, target.kind, target.owner);
  -- Whoever edits exercises of these lessons comes before or after, never in between.
  perform private.hold(p_workspace, 'package', array(select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = any (lessons)));
  change_set := private.open_change_set(p_workspace, 'trash', target.title);
  if target.kind = 'trail' then
    delete from public.trail_objectives o where o.id = p_id;
  else
    delete from public.objectives o where o.id = p_id;
  end if;

  -- Where the lesson has another objective of this id, of a concept or a trail, its exercises mean that one now.
  with known as materialized (
    select l.spark_id, l.objective from private.lesson_objectives(p_workspace, lessons) l
  ), left_over as materialized (
    select e.spark_id, e.exercise_id, e.hash from private.exercise_entries e
    where e.workspace_id = p_workspace and e.spark_id = any (lessons) and e.objective = target.objective_id
      and not exists (select from known k where k.spark_id = e.spark_id and k.objective = e.objective)
  )
  select jsonb_agg(jsonb_build_object('nth', n.nth, 'do', 'set', 'spark_id', n.spark_id, 'exercise_id', n.exercise_id, 'hash', n.hash,
      'fields', case when into_objective is null then '{}'::jsonb else jsonb_build_object('aligned_learning_objective', into_objective) end,
      'drop', case when into_objective is null then '["aligned_learning_objective"]'::jsonb else '[]' end)
      || case when n.is_possible then '{}'::jsonb else '{"is_impossible": true}' end)
  into edits
  from (
    select l.*, row_number() over () as nth,
      into_objective is null or exists (select from known k where k.spark_id = l.spark_id and k.objective = into_objective) as is_possible
    from left_over l) n;

  if edits is not null and p_exercises is null then
    raise exception '% exercises name this objective; say where they go', jsonb_array_length(edits) using errcode = 'TW002', detail = jsonb_array_length(edits)::text;
  elsif edits @? '$[*].is_impossible' then
    raise exception 'the exercises cannot go to an objective that their lesson does not have' using errcode = 'TW006';
  elsif edits is not null then
    outcome := private.edit_banks(p_workspace, edits, true);
    if outcome -> 'refused' <> '[]' then
      raise exception 'exercises of this objective changed meanwhile; try again' using errcode = '40001';
    end if;
  end if;
  return change_set;
end
$function$;
comment on function public.remove_objective(uuid,uuid,jsonb) is 'Deletes an objective, and gives its exercises another of their lesson or none (p_exercises: {into: text id or null}), as one change set. TW002 with their number where it has some and nobody said where they go.';
grant execute on function public.remove_objective(uuid,uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.remove_place(p_workspace uuid, p_place uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  delete from public.concept_sparks p where p.workspace_id = p_workspace and p.id = p_place;
  if not found then
    raise exception 'the spark does not stand there any more' using errcode = 'TW004';
  end if;
  return private.change_set(p_workspace);
end
$function$;
comment on function public.remove_place(uuid,uuid) is 'Takes a spark out of a concept; the spark stays. Gives the change set.';
grant execute on function public.remove_place(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.remove_results(p_import uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  import private.result_imports := private.own_results(p_import);
  removed integer;
begin
  perform private.require_role(import.workspace_id, 'editor');
  delete from private.results r where r.import_id = p_import;
  get diagnostics removed = row_count;
  delete from private.result_imports i where i.id = p_import;
  return removed;
end
$function$;
comment on function public.remove_results(uuid) is 'Removes an import with its answers, for good; gives how many there were.';
grant execute on function public.remove_results(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.reorder(p_workspace uuid, p_orders jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  asked record;
  standing uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'move',
    private.headline_of(p_workspace, (p_orders -> 0 ->> 'parent_kind')::public.content_kind, (p_orders -> 0 ->> 'parent_id')::uuid));
  for asked in select o.parent_kind, o.parent_id, o.ids from jsonb_to_recordset(p_orders) o (parent_kind text, parent_id uuid, ids uuid[]) loop
    if asked.parent_kind = 'trail' then
      perform private.hold(p_workspace, 'concept', asked.ids);
      standing := array(select c.id from public.concepts c where c.workspace_id = p_workspace and c.trail_id = asked.parent_id);
    elsif asked.parent_kind = 'concept' then
      standing := array(select p.id from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = asked.parent_id);
      perform private.hold(p_workspace, 'concept_spark', standing);
      standing := array(select p.spark_id from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = asked.parent_id);
    else
      raise exception 'concepts of a trail and sparks of a concept have an order' using errcode = 'TW006';
    end if;
    if not (standing @> asked.ids and asked.ids @> standing and cardinality(standing) = cardinality(asked.ids)) then
      raise exception 'something has come or gone since this order was made; make it again' using errcode = 'TW003',
        detail = jsonb_build_object('parent_kind', asked.parent_kind, 'parent_id', asked.parent_id)::text;
    end if;
    if asked.parent_kind = 'trail' then
      update public.concepts c set order_index = n.nth - 1 from unnest(asked.ids) with ordinality n (id, nth)
      where c.workspace_id = p_workspace and c.id = n.id and c.order_index <> n.nth - 1;
    else
      update public.concept_sparks p set order_index = n.nth - 1 from unnest(asked.ids) with ordinality n (id, nth)
      where p.workspace_id = p_workspace and p.concept_id = asked.parent_id and p.spark_id = n.id and p.order_index <> n.nth - 1;
    end if;
  end loop;
  return private.end_change_set(p_workspace, made);
end
$function$;
comment on function public.reorder(uuid,jsonb) is 'Gives concepts of trails and sparks of concepts a new order as one change set (null when it is theirs already): [{parent_kind: trail, parent_id, ids: [concept]} | {parent_kind: concept, parent_id, ids: [spark]}]. TW003 unless each list names exactly what stands there.';
grant execute on function public.reorder(uuid,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.restore_revision(p_workspace uuid, p_revision bigint, p_version integer DEFAULT NULL::integer)
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
comment on function public.restore_revision(uuid,bigint,integer) is 'Makes an older version the newest again, as a new version: what it said, not where it stood. Brings it back from the trash if it lies there, to where it stood last; TW005 when that is gone as well. Null when it says that already. p_version: the newest one the caller knows; TW003 when there is a newer one.';
grant execute on function public.restore_revision(uuid,bigint,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.retry_job(p_workspace uuid, p_job uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status not in ('failed', 'cancelled') then
    raise exception 'only what failed or was cancelled is tried again' using errcode = 'TW002';
  end if;
  update public.step_runs s set status = 'pending', tries = 0, ready_at = null, problem = null, error_message = null, completed_at = null
  where s.flow_run_id = run.id and s.status in ('failed', 'cancelled');
  update public.flow_runs r set status = 'in_progress', problem = null, error_message = null, ended_by = null, completed_at = null where r.id = run.id;
  perform private.go_on(run.id);
end
$function$;
comment on function public.retry_job(uuid,uuid) is 'Goes on with a job from the steps that failed or were cancelled; what is done stays done.';
grant execute on function public.retry_job(uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.rollback_import(p_import uuid)
 RETURNS public.snapshots
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  target public.snapshots;
begin
  perform private.require_role(log.workspace_id, 'admin');
  if not exists (select from public.snapshots s where s.id = log.snapshot_id and s.status = 'current') then
    raise exception 'the snapshot of this import is not the current one' using errcode = 'TW002';
  end if;
  target := public.rollback_snapshot(log.workspace_id);
  update public.import_logs set status = 'rolled_back' where id = p_import;
  return target;
end
$function$;
comment on function public.rollback_import(uuid) is 'Admin only. Back to the snapshot before the import''s. Working content stays; undo the change set for that.';
grant execute on function public.rollback_import(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.rollback_snapshot(p_workspace uuid, p_snapshot uuid DEFAULT NULL::uuid, p_instead_of uuid DEFAULT NULL::uuid)
 RETURNS public.snapshots
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  current_one public.snapshots;
  target public.snapshots;
begin
  perform private.require_role(p_workspace, 'admin');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select * into current_one from public.snapshots s where s.workspace_id = p_workspace and s.status = 'current';
  if current_one.id is null then
    raise exception 'nothing has been promoted yet' using errcode = 'TW002';
  end if;
  perform private.require_current(p_workspace, p_instead_of);
  select * into target from public.snapshots s
    where s.workspace_id = p_workspace and s.id = coalesce(p_snapshot, current_one.parent_id);
  if target.id is null then
    raise exception 'there is no snapshot to roll back to' using errcode = 'TW004';
  elsif target.status <> 'archived' then
    raise exception 'only an archived snapshot can be rolled back to' using errcode = 'TW002', detail = target.status::text;
  end if;
  perform private.point_to(target, 'snapshot.rolled_back');
  select * into target from public.snapshots s where s.id = target.id;
  return target;
end
$function$;
comment on function public.rollback_snapshot(uuid,uuid,uuid) is 'Admin only. Back to the parent of the current snapshot, or to an archived one. Working content stays as it is.';
grant execute on function public.rollback_snapshot(uuid,uuid,uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.save_profile(p_workspace uuid, p_kind public.content_kind, p_owner uuid, p_base jsonb, p_patch jsonb, p_key text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k private.kinds;
  key_column name;
  before jsonb;
  saved jsonb;
  saved_row jsonb;
  accepted jsonb := '{}';
  conflicts jsonb := '{}';
  field record;
  names text;
  -- What finds the row: $1 the workspace, $2 its owner, $3 its key below that.
  found_by text;
begin
  perform private.require_role(p_workspace, 'editor');
  -- One row for each of what it belongs to, or one for each key below that. A persona belongs to nothing, and is told by its own id.
  select * into k from private.kinds n
  where n.kind = p_kind and (n.is_owned and cardinality(n.natural_key) = case when p_key is null then 1 else 2 end or n.kind = 'persona' and p_key is null);
  if k.kind is null or k.kind = 'package' then
    raise exception 'only profiles are saved field by field' using errcode = 'TW006';
  end if;
  -- A key arrives as a text, and is compared as one.
  if p_key is not null and not exists (select from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = k.natural_key[2] and a.atttypid = 'text'::regtype)
  then
    raise exception 'only what a text tells apart is saved by its key' using errcode = 'TW006';
  end if;
  key_column := coalesce(k.ref_a, 'id');
  found_by := format('t.workspace_id = $1 and t.%I = $2', key_column) || case when p_key is null then '' else format(' and t.%I = $3', k.natural_key[2]) end;
  if not private.is_alive(p_workspace, coalesce(k.ref_a_kind, p_kind), p_owner) then
    raise exception 'what this belongs to is not there any more' using errcode = 'TW004';
  end if;
  for field in select f.key, f.value from jsonb_each(p_patch) f loop
    if not exists (select from pg_catalog.pg_attribute a where a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = field.key
        and a.attnum > 0 and not a.attisdropped and has_column_privilege('authenticated', a.attrelid, a.attnum, 'UPDATE'))
      or field.key = 'extras' then
      raise exception 'the field % is not for people to write', field.key using errcode = 'TW006';
    end if;
  end loop;
  -- Two who say the first word at once queue at what it belongs to.
  execute format('select from public.%I o where o.id = $1 for no key update',
    (select n.table_name from private.kinds n where n.kind = coalesce(k.ref_a_kind, p_kind))) using p_owner;
  execute format('select to_jsonb(t) from public.%I t where %s for update', k.table_name, found_by)
  into before using p_workspace, p_owner, p_key;
  -- Somebody may have deleted a persona while this waited for it; a new row would have another id.
  if before is null and k.ref_a is null then
    raise exception 'this persona is not there any more' using errcode = 'TW004';
  end if;
  -- Of several, one may be removed while it is corrected: what is left of it would be the one correction. `id` in p_base says that it was
  -- there, also to whoever writes a field that said nothing.
  if before is null and p_key is not null and exists (select from jsonb_each(p_base) b where b.value <> 'null' and (p_patch ? b.key or b.key = 'id')) then
    raise exception 'somebody removed this while you wrote' using errcode = 'TW004';
  end if;
  for field in select f.key, f.value, coalesce(before -> f.key, 'null') as now, coalesce(p_base -> f.key, 'null') as base from jsonb_each(p_patch) f loop
    if before is null or field.now = field.base then
      accepted := accepted || jsonb_build_object(field.key, field.value);
    elsif field.now <> field.value then
      conflicts := conflicts || jsonb_build_object(field.key, field.now);
    end if;
  end loop;
  if accepted <> '{}' then
    select string_agg(quote_ident(a.key), ', ') into names from jsonb_object_keys(accepted) a (key);
    if before is null then
      execute format('insert into public.%1$I as t (workspace_id, %2$s, %3$s) select $1, $2, %5$s %4$s from jsonb_populate_record(null::public.%1$I, $4) r returning to_jsonb(t)',
        k.table_name, (select string_agg(quote_ident(n.name), ', ') from unnest(array[key_column, case when p_key is not null then k.natural_key[2] end]) n (name) where n.name is not null),
        names, (select string_agg('r.' || quote_ident(a.key), ', ') from jsonb_object_keys(accepted) a (key)), case when p_key is not null then '$3,' end)
      into saved using p_workspace, p_owner, p_key, accepted;
    else
      execute format('update public.%1$I t set (%2$s) = (select %3$s from jsonb_populate_record(null::public.%1$I, $4) r) where %4$s returning to_jsonb(t)',
        k.table_name, names, (select string_agg('r.' || quote_ident(a.key), ', ') from jsonb_object_keys(accepted) a (key)), found_by)
      into saved using p_workspace, p_owner, p_key, accepted;
    end if;
  end if;
  saved_row := coalesce(saved, before);
  if p_kind = 'course_profile' then
    saved_row := private.with_publication(saved_row);
  end if;
  return jsonb_build_object('row', saved_row - '{bundle_style,file_form,ordinal,workspace_id}'::text[], 'conflicts', conflicts,
    'change_set_id', case when saved is not null then private.change_set(p_workspace) end);
end
$function$;
comment on function public.save_profile(uuid,public.content_kind,uuid,jsonb,jsonb,text) is 'Saves fields of a profile, of a persona (p_owner is its own id) or of one of several below an owner (p_key: which), each if it still says what the writer saw (p_base; with an id, only while it is there): {row, conflicts: {field: what it says now}, change_set_id}. The first word makes it.';
grant execute on function public.save_profile(uuid,public.content_kind,uuid,jsonb,jsonb,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.search_content(p_workspace uuid, p_query text, p_kinds public.content_kind[] DEFAULT NULL::public.content_kind[], p_difficulty public.difficulty DEFAULT NULL::public.difficulty, p_state text DEFAULT NULL::text, p_found_in text DEFAULT NULL::text, p_beacon uuid DEFAULT NULL::uuid, p_trail uuid DEFAULT NULL::uuid, p_after integer DEFAULT 0, p_limit integer DEFAULT 20)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  asked text := trim(left(p_query, 200));
  -- What a title is compared with, and in what the finger may have slipped: longer than any word is no slip.
  key text := private.title_key(asked);
  mistyped text := left(asked, 60);
  it private.asked_words := private.search_query(asked);
  is_close boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  if it.wanted is null then
    return jsonb_build_object('items', '[]'::jsonb, 'total', 0, 'kinds', '{}'::jsonb, 'is_close', false, 'is_cut', false, 'is_complete', true);
  end if;
  perform private.take_words_for(p_workspace, '300 milliseconds');
  -- Here and not in a `set` clause: only a superuser may write a setting of an extension into one, and a hosted project has none.
  perform set_config('pg_trgm.word_similarity_threshold', '0.25', true);
  -- Only where nothing at all is written like that may it be a slip of the finger; a filter that leaves nothing is none.
  is_close := it.is_plain and it.runs = '{}' and char_length(asked) >= 4
    and not exists (select from private.search_entries e where e.workspace_id = p_workspace and e.words @@ it.wanted);
  return (
    with candidates as materialized (
      -- A word that is in most lessons says little: ranking 5,000 lessons takes 30 ms, all of 100,000 more than a second. Lessons
      -- of any length: no more of their words than 20 MB are read.
      select c.entity_id from (
        select e.entity_id, sum(pg_column_size(e.words)) over (rows unbounded preceding) as so_far from private.search_entries e
        where e.workspace_id = p_workspace and e.words @@ it.wanted and (p_kinds is null or e.kind = any (p_kinds)) limit 5000
      ) c where c.so_far < 20000000
      union
      -- Whatever else there is: what is called exactly like that.
      (select e.entity_id from private.search_entries e where e.workspace_id = p_workspace and e.title_key = key limit 100)
    ), hits as (
      select e.entity_id, e.kind, e.title, private.search_rank(e.words, it.wanted, it.liked, e.title_key, key) as rank
      from candidates c join private.search_entries e on e.entity_id = c.entity_id
      where case p_found_in
          when 'title' then ts_filter(e.words, '{a,c}') @@ it.wanted
          when 'summary' then ts_filter(e.words, '{b}') @@ it.wanted
          when 'lesson' then e.kind = 'spark' and ts_filter(e.words, '{d}') @@ it.wanted
          when 'exercise' then e.kind = 'package'
          else true end
      union all
      -- Two letters swapped leave about 0.28; the longer the word, the more of it is left after a slip. Where one title is very
      -- close, those that share no more than the beginning of a word with it are noise.
      select c.entity_id, c.kind, c.title, (0.3 * c.near)::real
      from (
        select e.entity_id, e.kind, e.title, extensions.word_similarity(mistyped, e.title) as near,
          max(extensions.word_similarity(mistyped, e.title)) over () as nearest
        from private.search_entries e
        where is_close and coalesce(p_found_in, 'title') = 'title' and e.workspace_id = p_workspace and mistyped operator(extensions.<%) e.title
      ) c
      where c.near >= greatest(case when char_length(asked) > 7 then 0.4 else 0.25 end, 0.6 * c.nearest)
    ), best as (
      select h.entity_id, h.kind, h.title,
        -- Among equals, what holds the others comes first.
        max(h.rank) + k.search_weight as rank
      from hits h join private.kinds k on k.kind = h.kind
      where (p_kinds is null or h.kind = any (p_kinds))
      group by h.entity_id, h.kind, h.title, k.search_weight
    ), chosen as (
      select b.*, e.owner_id from best b join private.search_entries e on e.entity_id = b.entity_id
    ), drafts as materialized (
      select d.id from private.drafts_among(array(select c.owner_id from chosen c where p_state is not null)) d (id)
    ), changed as materialized (
      select c.entity_id as id from public.changed_entities(p_workspace) c where p_state in ('published', 'changed')
      union
      -- Where a link begins says as much as before.
      select c.owner_id from public.changed_entities(p_workspace) c
      where p_state in ('published', 'changed') and c.kind in (select k.kind from private.kinds k where not k.is_link)
    ), kept as (
      select c.* from chosen c
      where (p_difficulty is null or exists (select from public.sparks s where s.id = c.owner_id and s.difficulty = p_difficulty)
          or exists (select from public.trails t where t.id = c.entity_id and t.difficulty_level = p_difficulty))
        and (p_state is null or (
          case when c.owner_id not in (select d.id from drafts d)
            then case when exists (select from changed d where d.id = c.owner_id) then 'changed' else 'published' end else 'draft' end = p_state))
        and (p_beacon is null or c.entity_id = p_beacon
          or exists (select from public.spark_beacons m where m.spark_id = c.owner_id and m.beacon_id = p_beacon))
        and (p_trail is null or c.entity_id = p_trail
          or exists (select from public.concepts k where k.id = c.owner_id and k.trail_id = p_trail)
          or exists (select from public.concept_sparks p join public.concepts k on k.id = p.concept_id where p.spark_id = c.owner_id and k.trail_id = p_trail))
    ), page as (
      select k.* from kept k order by k.rank desc, k.title, k.entity_id offset p_after limit least(p_limit, 100)
    ), shown as materialized (
      select p.*, private.found_place(p.kind, p.entity_id) as place from page p
    )
    select jsonb_build_object(
      'items', coalesce((
        select jsonb_agg(jsonb_build_object('kind', p.kind, 'entity_id', p.entity_id, 'owner_id', p.owner_id, 'title', p.title, 'rank', p.rank,
            'marked_title', private.mark_hits(p.title, it),
            'excerpt', private.excerpt_of(e.words, e.passages, e.begins, it),
            'found_in', array_remove(array[
              case when ts_filter(e.words, '{a,c}') @@ it.wanted then 'title' end,
              case when ts_filter(e.words, '{b}') @@ it.wanted then 'summary' end,
              case when p.kind = 'package' then 'exercise' when p.kind = 'spark' and ts_filter(e.words, '{d}') @@ it.wanted then 'lesson' end], null))
          || p.place order by p.rank desc, p.title, p.entity_id)
        from shown p join private.search_entries e on e.entity_id = p.entity_id
        where p.place is not null), '[]'),
      'total', (select count(*) from kept),
      'kinds', (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (select k.kind, count(*) as total from kept k group by k.kind) n),
      'is_close', is_close,
      'is_cut', (select count(*) from candidates) < (
        select count(*) from (select from private.search_entries e where e.workspace_id = p_workspace and e.words @@ it.wanted and (p_kinds is null or e.kind = any (p_kinds)) limit 5001) m),
      'is_complete', not exists (select from private.search_queue q where q.workspace_id = p_workspace)));
end
$function$;
comment on function public.search_content(uuid,text,public.content_kind[],public.difficulty,text,text,uuid,uuid,integer,integer) is E'What matches in titles, summaries, lessons and exercises, best first: {items: [{kind, entity_id, owner_id, slug, title, marked_title, excerpt, found_in, path, rank, ...}], total, kinds: {kind: total}, is_close, is_cut, is_complete}. p_state: draft, published or changed; p_found_in: title, summary, lesson or exercise. \\x02 and \\x03 mark hits; is_close: nothing is written like that, these titles are close to it; is_cut: more matched than were looked at; is_complete: false while an import is still being read in.';
grant execute on function public.search_content(uuid,text,public.content_kind[],public.difficulty,text,text,uuid,uuid,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.see_task(p_task uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.tasks t set is_seen = true where t.id = p_task and t.created_by = auth.uid() and t.ended_at is not null;
end
$function$;
comment on function public.see_task(uuid) is 'Whoever asked for a task has seen what came of it.';
grant execute on function public.see_task(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.session_began()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.created_at from auth.sessions s
  where s.user_id = auth.uid() and s.id = nullif(auth.jwt() ->> 'session_id', '')::uuid
$function$;
comment on function public.session_began() is 'When the caller signed in: who has just done so need not write the old password to choose another one.';
grant execute on function public.session_began() to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.set_distinct_exercises(p_workspace uuid, p_one jsonb, p_other jsonb, p_are_distinct boolean DEFAULT true)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one record;
  other record;
begin
  perform private.require_role(p_workspace, 'editor');
  select k.id, p_one ->> 'exercise_id' as exercise into one from public.packages k where k.workspace_id = p_workspace and k.spark_id = (p_one ->> 'spark_id')::uuid;
  select k.id, p_other ->> 'exercise_id' as exercise into other from public.packages k where k.workspace_id = p_workspace and k.spark_id = (p_other ->> 'spark_id')::uuid;
  if one.id is null or other.id is null or one.exercise is null or other.exercise is null then
    raise exception 'one of these exercises is not there any more' using errcode = 'TW004';
  elsif (one.id, one.exercise) = (other.id, other.exercise) then
    raise exception 'an exercise is no pair' using errcode = 'TW006';
  end if;
  if p_are_distinct then
    insert into private.distinct_exercises (workspace_id, one_package, one_exercise, other_package, other_exercise)
    select p_workspace, n.* from (
      select one.id, one.exercise, other.id, other.exercise where (one.id, one.exercise) < (other.id, other.exercise)
      union all
      select other.id, other.exercise, one.id, one.exercise where (one.id, one.exercise) > (other.id, other.exercise)) n
    on conflict do nothing;
  else
    delete from private.distinct_exercises d
    where d.workspace_id = p_workspace and (d.one_package, d.one_exercise, d.other_package, d.other_exercise) in (
      (one.id, one.exercise, other.id, other.exercise), (other.id, other.exercise, one.id, one.exercise));
  end if;
end
$function$;
comment on function public.set_distinct_exercises(uuid,jsonb,jsonb,boolean) is 'Remembers that two exercises ({spark_id, exercise_id}) are no duplicates, or forgets it.';
grant execute on function public.set_distinct_exercises(uuid,jsonb,jsonb,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.set_exercise_goals(p_workspace uuid, p_thresholds jsonb DEFAULT NULL::jsonb, p_quiz_targets jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'admin');
  if p_thresholds is not null and not private.are_thresholds(p_thresholds) then
    raise exception 'thresholds are whole numbers of 0 to 10,000 for each level, of an objective, a concept and a trail' using errcode = 'TW006';
  elsif p_quiz_targets is not null and not private.are_targets(p_quiz_targets) then
    raise exception 'targets are shares for each level and each difficulty, and add up to 1' using errcode = 'TW006';
  end if;
  -- Two people who set one each do not undo each other.
  insert into public.exercise_goals as g (workspace_id, thresholds, quiz_targets) values (p_workspace, p_thresholds, p_quiz_targets)
  on conflict (workspace_id) do update set thresholds = coalesce(excluded.thresholds, g.thresholds), quiz_targets = coalesce(excluded.quiz_targets, g.quiz_targets);
end
$function$;
comment on function public.set_exercise_goals(uuid,jsonb,jsonb) is 'Sets thresholds of the coverage or targets of quizzes for the workspace; what is null stays. TW006 for what is no such thing.';
grant execute on function public.set_exercise_goals(uuid,jsonb,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.set_picture(p_media_type text, p_content text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  digest text := encode(sha256(decode(p_content, 'base64')), 'hex');
begin
  if auth.uid() is null then
    raise exception 'sign in to change your picture' using errcode = '42501';
  end if;
  if p_content is null then
    delete from public.pictures p where p.user_id = auth.uid();
  else
    insert into public.pictures (user_id, media_type, content) values (auth.uid(), p_media_type, p_content)
      on conflict (user_id) do update set media_type = excluded.media_type, content = excluded.content, created_at = now();
  end if;
  update public.profiles p set picture = digest where p.user_id = auth.uid();
  return digest;
end
$function$;
comment on function public.set_picture(text,text) is 'Gives the caller another picture, or none; its digest is part of its address.';
grant execute on function public.set_picture(text,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.set_positions(p_workspace uuid, p_level public.graph_level, p_set jsonb, p_reset boolean DEFAULT false)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  -- Whoever holds the graph waits for nobody, and no other rows than these are locked behind it.
  perform private.touch_graph(p_workspace, p_level);
  if p_reset then
    delete from public.graph_positions p where p.workspace_id = p_workspace and p.level = p_level;
  end if;
  insert into public.graph_positions as g (workspace_id, level, node_id, x, y)
  select distinct on (n.id) p_workspace, p_level, n.id, (p.one ->> 1)::real, (p.one ->> 2)::real
  from jsonb_array_elements(p_set) with ordinality p (one, nth)
  join (select s.id from public.sparks s where p_level = 'spark' and s.workspace_id = p_workspace
    union all select c.id from public.concepts c where p_level = 'concept' and c.workspace_id = p_workspace) n on n.id = (p.one ->> 0)::uuid
  order by n.id, p.nth desc
  on conflict (workspace_id, level, node_id) do update set x = excluded.x, y = excluded.y;
  return (select g.version from public.graphs g where g.workspace_id = p_workspace and g.level = p_level);
end
$function$;
comment on function public.set_positions(uuid,public.graph_level,jsonb,boolean) is 'Remembers [[node id, x, y]], with p_reset in place of all others. What is not there (any more) is left out. Gives the version of the graph.';
grant execute on function public.set_positions(uuid,public.graph_level,jsonb,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.set_quality_gate(p_workspace uuid, p_code text, p_is_on boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'admin');
  if p_code is null or p_is_on is null or not p_code = any (private.gate_codes()) then
    raise exception 'there is no such gate' using errcode = 'TW006';
  end if;
  insert into public.quality_gates as g (workspace_id, code, is_on, set_by) values (p_workspace, p_code, p_is_on, private.actor())
  on conflict (workspace_id, code) do update set is_on = excluded.is_on, set_by = excluded.set_by, set_at = now();
end
$function$;
comment on function public.set_quality_gate(uuid,text,boolean) is 'Switches a gate on or off. Admin only; TW006 for a finding that can be no gate.';
grant execute on function public.set_quality_gate(uuid,text,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.set_snapshot_pin(p_snapshot uuid, p_is_pinned boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  workspace uuid := (select s.workspace_id from public.snapshots s where s.id = p_snapshot);
begin
  if workspace is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(workspace, 'admin');
  update public.snapshots set is_pinned = p_is_pinned where id = p_snapshot;
end
$function$;
comment on function public.set_snapshot_pin(uuid,boolean) is 'Admin only. Pinned snapshots are never cleaned up.';
grant execute on function public.set_snapshot_pin(uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.split_concept(p_workspace uuid, p_concept uuid, p_places uuid[], p_title text, p_slug text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  old public.concepts;
  fresh uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'move', p_title);
  select * into old from public.concepts c where c.workspace_id = p_workspace and c.id = p_concept for update;
  if old.id is null then
    raise exception 'there is nothing to split' using errcode = 'TW004';
  end if;
  if not exists (select from public.concept_sparks p where p.concept_id = p_concept and p.id = any (p_places))
    or not exists (select from public.concept_sparks p where p.concept_id = p_concept and not p.id = any (p_places))
  then
    raise exception 'both parts need a spark' using errcode = 'TW006';
  end if;
  perform private.number_siblings(p_workspace, 'concept', old.trail_id);
  select * into old from public.concepts c where c.id = p_concept;
  update public.concepts c set order_index = c.order_index + 1
  where c.workspace_id = p_workspace and c.trail_id is not distinct from old.trail_id and c.order_index > old.order_index;
  insert into public.concepts (workspace_id, trail_id, slug, title, order_index, is_published, created_by, updated_by)
  values (p_workspace, old.trail_id, p_slug, p_title, old.order_index + 1, old.is_published, private.actor(), private.actor()) returning id into fresh;
  update public.concept_sparks p set concept_id = fresh where p.concept_id = p_concept and p.id = any (p_places);
  return jsonb_build_object('id', fresh, 'change_set_id', made);
end
$function$;
comment on function public.split_concept(uuid,uuid,uuid[],text,text) is 'Puts some of the sparks of a concept into a new one right after it: {id, change_set_id}.';
grant execute on function public.split_concept(uuid,uuid,uuid[],text,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.split_spark(p_workspace uuid, p_spark uuid, p_version integer, p_first text, p_second text, p_title text, p_slug text, p_mins integer, p_second_mins integer)
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
comment on function public.split_spark(uuid,uuid,integer,text,text,text,text,integer,integer) is 'Cuts a lesson in two: the second part is a new spark right after it wherever it stands, with its beacons, and takes over what it leads to: {id, change_set_id}.';
grant execute on function public.split_spark(uuid,uuid,integer,text,text,text,text,integer,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.stage_import(p_import uuid, p_version_label text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
  base public.snapshots;
  draft uuid;
  outcome jsonb;
begin
  if log.status not in ('ready', 'promoted', 'rolled_back') then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  perform from public.workspaces w where w.id = log.workspace_id for no key update;
  base := private.base_snapshot(log.workspace_id);
  if base.id is not null and not exists (
    select from private.differences_since(log.workspace_id, base.seq) c
    where c.entity_id in (select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import)
  ) then
    return jsonb_build_object('ok', true, 'snapshot_id', base.id, 'status', base.status, 'nothing_to_stage', true);
  end if;
  draft := public.create_import_snapshot(log.workspace_id, log.name, coalesce(p_version_label, log.version_label));
  outcome := public.finalize_import(p_import, draft);
  if not (outcome ->> 'ok')::boolean then
    delete from public.snapshots where id = draft;
  end if;
  return outcome;
end
$function$;
comment on function public.stage_import(uuid,text) is 'create_import_snapshot and finalize_import in one. When all of it is in the base snapshot already, names that one.';
grant execute on function public.stage_import(uuid,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.stage_snapshot(p_workspace uuid, p_version_label text DEFAULT NULL::text, p_name text DEFAULT NULL::text, p_description text DEFAULT NULL::text, p_only uuid[] DEFAULT NULL::uuid[], p_change_set uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  draft uuid;
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if p_change_set is not null then
    p_only := coalesce(p_only, '{}') || array(
      select distinct r.entity_id from public.revisions r where r.change_set_id = p_change_set and r.workspace_id = p_workspace);
  end if;
  draft := public.create_import_snapshot(p_workspace, p_name, p_version_label, p_description);
  outcome := private.fill_snapshot(draft, p_only);
  if not (outcome ->> 'ok')::boolean then
    delete from public.snapshots where id = draft;
  else
    perform private.note(p_workspace, 'snapshot.staged', (select s.version_label from public.snapshots s where s.id = draft),
      jsonb_build_object('snapshot_id', draft));
  end if;
  return outcome;
end
$function$;
comment on function public.stage_snapshot(uuid,text,text,text,uuid[],uuid) is 'Stages pending changes (all; or p_only entity ids and what a change set touched, closed over references) as a ready snapshot. {ok, snapshot_id, ...} or {ok: false, blockers}.';
grant execute on function public.stage_snapshot(uuid,text,text,text,uuid[],uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.start_import(p_workspace uuid, p_version_label text, p_source_system text DEFAULT NULL::text, p_source_version text DEFAULT NULL::text, p_name text DEFAULT NULL::text, p_file_name text DEFAULT NULL::text, p_header jsonb DEFAULT NULL::jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  insert into public.import_logs (workspace_id, version_label, name, source_system, source_version, file_name, header, created_by)
  values (p_workspace, left(coalesce(nullif(trim(p_version_label), ''), 'unlabelled'), 100), p_name, p_source_system,
    p_source_version, p_file_name, p_header, private.actor())
  returning id into made;
  return made;
end
$function$;
comment on function public.start_import(uuid,text,text,text,text,text,jsonb) is 'Opens a line in the import log.';
grant execute on function public.start_import(uuid,text,text,text,text,text,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.start_job(p_workspace uuid, p_kind text, p_title text, p_params jsonb DEFAULT '{}'::jsonb, p_place_kind public.content_kind DEFAULT NULL::public.content_kind, p_place uuid DEFAULT NULL::uuid, p_is_batch boolean DEFAULT false)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  most_open constant integer := 10000;
  most_sources constant integer := 20;
  asked private.job_kinds;
  run public.flow_runs;
  ids uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  select * into asked from private.job_kinds k where k.kind = p_kind;
  if asked.kind is null then
    raise exception 'there is no job of this kind' using errcode = 'TW006';
  elsif p_place_kind is null and asked.needs_place or p_place_kind is not null and p_place_kind <> all (asked.places) then
    raise exception 'a job of this kind needs a place of another kind' using errcode = 'TW006';
  elsif p_params ? 'source_ids' and (jsonb_typeof(p_params -> 'source_ids') <> 'array' or jsonb_array_length(p_params -> 'source_ids') > most_sources) then
    raise exception 'a job has at most % sources', most_sources using errcode = 'TW006';
  end if;
  ids := private.sources_of(p_params);
  if asked.needs_source and ids = '{}' then
    raise exception 'a job of this kind needs a source' using errcode = 'TW006';
  elsif exists (select from unnest(ids) i (id) where not exists (select from public.job_sources s where s.id = i.id and s.workspace_id = p_workspace)) then
    raise exception 'a source is not there' using errcode = 'TW004';
  end if;
  if private.actor() is null then
    raise exception 'a job is asked for by a person' using errcode = 'TW007';
  elsif (p_place_kind is null) <> (p_place is null) or p_place is not null and not private.is_alive(p_workspace, p_place_kind, p_place) then
    raise exception 'the place is not there' using errcode = 'TW004';
  elsif (select count(*) from (select from public.flow_runs r where r.workspace_id = p_workspace and r.job_kind is not null
      and r.status in ('pending', 'in_progress') limit most_open) n) >= most_open then
    raise exception 'too many jobs are under way' using errcode = 'TW002';
  end if;
  insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, place_kind, place_id, asked_by, is_batch, status, step_progress, total_steps)
  values (p_workspace, p_kind, p_kind, p_title, p_params, p_place_kind, p_place, private.actor(), p_is_batch, 'pending', 0, 0) returning * into run;
  perform private.add_steps(run, '[{"kind": "read", "name": "read", "order": 0}]');
  perform private.go_on(run.id);
  return run.id;
end
$function$;
comment on function public.start_job(uuid,text,text,jsonb,public.content_kind,uuid,boolean) is 'Asks for a job and gives its id. p_params: what it is made of, {source_ids, ...}; p_is_batch: nobody waits for it. TW004 where the place or a source is not there.';
grant execute on function public.start_job(uuid,text,text,jsonb,public.content_kind,uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.start_results(p_workspace uuid, p_name text, p_format text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  insert into private.result_keys (workspace_id) values (p_workspace) on conflict do nothing;
  insert into private.result_imports (workspace_id, name, format)
  values (p_workspace, coalesce(nullif(left(btrim(p_name), 200), ''), 'upload'), p_format) returning id into made;
  return made;
end
$function$;
comment on function public.start_results(uuid,text,text) is 'Begins an import of answers; gives its id.';
grant execute on function public.start_results(uuid,text,text) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.start_task(p_workspace uuid, p_kind text, p_subject uuid DEFAULT NULL::uuid, p_input jsonb DEFAULT '{}'::jsonb, p_inline_up_to integer DEFAULT '-1'::integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  role_needed public.member_role := (select k.role from private.task_kinds k where k.kind = p_kind);
  about integer;
  made uuid;
begin
  perform private.require_role(p_workspace, coalesce(role_needed, 'editor'));
  if role_needed is null then
    raise exception 'there is no task of this kind' using errcode = 'TW006';
  end if;
  about := private.task_weight(p_workspace, p_kind, p_subject);
  -- A task is done for a person: the system itself has nobody to wait with it, and no gateway that ends its requests.
  if about <= p_inline_up_to or private.actor() is null then
    return null;
  end if;
  insert into public.tasks (workspace_id, kind, subject_id, input, weight, created_by)
  values (p_workspace, p_kind, p_subject, coalesce(p_input, '{}'), about, private.actor())
  on conflict do nothing returning id into made;
  if made is null then
    raise exception 'this has been asked for already and is under way' using errcode = 'TW005';
  end if;
  perform pg_notify('task_waiting', '');
  return made;
end
$function$;
comment on function public.start_task(uuid,text,uuid,jsonb,integer) is 'Asks for long work and gives its id; null where it is about no more than p_inline_up_to rows and can be done at once. TW005 while the same is under way.';
grant execute on function public.start_task(uuid,text,uuid,jsonb,integer) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.trash(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_with_sparks boolean DEFAULT false)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  made uuid;
  known jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  -- The same queue that moves and imports stand in, so that nothing is attached to what is on its way out.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here to trash' using errcode = 'TW004';
  end if;
  select private.label_of(p_workspace, p_kind, p_id) into known;
  made := private.open_change_set(p_workspace, 'trash', coalesce(known ->> 'label', p_kind::text));
  perform private.trash_together(p_workspace, array[p_kind], array[p_id], p_with_sparks);
  return made;
end
$function$;
comment on function public.trash(uuid,public.content_kind,uuid,boolean) is 'Moves an entity and all that depends on it to the trash, as one change set. Undo it to restore.';
grant execute on function public.trash(uuid,public.content_kind,uuid,boolean) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.undo_change_set(p_change_set uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  target public.change_sets;
  newer jsonb;
  undoing uuid;
  above public.change_sets;
  counts boolean := false;
  step record;
begin
  select * into target from public.change_sets c where c.id = p_change_set;
  if target.id is null or not exists (
    select from private.my_workspaces() w where w = target.workspace_id union all select where private.is_system()
  ) then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  -- Who may not approve may not take an approval back either, or bring it back.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action = 'approval'
  ) then
    perform private.require_role(target.workspace_id, 'reviewer');
  end if;

  perform from public.workspaces w where w.id = target.workspace_id for no key update;
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.undone_by is not null then
    raise exception 'this change has been undone already' using errcode = 'TW002';
  end if;
  if not exists (select from public.revisions r where r.change_set_id = p_change_set) then
    raise exception 'there is nothing left of this change' using errcode = 'TW004';
  end if;
  -- Whatever is being saved right now is saved first, and then it is newer.
  for step in
    select r.kind, array_agg(distinct r.entity_id) as ids from public.revisions r where r.change_set_id = p_change_set
    group by r.kind order by r.kind
  loop
    perform private.hold(target.workspace_id, step.kind, step.ids);
  end loop;

  -- Newer is what left another state than this change set did: an edit that has itself been undone is not in the way.
  select jsonb_agg(jsonb_build_object('kind', n.kind, 'entity_id', n.entity_id, 'slug', n.slug, 'label', n.label)
    order by n.kind, n.label) into newer
  from (
    select mine.kind, mine.entity_id, latest.slug, private.name_of(target.workspace_id, mine.kind, latest.body) as label
    from (
      select distinct on (r.kind, r.entity_id) r.* from public.revisions r where r.change_set_id = p_change_set
      order by r.kind, r.entity_id, r.id desc
    ) mine
    cross join lateral (
      select l.* from public.revisions l
      where l.workspace_id = target.workspace_id and l.kind = mine.kind and l.entity_id = mine.entity_id order by l.id desc limit 1
    ) latest
    where latest.id <> mine.id
      and ((latest.operation = 'delete') <> (mine.operation = 'delete')
        or (latest.operation <> 'delete' and private.without_stamps(latest.body) <> private.without_stamps(mine.body)))
      and not (mine.kind = 'package' and private.package_undone(target.workspace_id, p_change_set, mine.entity_id) is not null)
    limit 100
  ) n;
  if newer is not null then
    raise exception 'something newer stands in the way' using errcode = 'TW005', detail = newer::text;
  end if;

  undoing := private.open_change_set(target.workspace_id, 'undo', target.title, target.id);
  -- Undoing an undo makes the first change count again, undoing that undo takes it back, and so on up to the first one.
  update public.change_sets set undone_by = undoing where id = p_change_set;
  above := target;
  while above.action = 'undo' loop
    counts := not counts;
    update public.change_sets c set undone_by = case when counts then null else above.id end where c.id = above.undoes;
    select * into above from public.change_sets c where c.id = above.undoes;
  end loop;
  -- References are looked at once all is in place again: what comes back may lean on what comes back later.
  set constraints all deferred;
  for step in
    with touched as (
      select r.kind, r.entity_id, min(r.id) as first_id from public.revisions r where r.change_set_id = p_change_set
      group by r.kind, r.entity_id
    ), net as (
      select t.kind, t.entity_id, case when before.operation <> 'delete' then
          coalesce(case when t.kind = 'package' then private.package_undone(target.workspace_id, p_change_set, t.entity_id) end, before.body) end as before_body,
        latest.operation = 'delete' as is_gone, latest.version as last_version
      from touched t
      cross join lateral (
        select l.operation, l.version from public.revisions l
        where l.workspace_id = target.workspace_id and l.kind = t.kind and l.entity_id = t.entity_id order by l.id desc limit 1
      ) latest
      left join lateral (
        select p.operation, p.body from public.revisions p
        where p.workspace_id = target.workspace_id and p.kind = t.kind and p.entity_id = t.entity_id and p.id < t.first_id
        order by p.id desc limit 1
      ) before on true
    )
    select 1 as phase, n.kind, array_agg(n.entity_id) as ids, null::jsonb as bodies, -array_position(enum_range(null::public.content_kind), n.kind) as place
    from net n where n.before_body is null and not n.is_gone group by n.kind
    union all
    select 2, n.kind, null, jsonb_agg(n.before_body), array_position(enum_range(null::public.content_kind), n.kind)
    from net n where n.before_body is not null and not n.is_gone group by n.kind
    union all
    select 3, n.kind, null, jsonb_agg(n.before_body || jsonb_build_object('version', n.last_version + 1)),
      array_position(enum_range(null::public.content_kind), n.kind)
    from net n where n.before_body is not null and n.is_gone group by n.kind
    order by 1, 5
  loop
    if step.phase = 1 then
      perform private.remove(target.workspace_id, step.kind, step.ids);
    elsif step.phase = 2 then
      perform private.set_to(target.workspace_id, step.kind, step.bodies);
    else
      perform private.put_back(target.workspace_id, step.kind, step.bodies);
    end if;
  end loop;
  set constraints all immediate;

  -- An import that was undone may be run again: its items no longer count as brought.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action = 'import'
  ) then
    delete from private.imported_states s using public.revisions r
    where r.change_set_id = p_change_set and s.workspace_id = target.workspace_id and s.entity_id = r.entity_id;
  end if;
  return undoing;
end
$function$;
comment on function public.undo_change_set(uuid) is 'Puts every entity of the change set back to where it was before, as one new change set. TW005 with the list when something newer stands in the way; 23503 when something else has come to depend on what it made.';
grant execute on function public.undo_change_set(uuid) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.update_import_status(p_import uuid, p_status public.import_status, p_error_message text DEFAULT NULL::text, p_error_details jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if p_status = 'failed' or p_error_message is not null then
    perform private.require_own_import(log);
  end if;
  if log.status = p_status and p_error_message is null then
    update public.import_logs set touched_at = now() where id = p_import;
    return;
  end if;
  -- Reaching ready or promoted is the business of apply, finalize and promote.
  if not (log.status, p_status) in (
    ('pending', 'validating'), ('pending', 'failed'), ('validating', 'failed'), ('importing', 'failed'), ('validating', 'importing')
  ) then
    raise exception 'an import that is % cannot become %', log.status, p_status using errcode = 'TW002';
  end if;
  update public.import_logs set status = p_status, touched_at = now(), error_message = coalesce(left(p_error_message, 2000), error_message),
    error_details = coalesce(p_error_details, error_details), completed_at = case when p_status = 'failed' then now() end,
    applied_by = case when p_status = 'importing' then private.actor() else applied_by end
  where id = p_import;
  if p_status = 'failed' then
    delete from private.import_items where import_id = p_import;
    delete from private.import_blocks where import_id = p_import;
  end if;
end
$function$;
grant execute on function public.update_import_status(uuid,public.import_status,text,jsonb) to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.verify_snapshot(p_snapshot uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  target public.snapshots;
  counted jsonb;
  summed text;
  dangling integer;
  damaged integer;
  problems jsonb := '[]';
  link private.kinds;
begin
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'editor');
  if target.seq is null then
    raise exception 'a draft has nothing to verify yet' using errcode = 'TW002';
  end if;

  select private.number_hash(coalesce(sum(private.hash_number(v.hash)), 0)),
    count(*) filter (where v.hash <> private.state_hash(v.kind, v.entity_id, v.body))
  into summed, damaged
  from public.entity_versions v
  where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq;
  select coalesce(jsonb_object_agg(n.kind, n.total), '{}') into counted from (
    select v.kind, count(*) as total from public.entity_versions v
    where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq group by v.kind) n;
  select count(*) into dangling
  from (
    select k.ref_a_kind as kind, v.ref_a as id from public.entity_versions v join private.kinds k on k.kind = v.kind
    where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq and v.ref_a is not null
    union all
    select k.ref_b_kind, v.ref_b from public.entity_versions v join private.kinds k on k.kind = v.kind
    where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq and v.ref_b is not null
  ) r
  where not exists (
    select from public.entity_versions p
    where p.workspace_id = target.workspace_id and p.kind = r.kind and p.entity_id = r.id
      and p.from_seq <= target.seq and p.to_seq > target.seq);

  if summed <> target.content_hash then
    problems := problems || jsonb_build_object('rule', 'content_hash', 'message', 'The content differs from what was staged.');
  end if;
  if damaged > 0 then
    problems := problems || jsonb_build_object('rule', 'state_hash', 'message', format('%s entities differ from their own hash.', damaged));
  end if;
  if dangling > 0 then
    problems := problems || jsonb_build_object('rule', 'closed_set', 'message', format('%s references lead outside the snapshot.', dangling));
  end if;
  if counted <> (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(target.entity_counts) e where e.value <> '0') then
    problems := problems || jsonb_build_object('rule', 'entity_counts', 'message', 'The counts differ from what was staged.');
  end if;
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if (
      select o.looped > 0 from (
        select array_agg(v.ref_a) as sources, array_agg(v.ref_b) as targets from public.entity_versions v
        where v.workspace_id = target.workspace_id and v.kind = link.kind
          and v.from_seq <= target.seq and v.to_seq > target.seq
      ) g cross join lateral private.topological_order(g.sources, g.targets) o
    ) then
      problems := problems || jsonb_build_object('rule', 'acyclic', 'message', format('The %ss close a loop.', replace(link.kind::text, '_', ' ')));
    end if;
  end loop;
  return jsonb_build_object('ok', problems = '[]', 'snapshot_id', target.id, 'content_hash', summed, 'entity_counts', counted,
    'problems', problems);
end
$function$;
comment on function public.verify_snapshot(uuid) is 'Recomputes hash, counts, references and loops of a snapshot from its content. {ok, problems}.';
grant execute on function public.verify_snapshot(uuid) to authenticated, service_role;

-- -------------------------------------------------------------------------------------------- the kinds of content

-- domain: has_slug true, is_copied true, is_placed true, table_name domains, name_column name, name_length 100, natural_key ["slug"], is_creatable true, search_weight 0.03, is_publishable true, summary_column description
-- trail: ref_a domain_id, has_slug true, is_below true, is_copied true, is_placed true, ref_a_kind domain, table_name trails, name_column title, name_length 200, natural_key ["slug"], is_creatable true, search_weight 0.02, is_publishable true, summary_column description, difficulty_column difficulty_level
-- concept: ref_a trail_id, has_slug true, is_below true, is_copied true, is_placed true, ref_a_kind trail, table_name concepts, name_column title, name_length 200, natural_key ["slug"], is_creatable true, search_weight 0.01, is_publishable true, summary_column description
-- spark: has_slug true, is_below true, is_copied true, placed_by concept_spark, table_name sparks, name_column title, name_length 200, natural_key ["slug"], is_creatable true, search_weight 0, is_publishable true, summary_column summary, text_expression private.plain_text(t.content_md), difficulty_column difficulty
-- beacon: has_slug true, table_name beacons, name_column name, name_length 100, natural_key ["slug"], is_creatable true, search_weight 0, summary_column description
-- concept_spark: ref_a concept_id, ref_b spark_id, is_below true, is_copied true, is_placed true, ref_a_kind concept, ref_b_kind spark, table_name concept_sparks, natural_key ["concept_id", "spark_id"]
-- spark_beacon: ref_a spark_id, ref_b beacon_id, is_copied true, ref_a_kind spark, ref_b_kind beacon, table_name spark_beacons, natural_key ["spark_id", "beacon_id"]
-- spark_link: ref_a source_id, ref_b target_id, is_link true, is_copied true, ref_a_kind spark, ref_b_kind spark, table_name spark_links, natural_key ["source_id", "target_id"]
-- concept_link: ref_a source_id, ref_b target_id, is_link true, is_copied true, ref_a_kind concept, ref_b_kind concept, table_name concept_links, natural_key ["source_id", "target_id"]
-- objective: ref_a concept_id, is_below true, is_owned true, is_copied true, ref_a_kind concept, table_name objectives, name_column title, name_length 500, natural_key ["concept_id", "objective_id"], search_weight 0, summary_column description
-- package: ref_a spark_id, is_below true, is_owned true, is_copied true, ref_a_kind spark, table_name packages, natural_key ["spark_id"], search_weight 0, text_expression private.plain_text(private.exercise_text(t.body))
-- asset: table_name assets, name_column path, natural_key ["path"]
-- persona: has_slug true, table_name personas, name_column display_name, name_length 100, natural_key ["slug"]
-- course_profile: ref_a trail_id, ref_b persona_id, is_below true, is_owned true, ref_a_kind trail, ref_b_kind persona, table_name course_profiles, natural_key ["trail_id"], outlives_ref_b true
-- market_research: ref_a trail_id, is_below true, is_owned true, ref_a_kind trail, table_name market_research, natural_key ["trail_id"]
-- unit_profile: ref_a concept_id, is_below true, is_owned true, is_copied true, ref_a_kind concept, table_name unit_profiles, natural_key ["concept_id"]
-- resource: ref_a concept_id, is_below true, is_owned true, is_copied true, ref_a_kind concept, table_name resources, name_column filename, natural_key ["concept_id", "resource_key"]
-- lesson_profile: ref_a spark_id, is_below true, is_owned true, ref_a_kind spark, table_name lesson_profiles, natural_key ["spark_id"]
-- trail_objective: ref_a trail_id, is_below true, is_owned true, is_copied true, ref_a_kind trail, table_name trail_objectives, name_column title, name_length 500, natural_key ["trail_id", "objective_id"], summary_column description
-- trail_performance: ref_a trail_id, is_below true, is_owned true, ref_a_kind trail, table_name trail_performance, name_column measured_on, natural_key ["trail_id", "measured_on"]
