/** Reads and writes the vectors of testdata/vectors. */

import { readFileSync, writeFileSync } from 'node:fs'

const FOLDER = new URL('../../testdata/vectors/', import.meta.url)

/** A vector file as its test knows it. The shape is the test's word: a wrong one fails there. */
export function readVectors<Shape>(name: string): Shape {
  return JSON.parse(textOfVectors(name)) as Shape
}

export function textOfVectors(name: string): string {
  return readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')
}

export function writeVectors(name: string, text: string): void {
  writeFileSync(new URL(`${name}.json`, FOLDER), text)
}

export function bytesOfHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

/** The code of what a call throws, or "nothing". */
export function codeThrownBy(call: () => unknown): string {
  try {
    call()
    return 'nothing'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
