from casework.admin.queue import CaseAdmin

__all__ = ["CaseAdmin"]
