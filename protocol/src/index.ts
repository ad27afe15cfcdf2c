/** The one public door of @camtally/protocol: what travels between agent and collector, and what auditors read. */

export * from './base64url.ts'
export * from './camera-key.ts'
export * from './claim.ts'
export {
  type CloseCamera,
  type CloseHead,
  type CloseRow,
  type CloseRowName,
  encodeCloseHead,
  encodeCloseRow,
  type ExcludedMinutes,
  type JoinedKey,
  type MinuteSet,
  parseCloseHead,
  parseCloseRow,
  type SaidMinutes,
  type UncountedMinutes,
} from './close.ts'
export * from './close-message.ts'
export * from './crypto.ts'
export * from './enrollment.ts'
export * from './errors.ts'
export * from './fingerprint.ts'
export * from './heartbeat-presence.ts'
export * from './heartbeat-rows.ts'
export { concatBytes, hmacSha256 } from './hmac-sha256.ts'
export * from './ids.ts'
export * from './inventory-parts.ts'
export { encodeJsonInOrder } from './json-encode.ts'
export { parseJson, type ScannedJson, scanJson } from './json-scan.ts'
export type { JsonObject, JsonValue } from './json-state.ts'
export * from './jws.ts'
export * from './ledger-entry.ts'
export * from './limits.ts'
export * from './named-by.ts'
export * from './open-statement.ts'
export * from './outcome.ts'
export * from './public-key.ts'
export * from './ranges.ts'
export * from './receipt.ts'
export { compareRows, type RunRow } from './run-row.ts'
export { isSoundSignature, SIGNATURE_BYTES } from './signature.ts'
export * from './statement.ts'
export * from './statement-encode.ts'
export * from './statement-parse.ts'
export * from './tells-time.ts'
export { CHECK_8, HASH, KEY_16, LOCAL_DAY, type TextForm } from './text-form.ts'
export * from './thumbprint.ts'
export * from './topic.ts'
export * from './utc-minute.ts'
export * from './utf8.ts'
