// What a collection of Anki has around its notes, in the shape of its version 11, which every Anki reads.

/** The models of the notes; Anki knows them again by these ids. */
export const MODELS = { sides: 1_262_304_000_001, gaps: 1_262_304_000_002 } as const;

export const SCHEMA = `
CREATE TABLE col (
  id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL,
  usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf text NOT NULL,
  tags text NOT NULL
);
CREATE TABLE notes (
  id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL,
  flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE cards (
  id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL,
  type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE revlog (
  id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL, ivl integer NOT NULL,
  lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL
);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`;

const CSS =
  '.card { font-family: sans-serif; font-size: 20px; text-align: left; }\n.cloze { font-weight: bold; }\nimg { max-width: 100%; }';
const LATEX = {
  latexPre: '\\documentclass[12pt]{article}\n\\begin{document}\n',
  latexPost: '\\end{document}',
};

function model(kind: keyof typeof MODELS, deckId: number, changed: number) {
  const isGaps = kind === 'gaps';
  const [first, second] = isGaps ? ['Text', 'Explanation'] : ['Question', 'Answer'];
  const question = isGaps ? '{{cloze:Text}}' : '{{Question}}';
  const answer = isGaps ? '{{cloze:Text}}<br>{{Explanation}}' : '{{FrontSide}}<hr id=answer>{{Answer}}';
  const field = (name: string, ord: number) => ({
    name,
    ord,
    font: 'Arial',
    size: 20,
    rtl: false,
    sticky: false,
    media: [],
  });
  return {
    id: String(MODELS[kind]),
    name: isGaps ? 'Trailwright gaps' : 'Trailwright question',
    type: isGaps ? 1 : 0,
    did: deckId,
    mod: changed,
    usn: -1,
    sortf: 0,
    tags: [],
    vers: [],
    css: CSS,
    ...LATEX,
    flds: [field(first ?? '', 0), field(second ?? '', 1)],
    tmpls: [{ name: 'Card', ord: 0, qfmt: question, afmt: answer, bqfmt: '', bafmt: '', did: null }],
    req: isGaps ? [] : [[0, 'any', [0]]],
  };
}

function deck(id: number, name: string, changed: number) {
  const none = [0, 0];
  return {
    id,
    name,
    conf: 1,
    desc: '',
    dyn: 0,
    collapsed: false,
    extendNew: 10,
    extendRev: 50,
    mod: changed,
    usn: -1,
    newToday: none,
    revToday: none,
    lrnToday: none,
    timeToday: none,
  };
}

const CONF = {
  activeDecks: [1],
  addToCur: true,
  collapseTime: 1200,
  curDeck: 1,
  curModel: String(MODELS.sides),
  dueCounts: true,
  estTimes: true,
  newSpread: 0,
  nextPos: 1,
  sortBackwards: false,
  sortType: 'noteFld',
  timeLim: 0,
};

const DCONF = {
  1: {
    id: 1,
    name: 'Default',
    mod: 0,
    usn: 0,
    autoplay: true,
    maxTaken: 60,
    replayq: true,
    timer: 0,
    new: { bury: true, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 7], order: 1, perDay: 20, separate: true },
    rev: { bury: true, ease4: 1.3, fuzz: 0.05, ivlFct: 1, maxIvl: 36500, minSpace: 1, perDay: 100 },
    lapse: { delays: [10], leechAction: 0, leechFails: 8, minInt: 1, mult: 0 },
  },
};

/** The row of the collection itself, as JSON. */
export const collectionOf = (deckId: number, name: string, changed: number) => ({
  conf: JSON.stringify(CONF),
  models: JSON.stringify({
    [MODELS.sides]: model('sides', deckId, changed),
    [MODELS.gaps]: model('gaps', deckId, changed),
  }),
  decks: JSON.stringify({ 1: deck(1, 'Default', changed), [deckId]: deck(deckId, name, changed) }),
  dconf: JSON.stringify(DCONF),
});
