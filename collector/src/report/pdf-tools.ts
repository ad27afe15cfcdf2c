/** Tools of the machine that read a PDF, for tests: what is not installed is undefined, and the test says so. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The text in reading order with white space as single spaces (pdftotext of poppler). */
export function textOfPdf(bytes: Uint8Array): string | undefined {
  const run = onFile(bytes, 'pdftotext', (path) => ['-enc', 'UTF-8', path, '-'])
  return run?.stdout.replace(/\s+/g, ' ')
}

/** What qpdf finds wrong with the file's syntax; '' if nothing. */
export function qpdfFaults(bytes: Uint8Array): string | undefined {
  const run = onFile(bytes, 'qpdf', (path) => ['--check', path])
  if (run === undefined) return undefined
  return run.status === 0 && run.stderr === '' ? '' : `${run.stdout}${run.stderr}`
}

function onFile(bytes: Uint8Array, command: string, argumentsFor: (path: string) => string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'camtally-pdf-'))
  try {
    const path = join(folder, 'file.pdf')
    writeFileSync(path, bytes)
    const run = spawnSync(command, argumentsFor(path), { encoding: 'utf8' })
    return run.error ? undefined : run
  } finally {
    rmSync(folder, { recursive: true })
  }
}
