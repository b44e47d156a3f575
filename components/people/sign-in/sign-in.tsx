'use client';

import { useRouter } from 'next/navigation';
import type { Role } from '#lib/base/core/permissions.ts';
import type { Result } from '#lib/base/core/problem.ts';
import { requestMagicLinkAction, signInAction, signInDemoAction } from '#lib/people/actions/sign-in.ts';
import { DEMO_NAMES } from '#lib/people/core/demo.ts';
import { SignInForm, type SignInProblem } from './sign-in-form.tsx';
import { signInText } from './text.ts';

export interface SignInProps {
  /** Where to go afterwards, a path of this studio. */
  next: string;
  /** Why the person is here: the session has ended, or the link in a mail led nowhere any more. */
  why: 'ended' | 'used' | null;
  hasMail: boolean;
  demoPeople: { role: Role; email: string }[];
}

/** The sign-in form with its doors. */
export function SignIn({ next, why, hasMail, demoPeople }: SignInProps) {
  const router = useRouter();
  const enter = async (attempt: Promise<Result<null>>): Promise<SignInProblem | null> => {
    const result = await attempt;
    if (!result.ok) return { message: result.problem.message };
    // A whole load, not a soft one: everything that was drawn for nobody is drawn again for this person.
    router.refresh();
    router.replace(next);
    return null;
  };
  return (
    <SignInForm
      notice={why ? signInText[why] : undefined}
      onPassword={(email, password) => enter(signInAction({ email, password }))}
      onMagicLink={
        hasMail
          ? async (email) => {
              const result = await requestMagicLinkAction({ email });
              return result.ok ? null : { message: result.problem.message };
            }
          : undefined
      }
      demoPeople={demoPeople.map(({ role, email }) => ({
        email,
        name: DEMO_NAMES[role],
        role: signInText.may[role],
      }))}
      onDemo={(email) => {
        const person = demoPeople.find((one) => one.email === email);
        return person ? enter(signInDemoAction(person.role)) : Promise.resolve(null);
      }}
    />
  );
}
