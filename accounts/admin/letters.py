from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import policies
from accounts.admin.reading import ReadOnlyAdmin
from accounts.models import Letter
from accounts.services import post
from accounts.views.person import person


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin[Letter]):
    list_display = ("subject", "email", "state", "attempts", "next_try_at", "sent_at", "about")
    list_filter = ("state",)
    search_fields = ("email", "about", "subject")
    date_hierarchy = None
    fields = (
        "subject", "email", "recipient", "language", "state", "attempts", "next_try_at", "last_error",
        "created_at", "sent_at", "read_at", "about", "link", "content",
    )  # fmt: skip
    readonly_fields = fields
    actions = ["send_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        return super().get_queryset(request).select_related("recipient").defer("html")

    @admin.display(description=gettext_lazy("正文"))
    def content(self, letter: Letter) -> str:
        """A letter with a sign-in link is nobody's business but its reader's, not even before it is sent."""
        return _("含登录链接，不在此显示。") if letter.confidential else letter.text

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return person(request).has_perm("accounts.retry_letter")

    @admin.action(description=gettext_lazy("重新发送"), permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        allowed = [one for one in queryset if policies.why_not(person(request), one, "retry") is None]
        count = sum(post.retry(one) for one in allowed)
        if count:
            said = ngettext(
                "%(count)s 封通知函已重新列入发送队列。", "%(count)s 封通知函已重新列入发送队列。", count
            )
            messages.success(request, said % {"count": count})
        else:
            messages.warning(request, _("所选通知函均未发送失败，无须重新发送。"))
