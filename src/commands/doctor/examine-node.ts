// Whether the Node that runs us is fit, and not made slow.

import { type Patient, type Symptom, sound, warning } from './symptom.ts';

/** Node and what it reads from the environment. */
export function examineNode({ surroundings: { env } }: Patient): readonly Symptom[] {
  const found = `Node ${process.versions.node}`;
  const isSlow = env.NODE_EXTRA_CA_CERTS !== undefined && env.NODE_EXTRA_CA_CERTS !== '';
  return [
    sound('node', `${found}: it can run us`),
    ...(isSlow ? [warning('node_slow', SLOW, 'Leave it out of the environment of our line.')] : []),
    ...(env.NODE_OPTIONS
      ? [warning('node_options', OPTIONS, 'Unset it for us; services get it no more either.')]
      : []),
  ];
}

const SLOW =
  'NODE_EXTRA_CA_CERTS: it is set, and on older Nodes each start reads those certificates; expected it unset, for it can make a check take three times as long';
const OPTIONS = 'NODE_OPTIONS: it is set, and changes how we run; expected it unset';
