import type { BuildOptions } from 'esbuild';

/** Bundles what begins at `entry` under a name; answers the arguments by which Node runs it. */
export function bundleRun(entry: string, name: string, options: BuildOptions): Promise<readonly string[]>;
