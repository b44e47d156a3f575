import { useContext } from 'react';
import { Key } from './key.tsx';
import { PlayerContext } from './player-context.ts';
import { Sign } from './sign.tsx';

interface FooterProps {
  isChecked: boolean;
  canGoOn: boolean;
  isLast: boolean;
  /** In place of trying again. */
  note?: string;
  onSkip: () => void;
  onAgain: () => void;
  onGoOn: () => void;
}

/** What can be done now. What Enter does stands last, and comes first for whoever goes by Tab: from the verdict one goes on. */
export function Footer({ isChecked, canGoOn, isLast, note, onSkip, onAgain, onGoOn }: FooterProps) {
  const { words } = useContext(PlayerContext);
  return (
    <footer className="tw-footer">
      <div>
        <button type="button" className="tw-button tw-primary" disabled={!canGoOn} onClick={onGoOn}>
          {isChecked && !isLast && <Sign name="next" size={16} />}
          {!isChecked ? words.check : isLast ? words.finish : words.next} <Key name="Enter" />
        </button>
        {!isChecked && (
          <button type="button" className="tw-button tw-quiet" onClick={onSkip}>
            {words.skip} <Key name="S" />
          </button>
        )}
        {isChecked && (
          <button type="button" className="tw-button" onClick={onAgain}>
            {words.tryAgain} <Key name="R" />
          </button>
        )}
        {isChecked && note && <p className="tw-note">{note}</p>}
      </div>
    </footer>
  );
}
