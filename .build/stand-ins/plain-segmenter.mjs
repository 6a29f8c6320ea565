// Parts a text into what a reader takes for one character: printable ASCII, with colours or not, is one each. Only for others
// Intl.Segmenter is asked, which takes ten milliseconds to begin.
const PLAIN = new RegExp(`^[ -~${String.fromCharCode(27)}]*$`);

export function PlainSegmenter(...given) {
  let real;
  return {
    segment: (text) => {
      if (PLAIN.test(text)) return partsOf(text);
      real ??= new (Reflect.get(Intl, 'Segmenter'))(...given);
      return real.segment(text);
    },
  };
}

function partsOf(input) {
  const containing = (index) => ({ segment: input[index], index, input });
  return Object.assign(
    Array.from(input, (_, index) => containing(index)),
    { containing },
  );
}
