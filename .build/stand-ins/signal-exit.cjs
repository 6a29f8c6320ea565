// What proper-lockfile asks of signal-exit: to be called when the process ends. Not when a signal ends it: we heed the
// usual ones ourselves, and the lock of a killed holder is taken over at once. Twenty listeners less for every tick.
module.exports = (listener) => process.once('exit', listener);
