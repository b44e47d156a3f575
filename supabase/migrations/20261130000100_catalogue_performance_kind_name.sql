-- A value of the enum that the migrations after this one use: PostgreSQL takes it into use once it is committed.
alter type public.content_kind add value 'trail_performance';
