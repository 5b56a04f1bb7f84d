"""A digital surrogate in GraphQL: what it is, who may use it how, and where its pictures are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated

import strawberry

from catalog.editing.surrogates import FAR_METRES
from catalog.finding.pages import Window
from catalog.geo.measure import distance_metres
from catalog.projection.reader import Record
from catalog.projection.site import location
from catalog.projection.surrogate_values import PICTURES, SurrogateValue
from catalog.projection.surrogates import pictured, playing
from catalog.surrogates.captions import captions_name
from catalog.surrogates.likeness import ALIKE
from catalog.terms import SurrogateTextField
from media.kinds import MediaType
from media.profiles import Format, Profile, Recipe
from schema.context import Info
from schema.nodes import Node, write_id
from schema.paging import PageInfo, cursor_at, cut
from schema.scalars import (
    Access,
    ImageProfile,
    Language,
    PeopleShown,
    PictureFormat,
    SurrogateKind,
    SurrogateRole,
)
from schema.surrogate_values import (
    AlikeSurrogate,
    CaptionTrack,
    CapturePlace,
    FocalPoint,
    Paradata,
    Picture,
    Rights,
)
from schema.values import InLanguage, LocalizedText, bcp47, language_tag, told

InFormat = Annotated[PictureFormat, strawberry.argument(description="How the picture is written.")]
_FORMATS = {PictureFormat.WEBP: Format.WEBP, PictureFormat.AVIF: Format.AVIF, PictureFormat.JPEG: Format.JPEG}


@strawberry.type(description="What only staff see of a surrogate.")
class SurrogateWork:
    """For the office."""

    value: strawberry.Private[SurrogateValue]
    record: strawberry.Private[Record]

    @strawberry.field(description="Who it is for.")
    def access(self) -> Access:
        """Access."""
        return self.value.details.access

    @strawberry.field(description="Whether people can be recognised; null if nothing was said.")
    def people(self) -> PeopleShown | None:
        """People."""
        return self.value.details.people

    @strawberry.field(description="How the people in it agreed.")
    def consent(self) -> str | None:
        """Consent."""
        return self.value.details.consent

    @strawberry.field(description="Whether it holds personal data.")
    def has_personal_data(self) -> bool:
        """Personal data."""
        return self.value.details.has_personal_data

    @strawberry.field(description="Whether the public sees it at this moment.")
    def is_shown(self) -> bool:
        """Sight."""
        return self.value.is_shown

    @strawberry.field(description="Whether it was taken out of everybody's sight.")
    def is_withdrawn(self) -> bool:
        """Withdrawal."""
        return self.value.withdrawn_at is not None

    @strawberry.field(description="Why it was taken out of everybody's sight.")
    def withdrawal_reason(self) -> str | None:
        """Reason."""
        return self.value.details.withdrawal_reason

    @strawberry.field(description="Code of the picture that stands for it.")
    def poster(self) -> str | None:
        """Poster."""
        return self.value.poster

    @strawberry.field(description="Where its subject is; null for the middle.")
    def focal_point(self) -> FocalPoint | None:
        """Focal point."""
        x, y = self.value.focal_x, self.value.focal_y
        return None if x is None or y is None else FocalPoint(x=x, y=y)

    @strawberry.field(description="Device by which it was captured.")
    def device(self) -> str | None:
        """Device."""
        return self.value.details.device

    @strawberry.field(description="Size of the file, in bytes (up to 4 GiB, hence a number with a point).")
    def size(self) -> float:
        """Size."""
        return float(self.value.file.size)

    @strawberry.field(
        description="Equal and nearly equal pictures, nearest first, at most 20.", metadata={"list_size": 20}
    )
    def alike(self) -> list[AlikeSurrogate]:
        """Likeness."""
        found = self.record.related(ALIKE)[self.value.digest]
        return [
            AlikeSurrogate(
                code=one.code, is_same_file=one.digest == self.value.digest, different_bits=one.bits
            )
            for one in found[:20]
        ]

    @strawberry.field(description="Where it was captured; null if neither the file nor a person says.")
    def capture_place(self) -> CapturePlace | None:
        """Place."""
        latitude, longitude = self.value.details.captured_latitude, self.value.details.captured_longitude
        if latitude is None or longitude is None:
            return None
        place, metres = location(self.record), None
        if place is not None:
            metres = distance_metres(latitude, longitude, place.latitude, place.longitude)
        return CapturePlace(
            latitude=latitude,
            longitude=longitude,
            distance_metres=metres,
            is_far=metres is not None and metres > FAR_METRES,
        )

    @strawberry.field(description="Address of the file as it was received, good for an hour or two.")
    def original_url(self, info: Info) -> str:
        """The bytes themselves."""
        extension = MediaType[self.value.file.media_type].extension
        return url_of(info, self.value, f"original.{extension}", is_public=False)


@strawberry.type(description="A digital stand-in for the site or a page of its dossier: one capture.")
class DigitalSurrogate(Node):
    """A surrogate, as one revision describes it."""

    value: strawberry.Private[SurrogateValue]
    record: strawberry.Private[Record]

    @strawberry.field(description="Opaque, permanent identifier.")
    def id(self) -> strawberry.ID:
        """Kind and code."""
        return write_id("DigitalSurrogate", self.value.code)

    @strawberry.field(
        description="Permanent code: the site's, the sort, and a number, such as DB-S-00001.IMG03."
    )
    def code(self) -> str:
        """Code."""
        return self.value.code

    @strawberry.field(description="SHA-256 of the file as it was received, 64 hexadecimal digits.")
    def digest(self) -> str:
        """Digest."""
        return self.value.digest

    @strawberry.field(description="Sort of surrogate.")
    def kind(self) -> SurrogateKind:
        """Kind."""
        return self.value.kind

    @strawberry.field(description="What it is for.")
    def role(self) -> SurrogateRole:
        """Role."""
        return self.value.role

    @strawberry.field(description="Day of capture; null where no whole day is known.")
    def captured_at(self) -> date | None:
        """Day."""
        return self.value.captured_on

    @strawberry.field(description="When it was captured, as EDTF (ISO 8601-2), such as 1954-05 or 1954?.")
    def captured_edtf(self) -> str | None:
        """Date as it is known."""
        return self.value.captured_edtf

    @strawberry.field(description="Who captured it.")
    def maker(self) -> str | None:
        """Maker."""
        return self.value.details.maker

    @strawberry.field(description="How it was captured.")
    def method(self) -> str | None:
        """Method."""
        return self.value.details.method

    @strawberry.field(description="Media type of the file as it was received, such as image/jpeg.")
    def media_type(self) -> str:
        """IANA media type."""
        return MediaType[self.value.file.media_type].mime

    @strawberry.field(description="Width in pixels, as shown.")
    def width(self) -> int | None:
        """Width."""
        return self.value.file.width

    @strawberry.field(description="Height in pixels, as shown.")
    def height(self) -> int | None:
        """Height."""
        return self.value.file.height

    @strawberry.field(description="Pages of a document.")
    def page_count(self) -> int | None:
        """Pages."""
        return self.value.file.pages

    @strawberry.field(description="Whether a document's text can be searched; null for anything else.")
    def has_text_layer(self) -> bool | None:
        """Text layer."""
        return self.value.file.has_text_layer

    @strawberry.field(
        description="A tiny picture as a data: URI, to be shown until the real one has arrived."
    )
    def placeholder(self) -> str | None:
        """Placeholder."""
        return self.value.file.placeholder

    @strawberry.field(description="Mean colour as #rrggbb.")
    def colour(self) -> str | None:
        """Colour."""
        return self.value.file.colour

    @strawberry.field(description="Rights to it.")
    def rights(self) -> Rights:
        """Rights."""
        return Rights(uri=self.value.rights_uri, holder=self.value.holder, credit_line=self.value.credit_line)

    @strawberry.field(
        description="Address of the picture of this size; a path if no public address is set. Of a film it is a picture "
        "out of it, of anything with a poster the poster's. Null for what has no picture. The first request waits until the picture is made. What is not public has an address that is "
        "good for an hour or two."
    )
    def url(
        self,
        info: Info,
        profile: ImageProfile = ImageProfile.SCREEN,
        format: InFormat = PictureFormat.WEBP,
    ) -> str | None:
        """Where its bytes are."""
        shown = pictured(self.value, self.record)
        if shown is None:
            return None
        return url_of(info, shown, picture_name(profile, format, shown.focal_x, shown.focal_y))

    @strawberry.field(
        description="All sizes of the picture with their widths, for `srcset`; none is larger than its source.",
        metadata={"list_size": 4},
    )
    def pictures(
        self,
        info: Info,
        format: InFormat = PictureFormat.WEBP,
    ) -> list[Picture]:
        """Sizes."""
        shown = pictured(self.value, self.record)
        if shown is None:
            return []
        found = []
        for profile in ImageProfile:
            wanted = recipe(shown, profile, format)
            width, height = wanted.size(shown.file.width or 1, shown.file.height or 1)
            url = url_of(info, shown, wanted.name)
            found.append(Picture(profile=profile, url=url, width=width, height=height))
        return found

    @strawberry.field(
        description="Address of the picture's IIIF Image API 3 service (level 2), to which `/info.json` or a region, "
        "size, rotation, quality and format are added; a path if no public address is set. Null for what is no "
        "picture, and for what the public does not see."
    )
    def iiif_image(self, info: Info) -> str | None:
        """Image service."""
        is_past = self.record.batch.reader.known_at is not None
        if is_past or self.value.kind not in PICTURES or not self.value.is_shown:
            return None
        return info.context.iiif_url(f"3/{self.value.code}")

    @strawberry.field(description="What is seen or heard, for people who cannot.")
    def alternative_text(self, language: InLanguage = Language.VI) -> LocalizedText | None:
        """Alternative text."""
        return self.localized(SurrogateTextField.ALTERNATIVE_TEXT, language)

    @strawberry.field(description="What stands beneath it.")
    def caption(self, language: InLanguage = Language.VI) -> LocalizedText | None:
        """Caption."""
        return self.localized(SurrogateTextField.CAPTION, language)

    @strawberry.field(description="What is said in a recording.")
    def transcript(self, language: InLanguage = Language.VI) -> LocalizedText | None:
        """Transcript."""
        return self.localized(SurrogateTextField.TRANSCRIPT, language)

    @strawberry.field(description="How long a recording lasts, in seconds.")
    def duration_seconds(self) -> float | None:
        """Duration."""
        return self.value.file.seconds

    @strawberry.field(description="Pictures in a second of film.")
    def frame_rate(self) -> float | None:
        """Frame rate."""
        return self.value.file.frame_rate

    @strawberry.field(description="Triangles of a model, each mesh counted once.")
    def triangle_count(self) -> int | None:
        """Triangles."""
        return self.value.file.triangles

    @strawberry.field(
        description="Address of the copy without private metadata that is played or, for a model, downloaded; null for "
        "pictures and documents, and for a model whose rights do not let it be shared. What is not public has an "
        "address that is good for an hour or two."
    )
    def media_url(self, info: Info) -> str | None:
        """What is played."""
        name = playing(self.value)
        if name is None:
            return None
        return url_of(info, self.value, name)

    @strawberry.field(description="Captions of a recording, by language.", metadata={"list_size": 20})
    def captions(self, info: Info) -> list[CaptionTrack]:
        """Captions."""
        return [
            CaptionTrack(
                language=language_tag(language),
                url=url_of(info, self.value, captions_name(language, digest)),
            )
            for language, digest in self.value.captions
        ]

    @strawberry.field(description="How it came to be; null if nothing was said.")
    def paradata(self) -> Paradata | None:
        """Paradata."""
        return None if self.value.paradata is None else Paradata(**self.value.paradata._asdict())

    @strawberry.field(description="What only staff see; null in what everybody sees.")
    def work(self) -> SurrogateWork | None:
        """For the office."""
        if not self.record.is_working:
            return None
        return SurrogateWork(value=self.value, record=self.record)

    def localized(self, field: SurrogateTextField, language: Language) -> LocalizedText | None:
        """A text in this language, or the one that stands in for it."""
        text = self.value.localized(field, bcp47(language))
        if text is None:
            return None
        return LocalizedText(
            text=text.text, language=language_tag(text.language), is_fallback=text.is_fallback
        )


def url_of(info: Info, value: SurrogateValue, name: str, *, is_public: bool = True) -> str:
    """The address of a file or a picture of it; signed for whoever works on the record where the public sees it not."""
    return info.context.file_url(
        value.digest,
        name,
        is_public=is_public and value.is_shown,
        is_withdrawn=value.withdrawn_at is not None,
    )


def recipe(value: SurrogateValue, profile: ImageProfile, form: PictureFormat) -> Recipe:
    """The recipe of one of a surrogate's pictures."""
    return Recipe.around(Profile[profile.name], _FORMATS[form], value.focal_x, value.focal_y)


@lru_cache(maxsize=4096)
def picture_name(profile: ImageProfile, form: PictureFormat, x: float | None, y: float | None) -> str:
    """The file's name of a picture around a focal point."""
    return Recipe.around(Profile[profile.name], _FORMATS[form], x, y).name


@strawberry.type(description="A surrogate in a list.")
class DigitalSurrogateEdge:
    """Edge."""

    place: strawberry.Private[int]
    node: DigitalSurrogate = told("The surrogate.")

    @strawberry.field(description="Where it stands in the list.")
    def cursor(self) -> str:
        """Written only when asked for."""
        return cursor_at(self.place)


@strawberry.type(description="Digital surrogates of a site.")
class DigitalSurrogateConnection:
    """Connection: the surrogates of a record from `start` until before `stop`."""

    values: strawberry.Private[Sequence[SurrogateValue]]
    record: strawberry.Private[Record]
    start: strawberry.Private[int]
    stop: strawberry.Private[int]

    @strawberry.field(description="How many there are in all.")
    def total_count(self) -> int:
        """All of the record's."""
        return len(self.values)

    @strawberry.field(description="Those on this page.")
    def edges(self) -> list[DigitalSurrogateEdge]:
        """Edges."""
        values, record = self.values, self.record
        return [
            DigitalSurrogateEdge(place=place, node=DigitalSurrogate(value=values[place], record=record))
            for place in range(self.start, self.stop)
        ]

    @strawberry.field(description="Where the page stands.")
    def page_info(self) -> PageInfo:
        """Page info."""
        is_empty = self.start >= self.stop
        return PageInfo(
            has_next_page=self.stop < len(self.values),
            has_previous_page=self.start > 0,
            start_cursor=None if is_empty else cursor_at(self.start),
            end_cursor=None if is_empty else cursor_at(self.stop - 1),
        )


def page_of_surrogates(
    values: Sequence[SurrogateValue], window: Window, record: Record
) -> DigitalSurrogateConnection:
    """One page of a record's surrogates, in their order. Raises `BadRequestError` like `Window.size`."""
    start, stop = cut(len(values), window, 20)
    return DigitalSurrogateConnection(values=values, record=record, start=start, stop=stop)
