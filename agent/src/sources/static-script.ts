/** What a file of cameras says: who there is, and in which state when. */
import Type, { type Static } from 'typebox'
import type { ConfigFault } from '../config-errors.ts'
import { type SchemaNode, shapeFaults } from '../config-shape.ts'
import { memberPath, parseYaml } from '../config-yaml.ts'
import type { EvidenceRank, Identifier } from '../core/source.ts'

/** A camera whose state follows a script: the first span that holds the instant decides, else `rank`. */
export type ScriptedCamera = {
  readonly name: string
  readonly identifiers: readonly Identifier[]
  readonly rank: EvidenceRank
  readonly spans: readonly ScriptedSpan[]
}

/** [fromMs, toMs) of the raw wall clock. */
export type ScriptedSpan = { readonly fromMs: number; readonly toMs: number; readonly rank: EvidenceRank }

export type StaticScript = { readonly cameras: readonly ScriptedCamera[] }

const closed = { additionalProperties: false } as const
const states = ['up', 'streaming', 'authenticated', 'responding', 'seen', 'down', 'standby', 'unknown'] as const
const instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)$',
  expects: 'an instant like 2026-03-01T08:00Z',
})
const state = Type.Optional(Type.Enum([...states]))

/** The file's shape; docs/agent-sources.md shows one. */
export const staticFileSchema = Type.Object(
  {
    cameras: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 64 }),
          key: Type.Optional(
            Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\r\\n]+$', expects: 'one line' }),
          ),
          state,
          script: Type.Optional(
            Type.Array(Type.Object({ from: instant, to: instant, state }, closed), { maxItems: 10_000 }),
          ),
        },
        closed,
      ),
      { maxItems: 1000 },
    ),
  },
  closed,
)

/** Parses the text of the file `name`. Without faults there is a script. A camera with a `script` is down outside it,
 *  unless `state` says otherwise; one without is `state`, else up. Never throws. */
export function parseStaticScript(
  name: string,
  text: string,
): { readonly script?: StaticScript; readonly faults: readonly ConfigFault[] } {
  const yaml = parseYaml(name, text)
  if (yaml.faults.length > 0) return { faults: yaml.faults }
  const schema: SchemaNode = staticFileSchema
  const shape = shapeFaults(schema, yaml.value)
  const found = shape.length > 0 ? shape : ruleFaults(yaml.value as StaticFile)
  const faults = found.map(({ code, path, message }) => ({
    code,
    where: path === '' ? yaml.placeOf(path) : `${yaml.placeOf(path)}: ${path}`,
    message,
  }))
  return faults.length > 0 ? { faults } : { script: toScript(yaml.value as StaticFile), faults }
}

type StaticFile = Static<typeof staticFileSchema>
type State = (typeof states)[number]

const rankOf: Readonly<Record<State, EvidenceRank>> = {
  up: 2,
  streaming: 4,
  authenticated: 3,
  responding: 2,
  seen: 1,
  down: 0,
  standby: 0,
  unknown: 'unknown',
}

function ruleFaults(file: StaticFile) {
  const keys = new Set<string>()
  return file.cameras.flatMap((camera, i) => {
    const path = memberPath('cameras', i)
    const key = camera.key ?? camera.name
    const isTwice = keys.has(key)
    keys.add(key)
    const spans = (camera.script ?? []).flatMap(({ from, to }, k) => {
      const isSpan = Date.parse(from) < Date.parse(to)
      const at = memberPath(memberPath(path, 'script'), k)
      return isSpan ? [] : [{ code: 'CONFIG_VALUE_INVALID' as const, path: at, message: 'ends before it begins' }]
    })
    const twice = { code: 'CONFIG_NAME_TWICE' as const, path, message: 'another camera has this name or key' }
    return isTwice ? [twice, ...spans] : spans
  })
}

function toScript(file: StaticFile): StaticScript {
  return {
    cameras: file.cameras.map(({ name, key = name, state: given, script }) => ({
      name,
      identifiers: [{ type: 'static', scope: '', value: key }],
      rank: rankOf[given ?? (script ? 'down' : 'up')],
      spans: (script ?? []).map((span) => ({
        fromMs: Date.parse(span.from),
        toMs: Date.parse(span.to),
        rank: rankOf[span.state ?? 'up'],
      })),
    })),
  }
}
