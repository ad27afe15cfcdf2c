/** The page's words in the reader's language: en.json is the original, another language is one more file of its
 *  shape. */
import { fill, type Values } from './fill.ts'
import en from './en.json' with { type: 'json' }

export type TextKey = keyof typeof en
export type Texts = Readonly<Record<TextKey, string | { readonly one: string; readonly other: string }>>
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

let language: Language = 'en'
let texts: Texts = en

/** The words of `key`, its {names} filled in; `count` also chooses between one and other. Numbers are written as the
 *  language writes them. */
export function say(key: TextKey, values: Values = {}): string {
  return fill(texts[key], values, language)
}

/** A code of the collector in words, if the page has words of its own for it. */
export function sayCode(prefix: string, code: string): string | undefined {
  const key = `${prefix}.${code}`
  return isKey(key) ? say(key) : undefined
}

export function languageNow(): Language {
  return language
}

/** Loads the language the reader chose last, else the first one of the browser's that the page speaks. */
export async function loadLanguage(): Promise<void> {
  const wished = [localStorage.getItem('language') ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2))
  await speak(wished.find(isLanguage) ?? 'en')
}

/** Changes the language and remembers the choice on this machine. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  localStorage.setItem('language', chosen)
  await speak(chosen)
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag)
}

async function speak(chosen: Language): Promise<void> {
  texts = chosen === 'de' ? (await import('./de.json')).default : en
  language = chosen
  document.documentElement.lang = chosen
}

function isKey(key: string): key is TextKey {
  return Object.hasOwn(en, key)
}
