"""How accounts are found and made."""

from django.contrib.auth.models import BaseUserManager
from django.utils import timezone

from network.querysets import UserQuerySet


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username: str):
        """E-mail addresses are compared without regard to case."""
        return self.get(email__iexact=username)

    def get_queryset(self):
        return super().get_queryset().select_related("person__office")

    def create_user(self, email: str, password: str | None = None, **fields):
        """Make an account for ``person`` (required); without a password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        """For the first technical administrator, from the command line; makes the person as well."""
        from network.models import Person  # noqa: PLC0415 - the models import this module

        if "person" not in fields:
            fields["person"] = Person.objects.create(
                given_names="Administración", family_names="técnica", kind=Person.Kind.STAFF
            )
        fields.setdefault("activated_at", timezone.now())
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
