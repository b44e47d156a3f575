'use client';

import { SignInForm } from '#components/people/sign-in/sign-in-form.tsx';

const wait = () => new Promise((done) => setTimeout(done, 500));

export function SignInGallery() {
  return (
    <SignInForm
      onPassword={async () => {
        await wait();
        return { message: 'No account has this e-mail and password.', next: 'Check both, or ask for a sign-in link.' };
      }}
      onMagicLink={async () => {
        await wait();
        return null;
      }}
      onDemo={async () => {
        await wait();
        return null;
      }}
      demoPeople={[
        { email: 'editor@demo.test', name: 'Edith Okonkwo', role: 'Editor: writes, links and imports' },
        { email: 'reviewer@demo.test', name: 'Ruth Sato', role: 'Reviewer: approves and rejects drafts' },
        {
          email: 'admin@demo.test',
          name: 'Ada Lindqvist',
          role: 'Admin: promotes snapshots and sets up the workspace',
        },
      ]}
    />
  );
}
