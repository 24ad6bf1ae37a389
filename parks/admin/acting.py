"""What moves on a small table: read on its own page, and each move a page that asks before it acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise

from accounts.views.person import person, posted
from casework.models import Moving
from parks import policies
from parks.admin import asking
from parks.admin.forms import MovingForm
from parks.admin.scope import ReadOnlyScopedAdmin
from parks.views.tenancies import history

Thing = TypeVar("Thing", bound=Moving)


@dataclass(frozen=True, slots=True)
class Act:
    """One of the operators' moves: its words, its form, and the service that makes it."""

    permission: str
    title: Promise
    consequence: Promise
    done: Promise
    form: type[MovingForm]
    service: Callable[..., object]
    tone: str = ""


class ActingAdmin(ReadOnlyScopedAdmin[Thing]):
    acts: ClassVar[Mapping[str, Act]]

    def told(self, thing: Thing) -> dict[str, Any]:
        """What the page of a move says of the thing itself: fields of `Ask`."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"<int:pk>/{action}/", self.wrapped(self._view_of(action)), name=self.address(action))
            for action in self.acts
        ]
        return [*own, *super().get_urls()]

    def _view_of(self, action: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            return self.act_view(request, pk, action)

        return view

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        thing = kwargs.get("obj")
        if isinstance(thing, self.model):
            tools = self._tools(request, thing, beside=context.get("beside", ""))
            context |= {"tools": tools, "entries": history(thing)}
        return super().render_change_form(request, context, *args, **kwargs)

    def _tools(self, request: HttpRequest, thing: Thing, *, beside: str) -> list[tuple[str, Promise]]:
        """Every move of this person now, but the one that stands `beside` already."""
        user = person(request)
        found = [
            (reverse(f"admin:{self.address(action)}", args=[thing.pk]), act.title)
            for action, act in self.acts.items()
            if user.has_perm(act.permission) and policies.why_not(user, thing, action) is None
        ]
        return [tool for tool in found if tool[0] != beside]

    def act_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        act = self.acts[action]
        thing = self.own(request, pk, act.permission)
        form: Any = act.form(posted(request), request.FILES or None, thing=thing)
        ask = asking.Ask(
            title=str(act.title), button=str(act.title), tone=act.tone, row=thing,
            consequence=str(act.consequence), refusal=policies.why_not(person(request), thing, action),
            **self.told(thing),
        )  # fmt: skip
        return asking.answer(
            self, request, ask, form, done=str(act.done),
            act=lambda: act.service(thing, by=person(request), **form.values()),
        )  # fmt: skip
