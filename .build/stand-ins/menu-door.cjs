// The way to the menu's bundle, an ES module that waits while it is loaded: code out of the code cache cannot import one, nor
// can anything require it. This file is loaded by Node itself.
exports.showMenu = async (...given) => (await import('./menu.mjs')).showMenu(...given);
