// From what is typed to what is sent: only the facets that differ from what the catalogue holds.
import type { ReviseSiteInput, SiteKind, TextField, TextOrigin } from '../graphql/documents.ts';
import { differing, facetsOf, isBlankRow, tidy, type Fields } from './fields.ts';

export interface Changes {
  input: ReviseSiteInput;
  /** The facets that the input holds. */
  names: string[];
}

interface TextLine {
  language: string;
  text: string;
  origin?: TextOrigin;
  isReviewed?: boolean;
  name?: TextField;
}

/** The least input that turns `sent` into `fields`; facets that are `held` back wait for a person. */
export function changes(fields: Fields, sent: Fields, held: (name: string) => boolean = () => false): Changes {
  const names = differing(facetsOf(fields), facetsOf(sent)).filter((name) => !held(name));
  const input: Record<string, unknown> = {};
  for (const name of names) give(input, name, fields);
  return { input: input as ReviseSiteInput, names };
}

function give(input: Record<string, unknown>, name: string, fields: Fields): void {
  const [list = '', ...rest] = name.split('.');
  const push = (line: TextLine) => ((input[list] ??= []) as TextLine[]).push(line);
  if (list === 'alternativeNames' || list === 'notes') {
    const language = rest[0] ?? 'VI';
    const said = fields[list].filter((row) => row.language === language && tidy(row.text));
    for (const { text } of said) push({ language, text });
    if (!said.length) push({ language, text: '' });
  } else if (rest.length) {
    const language = rest.at(-1) ?? 'VI';
    const said = fields.texts[name];
    const line = { language, text: said?.text.trim() ?? '', origin: said?.origin ?? 'HUMAN', isReviewed: said?.isReviewed ?? false };
    push(list === 'visitorFacts' ? { ...line, name: rest[0] as TextField } : line);
  } else {
    input[name] = value(name, fields);
  }
}

function value(name: string, fields: Fields): unknown {
  switch (name) {
    case 'kinds': return fields.kinds.length ? (fields.kinds satisfies SiteKind[]) : null;
    case 'adminUnits': return fields.units.length ? fields.units.map((code, place) => ({ code, isPrimary: place === 0 })) : null;
    case 'location': return position(fields);
    case 'designations': return rows(fields.designations, ({ id: _, source, ...act }) => ({
      ...filled(act), ...(tidy(source) && { source: { title: tidy(source) } }),
    }));
    case 'sources': return rows(fields.sources, ({ id: _, ...source }) => filled(source));
    case 'protectionZones': return rows(fields.zones, ({ id: _, corners: __, shape, ...zone }) => ({ ...filled(zone), geometry: shape ? (JSON.parse(shape) as unknown) : null }));
    case 'partOf': return fields.partOf ? [partOf(fields.partOf)] : null;
    case 'missing': return (facetsOf(fields).missing as { note: string }[] | undefined)?.map((gap) => ({ ...gap, note: gap.note || null })) ?? null;
    default: return tidy(String(fields[name as keyof Fields])) || null;
  }
}

function partOf({ name: _, ...part }: NonNullable<Fields['partOf']>): object {
  return filled(part);
}

function rows<T extends object>(list: T[], made: (row: T) => object): object[] | null {
  const said = list.filter((row) => !isBlankRow(row)).map(made);
  return said.length ? said : null;
}

/** Without what is blank. */
function filled(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, one]) => [key, tidy(String(one))]).filter(([, one]) => one));
}

function position({ position: { text, accuracy, method, measuredOn, exception, kept } }: Fields): object | null {
  if (!tidy(text)) return null;
  const metres = Number(accuracy.replace(',', '.'));
  const { text: said, ...numbers } = kept ?? {};
  return {
    ...(kept && said === text ? numbers : { coordinates: tidy(text) }),
    accuracyMetres: accuracy.trim() && Number.isFinite(metres) ? metres : null,
    method: method || null,
    measuredOn: measuredOn || null,
    acceptedException: tidy(exception) || null,
  };
}
