import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';

// What drawing programs write. Left out on purpose: script, foreignObject, a, image, use of other documents, animation that sets
// addresses, and everything of HTML.
const ELEMENTS =
  'svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath marker mask clipPath pattern ' +
  'linearGradient radialGradient stop filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix ' +
  'feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge ' +
  'feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence switch style';

// As hast spells them.
const ATTRIBUTES =
  'id className style transform x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy rotate width height viewBox preserveAspectRatio d points ' +
  'pathLength offset version xmlns xmlnsXLink xmlSpace xmlLang lang role ariaLabel ariaLabelledBy ariaDescribedBy ariaHidden ' +
  'fill fillOpacity fillRule stroke strokeWidth strokeOpacity strokeLineCap strokeLineJoin strokeMiterLimit strokeDashArray ' +
  'strokeDashOffset opacity color colorInterpolation colorInterpolationFilters display visibility overflow clip clipPath clipRule mask ' +
  'filter floodColor floodOpacity lightingColor stopColor stopOpacity paintOrder vectorEffect shapeRendering textRendering ' +
  'imageRendering mixBlendMode isolation pointerEvents fontFamily fontSize fontStyle fontVariant fontWeight fontStretch ' +
  'fontSizeAdjust letterSpacing wordSpacing textAnchor textDecoration textLength lengthAdjust dominantBaseline alignmentBaseline ' +
  'baselineShift direction unicodeBidi writingMode kerning startOffset method spacing side markerStart markerMid markerEnd markerWidth ' +
  'markerHeight markerUnits refX refY orient gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits ' +
  'patternTransform clipPathUnits maskUnits maskContentUnits filterUnits primitiveUnits in in2 result type values mode operator k1 k2 ' +
  'k3 k4 stdDeviation edgeMode order kernelMatrix divisor bias targetX targetY preserveAlpha surfaceScale diffuseConstant ' +
  'specularConstant specularExponent limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z scale xChannelSelector ' +
  'yChannelSelector radius baseFrequency numOctaves seed stitchTiles tableValues slope intercept amplitude exponent href xLinkHref ' +
  'systemLanguage requiredExtensions';

const schema: Options = {
  tagNames: ELEMENTS.split(' '),
  attributes: { '*': ATTRIBUTES.split(' ') },
  protocols: {},
  clobber: [],
  strip: ['script', 'foreignObject', 'iframe', 'object', 'embed', 'audio', 'video', 'metadata', 'image', 'feImage'],
};

const LETTERED = new Set(['text', 'tspan', 'textPath', 'title', 'desc', 'style']);

const sanitize = unified().use(rehypeSanitize, schema).freeze();
const write = unified()
  .use(rehypeStringify, { space: 'svg', closeEmptyElements: true, tightSelfClosing: true, quote: '"' })
  .freeze();

/** A browser fetches what `url()` and `@import` name, and reads escapes as letters: neither has a place in a drawing. */
function reachesOut(css: string): boolean {
  if (/[<\\]|@import|@charset|expression\s*\(|-moz-binding|behavior\s*:|image-set\s*\(|javascript:/i.test(css))
    return true;
  return [...css.matchAll(/url\s*\(\s*(["']?)\s*([^)]*)/gi)].some(([, , address]) => !address?.startsWith('#'));
}

/**
 * A drawing without anything that acts or reaches out: what is not on the lists is gone, references lead within the file, styles
 * fetch nothing. Refuses what is no SVG, or has nothing left.
 */
export function sanitizeSvg(source: string): Result<string> {
  // Entities could spell anything; they are resolved by XML only, and this is read as HTML.
  if (/<!ENTITY/i.test(source)) {
    return fail('invalid_input', 'This SVG defines entities. Save it as a plain SVG, and upload that.');
  }
  try {
    return cleaned(source);
  } catch (error) {
    // Each level of a drawing is a call within a call.
    if (!(error instanceof RangeError)) throw error;
    return fail(
      'invalid_input',
      'The groups of this SVG are nested too deeply. Save it with fewer levels, and upload that.',
    );
  }
}

function cleaned(source: string): Result<string> {
  const parsed = fromHtml(source.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, ''), { fragment: true });
  const drawing = outermost(parsed);
  if (!drawing) return fail('invalid_input', 'There is no drawing in this SVG.');
  const clean = sanitize.runSync({ type: 'root', children: [drawing] }) as Root;
  // Elsewhere letters draw nothing; they are what unknown elements have left behind.
  visit(clean, 'text', (node, at, parent) => {
    if (parent?.type === 'element' && LETTERED.has(parent.tagName)) return;
    if (node.value.trim() === '' || !parent || at === undefined) return;
    parent.children.splice(at, 1);
    return [SKIP, at];
  });
  visit(clean, 'element', (node, at, parent) => {
    const { properties } = node;
    for (const [name, value] of Object.entries(properties)) {
      const text = Array.isArray(value) ? value.join(' ') : String(value);
      const isReference = name === 'href' || name === 'xLinkHref';
      if (isReference ? !text.startsWith('#') : reachesOut(text)) delete properties[name];
    }
    if (node.tagName === 'style' && parent && at !== undefined) {
      const css = node.children.map((child) => (child.type === 'text' ? child.value : '<')).join('');
      if (reachesOut(css) || css.includes('&')) {
        parent.children.splice(at, 1);
        return [SKIP, at];
      }
    }
  });
  const root = clean.children[0];
  if (root?.type !== 'element' || !root.children.some((child) => child.type === 'element')) {
    return fail('invalid_input', 'Nothing of this SVG is left without its scripts and embedded pages.');
  }
  root.properties.xmlns = 'http://www.w3.org/2000/svg';
  if (hasOldReferences(clean)) root.properties.xmlnsXLink = 'http://www.w3.org/1999/xlink';
  return ok(`${write.stringify(clean)}\n`);
}

function outermost(tree: Root): Element | undefined {
  return tree.children.find((child): child is Element => child.type === 'element' && child.tagName === 'svg');
}

function hasOldReferences(tree: Root): boolean {
  let found = false;
  visit(tree, 'element', ({ properties }) => {
    found ||= properties.xLinkHref !== undefined;
  });
  return found;
}
