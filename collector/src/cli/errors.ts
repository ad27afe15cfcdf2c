/** What a command cannot do, besides what the API refuses; the words in the place say the particulars. */

interface CatalogueEntry {
  /** What is so. */
  readonly message: string
  /** What to do now. */
  readonly hint: string
}

export const commandErrors = {
  NO_TOKEN: { message: 'There is no token to ask the API with.', hint: 'Give --token-file or CAMTALLY_TOKEN_FILE.' },
  COLLECTOR_UNREACHABLE: { message: 'No collector answers at the address.', hint: 'Is it running? See --url.' },
  FILE_UNREADABLE: { message: 'A file that was named cannot be read.', hint: 'The message says why.' },
  KEY_EXISTS: { message: 'The file is there already.', hint: 'A key is never overwritten; choose another file.' },
  ROLE_UNKNOWN: { message: 'This is no role.', hint: 'Roles are ops, auditor and customer.' },
  OWNER_NEEDED: {
    message: 'The command needs the owner of the database.',
    hint: 'Give database.url: the role that serves may remove nothing.',
  },
  JOB_FAILED: { message: 'A job failed; it is tried again by itself.', hint: 'The log says more.' },
} as const satisfies Record<string, CatalogueEntry>
