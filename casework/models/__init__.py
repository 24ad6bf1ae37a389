from casework.models.cases import ACTION_LABELS, STATUS_LABELS, Case
from casework.models.corrections import Correction, TargetKind
from casework.models.documents import Document, DocumentOpening, ScanState
from casework.models.edits import Edit
from casework.models.effects import Effect, EffectState
from casework.models.notes import InternalNote
from casework.models.series import Series
from casework.models.steps import Moving, Step
from casework.models.trail import Audience, TrailEntry

__all__ = [
    "ACTION_LABELS",
    "STATUS_LABELS",
    "Audience",
    "Case",
    "Correction",
    "Document",
    "DocumentOpening",
    "Edit",
    "Effect",
    "EffectState",
    "InternalNote",
    "Moving",
    "ScanState",
    "Series",
    "Step",
    "TargetKind",
    "TrailEntry",
]
