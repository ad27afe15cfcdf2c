#!/usr/bin/env node
// Plain old JavaScript on purpose: whatever Node starts this file must be able to parse it and say what is needed.
// Below Node 26 the command runs itself again with the Node 26 that "npm ci" brought along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const nearestNode = (folder) => {
  const candidate = join(folder, 'node_modules', '.bin', 'node')
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : nearestNode(dirname(folder))
}

if (Number(process.versions.node.split('.')[0]) >= 26) {
  const release = join(here, '..', 'dist', 'main.js')
  await import(existsSync(release) ? release : '../src/main.ts')
} else {
  const node = process.env.CAMTALLY_NODE_RESTARTED ? undefined : nearestNode(here)
  if (node) {
    const env = { ...process.env, CAMTALLY_NODE_RESTARTED: '1' }
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit', env })
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
  } else {
    console.error(
      `camtally-agent needs Node 26 or later; this is ${process.version}. "npm ci" in its folder brings it.`,
    )
    process.exitCode = 1
  }
}
