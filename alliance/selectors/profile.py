from dataclasses import dataclass

from accounts.models import SHOWABLE_FIELDS, Organisation
from alliance.models import Membership, Post
from alliance.selectors.directory import listed


@dataclass(frozen=True, slots=True)
class Profile:
    organisation: Organisation
    membership: Membership | None
    posts: list[Post]

    @property
    def shown(self) -> tuple[str, ...]:
        """The ticked fields that hold something, in the order of the form."""
        ticked = set(self.organisation.shown_fields)
        return tuple(
            name
            for name in SHOWABLE_FIELDS
            if name in ticked and getattr(self.organisation, name) not in (None, "")
        )


def profile(pk: int) -> Profile | None:
    """The public page of a listed organisation; None for everybody else."""
    organisation = listed().select_related("sector").filter(pk=pk).first()
    if organisation is None:
        return None
    membership = Membership.objects.valid().filter(organisation=organisation).first()
    posts = sorted(Post.objects.current().filter(organisation=organisation), key=lambda post: post.standing)
    return Profile(organisation, membership, posts)
