// How wide a text is on a terminal: of plain letters as many columns as it has. Only for others string-width is asked, which loads
// much of what is known of Unicode.
const PLAIN = /^[ -~]*$/;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

export default function widthOf(text, options) {
  if (typeof text !== 'string') return 0;
  const bare = options?.countAnsiEscapeCodes ? text : text.replace(COLOURS, '');
  return PLAIN.test(bare) ? bare.length : require('string-width').default(text, options);
}
