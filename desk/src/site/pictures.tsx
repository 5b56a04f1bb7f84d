import type { PictureFragment, RecordFragment } from '../graphql/documents.ts';
import { number } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Empty } from '../ui/states.tsx';
import { mayChange, type Shown } from './facts.tsx';
import { formAddress } from './fields.ts';

/** Photographs, sound, models, pages: what they show, who holds the rights, what deserves a look. */
export function Pictures({ record }: Shown) {
  const { surrogates } = record;
  if (surrogates.totalCount === 0) {
    return (
      <Empty title={say('site.noPictures')}>
        {mayChange(record) && <p><a href={formAddress(record.code, 'photographs')}>{say('site.addPictures')}</a></p>}
      </Empty>
    );
  }
  return (
    <>
      <ul class="gallery">{surrogates.edges.map(({ node }) => <Picture key={node.code} picture={node} />)}</ul>
      {surrogates.totalCount > surrogates.edges.length && <p class="small">{say('site.morePictures', { count: surrogates.totalCount - surrogates.edges.length })}</p>}
    </>
  );
}

export function Picture({ picture }: { picture: PictureFragment }) {
  const { url, large, alternativeText, caption, rights, work } = picture;
  const name = sayTerm('surrogateKind', picture.kind);
  return (
    <li class="picture">
      {url && !work?.isWithdrawn ? (
        <a href={large ?? url} target="_blank" rel="noreferrer" aria-label={say('site.openPicture', { name: caption?.text ?? alternativeText?.text ?? picture.code })}>
          <img src={url} alt="" loading="lazy" width={picture.width ?? undefined} height={picture.height ?? undefined} />
        </a>
      ) : <div class="picture-none">{work?.isWithdrawn ? say('site.withdrawnFile') : name}</div>}
      <div class="picture-told">
        <p class="row"><b>{sayTerm('surrogateRole', picture.role)}</b><span class="small">{picture.code.replace(/^.*\./, '')}{picture.pageCount ? ` · ${say('site.pages', { count: picture.pageCount })}` : ''}{picture.capturedEdtf ? ` · ${picture.capturedEdtf}` : ''}</span></p>
        {caption && <p>{caption.text}</p>}
        <p class={alternativeText ? 'small' : 'small lacking'}>{alternativeText ? say('site.alternative', { text: alternativeText.text }) : say('site.noAlternative')}</p>
        <p class={rights.uri ? 'small' : 'small lacking'}>{rights.uri ? [rights.label, rights.creditLine ?? rights.holder].filter(Boolean).join(' · ') : say('site.noRights')}</p>
        {work && <Flags work={work} />}
      </div>
    </li>
  );
}

/** What deserves a look and never blocks. */
export function Flags({ work }: { work: NonNullable<PictureFragment['work']> }) {
  const { alike, capturePlace, access } = work;
  return (
    <ul class="flags">
      {access !== 'PUBLIC' && <li class="badge">{sayTerm('access', access)}</li>}
      {work.hasPersonalData && <li class="badge badge-gold">{say('site.personalData')}</li>}
      {work.people === 'NOT_ASKED' && <li class="badge badge-gold">{say('site.notAsked')}</li>}
      {capturePlace?.isFar && capturePlace.distanceMetres !== null && (
        <li class="badge badge-gold">{say('site.far', { km: number(capturePlace.distanceMetres / 1000, 1) })}</li>
      )}
      {alike.map((other) => (
        <li class="badge badge-gold" key={other.code}>
          <a href={`/desk/sites/${other.code.replace(/\..*/, '')}#photographs`}>{say(other.isSameFile ? 'site.sameFile' : 'site.alike', { code: other.code })}</a>
        </li>
      ))}
    </ul>
  );
}

const PART_TONES: Record<string, string> = { PRESENT: 'badge-green', MISSING: 'badge-gold' };

/** The scientific dossier, part by part. */
export function DossierParts({ dossier }: { dossier: RecordFragment['dossier'] }) {
  if (dossier.parts.length === 0) return <p class="soft">{say('site.noDossier')}</p>;
  return (
    <>
      <p>{say('site.dossierCount', { there: dossier.completeness.numerator, all: dossier.completeness.denominator })}</p>
      <ul class="lines">
        {dossier.parts.map((part) => (
          <li class="part" key={part.part}>
            <span>{part.label}</span>
            <span class={`badge ${PART_TONES[part.status] ?? ''}`}>{sayTerm('dossier', part.status)}</span>
            <span class="small">
              {[part.fileCount > 0 && say('site.files', { count: part.fileCount }), part.pageCount && say('site.pages', { count: part.pageCount }), part.reason,
                ...(part.work?.warnings ?? []).map(({ message }) => message)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
