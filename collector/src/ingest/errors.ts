/** Why bytes on a statement topic are refused, besides what the protocol itself names. A code is for ever. */

export const ingestErrors = {
  GATEWAY_UNKNOWN: {
    message: 'No gateway with this id is enrolled here.',
    hint: 'Enroll it; if it was enrolled, look whether this is the right collector.',
  },
} as const
