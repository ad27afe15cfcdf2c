/** Which folder may import what (architecture: folders are the flow). */
import { dirname, join } from 'node:path'
import type { SourceFile } from './source-tree.ts'

/** Each outside package's one home. Tests may use any of them. */
const homes: Readonly<Record<string, readonly string[]>> = {
  mqtt: ['agent/src/uplink/', 'collector/src/ingest/'],
  aedes: ['collector/src/ingest/'],
  kysely: ['collector/src/store/'],
  pg: ['collector/src/store/'],
  'node-cron': ['collector/src/jobs/'],
  fastify: ['collector/src/http/'],
  '@fastify/': ['collector/src/http/'],
  pdfkit: ['collector/src/report/'],
  preact: ['collector/web/'],
}
const pureFolders = ['protocol/src/', 'agent/src/core/', 'collector/src/domain/']

/** One sentence for each import that a rule forbids. */
export function importFaults(file: SourceFile): string[] {
  // A test may import what it likes, and so may the fixtures of protocol's tests.
  if (/\.test\.tsx?$/.test(file.path) || file.path.startsWith('protocol/src/testing/')) return []
  return importsOf(file).flatMap((specifier) => {
    const fault = faultOf(file.path, specifier)
    return fault === undefined ? [] : [`${file.path} imports ${specifier}: ${fault}`]
  })
}

function importsOf(file: SourceFile): string[] {
  const statement = /^(?:import|export)\s(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...file.text.matchAll(statement)].map((match) => match[1] ?? match[2] ?? '')
}

function faultOf(path: string, specifier: string): string | undefined {
  const target = specifier.startsWith('.') ? join(dirname(path), specifier) : specifier
  const pure = pureFolders.find((folder) => path.startsWith(folder))
  if (pure) {
    if (specifier.startsWith('node:')) return 'pure folders take what they need as arguments'
    const isOwn = target.startsWith(pure) || (pure !== 'protocol/src/' && specifier === '@camtally/protocol')
    const isClockPort = pure === 'agent/src/core/' && target === 'agent/src/clock.ts'
    if (!isOwn && !isClockPort)
      return `${pure} imports only itself${pure === 'protocol/src/' ? '' : ' and the protocol'}`
  }
  if (path.startsWith('agent/') && (target.startsWith('collector/') || specifier === '@camtally/collector'))
    return 'agent and collector never import each other'
  if (path.startsWith('collector/') && (target.startsWith('agent/') || specifier === '@camtally/agent'))
    return 'agent and collector never import each other'
  if (path.startsWith('test/')) return undefined
  const home = Object.entries(homes).find(([name]) =>
    name.endsWith('/') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
  )
  return home && !home[1].some((folder) => path.startsWith(folder)) ? `its home is ${home[1].join(' or ')}` : undefined
}
