import { quoted } from '../qti/xhtml.ts';
import type { ScormVersion } from './interaction.ts';

export interface ManifestOptions {
  version: ScormVersion;
  /** By which a platform knows the package again. */
  identifier: string;
  title: string;
  /** From 0 to 1; null where nothing is marked. */
  passing_score: number | null;
  /** The files of the package, the page first. */
  files: readonly string[];
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const hrefOf = (path: string) => quoted(path.split('/').map(encodeURIComponent).join('/'));
const filesOf = (files: readonly string[]) => files.map((name) => `      <file href="${hrefOf(name)}"/>\n`).join('');

/** `imsmanifest.xml`: one item, which is the page that asks the questions. */
export const scormManifest = (options: ManifestOptions): string =>
  options.version === '1.2' ? manifest12(options) : manifest2004(options);

function manifest12({ identifier, title, passing_score, files }: ManifestOptions): string {
  const passing =
    passing_score === null
      ? ''
      : `\n        <adlcp:masteryscore>${Math.round(passing_score * 100)}</adlcp:masteryscore>`;
  return `${head}<manifest identifier="${quoted(identifier)}" version="1.2"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="org">
    <organization identifier="org">
      <title>${quoted(title)}</title>
      <item identifier="item" identifierref="page">
        <title>${quoted(title)}</title>${passing}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="${hrefOf(files[0] ?? '')}">
${filesOf(files)}    </resource>
  </resources>
</manifest>
`;
}

function manifest2004({ identifier, title, passing_score, files }: ManifestOptions): string {
  const objective =
    passing_score === null
      ? ''
      : `
          <imsss:objectives>
            <imsss:primaryObjective satisfiedByMeasure="true" objectiveID="whole">
              <imsss:minNormalizedMeasure>${passing_score}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>`;
  return `${head}<manifest identifier="${quoted(identifier)}" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
  </metadata>
  <organizations default="org">
    <organization identifier="org">
      <title>${quoted(title)}</title>
      <item identifier="item" identifierref="page">
        <title>${quoted(title)}</title>
        <imsss:sequencing>${objective}
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormType="sco" href="${hrefOf(files[0] ?? '')}">
${filesOf(files)}    </resource>
  </resources>
</manifest>
`;
}
