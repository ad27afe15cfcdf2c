/** Every bound of the protocol in one place; SPEC.md lists the same numbers. */

/** A compact JWS other than a manifest, in bytes. */
export const JWS_MAX_BYTES = 48 * 1024
export const STATEMENT_MAX_BYTES = JWS_MAX_BYTES
export const MANIFEST_MAX_BYTES = 4 * 1024 * 1024
export const JSON_DEPTH_MAX = 8
/** Greatest UTC minute that can be stated (year 6053): it fits a signed 32-bit integer. */
export const UTC_MINUTE_MAX = 2 ** 31 - 1
export const MINUTES_PER_DAY = 1440

/** Cameras in all parts of one inventory. */
export const CAMERAS_MAX = 1000
export const KEYS_PER_CAMERA_MAX = 4
export const INVENTORY_PARTS_MAX = 16
export const HEARTBEAT_MINUTES_DEFAULT = 5
export const HEARTBEAT_MINUTES_MAX = 30
export const GAP_MINUTES_MAX = 525_600

export const RECEIPT_GOT_MAX = 64
export const RECEIPT_HAVE_MAX = 64
export const RECEIPT_SIDE_MAX = 20
/** Statements in flight: the `w` of a receipt. */
export const W_DEFAULT = 20
export const W_MAX = 1000
/** A receipt tells the time if a statement it got was first published at most this long before. */
export const TELLS_TIME_MAX_MS = 120_000
/** A statement that a receipt names is kept this long from that receipt, then dropped. */
export const NAMED_KEPT_MS = 14 * 86_400_000
/**
 * Runs of one chain that open behind a number missing for less than 24 h; a statement that would open another is
 * dropped.
 */
export const OPEN_RUNS_MAX = 1000

/** Minute M (its start) counts from 62 days before to 5 minutes after its arrival, inclusive (R13). */
export const COUNTS_LATE_MS = 62 * 86_400_000
export const COUNTS_EARLY_MS = 5 * 60_000

export const ENROLLMENT_LIVES_MS = 10 * 60_000
export const CLAIM_LIVES_MS = 24 * 3_600_000
export const ENTRY_MAX_BYTES = 512
