import { describe, expect, test } from 'vitest';
import { guessColumns } from './columns.ts';

const isExercise = (name: string) => /^iot-q10-[123]$/.test(name);

describe('columns are guessed', () => {
  test.each([
    ['Teilnehmer;Frage-ID;Antwort;Punkte;Zeitpunkt', 'learner exercise answer points when'],
    ['student_id;item;response;correct;submitted_at', 'learner exercise answer right when'],
    ['Email;Lesson;Question;Score;Max score;Attempt', 'learner spark exercise points most_points attempt'],
    ['Name;Email;Question;Answer', 'none learner exercise answer'],
    ['Colour;Name;Question;Answer', 'none learner exercise answer'],
    ['Who;iot-q10-1;iot-q10-2;Total', 'learner wide wide none'],
    ['E-Mail-Adresse;Question;Is_right', 'learner exercise right'],
    ['Name;E-mail;Question;Answered_at;is-correct', 'none learner exercise when right'],
    ['Élève;Übung;Réponse;Durée', 'learner exercise answer none'],
    ['User;Question;Response;Right answer', 'learner exercise answer none'],
    ['Correct answer;Who;Question;Response', 'none learner exercise answer'],
    ['User;Frage;Antwort;Richtige Antwort;Benötigte Zeit', 'learner exercise answer none none'],
    ['User;Question;Score;Time taken', 'learner exercise points none'],
    ['User;Question;Score;Time spent;Time', 'learner exercise points none when'],
    ['User;Question;Response 1;Right answer 1', 'learner exercise answer none'],
    ['Nutzer;Gefragt;Frage;Richtigstellung;Punkte', 'learner none exercise none points'],
    ['Alumno;Pregunta;Respuesta;Fecha', 'learner exercise answer when'],
  ])('%s', (heads, roles) => {
    const headings = heads.split(';');
    expect(guessColumns(headings, [headings.map(() => 'a')], isExercise)).toEqual(roles.split(' '));
  });

  test('by what stands in them where names say nothing', () => {
    const rows = [['x1', 'iot-q10-2', '2026-01-02', '1']];
    expect(guessColumns(['a', 'b', 'c', 'Points'], rows, isExercise)).toEqual([
      'learner',
      'exercise',
      'when',
      'points',
    ]);
  });
});
