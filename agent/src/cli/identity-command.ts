/** camtally-agent identity: who this gateway is, and the camera key for the account's next gateway. */
import { writeFileSync } from 'node:fs'
import { exportCameraKey } from '../identity/enroll.ts'
import { loadIdentity } from '../identity/identity.ts'
import { nodeCrypto } from '../identity/node-crypto.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { identityLines, identityView } from './identity-view.ts'
import { CommandError } from './errors.ts'
import { painter } from './paint.ts'
import { type Program, withExamples } from './program.ts'
import { exitCodes, type Shell } from './shell.ts'

export function addIdentityCommand({ command, shell, run }: Program): void {
  const own = command
    .command('identity')
    .description('show who this gateway is; its fingerprint is to be compared with what the collector shows')
    .option('--write-camera-key <file>', "write the account's camera key to a new file, for its next gateway")
    .option('--json', 'as JSON')
  withExamples(addConfigOptions(own, ['dataDir']), ['identity', 'identity --write-camera-key camera.key'])
  own.action(run(async (options) => showIdentity(options, shell)))
}

function showIdentity(options: Readonly<Record<string, unknown>>, shell: Shell) {
  const { dataDir } = configFrom(options, shell).config
  const view = identityView(loadIdentity(dataDir, nodeCrypto))
  const keyFile = options['writeCameraKey']
  if (typeof keyFile === 'string') writeCameraKey(dataDir, keyFile)
  const paint = painter(shell.out, shell.env)
  if (options['json'] === true) shell.out.write(`${JSON.stringify(view)}\n`)
  else shell.out.write(identityLines(view, paint))
  if (typeof keyFile === 'string')
    shell.err.write(`${keyFile} opens every camera key of the account: carry it, enroll with it, delete it.\n`)
  return exitCodes.done
}

/** Never over a file that exists. */
function writeCameraKey(dataDir: string, file: string): void {
  const text = exportCameraKey(dataDir)
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new CommandError('CAMERA_KEY_UNWRITTEN', error instanceof Error ? error.message : String(error))
  }
}
