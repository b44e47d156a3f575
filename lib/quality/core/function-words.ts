// Words that everybody uses and nobody chooses: what a voice is told by. About 200 in English, fewer where a language bends its words.

const list = (words: string): readonly string[] => words.trim().split(/\s+/);

export const FUNCTION_WORDS = {
  en: list(`a about above across after again against all almost alone along already also although always am among an and another any anybody anyone
    anything anywhere are around as at away back be became because become been before behind being below between both but by can cannot could did
    do does doing done down during each either else enough even ever every everybody everyone everything few for from further had has have having
    he her here herself him himself his how however i if in indeed instead into is it its itself just least less like little many may me might
    mine more most much must my myself near neither never no nobody none nor not nothing now of off often on once one only onto or other others
    our ours ourselves out over own per perhaps quite rather really same shall she should since so some somebody someone something sometimes
    somewhere still such than that the their theirs them themselves then there therefore these they this those though through thus till to
    together too toward towards under unless until up upon us very was we well were what whatever when where whereas whether which while who
    whom whose why will with within without would yet you your yours yourself`),
  de: list(`aber alle als also am an auch auf aus bei beim bis da damit dann das dass dein dem den denn der des dich die dies diese diesem diesen
    dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch für gegen habe haben hat hier ich ihr ihre im in ist
    ja jede jeder jedes jetzt kann kein keine können man mehr mein mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine
    sich sie sind so soll sondern über um und uns unser unter viel vom von vor war was weil welche wenn wer werden wie wieder wir wird wo zu
    zum zur`),
  es: list(`a al algo ante antes así aunque bien cada como con contra cual cuando de del desde donde dos el ella ellas ellos en entre era es esa ese
    eso esta está están estas este esto fue ha hace hasta hay la las le les lo los más me menos mi mientras muy nada ni no nos nosotros nuestra
    nuestro nunca o otra otras otro otros para pero poco por porque pues que qué quien se sea según ser si sí siempre sin sobre solo son su sus
    también tan tanto te tiene toda todas todo todos tu tus un una uno usted y ya yo`),
  fr: list(`à afin ainsi alors après au aucun aussi autre autres aux avant avec bien car ce cela ces cet cette ceux chaque comme comment dans de
    depuis des donc dont du elle elles en encore entre est et été être eux fait il ils je jamais la le les leur leurs lorsque lui mais me même
    moins mon ne ni nos notre nous on ou où par parce pas pendant peu peut plus pour pourquoi puis quand que quel quelle qui quoi sa sans se
    selon ses si son sont sous sur ta te tes toujours tous tout toute très trop tu un une vers vos votre vous y`),
  it: list(`a ad ai al alla alle anche ancora ben che chi ci come con cosa così cui da dai dal dalla dalle degli dei del della delle di dove due e ed
    è era gli ha hanno i il in io la le lei li lo loro lui ma me mentre mi mia mio molto ne negli nei nel nella nelle no noi non nostra nostro
    o ogni per perché più poi prima qua quale quando quanto quella quelle quelli quello questa queste questi questo qui se sei sempre senza si
    sì solo sono sopra sotto su sua sue sugli sui sul sulla suo ti tra tu tua tuo tutti tutto un una uno vi voi`),
} as const satisfies Record<string, readonly string[]>;

export type VoicedLanguage = keyof typeof FUNCTION_WORDS;
