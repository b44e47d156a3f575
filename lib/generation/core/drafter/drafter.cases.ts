import type { Source } from './source.ts';

/** A made-up chapter with everything that a drafter has to get by: code, a table, a list, links, references, slips. */
export const TIDES: Source = {
  name: 'tides.md',
  text: `# Reading a tide table

By the end of this chapter, you will be able to:

- Explain why tides come twice a day
- calculate the height of water over a sill

## What makes a tide

A tide is a slow rise and fall of the sea that is raised by the pull of the moon. The moon pulls harder on the near side
of the earth than on the far side. A [spring tide](tides.md#spring) is a large tide that comes soon after a new moon or a full moon.
A neap tide is a small tide that comes when the moon stands at a right angle to the sun. Sailors plan their week around both of these.

> A tidal stream is a horizontal movement of water that fills and empties a bay.

This is why a passage through a narrow strait needs a plan.

## The table itself

The table lists **high water** and **low water** for each day. See [the office][office] for the numbers.

| day | high water | low water |
| --- | ---------- | --------- |
| 1   | 5.1 m      | 0.7 m     |

\`\`\`js
// A tide is a number here. It is not a sentence.
const depth = table.height - chart.sill;
\`\`\`

The depth over a sill is found by taking the charted height away from the hight of the tide. A tide gauge is an instrument that
measures the level of the sea at one place. A tide gauge stands in most harbours, and harbour offices read it every six minutes. Weather
changes what the table says: a long wind from the sea and low pressure of the air both lift the water, and sailors add a margin
for that. Old tables were written by hand, and a copyist could ruin a ship with one wrong figure.

[office]: https://example.org/tides
`,
};

export const TURBINES: Source = {
  name: 'turbines.txt',
  text: `A turbine is a machine that turns the flow of water into rotation. A generator is a machine that turns rotation into current.
A penstock is a pipe that leads water from a dam down to a turbine. A spillway is a channel that carries water past a dam when
the lake is full.

The lake behind a dam stores water for dry months. In the last chapter we read a tide table, and the tide gauge of it returns here.
`,
};

export const GEZEITEN = `# Gezeiten

Eine Springtide ist eine besonders hohe Tide, die kurz nach Neumond oder Vollmond eintritt. Die Nipptide ist eine schwache Tide,
die bei Halbmond eintritt. Der Tidenhub ist der Unterschied zwischen Hochwasser und Niedrigwasser an einem Ort. Das Wasser steigt z. B. im
Hafen um vier Meter. Dies ist für die Schifffahrt wichtig.
`;
