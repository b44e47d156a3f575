'use client';

import { Place } from '#components/shell/place.tsx';
import ErrorPage, { type ErrorPageProps } from '../../error.tsx';

/** A place that failed keeps the rail beside it: everything else still works. */
export default function WorkspaceError(props: ErrorPageProps) {
  return (
    <Place crumbs={[{ label: 'Not shown' }]}>
      <ErrorPage {...props} />
    </Place>
  );
}
