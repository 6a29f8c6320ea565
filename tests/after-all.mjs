// After all tests: see before-all.mjs.

export default function afterAll() {
  globalThis.removeNewCaches();
}
