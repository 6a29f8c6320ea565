// yoga-layout without a wait at its top level, which no CommonJS bundle can have: whoever uses it waits for `isReady` first.
import { loadYoga } from 'yoga-layout/load';

const engine = {};

export const isReady = loadYoga().then((loaded) => Object.assign(engine, loaded));
export default engine;
export * from 'yoga-layout/load';
