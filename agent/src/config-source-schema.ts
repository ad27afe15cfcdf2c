/** The part of the settings that describes camera sources: one schema a kind, told apart by `kind`. */
import Type from 'typebox'

const closed = { additionalProperties: false } as const

const name = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: '^[^\\u0000-\\u001f\\u007f]+$',
    expects: 'one line of 1 to 64 characters',
    description,
  })
const sourceName = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,31}$',
  expects: 'lower-case letters, digits and dashes, at most 32',
  description: 'Name of the source in metrics and messages: lower-case letters, digits and dashes, at most 32.',
})
// One line, because it goes into a header of a request.
const username = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^[^\\u0000-\\u001f\\u007f]+$',
    expects: 'one line of 1 to 255 characters',
    description: 'User for the login.',
  }),
)
const passwordFile = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 1024,
    description: 'File whose first line is the password; NAME of LoadCredential=NAME as credential:NAME.',
  }),
)

const rtspCamera = Type.Object(
  {
    name: name('What people on the site call the camera.'),
    url: Type.String({
      pattern: '^rtsps?://[^\\s]+$',
      expects: 'rtsp://HOST/PATH or rtsps://HOST/PATH',
      maxLength: 2048,
      description: 'rtsp:// or rtsps:// address of one stream, without user and password.',
    }),
    username,
    passwordFile,
    serial: Type.Optional(
      Type.String({
        pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?$',
        expects: '1 to 64 letters, digits and signs',
        description: 'Serial number: the strongest identity, which survives a new address. Needs `maker`.',
      }),
    ),
    maker: Type.Optional(
      Type.String({
        pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?$',
        expects: '1 to 64 letters, digits and signs',
        description: 'Maker of the camera, within whose numbers `serial` is unique.',
      }),
    ),
    mac: Type.Optional(
      Type.String({
        pattern: '^([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}$',
        expects: 'an address like 00:1b:63:84:45:e6',
        description: 'Network address of the camera itself: 12 hex digits, with : or - or none.',
      }),
    ),
  },
  { ...closed, description: 'One camera, however many streams it has.' },
)

const rtsp = Type.Object(
  {
    kind: Type.Literal('rtsp', { description: 'Cameras that are asked by RTSP.' }),
    name: sourceName,
    username,
    passwordFile,
    allowBasicLogin: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Also log in where a camera takes the password only readably (Basic over plain rtsp://).',
      }),
    ),
    cameras: Type.Array(rtspCamera, { minItems: 1, maxItems: 1000, description: 'The cameras to ask.' }),
  },
  closed,
)

const fixed = Type.Object(
  {
    kind: Type.Literal('static', { description: 'Cameras written in a file, for trials and rehearsals.' }),
    name: sourceName,
    file: Type.String({
      minLength: 1,
      maxLength: 1024,
      description: 'YAML or JSON file of cameras and states, read again when it changes.',
    }),
  },
  closed,
)

/** One schema a kind of source, in the order of the reference page. */
export const sourceSchemas = [rtsp, fixed] as const
