// The code by which the system names a failure. Knows nothing of what failed.

/** The code of a system error, such as ENOENT; another error's name. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const code = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : String(Reflect.get(error, 'name') ?? 'unknown');
}
