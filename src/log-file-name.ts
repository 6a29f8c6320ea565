// How our own daily log files are called. Knows not what is in them.

const FILE = /^watchdog_\d{8}\.log$/;

/** Whether a file in `log_dir` is one of our daily logs; by name they sort by day. */
export function isLogFile(name: string): boolean {
  return FILE.test(name);
}

/** Its name on that day, as people here count days. */
export function logFileName(day: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `watchdog_${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}.log`;
}
