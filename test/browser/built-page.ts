/** Builds the page once for a test file, into a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

export type BuiltPage = { readonly folder: string; readonly remove: () => void }

/** The very configuration of a release; only the folder differs. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), 'camtally-page-'))
  const outDir = join(folder, 'web')
  await build({ configFile: 'collector/web/vite.config.ts', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  return { folder: outDir, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
