import { SignInGallery } from './form.tsx';

export const metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <main className="flex min-h-dvh items-center justify-center px-5 py-10">
      <SignInGallery />
    </main>
  );
}
