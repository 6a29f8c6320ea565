// Takes the terminal over as a whole, and gives it back as it was: at the end, after a crash, and when we are told to stop.
// Knows not what is drawn.

const ESCAPE = String.fromCharCode(27);
const ENTER = `${ESCAPE}[?1049h${ESCAPE}[H${ESCAPE}[?25l`;
const LEAVE = `${ESCAPE}[?25h${ESCAPE}[?1049l`;

/** Takes the terminal over; the answer gives it back, once. */
export function enterFullScreen(): () => void {
  let isEntered = true;
  const leave = () => {
    if (isEntered) process.stdout.write(LEAVE);
    isEntered = false;
  };
  // A terminal that has gone is no reason to fail: we are told to stop, too.
  for (const stream of [process.stdin, process.stdout]) stream.on('error', () => undefined);
  process.on('exit', leave);
  // Before what is told of a crash, or it would go away with the screen.
  process.prependListener('uncaughtException', leave);
  process.stdout.write(ENTER);
  return leave;
}
