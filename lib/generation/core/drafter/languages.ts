import { guessLanguage } from '#lib/exercises/core/content-language.ts';

/** Languages with words of their own here; any other is read without them. */
const SPOKEN = ['en', 'de', 'es', 'fr'] as const;
type Spoken = (typeof SPOKEN)[number];

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words that carry no meaning by themselves: no term begins or ends with one, and a text shows its language by them. */
export const STOP_WORDS: Readonly<Record<Spoken, ReadonlySet<string>>> = {
  en: set(`a about above after again all also although always am among an and another any are around as at back be because been before
    being below best better between both but by can cannot come comes could did do does doing done down during each either else enough etc
    even ever every few find first following for from further get gets getting give given gives go goes going gone got had has have having he
    help helps hence her here hers him his how however i if in instead into is it its itself just keep kind know last later least less let lets
    like likely look looks lot lots made make makes making many may maybe me mean means might more most much must my near need needs
    never new next no nor not nothing now of off often ok on once one ones only onto or other others our out over own per perhaps please
    put quite rather really same see seen several she should show shows shown simply since so some something soon start still such
    sure take takes than that that's the their theirs them then there therefore these they thing things this those though three through thus
    to together too two under until up upon us use used useful uses using usually various very via want was way ways we well were what when
    where whether which while who whole whom whose why will with within without would yet you your yours don't doesn't isn't it's you'll
    you're we'll we're let's can't won't i.e e.g`),
  de: set(`aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bis da dabei dadurch dafür damit dann daran
    darauf daraus das dass dazu dein dem den denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du
    durch ein eine einem einen einer eines einige er es etwa etwas für gegen gibt haben hat hatte hier ihr ihre ihrem ihren ihrer im immer
    in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine können man mehr mit muss müssen nach neben nicht noch nun nur ob oder
    ohne sehr sein seine seinen seiner sich sie sind so sobald sodass soll sondern sowie über um und uns unser unter usw viel viele vom von
    vor war waren was weil welche wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zwei zwischen`),
  es: set(`a al algo algunas algunos ante antes así aunque cada como con contra cual cuales cuando de del desde donde dos e el ella ellas ellos en
    entre era es esa esas ese eso esos esta estas este esto estos está están fue ha hace hacia han hasta hay la las le les lo los más me mediante
    menos mi mientras muy nada ni no nos nuestro o otra otras otro otros para pero por porque pueden puede que qué se sea según ser si sí sin
    sobre solo son su sus también tan tanto te tiene tienen toda todas todo todos tras tu un una unas uno unos usted y ya yo`),
  fr: set(`a afin ai ainsi alors après au aucun aussi autre autres aux avant avec avoir c car ce cela celle celles celui ces cet cette ceux chaque
    comme comment d dans de depuis des deux donc dont du elle elles en encore entre est et être eux fait fois font il ils j je l la le les leur
    leurs lors lorsque lui là m mais me même mes moins mon n ne ni non nos notre nous on ont ou où par parce pas peu peut peuvent plus pour
    pourquoi puis qu quand que quel quelle qui quoi s sa sans se selon ses si son sont sous sur t tel telle tous tout toute toutes très tu un une
    vers vos votre vous y à`),
};

const ALL: ReadonlySet<string> = new Set(SPOKEN.flatMap((language) => [...STOP_WORDS[language]]));

// A language shows in so much of a text.
const LOOKED_AT = 20_000;
/** Of the words of a text in a language, at least so large a share are stop words of it. */
const LEAST_SHARE = 0.15;

/** The language of a text by its script and its small words: `en`, `de`, `ja`; empty where neither says. */
export function languageOf(text: string): string {
  const some = text.slice(0, LOOKED_AT);
  const script = guessLanguage(some.slice(0, 2_000));
  if (script) return script;
  if ((some.match(/\p{Script=Han}/gu)?.length ?? 0) > some.length / 4) return 'zh';
  const words = some.toLowerCase().match(/[\p{L}']{1,40}/gu) ?? [];
  const shares = SPOKEN.map((language) => words.filter((word) => STOP_WORDS[language].has(word)).length);
  const most = Math.max(...shares);
  return most > words.length * LEAST_SHARE ? (SPOKEN[shares.indexOf(most)] as Spoken) : '';
}

const isSpoken = (language: string): language is Spoken => SPOKEN.some((one) => one === language);

export const isStopWord = (word: string, language: string): boolean =>
  (isSpoken(language) ? STOP_WORDS[language] : ALL).has(word);

/** What a draft says that does not stand in the source. There is nothing else. */
interface Labels {
  in_short: string;
  key_terms: string;
  which_term: string;
}

const LABELS: Readonly<Record<Spoken, Labels>> = {
  en: { in_short: 'In short', key_terms: 'Key terms', which_term: 'Which term belongs in the gap?' },
  de: { in_short: 'Kurz gesagt', key_terms: 'Begriffe', which_term: 'Welcher Begriff gehört in die Lücke?' },
  es: { in_short: 'En resumen', key_terms: 'Términos clave', which_term: '¿Qué término va en el hueco?' },
  fr: { in_short: 'En bref', key_terms: 'Termes clés', which_term: 'Quel terme manque ?' },
};

export const labelsOf = (language: string): Labels => LABELS[isSpoken(language) ? language : 'en'];

/** What begins a sentence that leans on the one before, so that it says nothing alone. */
const LEANING: Readonly<Record<Spoken, RegExp>> = {
  en: /^(?:th(?:is|at|ese|ose|ey|ere|en|us)|it|its|he|she|we|i|you|your|our|their|his|her|here|such|so|but|and|or|yet|also|however|therefore|otherwise|instead|for example|for instance|in addition|in this|in that|in these|as (?:you|we|above|before|a result)|now|next|finally|again|another|both|one of|some of|first|second|third|the (?:above|following|former|latter|first|second|third|last|next|previous|other|same|result|output|code|example|command|table|figure|image|diagram))(?![\p{L}\p{N}])/iu,
  de: /^(?:dies\p{L}*|das (?:ist|sind|heißt)|es|er|sie|wir|ihr|sein\p{L}*|ihre?\p{L}*|hier|dort|so|aber|und|oder|auch|jedoch|dann|daher|deshalb|dadurch|damit|dabei|dazu|zum beispiel|beide|außerdem|allerdings)(?![\p{L}\p{N}])/iu,
  es: /^(?:est[aeo]s?|es[aeo]s?|aquí|así|pero|y|o|también|sin embargo|entonces|por ejemplo|por eso|luego|ambos|además|su|sus|él|ella|ellos|ellas|nosotros)(?![\p{L}\p{N}])/iu,
  fr: /^(?:ce(?:la|s|t|tte|ci)?|c['’]|ils?|elles?|nous|vous|on|ici|ainsi|mais|et|ou|aussi|cependant|alors|par exemple|donc|puis|ensuite|leurs?|son|sa|ses)(?![\p{L}\p{N}])/iu,
};

/** What points at another place of the text, wherever it stands in a sentence. */
const POINTING: Readonly<Record<Spoken, RegExp>> = {
  en: /(?<![\p{L}\p{N}])(?:above|below|this|these|those|here|shown|(?:as|like) (?:you|we) (?:saw|have seen|can see)|(?:figure|listing|table|chapter|section|step|lesson|project|exercise|example|equation|part) \d+|previous(?:ly)?|earlier|later in|next (?:lesson|section|chapter)|last (?:lesson|section|chapter)|following|you|your|we|our|us|i|let's)(?![\p{L}\p{N}])/iu,
  de: /(?<![\p{L}\p{N}])(?:dies\p{L}{0,2}|oben|unten|hier|folgende\p{L}*|vorherige\p{L}*|(?:abbildung|tabelle|kapitel|abschnitt|schritt|listing|beispiel) \d+|wir|uns|du|dein\p{L}*|sie sehen)(?![\p{L}\p{N}])/iu,
  es: /(?<![\p{L}\p{N}])(?:est[aeo]s?|es[ao]s?|aquí|anterior|siguiente|arriba|abajo|(?:figura|tabla|capítulo|sección|paso|ejemplo) \d+|nosotros|tú)(?![\p{L}\p{N}])/iu,
  fr: /(?<![\p{L}\p{N}])(?:ce(?:t|tte|s|la|ci)|ici|ci-dess(?:us|ous)|précédente?s?|suivante?s?|(?:figure|tableau|chapitre|section|étape|exemple) \d+|nous|vous|votre|vos)(?![\p{L}\p{N}])/iu,
};

/** Whether a sentence says something to somebody who has not read what stands around it. */
export function standsAlone(sentence: string, language: string): boolean {
  const spoken = isSpoken(language) ? language : 'en';
  return !LEANING[spoken].test(sentence) && !POINTING[spoken].test(sentence);
}

/** Whether a sentence goes on with what the one before said. */
export const leansBack = (sentence: string, language: string): boolean =>
  LEANING[isSpoken(language) ? language : 'en'].test(sentence);
