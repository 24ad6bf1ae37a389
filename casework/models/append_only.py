"""Rows that are written once: the model, the queryset and a database trigger refuse every change."""

from typing import Any, Never

from django.db import models


class AppendOnly(TypeError):
    """Such rows are written once; they are never changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> Never:
        raise AppendOnly("these rows are never changed")

    def delete(self) -> Never:
        raise AppendOnly("these rows are never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("these rows are never changed")


class AppendOnlyModel(models.Model):
    """Inherit it, and call `casework.triggers.append_only` in the migration that makes the table."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("these rows are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("these rows are never deleted")
