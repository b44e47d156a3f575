/** Small real files, for tests of what is found in them. */

const base64 = (text: string) => Buffer.from(text, 'base64');

export const SAMPLES = {
  png: base64(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEklEQVQImWNQWpWmtCqNAYUC' +
      'AEnLBy3pNfR6AAAAAElFTkSuQmCC',
  ),
  jpeg: base64(
    '/9j/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBD' +
      'AQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAABAAED' +
      'ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAA' +
      'BAf/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCcAJOH/9k=',
  ),
  gif: base64('R0lGODlhAQABAIAAAExpcSKqZiH5BAUAAAAALAAAAAABAAEAAAICTAEAOw=='),
  webp: base64('UklGRjgAAABXRUJQVlA4ICwAAABwAQCdASoBAAEAAUAmJaACdAFAAAD+2ibri5siKP/r0f/+ej//z0f5wAAAAA=='),
  avif: base64(
    'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA' +
      'ACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRt' +
      'AAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAQAAAACAAAAEHBpeGkAAAAAAwgICAAAABZp' +
      'cG1hAAAAAAAAAAEAAQOBAgMAAAApbWRhdBIACgg4BDtICGg0gDITGUJjBMAANAAAkEDJG22PHhZdLA==',
  ),
  zip: base64(
    'UEsDBBQAAAAAAAAAIVyMHn1xBQAAAAUAAAAFAAAAYS50eHR3b3Jkc1BLAQIUAxQAAAAAAAAAIVyMHn1xBQAAAAUAAAAFAAAAAAAA' +
      'AAAAAACAAQAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAoAAAAAAA=',
  ),
  docx: base64(
    'UEsDBBQAAAAAAAAAIVyT+DSMlwAAAJcAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbDxUeXBlcz48T3ZlcnJpZGUgUGFydE5hbWU9' +
      'Ii93b3JkL2RvY3VtZW50LnhtbCIgQ29udGVudFR5cGU9ImFwcGxpY2F0aW9uL3ZuZC5vcGVueG1sZm9ybWF0cy1vZmZpY2Vkb2N1' +
      'bWVudC53b3JkcHJvY2Vzc2luZ21sLmRvY3VtZW50Lm1haW4reG1sIi8+PC9UeXBlcz5QSwMEFAAAAAAAAAAhXBbDehkEAAAABAAA' +
      'ABEAAAB3b3JkL2RvY3VtZW50LnhtbDx3Lz5QSwECFAMUAAAAAAAAACFck/g0jJcAAACXAAAAEwAAAAAAAAAAAAAAgAEAAAAAW0Nv' +
      'bnRlbnRfVHlwZXNdLnhtbFBLAQIUAxQAAAAAAAAAIVwWw3oZBAAAAAQAAAARAAAAAAAAAAAAAACAAcgAAAB3b3JkL2RvY3VtZW50' +
      'LnhtbFBLBQYAAAAAAgACAIAAAAD7AAAAAAA=',
  ),
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><rect width="8" height="4"/></svg>',
  /** A drawing that would run. */
  svgWithScript:
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4" onload="alert(1)"><script>alert(1)</script><rect width="8" height="4"/></svg>',
  pdf: Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'),
  mp3: Buffer.concat([
    Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000'),
    Buffer.from([0xff, 0xfb, 0x90, 0x64]),
    Buffer.alloc(413),
  ]),
  mp4: Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypisom\u0000\u0000\u0002\u0000isomiso2'),
    Buffer.alloc(8),
  ]),
  exe: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(62)]),
} as const;
