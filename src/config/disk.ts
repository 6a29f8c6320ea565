/** The little that resolving a config asks of the disk; tests may answer otherwise. */

/** Where the config lies, the folder at which relative paths start, and whether a path names a file. */
export interface Disk {
  readonly path: string;
  readonly folder: string;
  readonly isFile: (path: string) => boolean;
}
