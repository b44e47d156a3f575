import { TriangleAlert } from 'lucide-react';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import type { TableColumn } from '#components/ui/table.tsx';
import { isUnusualWeight, LINK_TYPES } from '#lib/base/core/link-types.ts';
import { EditableCell } from './editable-cell.tsx';
import { linkErrors } from './link-fields.tsx';
import { type LinkRow, rowName } from './links-rows.ts';
import { linksText } from './links-text.ts';

export interface LinkColumnActions {
  canWrite: boolean;
  setWeight: (row: LinkRow, weight: number | null) => void;
  setReason: (row: LinkRow, reason: string) => void;
}

const words = linksText.table;
/** What is typed into a cell, with a decimal comma or point. */
const numberOf = (typed: string) => (typed === '' ? null : Number(typed.replace(',', '.')));
const weightProblem = (typed: string) => {
  const weight = numberOf(typed);
  return Number.isNaN(weight) ? linksText.form.weightRange : linkErrors({ weight, description: '' }).weight;
};
const reasonProblem = (typed: string) => linkErrors({ weight: null, description: typed }).description;

/** Source, target, type, weight and reason; the last two are edited in place. */
export function linkColumns({ canWrite, setWeight, setReason }: LinkColumnActions): TableColumn<LinkRow>[] {
  const end = (id: 'source' | 'target'): TableColumn<LinkRow> => ({
    id,
    name: words[id],
    grow: true,
    width: 160,
    sortBy: (row) => row[id].title,
    render: (row) => (
      <span dir="auto" title={row[id].title}>
        {row[id].title}
      </span>
    ),
  });
  return [
    end('source'),
    end('target'),
    {
      id: 'type',
      name: words.type,
      width: 150,
      sortBy: ({ link }) => LINK_TYPES.indexOf(link.link_type),
      render: ({ link }) => (
        <span className="flex items-center gap-2">
          <LinkStroke type={link.link_type} />
          {LINK_WORDS[link.link_type]}
        </span>
      ),
    },
    {
      id: 'weight',
      name: words.weight,
      width: 104,
      numeric: true,
      sortBy: ({ link }) => link.weight,
      render: (row) => {
        const { weight, link_type } = row.link;
        const isUnusual = weight !== null && isUnusualWeight(link_type, weight);
        const shown = (
          <span className="inline-flex items-center gap-1.5">
            {isUnusual && (
              <span title={linksText.form.unusual(link_type)} className="text-draft">
                <TriangleAlert aria-hidden className="size-3.5" />
                <span className="sr-only">{words.hint}</span>
              </span>
            )}
            {weight === null ? <span className="text-faint">{words.noWeight}</span> : weight.toFixed(2)}
          </span>
        );
        if (!canWrite) return shown;
        return (
          <EditableCell
            label={words.weightOf(rowName(row))}
            verb={words.editWeight}
            numeric
            value={weight === null ? '' : `${weight}`}
            check={weightProblem}
            onSave={(typed) => setWeight(row, numberOf(typed))}
          >
            {shown}
          </EditableCell>
        );
      },
    },
    {
      id: 'reason',
      name: words.reason,
      grow: true,
      width: 160,
      sortBy: ({ link }) => link.description,
      render: (row) => {
        const { description } = row.link;
        if (!canWrite) return description;
        return (
          <EditableCell
            label={words.reasonOf(rowName(row))}
            verb={words.editReason}
            value={description ?? ''}
            check={reasonProblem}
            onSave={(typed) => setReason(row, typed)}
          >
            {description || <span className="text-faint">{words.noReason}</span>}
          </EditableCell>
        );
      },
    },
  ];
}
