import { describe, expect, test } from 'vitest';
import { sanitizeSvg } from './svg.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg">';
const clean = (inner: string, attributes = '') => {
  const result = sanitizeSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}<rect width="1" height="1"/></svg>`,
  );
  if (!result.ok) throw new Error(result.problem.message);
  return result.data;
};

describe('what acts or reaches out is gone', () => {
  test.each([
    ['script', '<script>alert(1)</script>'],
    ['script in CDATA', '<script><![CDATA[alert(1)]]></script>'],
    ['script with a prefix', '<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>'],
    ['script within another', '<g><script><script>alert(1)</script></script></g>'],
    ['handlers', '<rect onload="alert(1)" ONCLICK="alert(1)" onmouseover=alert(1) />'],
    [
      'foreign objects',
      '<foreignObject><iframe src="javascript:alert(1)"></iframe><body onload="alert(1)"/></foreignObject>',
    ],
    ['HTML in a title', '<title><style><img src=x onerror=alert(1)></style></title>'],
    ['links', '<a href="javascript:alert(1)"><circle r="1"/></a>'],
    ['old links', '<a xlink:href="javascript:alert(1)"><circle r="1"/></a>'],
    [
      'animated addresses',
      '<animate attributeName="href" values="javascript:alert(1)"/><set attributeName="onload" to="alert(1)"/>',
    ],
    [
      'references to other documents',
      '<use href="https://evil.example/alert(1).svg#x"/><use xlink:href="//evil.example/#alert"/>',
    ],
    ['images', '<image href="https://evil.example/alert.png"/><feImage href="https://evil.example/alert.png"/>'],
    ['data in references', '<use href="data:image/svg+xml;base64,alert"/>'],
    [
      'addresses in attributes',
      '<rect fill="url(https://evil.example/alert)" filter="url( \'//evil.example/alert\' )"/>',
    ],
    ['addresses in styles', '<rect style="background:url(https://evil.example/alert)"/>'],
    ['imports', '<style>@import "https://evil.example/alert.css";</style>'],
    ['imports spelled with escapes', '<style>@\\69mport "https://evil.example/alert.css";</style>'],
    ['addresses in style sheets', '<style>rect { fill: url(https://evil.example/alert) }</style>'],
    ['markup in style sheets', '<style>rect{}</style><style><![CDATA[</style><script>alert(1)</script>]]></style>'],
    ['processing instructions', '<?xml-stylesheet href="https://evil.example/alert.css"?>'],
    ['comments', '<!-- alert(1) -->'],
    ['metadata', '<metadata><rdf:RDF>alert</rdf:RDF></metadata>'],
  ])('%s', (_, inner) => {
    const out = clean(inner);
    expect(out).not.toMatch(/alert|evil|script|foreignobject|javascript|on\w+=|<a[\s>]|iframe|@import|<!--|<\?/i);
    expect(out).toContain('<rect width="1" height="1"/>');
  });

  test('handlers of the drawing itself', () => {
    expect(clean('', 'onload="alert(1)" viewBox="0 0 1 1"')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>\n',
    );
  });
});

describe('what draws stays', () => {
  test('shapes, gradients, text and references within the file', () => {
    const inner =
      '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset="5%" stop-color="#fff"/></linearGradient>' +
      '<clipPath id="c"><circle cx="1" cy="2" r="3"/></clipPath></defs>' +
      '<g fill="url(#g)" clip-path="url(#c)" stroke-width="2" transform="rotate(5)"><path d="M0 0L1 1"/></g>' +
      '<text x="1" font-family="serif">a &lt; b &amp; c <tspan dy="1em">ü</tspan></text><use href="#c"/>';
    expect(clean(inner, 'viewBox="0 0 10 10"')).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inner.replace('&lt;', '&#x3C;').replace('&amp;', '&#x26;')}<rect width="1" height="1"/></svg>\n`,
    );
  });

  test('styles that fetch nothing', () => {
    expect(clean('<style>.a { fill: url(#g); stroke: red }</style>')).toContain(
      '<style>.a { fill: url(#g); stroke: red }</style>',
    );
  });

  test('old references, with the name space they need', () => {
    const out = clean('<use xlink:href="#c"/>');
    expect(out).toContain('<use xlink:href="#c"/>');
    expect(out).toContain('xmlns:xlink="http://www.w3.org/1999/xlink"');
  });

  test('what was cleaned once stays as it is', () => {
    const once = clean('<g><text>a &lt; b</text></g><style>a{}</style>', 'viewBox="0 0 1 1"');
    expect(sanitizeSvg(once)).toEqual({ ok: true, data: once });
  });
});

test.each([
  ['<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', /entities/],
  ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /Nothing of this SVG is left/],
  ['<p>no drawing</p>', /no drawing/],
  // HTML ends a drawing.
  ['<svg><img src=x onerror=alert(1)><rect/></svg>', /Nothing of this SVG is left/],
  ['', /no drawing/],
])('%s is refused', (source, message) => {
  expect(sanitizeSvg(source)).toMatchObject({
    ok: false,
    problem: { code: 'invalid_input', message: expect.stringMatching(message) },
  });
});

test.each([
  [20_000, '<rect/>', 20_000],
  [650_000, '', 0],
])('%i groups within each other are refused, whether they end or not', (opened, inner, closed) => {
  expect(sanitizeSvg(`${SVG}${'<g>'.repeat(opened)}${inner}${'</g>'.repeat(closed)}</svg>`)).toMatchObject({
    ok: false,
    problem: { code: 'invalid_input', message: expect.stringMatching(/nested too deeply/) },
  });
});
