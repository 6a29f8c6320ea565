// What each reason code means, in one sentence for people. The codes are stable; these sentences may be worded better.

import type { Reason } from '../recovery.ts';

/** What each reason means. */
export const MEANINGS: Readonly<Record<Reason, string>> = {
  off: 'It was switched off, and is left alone until that is over.',
  unknown: 'It could not be looked at: that counts for nothing, and nothing is done.',
  recovering: 'A recovery of it is under way.',
  resume: 'An invocation died in the middle of what it did to it: that is settled first.',
  healthy: 'It is well; its failures are forgotten.',
  starting: 'It is new, and has its grace to come up.',
  held: 'It is held: it is looked at, its failures count on, and nothing is done.',
  maintenance: 'It is in a maintenance window: it is looked at, its failures count on, and nothing is done.',
  off_over: 'The time is over for which it was switched off, and it is started.',
  busy: 'Its heartbeat is late, but its processes are at work: that does not count yet.',
  ended_cleanly: 'It has ended on purpose, and only its failures are recovered.',
  never_restarted: 'It is only watched: its config says that it is never restarted.',
  below_threshold: 'It is bad, but has not been so often enough in a row.',
  dependency_down: 'A service that it depends on is not up: to start it would not help.',
  dependency_recovered: 'A service that it depends on was replaced, so that it is restarted, too.',
  group_restart: 'It is restarted together with its group.',
  backing_off: 'It was recovered a short while ago, and must wait before the next time.',
  given_up:
    'It was recovered too often, or fails in the same way each time: it is tried only rarely, until a person helps.',
  threshold_reached: 'It was bad often enough in a row to be recovered.',
  escalated: 'It was recovered in vain before, so that other steps are taken.',
  clock_step: 'The clock was set, or the host slept: for that nobody alive is ended.',
  mass_failure: 'Most services went bad at once, which is taken for the fault of the host.',
  host_trouble: 'The host is in trouble: a restart would not help.',
  budget_spent: 'The restarts that the host may have within an hour are spent.',
  observe_only: 'Nothing may be done at the moment: there is only observing.',
  requested: 'Somebody has asked for it.',
};
