// What yargs asks of assert: that it was built correctly. All of `assert` loads the network.
export function strictEqual(found, expected, message) {
  if (found !== expected) throw new Error(message);
}

export function notStrictEqual(found, other, message) {
  if (found === other) throw new Error(message);
}
