'use client';

import { useUrlState } from '#components/base/url-state.tsx';
import { StartPage } from '../start/start-page.tsx';
import { BriefPage } from './brief-page.tsx';

/** Where a job begins: a course with its brief, everything else with the form. */
export function CourseOrJob({ workspace, user_id }: { workspace: string; user_id: string }) {
  const [params] = useUrlState();
  return params.get('kind') === 'course' ? (
    <BriefPage workspace={workspace} user_id={user_id} />
  ) : (
    <StartPage workspace={workspace} user_id={user_id} />
  );
}
