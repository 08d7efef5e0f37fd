/** The two-letter codes of ISO 639-1, by the English names of ISO 639-3: data sets print the one or the other. */

/** Names of ISO 639-3 that are not those of Unicode, which Node knows. */
const ofIso: Readonly<Record<string, string>> = {
  Akan: 'ak',
  Bengali: 'bn',
  Dhivehi: 'dv',
  'Modern Greek (1453-)': 'el',
  Fulah: 'ff',
  Haitian: 'ht',
  'Interlingua (International Auxiliary Language Association)': 'ia',
  Kirghiz: 'ky',
  Limburgan: 'li',
  Maori: 'mi',
  'Malay (macrolanguage)': 'ms',
  'Nepali (macrolanguage)': 'ne',
  'Occitan (post 1500)': 'oc',
  'Oriya (macrolanguage)': 'or',
  Ossetian: 'os',
  Panjabi: 'pa',
  Pushto: 'ps',
  'Serbo-Croatian': 'sh',
  'Swahili (macrolanguage)': 'sw',
  Tagalog: 'tl',
  'Tonga (Tonga Islands)': 'to',
  Twi: 'tw',
  Uighur: 'ug',
};

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const codes: ReadonlyMap<string | undefined, string> = new Map([
  ...letters
    .flatMap((first) => letters.map((second) => first + second))
    // Codes that were given up stand for those that came after.
    .filter((code) => Intl.getCanonicalLocales(code)[0] === code)
    .map((code) => [names.of(code), code] as const),
  ...Object.entries(ofIso),
]);

export const languageCode = (name: string): string | undefined => codes.get(name);
