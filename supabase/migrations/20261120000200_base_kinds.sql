-- The kinds of content, as data. What the generic functions (history, trash, search, import, stage, copies) have to know of a
-- kind is a column of private.kinds, so a new kind is: a value of the enum (in a migration of its own, PostgreSQL takes it
-- into use only once that is committed), its table, and one private.register_kind. supabase/tests/base/kinds.test.ts adds one
-- and walks it through all of them.

create type public.content_kind as enum (
  'domain', 'trail', 'concept', 'spark', 'beacon', 'concept_spark', 'spark_beacon', 'spark_link', 'concept_link',
  'objective', 'package', 'asset', 'persona', 'course_profile', 'market_research', 'unit_profile', 'resource',
  'lesson_profile'
);
comment on type public.content_kind is
  'Every kind of content. The order is an order of insertion: a kind refers only to kinds before it.';

create table private.kinds (
  kind public.content_kind not null,
  table_name name not null,
  natural_key name[] not null,
  has_slug boolean not null generated always as ('slug' = any (natural_key)) stored,
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
  constraint kinds_pkey primary key (kind),
  constraint kinds_table_key unique (table_name)
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

create function private.is_node(row_kind public.content_kind) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from private.kinds k where k.is_link and k.ref_a_kind = row_kind) $$;
comment on function private.is_node is 'Whether links join entities of this kind.';
