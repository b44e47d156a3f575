import { suggestSlug } from '#lib/core/slug';

export default function Home() {
  return <main className="p-4">{suggestSlug('Hello Wörld')}</main>;
}
