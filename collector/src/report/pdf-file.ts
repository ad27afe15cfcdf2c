/** Opens and closes the PDF file: PDF/A-3a, tagged, dated by its document, its data attached. The home of pdfkit. */

import PDFDocument from 'pdfkit'
import { fontFile } from './fonts.ts'
import type { Attachment } from './paper.ts'

export type Pdf = InstanceType<typeof PDFDocument>

/** A document with its first page. Two made alike have the same bytes: no date and no chance of ours is in them.
 *  Built to PDF/A-3a and checked by its structure; no validator of the standard is among our tests. */
export function newPdf(settings: {
  readonly size: [number, number]
  readonly title: string
  readonly author: string
  readonly datedOn: string
  readonly keywords: string
  readonly attachments: readonly Attachment[]
}): Pdf {
  const date = new Date(Date.parse(`${settings.datedOn}T00:00:00Z`))
  const pdf = new PDFDocument({
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    bufferPages: true,
    size: settings.size,
    margin: 0,
    font: fontFile('regular'),
    info: {
      Title: forMetadata(settings.title),
      Author: forMetadata(settings.author),
      Keywords: forMetadata(settings.keywords),
      Creator: 'camtally',
      Producer: 'camtally',
      CreationDate: date,
    },
  })
  for (const file of settings.attachments) {
    const options = {
      name: file.name,
      type: file.mediaType,
      description: file.description,
      relationship: 'Data',
      creationDate: date,
      modifiedDate: date,
    }
    pdf.file(Buffer.from(file.bytes), options)
  }
  return pdf
}

/** Ends the document and collects its bytes. */
export function pdfBytes(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on('error', reject)
    pdf.end()
  })
}

/** pdfkit copies these into XML without escaping: what would open a tag there becomes a plain character. */
function forMetadata(text: string): string {
  return text
    .replace(/[<>&"']/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
