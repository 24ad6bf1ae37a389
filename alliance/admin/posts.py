"""Council posts: appointed and ended through the services, never edited or deleted."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.person import person
from alliance import policies
from alliance.admin.forms import AppointForm, EndPostForm
from alliance.admin.reading import AllianceReadOnlyAdmin
from alliance.models import Post
from alliance.services import posts
from casework.refusals import Refused


class CurrentFilter(admin.SimpleListFilter):
    title = gettext_lazy("在任")
    parameter_name = "current"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("在任")), ("no", gettext_lazy("已卸任或尚未到任"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        current = Post.objects.current().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "no" else queryset


@admin.register(Post)
class PostAdmin(AllianceReadOnlyAdmin[Post]):
    list_display = ["organisation", "rank", "session", "representative", "starts_on", "ends_on"]
    list_filter = [CurrentFilter, "rank"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name"]
    search_help_text = gettext_lazy("单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = ""
    change_form_template = "admin/alliance/post.html"
    fields = [
        "organisation", "rank", "session", "starts_on", "ends_on",
        "representative", "representative_title", "source", "application",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("alliance.add_post")

    def may_end(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and request.user.has_perm("alliance.change_post")

    def get_urls(self) -> list[URLPattern]:
        end = self.admin_site.admin_view(self.end_view)
        return [path("<int:pk>/end/", end, name="alliance_post_end"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        post = kwargs.get("obj")
        if isinstance(post, Post) and post.ends_on is None and self.may_end(request):
            context["end_url"] = reverse("admin:alliance_post_end", args=[post.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AppointForm(request.POST or None, initial={"session": posts.present_session()})
        if request.method == "POST" and form.is_valid():
            try:
                post = posts.appoint(by=person(request), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                self.log_addition(request, post, _("登记任职"))
                return self._done(request, post, _("任职已登记。"))
        return self._page(request, form, gettext_lazy("登记理事会职务"), gettext_lazy("登记任职"))

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_end(request):
            raise PermissionDenied
        post = get_object_or_404(Post.objects.select_related("organisation"), pk=pk)
        form = EndPostForm(request.POST or None, post=post)
        if reason := policies.why_not(person(request), post, "end"):
            self.message_user(request, reason, messages.WARNING)
            return redirect("admin:alliance_post_change", post.pk)
        if request.method == "POST" and form.is_valid():
            try:
                posts.end(post, by=person(request), on=form.cleaned_data["on"])
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                self.log_change(request, post, _("结束任期"))
                return self._done(request, post, _("任期已结束。"))
        return self._page(request, form, gettext_lazy("结束任期"), gettext_lazy("结束任期"), post)

    def _done(self, request: HttpRequest, post: Post, sentence: str) -> HttpResponse:
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:alliance_post_change", post.pk)

    def _page(
        self, request: HttpRequest, form: Form, title: Promise, button: Promise, post: Post | None = None
    ) -> HttpResponse:
        context = {"title": title, "button": button, "form": form, "post": post, "opts": self.opts}
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/alliance/post_form.html", context)
