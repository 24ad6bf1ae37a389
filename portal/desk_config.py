"""Apart from the site itself: this is read before any model can be."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "portal.desk_site.DeskSite"
