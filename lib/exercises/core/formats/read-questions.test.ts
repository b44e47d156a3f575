import { describe, expect, test } from 'vitest';
import { bytesOf, fileOf, refusalOf } from './formats.cases.ts';
import { readQuestions } from './read-questions.ts';

const ascii = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe('a file is recognised by its content', () => {
  test.each([
    [
      '<?xml version="1.0"?><quiz><question type="truefalse"><name><text>a</text></name></question></quiz>',
      'moodle_xml',
    ],
    ['Is it?{T}', 'gift'],
    ['::Name::Is it?{T}', 'gift'],
    ['Which?\nA) one\nB. two\nANSWER: B', 'aiken'],
    ['stem,right,option_1,option_2\nWhich?,A,one,two\n', 'csv'],
    ['Question;Answer\nWhich?;one\n', 'csv'],
    ['sep=;\nstem;right\nWhich?;one\n', 'csv'],
    ['<?xml version="1.0"?><!-- a --><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2"/>', 'qti22'],
    ['<imsqti:assessmentItem xmlns:imsqti="http://www.imsglobal.org/xsd/imsqti_v2p1"/>', 'qti21'],
    ['<qti-assessment-item/>', 'qti30'],
    ['<questestinterop><item ident="a"/></questestinterop>', 'qti12'],
  ])('%j is %s', (text, format) => {
    expect(fileOf(text).format).toBe(format);
    expect(fileOf(text, 'misleading.txt').format).toBe(format);
  });

  test.each([
    ['%PDF-1.7', '', 'pdf'],
    ['PK\u0003\u0004zz', 'x.imscc', 'common_cartridge'],
    ['PK\u0003\u0004zz', 'x.zip', 'archive'],
    ['<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2"/>', '', 'qti_22'],
    ['<qti-item-body/>', '', 'qti_30'],
    ['<questestinterop/>', '', 'no_questions'],
    ['<manifest><schema>IMS Content</schema><title>QTI Quiz Export</title></manifest>', '', 'qti_package'],
    ['<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"/>', '', 'common_cartridge'],
    ['<manifest xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"/>', '', 'scorm'],
    ['<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0"/>', '', 'canvas'],
    ['<!DOCTYPE html><html></html>', '', 'html'],
    ['{"schema_version": 1, "sparks": []}', '', 'bundle'],
    ['slot,quizattempt,mark\n1,2,3\n', '', 'results'],
    ['name,age\nAda,36\n', 'people.csv', 'table'],
    ['Select {1:MULTICHOICE:=a~b}', '', 'moodle_cloze'],
    ['def f():\n  return {}', 'f.py', 'source_code'],
    ['', '', 'empty'],
  ])('%j (%s) is refused as %s', (text, name, code) => {
    const refusal = refusalOf(ascii(text), name);
    expect(refusal.code).toBe(code);
    expect(refusal.is).toBeTruthy();
    expect(refusal.instead).toMatch(/\.$/);
  });

  test('what is nothing known is said to be that', () => {
    expect(refusalOf('Once upon a time.\n\nThere was a {bean}.')).toMatchObject({ code: 'not_recognised', is: null });
  });

  test('files beyond the limit are refused before they are read', () => {
    const bytes = { length: 100_000_001 } as unknown as Uint8Array;
    expect(readQuestions(bytes, { digest: () => '' })).toMatchObject({ ok: false, refusal: { code: 'too_large' } });
  });
});

describe('the bytes of a file are read as they are meant', () => {
  const text = 'Heißt sie „Ä“? é{T}';
  const wide = (isLittle: boolean, mark: boolean) =>
    Uint8Array.from(
      [...(mark ? ['\uFEFF'] : []), ...text].flatMap((sign) => {
        const code = sign.charCodeAt(0);
        return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
      }),
    );
  test.each<[string, Uint8Array, string]>([
    ['UTF-8', bytesOf(text), 'utf-8'],
    ['UTF-8 with a mark', bytesOf(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16 with a mark', wide(true, true), 'utf-16le'],
    ['UTF-16, the other way round', wide(false, true), 'utf-16be'],
    ['windows-1252', ascii(text.replace('„', '\u0084').replace('“', '\u0093')), 'windows-1252'],
  ])('%s', (_, bytes, encoding) => {
    const file = fileOf(bytes, 'x.gift');
    expect(file.encoding).toBe(encoding);
    expect(file.questions[0]?.exercise?.stem).toBe('Heißt sie „Ä“? é');
  });

  test('UTF-16 without a mark', () => {
    const bytes = Uint8Array.from([...'Is it so?{T}'].flatMap((sign) => [sign.charCodeAt(0), 0]));
    expect(fileOf(bytes).encoding).toBe('utf-16le');
  });

  test('an encoding that XML declares', () => {
    const xml =
      '<?xml version="1.0" encoding="ISO-8859-1"?><quiz><question type="essay"><questiontext><text>caf\u00e9</text></questiontext></question></quiz>';
    expect(fileOf(ascii(xml)).questions[0]?.exercise?.stem).toBe('café');
  });
});

describe('XML that attacks is refused, with line and column', () => {
  const quiz = (inside: string, head = '') => `<?xml version="1.0"?>\n${head}<quiz>${inside}</quiz>`;
  test.each([
    ['a document type', quiz('', '<!DOCTYPE quiz [ <!ENTITY a "b"> ]>\n'), 'doctype_refused', 2],
    ['an external document type', quiz('', '<!DOCTYPE quiz SYSTEM "file:///etc/passwd">\n'), 'doctype_refused', 2],
    [
      'a billion laughs',
      quiz('&c;', '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'),
      'doctype_refused',
      2,
    ],
    ['an entity of HTML', quiz('<question type="essay"><name><text>&nbsp;</text></name></question>'), 'xml_broken', 2],
    ['elements that do not end', quiz('<question type="essay">'), 'xml_broken', 2],
    ['endless nesting', quiz('<a>'.repeat(200) + '</a>'.repeat(200)), 'xml_too_deep', 2],
  ])('%s', (_, text, code, line) => {
    expect(refusalOf(text)).toMatchObject({ code, line, column: expect.any(Number) });
  });

  test('a million open brackets of a document type are read in one pass', () => {
    expect(refusalOf(`<!DOCTYPE quiz [${'['.repeat(1_000_000)}`).code).toBe('doctype_refused');
    expect(refusalOf(`<!ELEMENT a (b)>\n${'<!ENTITY x "'.repeat(100_000)}`).code).toMatch(/^(dtd|xml)$/);
  });
});

test('ids are given once: a name that comes again gets a number', () => {
  const { questions } = fileOf('::A b::x?{T}\n\n::A b::y?{F}\n\n// [id:a-b]\nz?{T}');
  expect(questions.map(({ exercise }) => exercise?.id)).toEqual(['a-b', 'a-b-2', 'a-b-3']);
});
