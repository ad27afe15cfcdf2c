/** What can be wrong with a gateway's identity: a code is for ever, its words may improve (docs/agent-errors.md). */

export const identityErrors = {
  NOT_ENROLLED: {
    message: 'This machine is not enrolled as a gateway.',
    hint: 'Get a claim for its site and run: camtally-agent enroll --collector URL --claim CLAIM',
  },
  ALREADY_ENROLLED: {
    message: 'This machine is already enrolled, and not by this claim.',
    hint: 'To enroll it anew, begin with an empty data folder and a claim that replaces the gateway.',
  },
  IDENTITY_DAMAGED: {
    message: 'A file of the gateway’s identity cannot be read or does not fit the others.',
    hint: 'Bring it back from a copy, or enroll anew with a claim that replaces the gateway.',
  },
  CAMERA_KEY_FILE: {
    message: 'The camera-key file is not one.',
    hint: 'Carry the file that the first gateway of the account wrote; its one line has 43 characters.',
  },
  CAMERA_SECRET_DIFFERS: {
    message: 'This gateway has a camera secret already, and the camera-key file holds another one.',
    hint: 'Begin with an empty data folder, or leave the file out.',
  },
  COLLECTOR_ADDRESS: {
    message: 'The collector’s address is not one that a claim may be sent to.',
    hint: 'Use https://…; plain http only to the machine itself.',
  },
  COLLECTOR_UNREACHABLE: {
    message: 'The collector cannot be reached.',
    hint: 'Check the address and the network, then repeat the same command: nothing is lost.',
  },
  ENROLLMENT_REFUSED: {
    message: 'The collector refused the enrollment.',
    hint: 'Check that the claim is new and for this site, then repeat the command.',
  },
  ENROLLMENT_ANSWER: {
    message: 'The collector’s answer is not one that proves an enrollment.',
    hint: 'Check the address; then tell the collector’s operators what the message says.',
  },
} as const

export type IdentityErrorCode = keyof typeof identityErrors

/** A fault of identity. Its message reads `detail: what is so [CODE]`, its hint says what to do now. */
export class IdentityError extends Error {
  readonly code: IdentityErrorCode
  readonly hint: string
  constructor(code: IdentityErrorCode, detail = '') {
    super(`${detail === '' ? '' : `${detail}: `}${identityErrors[code].message} [${code}]`)
    this.name = 'IdentityError'
    this.code = code
    this.hint = identityErrors[code].hint
  }
}
