-- Values of enums that the migrations after this one use: PostgreSQL takes them into use once they are committed.
alter type public.content_kind add value 'trail_objective';
-- A course has the stages of a lesson: draft, reviewed, published, archived.
alter type public.course_status add value 'reviewed' before 'published';
