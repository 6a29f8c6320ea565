// Makes what is shown harmless: nothing that others wrote acts on a terminal, hides, runs backwards, or passes for a line of
// ours. In JSON, what is written out stands for the same text as before.

// Control characters, formatting ones (which reverse or hide text), lone halves of characters, and Unicode's line ends.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const ESCAPE = String.fromCharCode(27);
const COLOURS = [31, 32, 33, 90].map((code) => `${ESCAPE}[${code}m`);
const NO_COLOUR = `${ESCAPE}[39m`;

/** Lines in which every character shows, but for a colour around a whole line. */
export function visible(text: string): string {
  return text.split('\n').map(visibleLine).join('\n');
}

/** A text in which every character shows, line ends too: what others wrote, put into a line of ours. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, writtenOut);
}

function visibleLine(line: string): string {
  const colour = COLOURS.find((one) => line.startsWith(one) && line.endsWith(NO_COLOUR));
  if (colour === undefined) return keepingTabs(line);
  return `${colour}${keepingTabs(line.slice(colour.length, -NO_COLOUR.length))}${NO_COLOUR}`;
}

function keepingTabs(line: string): string {
  return line.replace(INVISIBLE, (character) => (character === '\t' ? character : writtenOut(character)));
}

/** As JSON writes it. */
function writtenOut(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
