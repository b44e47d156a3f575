import { readFile } from 'node:fs/promises';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { GalleryFrame } from '../frame.tsx';

export const metadata = { title: 'Lesson' };

export default async function LessonGallery() {
  const markdown = await readFile('app/gallery/lesson/sample.md', 'utf8');
  const { html } = await renderLesson(markdown, {
    headingShift: 1,
    resolveSparks: () =>
      new Map(
        ['tracking-changes', 'rewriting-history'].map((slug) => [
          slug,
          { href: '/gallery/outline', title: 'Git basics' },
        ]),
      ),
  });
  return (
    <GalleryFrame crumbs={[{ label: 'Version control with Git', href: '/gallery' }, { label: 'Undoing things' }]}>
      <h1 className="sr-only">Learner preview</h1>
      <LessonView html={html} />
    </GalleryFrame>
  );
}
