"""Documents: uploaded one by one, versioned when replaced, private, and every opening recorded."""

import hashlib
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework import policies, scanning
from casework.inspection import Inspected, inspect
from casework.kinds import Requirement, kind_of
from casework.models import Case, Document, DocumentOpening, ScanState, TargetKind
from casework.refusals import FileRefused, Refused
from casework.services import edits

FOLDER = "cases"
LONGEST_NAME = 200


def attach(
    case: Case, slot: str, upload: "UploadedFile[bytes]", *, by: User, replaces: Document | None = None
) -> Document:
    """Keep a file in its slot. Where a slot takes one file, or with `replaces`, it becomes the next version.

    The file is written first and the row after, in one transaction with the touch of the case: what fails
    half-way leaves a file without a row, which the sweeper removes, and never a row without its file.
    """
    if refusal := policies.why_not(by, case, f"edit:document:{slot}"):
        raise Refused(refusal)
    requirement = _requirement(case, slot)
    name = PurePath((upload.name or "").replace("\\", "/")).name[-LONGEST_NAME:]
    inspected = _inspected(name, upload, requirement)
    stored = default_storage.save(
        f"{FOLDER}/{case.reference}/{uuid4().hex}{inspected.extension}", ContentFile(inspected.content)
    )
    with transaction.atomic():
        edits.begin(case, f"edit:document:{slot}", by=by)
        document = _next_version(case, requirement, replaces)
        document.file.name = stored
        document.name = name
        document.size = len(inspected.content)
        document.content_type = inspected.content_type
        document.sha256 = hashlib.sha256(inspected.content).hexdigest()
        document.scan_state = ScanState.PENDING if settings.CLAMD_ADDRESS else ScanState.UNSCANNED
        document.uploaded_by = by
        document.save(force_insert=True)
        edits.record(case, TargetKind.DOCUMENT, [slot], by=by)
    return document


def _requirement(case: Case, slot: str) -> Requirement:
    kind = kind_of(case)
    try:
        return kind.requirement(kind.concrete(case), slot)
    except LookupError:
        raise Refused(_("该申请没有这一项材料，请刷新页面后再试。")) from None


def _inspected(name: str, upload: "UploadedFile[bytes]", requirement: Requirement) -> Inspected:
    limit = settings.DOCUMENT_MAX_BYTES
    upload.seek(0)
    return inspect(name, upload, accept=requirement.accept, max_bytes=limit)


def _next_version(case: Case, requirement: Requirement, replaces: Document | None) -> Document:
    """The unsaved next document of its line; the one before steps back. The case is locked by its touch."""
    of_slot = Document.objects.filter(case_id=case.pk, slot=requirement.code)
    if replaces is not None and not of_slot.filter(pk=replaces.pk, is_current=True).exists():
        raise FileRefused(_("要替换的文件已被删除或替换，请刷新页面后再试。"))
    if replaces is not None:
        line = replaces.line
    elif requirement.many:
        line = f"{requirement.code}-{uuid4().hex[:12]}"
        if of_slot.current().count() >= requirement.max_files:
            raise FileRefused(
                _("“%(item)s”最多上传 %(limit)s 个文件。请先删除不需要的文件。")
                % {"item": requirement.label, "limit": requirement.max_files}
            )
    else:
        line = requirement.code
    versions = of_slot.filter(line=line)
    last = versions.order_by("-version").first()
    versions.current().update(is_current=False)
    return Document(
        case_id=case.pk, slot=requirement.code, line=line, version=last.version + 1 if last else 1
    )


@transaction.atomic
def copy_current(source: Case, target: Case, *, by: User) -> None:
    """The current files of one case become the first versions of another of its kind, a fresh draft.

    Copies, not references: each case keeps and discards its own.
    """
    for document in source.documents.current():
        stored = f"{FOLDER}/{target.reference}/{uuid4().hex}{PurePath(str(document.file.name)).suffix}"
        with document.file.open("rb") as content:
            name = default_storage.save(stored, content)
        Document.objects.create(
            case_id=target.pk, slot=document.slot, line=document.line, file=name, name=document.name,
            size=document.size, content_type=document.content_type, sha256=document.sha256,
            scan_state=document.scan_state, uploaded_by=by,
        )  # fmt: skip


@transaction.atomic
def remove(document: Document, *, by: User) -> None:
    """Take a file away. A version that was ever submitted is kept with its case, out of sight of the form."""
    case = edits.begin(document.case, f"edit:document:{document.slot}", by=by)
    if not Document.objects.filter(pk=document.pk, is_current=True).update(is_current=False):
        raise FileRefused(_("该文件已被删除或替换，请刷新页面查看。"))
    if case.submitted_at is None:
        _delete_line(document)
    edits.record(document.case, TargetKind.DOCUMENT, [document.slot], by=by)


def _delete_line(document: Document) -> None:
    """All versions of a file nobody but its organisation has ever seen."""
    versions = Document.objects.filter(case_id=document.case_id, line=document.line)
    for name in list(versions.values_list("file", flat=True)):
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    versions.delete()


def opened(document: Document, *, by: User) -> DocumentOpening:
    """Record that this person is handed the file; refuses who may not have it, and infected files always."""
    document.refresh_from_db(fields=["scan_state"])
    if refusal := policies.why_not_open(by, document):
        raise FileRefused(refusal)
    return DocumentOpening.objects.create(document=document, user=by, user_name=str(by)[:60])


def scan(document: Document) -> ScanState:
    """Ask the scanner about one file and keep its verdict; without an answer it is asked again later."""
    if not settings.CLAMD_ADDRESS:
        return ScanState(document.scan_state)
    try:
        with document.file.open("rb") as stream:
            verdict = scanning.scan(settings.CLAMD_ADDRESS, iter(lambda: stream.read(scanning.CHUNK), b""))
        state = ScanState.CLEAN if verdict.clean else ScanState.INFECTED
    except OSError:
        state = ScanState.FAILED
    with transaction.atomic():
        Document.objects.filter(pk=document.pk).update(scan_state=state)
        if state is ScanState.INFECTED:
            # A submit that looked at the file before this verdict is stale now, and is told so.
            Case.objects.revised(document.case_id, policies.EDITABLE)
    document.scan_state = state
    return state
