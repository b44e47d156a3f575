/** What learners are told where their answers do not arrive. */
interface ScormWords {
  noPlatform: string;
  refused: string;
}

const ENGLISH: ScormWords = {
  noPlatform: 'No learning platform was found: your answers are not recorded.',
  refused: 'The learning platform did not take your last answer. Tell whoever runs it.',
};

const WORDS: Readonly<Record<string, ScormWords>> = {
  ar: {
    noPlatform: 'لم يتم العثور على منصة تعليمية: لن تُسجَّل إجاباتك.',
    refused: 'لم تستلم منصة التعلّم إجابتك الأخيرة. أخبر المسؤول عنها.',
  },
  de: {
    noPlatform: 'Es wurde keine Lernplattform gefunden: Ihre Antworten werden nicht aufgezeichnet.',
    refused: 'Die Lernplattform hat Ihre letzte Antwort nicht angenommen. Sagen Sie es denen, die sie betreiben.',
  },
  es: {
    noPlatform: 'No se encontró ninguna plataforma de aprendizaje: sus respuestas no se registran.',
    refused: 'La plataforma de aprendizaje no aceptó su última respuesta. Avise a quien la gestiona.',
  },
  fr: {
    noPlatform: "Aucune plateforme d'apprentissage n'a été trouvée : vos réponses ne sont pas enregistrées.",
    refused: "La plateforme d'apprentissage n'a pas pris votre dernière réponse. Signalez-le à ses responsables.",
  },
};

/** The words of a language, English where it has none here yet; `lang` is the language that they are in. */
export function scormWords(language: string): { words: ScormWords; lang: string } {
  const lang = language.toLowerCase().split('-')[0] ?? '';
  const words = Object.hasOwn(WORDS, lang) ? WORDS[lang] : undefined;
  return words ? { words, lang } : { words: ENGLISH, lang: 'en' };
}
