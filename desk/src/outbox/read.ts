// From the catalogue's record to the fields of the form.
import type { WholeFragment } from '../graphql/documents.ts';
import { blank, TEXT_LISTS, type Fields } from './fields.ts';

let last = 0;
/** An `id` for a row on the screen, never the same twice. */
export function rowId(): string {
  return `${Date.now().toString(36)}${(++last).toString(36)}`;
}

export function fieldsOf(site: WholeFragment): Fields {
  const fields = blank();
  for (const { field, language, text, origin, isReviewed } of site.texts) {
    if (field === 'ALTERNATIVE_NAME') fields.alternativeNames.push({ id: rowId(), language, text });
    else if (field === 'NOTE') fields.notes.push({ id: rowId(), language, text });
    else fields.texts[facetName(field, language)] = { text, origin, isReviewed };
  }
  fields.kinds = [...site.kinds];
  const units = site.adminUnits.filter(({ unit }) => unit.validTo === null);
  fields.units = [...units].sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary)).map(({ unit }) => unit.code);
  fields.addressInDecision = site.addressInDecision ?? '';
  fields.extent = site.extent ?? '';
  fields.position = position(site);
  fields.periodEdtf = site.period?.edtf ?? '';
  fields.managingBody = site.managingBody ?? '';
  fields.visitorFactsVerifiedOn = site.visitorInfo?.verifiedOn ?? '';
  fields.designations = site.designations.map((act) => ({
    id: rowId(), scheme: act.scheme, grade: act.grade ?? '', decisionNumber: act.decisionNumber ?? '', decisionDate: act.decisionDate ?? '',
    authority: act.authority ?? '', validFrom: act.validFrom ?? '', validTo: act.validTo ?? '', endReason: act.endReason ?? '',
    endedBy: act.endedBy ?? '', source: act.source ?? '',
  }));
  if (site.partOf) {
    const act = site.partOfAct;
    fields.partOf = {
      complex: site.partOf.code, name: site.partOf.name.text, decisionNumber: act?.decisionNumber ?? '', validFrom: act?.validFrom ?? '',
      source: act?.source ?? '',
    };
  }
  for (const { field, code, note } of site.missing) if (code !== 'CHUA_NHAP') fields.missing[field] = { code, note: note ?? '' };
  fields.sources = site.sources.map((source) => ({
    id: rowId(), title: source.title, url: source.url ?? '', accessedOn: source.accessedOn ?? '', field: source.field ?? '',
    states: source.states ?? '',
  }));
  fields.zones = site.protectionZones.map((zone) => ({
    id: rowId(), zone: zone.zone, shape: JSON.stringify(zone.geometry), corners: '', validFrom: zone.validFrom ?? '', validTo: zone.validTo ?? '',
    decisionNumber: zone.decisionNumber ?? '', source: zone.source ?? '',
  }));
  return fields;
}

/** Facets of translations whose Vietnamese text was changed after them. */
export function staleOf(site: WholeFragment): string[] {
  return site.texts.filter((text) => text.isStale).map(({ field, language }) => facetName(field, language));
}

function facetName(field: string, language: string): string {
  return `${TEXT_LISTS[field as keyof typeof TEXT_LISTS] ?? `visitorFacts.${field}`}.${language}`;
}

function position({ location }: WholeFragment): Fields['position'] {
  if (!location) return blank().position;
  const { latitude, longitude, sourceCrs, sourceNumbers } = location;
  const isConverted = sourceCrs !== null && sourceCrs !== 'EPSG:4326' && sourceNumbers !== null;
  const text = isConverted ? sourceNumbers : `${latitude}, ${longitude}`;
  return {
    text,
    accuracy: location.accuracyMetres === null ? '' : String(location.accuracyMetres),
    method: location.method ?? '',
    measuredOn: location.measuredOn ?? '',
    exception: location.source ?? '',
    kept: { text, latitude, longitude, sourceCrs, sourceNumbers },
  };
}
