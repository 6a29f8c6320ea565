// Makes metrics of what is known: each of them always, with as many values as there are.

import type { Facts } from './facts.ts';
import type { Family } from './family.ts';
import { OWN_FAMILIES } from './own-families.ts';
import { SERVICE_FAMILIES } from './service-families.ts';

/** All metrics, in an order that never changes. */
export function measure(facts: Facts): readonly Family[] {
  return [...OWN_FAMILIES.map((template) => ofUs(template, facts)), ...ofServices(facts)];
}

function ofUs({ pointsOf, ...described }: (typeof OWN_FAMILIES)[number], facts: Facts): Family {
  return { ...described, points: pointsOf(facts) };
}

function ofServices({ services }: Facts): readonly Family[] {
  return SERVICE_FAMILIES.map(({ pointsOf, ...described }) => ({
    ...described,
    points: services.flatMap((service) =>
      pointsOf(service).map(({ labels, value }) => ({ labels: { service: service.key, ...labels }, value })),
    ),
  }));
}
