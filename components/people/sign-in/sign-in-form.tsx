'use client';

import { Mail } from 'lucide-react';
import { type FormEvent, startTransition, useActionState, useOptimistic, useRef, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components/Button';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Mark } from '#components/ui/mark.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { signInText } from './text.ts';

export interface DemoPerson {
  email: string;
  name: string;
  /** What this person may do, in a few words. */
  role: string;
}

export interface SignInProblem {
  message: string;
  /** What to do now. */
  next?: string;
}

type Outcome = Promise<SignInProblem | null | undefined>;

interface Attempt {
  /** The button or person that was pressed. */
  who: string;
  run: () => Outcome;
  /** Where a link goes that was asked for. */
  linkTo?: string;
}

interface Attempted {
  problem: SignInProblem | null;
  sentTo: string | null;
}

const UNREACHED: SignInProblem = { message: signInText.unreachable, next: signInText.unreachableNext };

export interface SignInFormProps {
  /** Gives back a problem, or nothing and leads on. */
  onPassword: (email: string, password: string) => Outcome;
  /** Only where mail is configured. */
  onMagicLink?: (email: string) => Outcome;
  /** People of the demo workspace, one press each. */
  demoPeople?: readonly DemoPerson[];
  onDemo?: (email: string) => Outcome;
  /** Why the reader was sent here: "Your session has ended." */
  notice?: string;
}

export function SignInForm({ onPassword, onMagicLink, demoPeople, onDemo, notice }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  // Back to null by itself once the attempt has come to an end, the way to the next page included.
  const [busy, showBusy] = useOptimistic<string | null>(null);
  const [{ problem, sentTo }, settle] = useActionState(
    async (_before: Attempted, { who, run, linkTo }: Attempt): Promise<Attempted> => {
      showBusy(who);
      const found = await run().catch(() => UNREACHED);
      return found ? { problem: found, sentTo: null } : { problem: null, sentTo: linkTo ?? null };
    },
    { problem: null, sentTo: null },
  );
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  const attempt = (asked: Attempt) => {
    if (!busy) startTransition(() => settle(asked));
  };
  /** What browsers call valid says little in their own words; ours say what to do. */
  const complete = (needsPassword: boolean): boolean => {
    const found = {
      email: /^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : signInText.emailNeeded,
      password: needsPassword && password === '' ? signInText.passwordNeeded : undefined,
    };
    setMissing(found);
    (found.email ? emailInput : found.password ? passwordInput : undefined)?.current?.focus();
    return !found.email && !found.password;
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (complete(true)) attempt({ who: 'password', run: () => onPassword(email.trim(), password) });
  };
  const sendLink = () => {
    const address = email.trim();
    if (onMagicLink && complete(false)) attempt({ who: 'link', run: () => onMagicLink(address), linkTo: address });
  };

  return (
    <div className="flex w-full max-w-sm flex-col gap-6">
      <Head />
      {notice && !problem && <ProblemNotice tone="note" title={notice} />}

      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField
          label={signInText.email}
          type="email"
          name="email"
          autoComplete="username"
          size="lg"
          autoFocus
          value={email}
          onChange={setEmail}
          error={missing.email}
          inputRef={emailInput}
        />
        <TextField
          label={signInText.password}
          type="password"
          name="password"
          autoComplete="current-password"
          size="lg"
          value={password}
          onChange={setPassword}
          error={missing.password}
          inputRef={passwordInput}
        />
        {problem && !busy && <ProblemNotice title={problem.message} next={problem.next} />}
        {sentTo && !busy && (
          <ProblemNotice tone="note" title={signInText.linkSent} why={signInText.linkSentTo(sentTo)} />
        )}
        <div className="flex flex-col gap-2">
          <Button type="submit" variant="primary" size="lg" isPending={busy === 'password'} className="w-full">
            {signInText.signIn}
          </Button>
          {onMagicLink && (
            <Button
              size="lg"
              variant="quiet"
              icon={<Mail />}
              isPending={busy === 'link'}
              onPress={sendLink}
              className="w-full"
            >
              {signInText.sendLink}
            </Button>
          )}
        </div>
      </form>

      {demoPeople && demoPeople.length > 0 && onDemo && (
        <DemoPeople people={demoPeople} busy={busy} onChoose={(who) => attempt({ who, run: () => onDemo(who) })} />
      )}
    </div>
  );
}

function Head() {
  return (
    <div className="flex flex-col gap-4">
      <Mark size={40} />
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{signInText.title}</h1>
        <p className="text-muted">{signInText.subtitle}</p>
      </div>
    </div>
  );
}

interface DemoPeopleProps {
  people: readonly DemoPerson[];
  /** The one who is being signed in. */
  busy: string | null;
  onChoose: (email: string) => void;
}

function DemoPeople({ people, busy, onChoose }: DemoPeopleProps) {
  return (
    <section className="flex flex-col gap-2 border-t pt-5">
      <h2 className="text-sm font-medium text-muted">{signInText.demo}</h2>
      <ul className="flex flex-col gap-1">
        {people.map((person) => (
          <li key={person.email}>
            <PlainButton
              isPending={busy === person.email}
              onPress={() => onChoose(person.email)}
              className="-mx-2 flex w-[calc(100%+1rem)] items-center gap-3 rounded-lg px-2 py-1.5 text-start transition-colors duration-quick data-hovered:bg-hover data-pending:opacity-60 data-pressed:bg-pressed"
            >
              <Avatar name={person.name} decorative size="lg" />
              <span className="flex min-w-0 flex-col">
                <span className="truncate font-medium">{signInText.signInAs(person.name)}</span>
                <span className="truncate text-sm text-muted">{person.role}</span>
              </span>
            </PlainButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
