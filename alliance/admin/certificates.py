from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from alliance.admin.memberships import drawn_status
from alliance.admin.reading import AllianceReadOnlyAdmin
from alliance.models import Certificate


@admin.register(Certificate)
class CertificateAdmin(AllianceReadOnlyAdmin[Certificate]):
    list_display = ["number", "organisation", "state", "issued_on", "pdf"]
    list_select_related = ["membership__organisation", "term"]
    fields = ["number", "organisation", "membership", "term", "state", "issued_on", "pdf", "public_page"]
    search_fields = ["number"]
    search_help_text = gettext_lazy("证书编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    organisation_path = "membership__organisation"
    readonly_fields = ["organisation", "state", "pdf", "public_page"]

    @admin.display(description=gettext_lazy("单位"))
    def organisation(self, certificate: Certificate) -> Organisation:
        return certificate.membership.organisation

    @admin.display(description=gettext_lazy("状态"))
    def state(self, certificate: Certificate) -> SafeString:
        return drawn_status(certificate.status_on(timezone.localdate()))

    @admin.display(description=gettext_lazy("证书文件"))
    def pdf(self, certificate: Certificate) -> SafeString:
        address = reverse("certificate_pdf", args=[certificate.number])
        return format_html('<a href="{}">{}</a>', address, _("下载 PDF"))

    @admin.display(description=gettext_lazy("公开查验页"))
    def public_page(self, certificate: Certificate) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', certificate.get_absolute_url())
