'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ModelSetup } from '#lib/generation/data/providers.ts';
import { useModelChanges } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { modelsText } from './text.ts';

const words = modelsText;
const DOLLAR = 1_000_000;
const dollars = (micros: number): string => `$${(micros / DOLLAR).toString()}`;

interface PricesProps {
  workspace: string;
  setup: ModelSetup;
  mayManage: boolean;
}

/** What models cost for a million tokens, and the models that may not be asked because nobody has said. */
export function Prices({ workspace, setup, mayManage }: PricesProps) {
  const write = useNumber();
  const unpriced = [...new Set(setup.routes.map(({ model }) => model))].filter(
    (model) => !setup.prices.some((price) => price.model === model),
  );
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{words.prices}</h2>
      <p className="text-sm text-muted">{words.pricesHelp}</p>
      {unpriced.map((model) => (
        <p key={model} className="text-sm text-warning">
          <span className="font-mono">{model}</span>: {words.noPrice}
        </p>
      ))}
      {setup.prices.length > 0 && (
        <div className="overflow-x-auto rounded-lg border bg-surface">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-start text-muted">
                {Object.entries(words.priceColumns).map(([id, label]) => (
                  <th key={id} scope="col" className="px-4 py-2 text-start font-medium">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {setup.prices.map((price) => (
                <tr key={price.id} className="border-b last:border-0">
                  <th scope="row" className="px-4 py-1.5 text-start font-mono font-normal">
                    {price.model}
                  </th>
                  <td className="px-4 py-1.5 tabular-nums">{price.valid_from.slice(0, 10)}</td>
                  <td className="px-4 py-1.5 tabular-nums">{dollars(price.input_micros)}</td>
                  <td className="px-4 py-1.5 tabular-nums">{dollars(price.cached_input_micros)}</td>
                  <td className="px-4 py-1.5 tabular-nums">{dollars(price.output_micros)}</td>
                  <td className="px-4 py-1.5 tabular-nums">
                    {price.context_tokens === null ? (
                      <span className="text-muted">{words.windowUnknown}</span>
                    ) : (
                      write(price.context_tokens)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayManage && <NewPrice workspace={workspace} suggested={unpriced[0] ?? ''} />}
    </section>
  );
}

function NewPrice({ workspace, suggested }: { workspace: string; suggested: string }) {
  const { addPrices } = useModelChanges(workspace);
  const [model, setModel] = useState<string | null>(null);
  const [input, setInput] = useState(Number.NaN);
  const [output, setOutput] = useState(Number.NaN);
  const [context, setContext] = useState(Number.NaN);
  const named = model ?? suggested;
  const isWhole = named.trim() !== '' && !Number.isNaN(input) && !Number.isNaN(output);
  const add = () =>
    addPrices.mutate(
      {
        prices: [
          {
            model: named,
            input_micros: Math.round(input * DOLLAR),
            output_micros: Math.round(output * DOLLAR),
            ...(!Number.isNaN(context) && { context_tokens: context }),
          },
        ],
      },
      {
        onSuccess: () => {
          toast.done(words.priced);
          setModel(null);
        },
        onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
      },
    );
  return (
    <div className="flex flex-wrap items-end gap-3">
      <TextField label={words.priceColumns.model} value={named} onChange={setModel} className="w-56" />
      <NumberField
        label={words.priceColumns.input}
        minValue={0}
        step={0.01}
        value={input}
        onChange={setInput}
        className="w-32"
      />
      <NumberField
        label={words.priceColumns.output}
        minValue={0}
        step={0.01}
        value={output}
        onChange={setOutput}
        className="w-32"
      />
      <NumberField label={words.window} minValue={1} step={1} value={context} onChange={setContext} className="w-44" />
      <Button isPending={addPrices.isPending} isDisabled={!isWhole} onPress={add}>
        {words.addPrice}
      </Button>
    </div>
  );
}
