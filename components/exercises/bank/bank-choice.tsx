import type { BankRow } from '#lib/exercises/data/bank.ts';
import { BankBar } from './bank-bar.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import type { BankEdits } from './use-bank-edits.ts';

interface BankChoiceProps {
  workspace: string;
  chosen: readonly BankRow[];
  edits: BankEdits;
  objectives?: readonly { objective: string; title: string }[];
  quiz?: readonly BankRow[] | null;
  /** Those whose new spark is being looked for. */
  transferred: readonly BankRow[] | null;
  onTransfer: (rows: readonly BankRow[] | null) => void;
  onClear: () => void;
}

const NONE: never[] = [];

/** What can be done with those that are chosen, and where they go. */
export function BankChoice(props: BankChoiceProps) {
  const { workspace, chosen, edits, objectives = NONE, quiz = null, transferred, onTransfer, onClear } = props;
  return (
    <>
      {chosen.length > 0 && (
        <BankBar
          workspace={workspace}
          chosen={chosen}
          edits={edits}
          objectives={objectives}
          quiz={quiz}
          onTransfer={() => onTransfer(chosen)}
          onClear={onClear}
        />
      )}
      {transferred && (
        <TransferDialog
          workspace={workspace}
          rows={transferred}
          edits={edits}
          onClose={(moved) => {
            onTransfer(null);
            if (moved) onClear();
          }}
        />
      )}
    </>
  );
}
