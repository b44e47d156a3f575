import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';

/** Every control in every state, to look at while working on it. There is no such page in production. */
export default function GalleryLayout({ children }: { children: ReactNode }) {
  if (process.env.NODE_ENV === 'production') notFound();
  return children;
}
