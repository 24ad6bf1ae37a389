from casework.models.cases import STATUS_LABELS, Case
from casework.models.corrections import Correction, TargetKind
from casework.models.documents import Document, DocumentOpening, ScanState
from casework.models.effects import Effect, EffectState
from casework.models.notes import InternalNote
from casework.models.series import Series
from casework.models.trail import Audience, TrailEntry

__all__ = [
    "STATUS_LABELS",
    "Audience",
    "Case",
    "Correction",
    "Document",
    "DocumentOpening",
    "Effect",
    "EffectState",
    "InternalNote",
    "ScanState",
    "Series",
    "TargetKind",
    "TrailEntry",
]
