// After all tests: see before-all.mjs.

export default async function afterAll() {
  globalThis.removeNewCaches();
  await globalThis.removeNewCgroups();
}
