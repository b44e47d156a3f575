-- Objectives of courses stand in trail_objectives since they have ids; nothing has read this column from then on (decision 106). What is in
-- revisions and snapshots of before stays there, and is passed over when such a state comes back.
alter table public.course_profiles drop column learning_objectives;
