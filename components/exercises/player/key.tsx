/** The key that does the same, for those who see it; screen readers have their own ways. */
export const Key = ({ name }: { name: string | number }) => (
  <span className="tw-key" aria-hidden="true">
    {name}
  </span>
);
