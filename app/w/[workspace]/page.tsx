import { Place } from '#components/shell/place';

export default async function Home() {
  return <Place crumbs={[{ label: 'Home' }]}>Home</Place>;
}
