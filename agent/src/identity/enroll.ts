/** Enrolls this machine as a gateway (protocol 7): claim -> challenge -> proof of the new key -> grant. Every step
 *  leaves on disk what its repetition needs, so the same command may be repeated for 24 hours and ends the same. */
import { readFileSync } from 'node:fs'
import {
  type EnrollmentGrant,
  encodeBase64url,
  encodeEnrollmentProof,
  parseClaim,
  parseEnrollmentChallenge,
  signJws,
  thumbprint,
} from '@camtally/protocol'
import type { Random } from '../clock.ts'
import { type Api, createApi } from './collector-api.ts'
import { IdentityError } from './errors.ts'
import * as files from './files.ts'
import { checkGrant, parseGrant } from './grant.ts'
import { findIdentity, type Identity, loadIdentity } from './identity.ts'
import { type KeyPair, keyPairFromPem, newKeyPem, nodeCrypto } from './node-crypto.ts'

/** What an installer gives. `collectorUrl`: https, or http to the machine itself. `cameraKeyFile`: the camera
 *  secret that the account's first gateway wrote; without it a new one is made. */
export type EnrollRequest = {
  readonly dataDir: string
  readonly collectorUrl: string
  readonly claim: string
  readonly cameraKeyFile?: string
}
export type EnrollPorts = { readonly random: Random; readonly fetch?: typeof fetch }

/** A proof that was sent. `claimId` names the claim without its secret. */
type Pending = { readonly claimId: string; readonly enrollmentId: string; readonly proof: string }

/** Enrolls and answers the identity. Repeated with the claim that enrolled it, it only answers.
 *  @throws IdentityError, or CLAIM_SHAPE of the protocol */
export async function enroll(request: EnrollRequest, ports: EnrollPorts): Promise<Identity> {
  const { dataDir } = request
  const claimId = parseClaim(request.claim).id
  const enrolled = findIdentity(dataDir, nodeCrypto)
  if (enrolled !== undefined) {
    if (findPending(dataDir)?.claimId === claimId) return enrolled
    throw new IdentityError('ALREADY_ENROLLED', enrolled.grant.gatewayId)
  }
  const api = createApi(request.collectorUrl, ports.fetch ?? fetch)
  takeCameraSecret(request, ports.random)
  const key = takeKey(dataDir, ports.random)
  const grant = (await answeredBefore(dataDir, claimId, api)) ?? (await prove({ request, claimId, key, api }))
  files.writeText(dataDir, files.ENROLLMENT, `${JSON.stringify(grant, undefined, 2)}\n`)
  return loadIdentity(dataDir, nodeCrypto)
}

/** Writes the account's camera secret to a file that an installer carries to its next gateway. @throws NOT_ENROLLED */
export function exportCameraKey(dataDir: string): string {
  return files.formatCameraSecret(loadIdentity(dataDir, nodeCrypto).cameraSecret)
}

/** The key of this machine, made once: a repeated enrollment proves the same one. */
function takeKey(dataDir: string, random: Random): KeyPair {
  const kept = files.findText(dataDir, files.GATEWAY_KEY)
  const pem = kept ?? newKeyPem(random.bytes(32))
  if (kept === undefined) files.writeText(dataDir, files.GATEWAY_KEY, pem)
  return keyPairFromPem(pem)
}

function takeCameraSecret(request: EnrollRequest, random: Random): void {
  const kept = files.findText(request.dataDir, files.CAMERA_SECRET)
  const carried = request.cameraKeyFile === undefined ? undefined : readCameraKeyFile(request.cameraKeyFile)
  if (kept !== undefined && carried !== undefined && kept.trim() !== carried.trim()) {
    throw new IdentityError('CAMERA_SECRET_DIFFERS')
  }
  if (kept !== undefined) return
  files.writeText(request.dataDir, files.CAMERA_SECRET, carried ?? files.formatCameraSecret(random.bytes(32)))
}

function readCameraKeyFile(path: string): string {
  try {
    return files.formatCameraSecret(files.parseCameraSecret(readFileSync(path, 'utf8')))
  } catch {
    throw new IdentityError('CAMERA_KEY_FILE', path)
  }
}

/** The answer to a proof sent before, if this claim sent one and the collector still gives it. */
async function answeredBefore(dataDir: string, claimId: string, api: Api): Promise<EnrollmentGrant | undefined> {
  const pending = findPending(dataDir)
  if (pending?.claimId !== claimId) return undefined
  try {
    return await sendProof(pending, api)
  } catch (error) {
    if (error instanceof IdentityError && error.code === 'ENROLLMENT_REFUSED') return undefined // too old: begin anew
    throw error
  }
}

async function prove(enrolling: {
  readonly request: EnrollRequest
  readonly claimId: string
  readonly key: KeyPair
  readonly api: Api
}): Promise<EnrollmentGrant> {
  const { request, claimId, key, api } = enrolling
  const publicKey = encodeBase64url(key.publicKey)
  const answer = await api.post('/v1/enrollments', { claim: request.claim, publicKey })
  const challenge = api.read(() => parseEnrollmentChallenge(answer))
  const { enrollmentId, nonce, gatewayId, epoch } = challenge
  const payload = encodeEnrollmentProof({ v: 1, enr: enrollmentId, nonce, gw: gatewayId, ep: epoch })
  const kid = thumbprint(key.publicKey, nodeCrypto)
  const proof = signJws({ typ: 'camtally-enroll+jws', kid, payload }, key.sign)
  const pending = { claimId, enrollmentId, proof }
  // Crash or lost answer from here on: the next run sends this very proof and gets the same grant.
  files.writeText(request.dataDir, files.PENDING, `${JSON.stringify(pending)}\n`)
  return sendProof(pending, api)
}

async function sendProof(pending: Pending, api: Api): Promise<EnrollmentGrant> {
  const answer = await api.post(`/v1/enrollments/${pending.enrollmentId}/proof`, { proof: pending.proof })
  return api.read(() => {
    const grant = parseGrant(answer)
    checkGrant(grant, pending.proof, nodeCrypto)
    return grant
  })
}

function findPending(dataDir: string): Pending | undefined {
  const text = files.findText(dataDir, files.PENDING)
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) return undefined
  const { claimId, enrollmentId, proof } = value as Record<string, unknown>
  const isWhole = typeof claimId === 'string' && typeof enrollmentId === 'string' && typeof proof === 'string'
  return isWhole ? { claimId, enrollmentId, proof } : undefined
}
