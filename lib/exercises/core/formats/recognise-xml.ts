import type { QuestionFormat } from './report.ts';
import { prologOf } from './xml-prolog.ts';

/** Something that is known by name and not read. */
export interface Known {
  code: string;
  /** "a Word document" */
  is: string;
  instead: string;
}

const EXPORT = 'Export the questions as QTI, Moodle XML, GIFT or CSV.';
const WITH_ITEMS = 'Choose an item, or the package that it is in.';
const qti = (version: string, what: string): Known => ({
  code: `qti_${version.replace('.', '')}`,
  is: `${what} of QTI ${version}`,
  instead: WITH_ITEMS,
});
const other = (code: string, is: string): Known => ({ code, is, instead: EXPORT });

/** What XML or HTML is, by its first element and the namespaces it names; null where it is neither. */
export function xmlKind(text: string): { format: QuestionFormat } | Known | null {
  const body = text.slice(prologOf(text).element);
  const root = /^<([\w.-]+:)?([A-Za-z_][\w.-]*)([^>]*)/.exec(body);
  if (!root?.[2]) return /^<[!?]/.test(text) ? other('xml', 'an XML file without questions') : null;
  const [name, attributes] = [root[2], root[3] ?? ''];
  const version = /imsqti_v2p2/.test(attributes) ? '2.2' : /imsqti_v2p0/.test(attributes) ? '2.0' : '2.1';
  if (/canvas\.instructure\.com/.test(attributes)) return other('canvas', 'the settings of a Canvas course');
  if (name === 'quiz') return { format: 'moodle_xml' };
  if (name === 'qti-assessment-item') return { format: 'qti30' };
  if (/^qti-/.test(name)) return qti('3.0', /test/.test(name) ? 'a test' : 'a part');
  if (name === 'assessmentItem') return { format: version === '2.2' ? 'qti22' : 'qti21' };
  if (
    /^(assessmentItemRef|responseProcessing|rubricBlock|assessmentSection|testPart|itemBody|simpleChoice|stimulusBody|assessmentStimulus)$/.test(
      name,
    )
  )
    return qti(version, 'a part of an item');
  if (name === 'assessmentTest') return qti(version, 'a test');
  if (name === 'questestinterop') return { format: 'qti12' };
  if (/^(assessment|objectbank|item)$/.test(name) && /ims_qtiasi/.test(attributes)) return qti('1.2', 'a part');
  if (/^(assessment|objectbank)$/.test(name)) return qti('1.2', 'a part');
  if (name === 'manifest') return manifestKind(body);
  if (name === 'schema') return other('xsd', 'an XML schema');
  if (/^html$/i.test(name)) return other('html', 'a web page');
  if (/imsccv1p\d/.test(attributes)) return other('common_cartridge', 'a part of a Common Cartridge');
  if (name === 'POOL') return other('blackboard', 'a pool of Blackboard');
  const isXml = /^<\?xml|\sxmlns/.test(text.slice(0, 2_000)) || body !== text;
  if (isXml || /<\/\s*[\w.:-]+\s*>\s*$/.test(text)) return other('xml', `an XML file of another kind (<${name}>)`);
  return null;
}

function manifestKind(body: string): Known {
  if (/adlcp_|adlseq|ADL SCORM/i.test(body)) return other('scorm', 'the manifest of a SCORM package');
  if (isCartridge(body)) return other('common_cartridge', 'the manifest of a Common Cartridge');
  if (/imsqti|imsqtiasi|qtiv|QTI Quiz Export/i.test(body))
    return { ...other('qti_package', 'the manifest of a QTI package'), instead: 'Choose the whole package.' };
  return other('package', 'the manifest of a package');
}

/** Canvas writes its QTI packages in the namespace of cartridges; only the schema that it names tells them apart. */
function isCartridge(body: string): boolean {
  if (/<schema>\s*IMS Content\s*<\/schema>|QTI Quiz Export/i.test(body)) return false;
  if (/imsqti_xmlv1p2"/.test(body) && !/<schema>/.test(body)) return false;
  return /\sxmlns="[^"]*imsccv1p|<schema>[^<]*common cartridge/i.test(body);
}
