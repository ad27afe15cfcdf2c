/** The first token: a new installation has nobody who could ask for one, so it lies in a file of the data folder. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Random } from './clock.ts'
import { createToken } from './http/create-token.ts'
import { acrossAccounts, type Store } from './store/database.ts'
import { listTokens } from './store/token.ts'

/** Writes <dataDir>/ops-token (0600) where there is no ops token yet; answers its path, which may be older than this
 *  start. Crash after the commit: the token is known to nobody; camtally-collector token create makes another. */
export async function ensureOpsToken(
  { store, isEmbedded }: { readonly store: Store; readonly isEmbedded: boolean },
  dataDir: string,
  ports: { readonly clock: Clock; readonly random: Random },
): Promise<{ readonly path: string; readonly isNew: boolean }> {
  const path = join(dataDir, 'ops-token')
  // A database of its own outlives this machine: its tokens are made by a command, not by whoever starts first.
  if (!isEmbedded) return { path, isNew: false }
  const token = await acrossAccounts(store, async (tx) => {
    if ((await listTokens(tx, '*')).length > 0) return undefined
    return (await createToken(tx, ports, { role: 'ops', name: 'first start' })).token
  })
  if (token !== undefined) writeFileSync(path, `${token}\n`, { mode: 0o600 })
  return { path, isNew: token !== undefined }
}
